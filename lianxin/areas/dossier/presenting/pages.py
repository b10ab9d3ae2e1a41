from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lianxin.areas.dossier import rules
from lianxin.areas.dossier.catalogue import KINDS, TRAINING, said
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.pages import SIZES, Page
from lianxin.foundation.organisation.models import Unit

ROOMS = (
    ("confirmations", "年度信息核对", rules.may_keep),
    ("corrections", "更正申请", rules.may_keep),
    ("training", "教育培训学时", rules.may_view),
)
YEARS = 10


def rooms(unit: Unit, current: str, by: Actor) -> list[dict[str, Any]]:
    """The pages about the files of a unit, as tabs."""
    return [
        {
            "label": label,
            "url": reverse(f"dossier:{name}", args=[unit.pk]),
            "current": name == current,
        }
        for name, label, may in ROOMS
        if may(by, at=unit)
    ]


def turning(request: HttpRequest, page: Page[Any], what: str, *keep: str) -> dict[str, str]:
    """What a pager is given: the neighbours of a page with the rest of its query kept."""
    kept = dict(_kept(request, ("tab", *keep)))
    if page.size != SIZES[0]:
        kept["size"] = str(page.size)
    return {**page.turns(kept), "total_text": f"共 {page.amount(what)}"}


def _kept(request: HttpRequest, keys: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((key, request.GET[key]) for key in keys if key in request.GET)


def year_of(asked: str, today: date) -> int:
    """The year in an address; what is not one of the last ten is this year."""
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    return year if today.year - YEARS < year <= today.year else today.year


def hours(member: Member) -> dict[str, Any]:
    """The hours of a row that `trained_at` found."""
    tenths = getattr(member, "tenths", 0) or 0
    asked = getattr(member, "asked", 0)
    return {
        "done": said(KINDS[TRAINING].ask("hours"), tenths) or "0",
        "asked": asked,
        "is_met": tenths >= asked * 10,
        "share": min(100.0, tenths * 10 / asked) if asked else 100.0,
    }
