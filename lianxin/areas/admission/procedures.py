"""Admission in its socket: what each approved step makes of the person on the roll."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from lianxin.areas.admission import actions, queries
from lianxin.areas.admission.catalogue import ADMISSION, joined_on, months_after, probation_until
from lianxin.areas.members import actions as members
from lianxin.areas.members.models import Member
from lianxin.foundation.procedures.catalogue import Deed, Paper, Plugged

Facts = dict[str, Any]


def _member(deed: Deed) -> Member:
    return Member.objects.select_related("unit").get(pk=deed.subject_id)


def _determined(deed: Deed) -> Facts:
    """Time as an activist counts from the first determination, also with an earlier unit."""
    if deed.way.code != "yes" or deed.past.facts.get("activist_on"):
        return {}
    return {"activist_on": deed.passing.held_on.isoformat()}


def _activist(deed: Deed) -> Facts:
    members.become_activist(_member(deed), by=deed.by, at=deed.at)
    return {}


def _candidate(deed: Deed) -> Facts:
    members.become_candidate(_member(deed), by=deed.by, at=deed.at)
    return {}


def _approved(deed: Deed) -> Facts:
    day = joined_on(deed.past)
    if deed.way.code != "yes" or day is None:
        return {}
    actions.take_in(_member(deed), deed, joined_on=day, by=deed.by, at=deed.at)
    return {"joined_on": day.isoformat()}


def _converted(deed: Deed) -> Facts:
    """On time, extended or cancelled, as the meeting resolved and the committee approved."""
    until = probation_until(deed.past)
    if until is None:
        return {}
    way, member = deed.way.code, _member(deed)
    if way == "full":
        members.become_full(member, full_on=until, by=deed.by, at=deed.at)
        return {"full_on": until.isoformat()}
    if way == "cancel":
        document = str(deed.passing.values.get("document") or "")
        members.leave_roll(
            member, reason="probation_ended", on=deed.passing.held_on, document=document,
            by=deed.by, at=deed.at,
        )  # fmt: skip
    if way == "extend":
        months = int(deed.past.value("full_meeting", "months"))
        return {"extended_until": months_after(until, months).isoformat()}
    return {}


APPLIES: dict[str, Callable[[Deed], Facts]] = {
    "recommend": _determined,
    "file_activist": _activist,
    "file_candidate": _candidate,
    "approve": _approved,
    "full_approve": _converted,
}


def apply(deed: Deed) -> Facts:
    effect = APPLIES.get(deed.step.code)
    return effect(deed) if effect else {}


def papers(case_id: int, step: str) -> Iterable[Paper]:
    """The whole course on one sheet, at any time."""
    yield Paper(name="全程记实表", url=reverse("admission:course", args=[case_id]))


PLUGGED = Plugged(procedure=ADMISSION, subjects=queries.subjects, apply=apply, papers=papers)
