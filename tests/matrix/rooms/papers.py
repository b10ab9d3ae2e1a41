"""Papers: a kind of the tests' own stands for those that areas plug."""

from typing import Any

from django.utils.timezone import now

from lianxin.foundation.papers import actions
from lianxin.foundation.papers.catalogue import plug
from lianxin.foundation.papers.models import Issued
from lianxin.foundation.papers.tests.samples import DOCUMENT, PLAIN
from tests.cast import actor
from tests.matrix.addresses import ALL, KEEPERS, Address, World, post, unit
from tests.matrix.answers import FILE, Sight


def draft(world: World) -> dict[str, Any]:
    plug(PLAIN)
    return {"code": PLAIN.code, "subject_id": world.cast.pier.pk}


def issued(world: World) -> dict[str, Any]:
    plug(PLAIN)
    paper = actions.issue(PLAIN.code, world.cast.pier.pk, by=actor(world.cast.wang), at=now())
    return {"issued_id": paper.pk}


ADDRESSES = {
    "papers:draft": Address(KEEPERS, kwargs=draft),
    "papers:draft_pdf": Address(KEEPERS, kwargs=draft, shows=FILE),
    "papers:draft_page": Address(KEEPERS, kwargs=lambda w: draft(w) | {"page": 1}, shows=FILE),
    "papers:take_draft": Address(KEEPERS, kwargs=lambda w: draft(w) | {"way": "pdf"}, shows=FILE),
    "papers:issue": post(KEEPERS, kwargs=draft),
    "papers:issued": Address(KEEPERS, kwargs=issued),
    "papers:issued_pdf": Address(KEEPERS, kwargs=issued, shows=FILE),
    "papers:issued_page": Address(KEEPERS, kwargs=lambda w: issued(w) | {"page": 1}, shows=FILE),
    "papers:take_issued": Address(
        KEEPERS, kwargs=lambda w: issued(w) | {"way": "word"}, shows=FILE
    ),
    "papers:void": Address(KEEPERS, kwargs=issued),
    "papers:register": Address(KEEPERS, kwargs=unit),
    "papers:series": Address(KEEPERS, kwargs=unit),
    "papers:verify": Address(ALL, kwargs=lambda _: {"token": "no-such-token"}),
}


def numbered(world: World) -> dict[str, Any]:
    """A draft whose paper was issued already, under a word that was set."""
    plug(DOCUMENT)
    by, pier = actor(world.cast.wang), world.cast.pier
    actions.set_series(pier, "港一支", last=20, by=by, at=now())
    actions.issue(DOCUMENT.code, pier.pk, by=by, at=now())
    return {"code": DOCUMENT.code, "subject_id": pier.pk}


def voided(world: World) -> dict[str, Any]:
    found = issued(world)
    paper = Issued.objects.select_related("unit").get(pk=found["issued_id"])
    actions.void_paper(paper, reason="姓名写错", by=actor(world.cast.wang), at=now())
    return found


def registered(world: World) -> dict[str, Any]:
    numbered(world)
    voided(world)
    return unit(world)


def token(world: World) -> dict[str, Any]:
    return {"token": Issued.objects.get(pk=issued(world)["issued_id"]).token}


SIGHTS = {
    "papers: issued already": Sight("papers:draft", kwargs=numbered),
    "papers: voided": Sight("papers:issued", kwargs=voided),
    "papers: a register": Sight("papers:register", kwargs=registered),
    "papers: no such number": Sight(
        "papers:register", kwargs=registered, body=lambda _: {"q": "没有"}
    ),
    "papers: valid": Sight("papers:verify", kwargs=token),
}
