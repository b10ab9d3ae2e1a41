"""Whom or what cases of this room are about, for many at once."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from lianxin.areas.members.models import Member, id_index
from lianxin.areas.transfers.catalogue import REMOVAL, STOP, TRANSFER
from lianxin.areas.transfers.models import Arrival
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.catalogue import Subject
from lianxin.foundation.procedures.models import Case


def members(ids: Iterable[int]) -> Mapping[int, Subject]:
    """Members as the steps look at them."""
    found = list(Member.objects.filter(pk__in=list(ids)).select_related("unit"))
    busy = _proceedings([member.pk for member in found])
    return {
        member.pk: Subject(
            name=member.name,
            url=reverse("members:member", args=[member.pk]),
            note=" · ".join(filter(None, (member.unit.short_name, member.get_gender_display()))),
            tag=member.get_category_display(),
            unit_id=member.unit_id,
            user_id=member.user_id,
            facts={
                "status": member.status,
                "status_on": _iso(member.status_on),
                "category": member.category,
                "is_lost": member.is_lost,
                "lost_on": _iso(member.lost_on),
                "proceedings": busy[member.pk],
            },
        )
        for member in found
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _proceedings(ids: list[int]) -> Counter[int]:
    """How many matters that may take his membership each has."""
    cases = Case.objects.open().filter(procedure__in=(STOP.code, REMOVAL.code), subject_id__in=ids)
    return Counter(cases.values_list("subject_id", flat=True))


def units(ids: Iterable[int]) -> Mapping[int, Subject]:
    """Whole branches as the steps look at them."""
    found = list(Unit.objects.filter(pk__in=list(ids)))
    counts = _counts([unit.pk for unit in found])
    return {
        unit.pk: Subject(
            name=f"{unit.short_name}（整建制）",
            url=reverse("members:roll", args=[unit.pk]),
            note=f"{counts[unit.pk]['members']} 名党员",
            unit_id=unit.pk,
            facts=counts[unit.pk],
        )
        for unit in found
    }


def _counts(ids: list[int]) -> Mapping[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(lambda: {"members": 0, "lost": 0, "busy": 0})
    rows = (
        Member.objects.in_force()
        .in_the_party()
        .filter(unit_id__in=ids)
        .order_by()
        .values("unit_id")
        .annotate(
            members=Count("pk", filter=Q(is_lost=False)),
            lost=Count("pk", filter=Q(is_lost=True)),
        )
    )
    for row in rows:
        found[row["unit_id"]] |= {"members": row["members"], "lost": row["lost"]}
    single = Case.objects.open().filter(procedure=TRANSFER.code, unit_id__in=ids)
    for unit_id, number in Counter(single.values_list("unit_id", flat=True)).items():
        found[unit_id]["busy"] = number
    return found


def arrivals(ids: Iterable[int]) -> Mapping[int, Subject]:
    """Letters from outside as the steps look at them."""
    found = list(Arrival.objects.filter(pk__in=list(ids)).select_related("unit", "member"))
    on_the_roll = _held({each.id_number for each in found} - {""})
    return {
        each.pk: Subject(
            name=each.name,
            url=reverse("members:member", args=[each.member_id]) if each.member_id else "",
            note=f"由{each.origin}转来",
            tag="转入",
            unit_id=each.unit_id,
            user_id=each.member.user_id if each.member else None,
            facts=_of_letter(each, on_the_roll),
        )
        for each in found
    }


def _held(numbers: set[str]) -> set[str]:
    """The identity numbers that stand on the roll now."""
    if not numbers:
        return set()
    indexes = [id_index(number) for number in numbers]
    return {
        member.id_number for member in Member.objects.on_the_roll().filter(id_index__in=indexes)
    }


def _of_letter(each: Arrival, on_the_roll: set[str]) -> dict[str, Any]:
    return {
        "number": each.number,
        "valid_until": _iso(each.valid_until),
        "shown_on": _iso(each.shown_on),
        "on_the_roll": each.member_id is None and each.id_number in on_the_roll,
    }
