"""Papers: a kind of the tests' own stands for those that areas plug."""

from typing import Any

from django.utils.timezone import now

from lianxin.foundation.papers import actions
from lianxin.foundation.papers.catalogue import plug
from lianxin.foundation.papers.tests.samples import PLAIN
from tests.cast import actor
from tests.matrix.addresses import ALL, KEEPERS, Address, World, post, unit


def draft(world: World) -> dict[str, Any]:
    plug(PLAIN)
    return {"code": PLAIN.code, "subject_id": world.cast.pier.pk}


def issued(world: World) -> dict[str, Any]:
    plug(PLAIN)
    paper = actions.issue(PLAIN.code, world.cast.pier.pk, by=actor(world.cast.wang), at=now())
    return {"issued_id": paper.pk}


ADDRESSES = {
    "papers:draft": Address(KEEPERS, kwargs=draft),
    "papers:draft_pdf": Address(KEEPERS, kwargs=draft),
    "papers:draft_page": Address(KEEPERS, kwargs=lambda w: draft(w) | {"page": 1}),
    "papers:take_draft": Address(KEEPERS, kwargs=lambda w: draft(w) | {"way": "pdf"}),
    "papers:issue": post(KEEPERS, kwargs=draft),
    "papers:issued": Address(KEEPERS, kwargs=issued),
    "papers:issued_pdf": Address(KEEPERS, kwargs=issued),
    "papers:issued_page": Address(KEEPERS, kwargs=lambda w: issued(w) | {"page": 1}),
    "papers:take_issued": Address(KEEPERS, kwargs=lambda w: issued(w) | {"way": "word"}),
    "papers:void": Address(KEEPERS, kwargs=issued),
    "papers:register": Address(KEEPERS, kwargs=unit),
    "papers:series": Address(KEEPERS, kwargs=unit),
    "papers:verify": Address(ALL, kwargs=lambda _: {"token": "no-such-token"}),
}
