"""Admission in its socket: what each approved step makes of the person on the roll."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from lianxin.areas.admission import actions, drafts, queries, rules
from lianxin.areas.admission.catalogue import (
    ADMISSION,
    candidate_from,
    cultivated_from,
    joined_on,
    midway,
    probation_until,
)
from lianxin.areas.admission.catalogue.papers import offered
from lianxin.areas.members import actions as members
from lianxin.areas.members.models import Member
from lianxin.foundation.core.days import months_later
from lianxin.foundation.core.refusals import require
from lianxin.foundation.procedures.catalogue import ENDED, Deed, Paper, Plugged, Turned, as_day

Facts = dict[str, Any]


def _member(deed: Deed) -> Member:
    return Member.objects.select_related("unit").get(pk=deed.subject_id)


def _began(deed: Deed) -> Facts:
    """Whoever is on the way already is taken over by the branch, not by himself; the days that
    were told stand on the roll from now on."""
    if deed.way.code not in midway.WAYS.values():
        return {}
    member, values = _member(deed), deed.passing.values
    require(rules.may_receive(deed.by, at=member.unit))
    days = {key: as_day(values.get(key)) for key in ("activist_on", "candidate_on")}
    known = {key: day for key, day in days.items() if day is not None}
    members.amend(member, applied_on=deed.passing.held_on, **known, by=deed.by, at=deed.at)
    return {}


def _activist(deed: Deed) -> Facts:
    day = cultivated_from(deed.past)
    if day is not None:
        members.become_activist(_member(deed), on=day, by=deed.by, at=deed.at)
    return {}


def _candidate(deed: Deed) -> Facts:
    members.become_candidate(_member(deed), on=deed.passing.held_on, by=deed.by, at=deed.at)
    return {}


def _given_up(deed: Deed) -> Facts:
    """No longer trained: he leaves the roll of those on the way, the row stays."""
    if deed.way.to == ENDED:
        members.leave_roll(
            _member(deed), reason="no_longer", on=deed.passing.held_on, by=deed.by, at=deed.at
        )
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
        return {"extended_until": months_later(until, months).isoformat()}
    return {}


APPLIES: dict[str, Callable[[Deed], Facts]] = {
    "apply": _began,
    "file_activist": _activist,
    "cultivate": _given_up,
    "review": _given_up,
    "file_candidate": _candidate,
    "approve": _approved,
    "full_approve": _converted,
}


def apply(deed: Deed) -> Facts:
    effect = APPLIES.get(deed.step.code)
    return effect(deed) if effect else {}


def turned(deed: Turned) -> None:
    """Gone back or corrected: whoever is not in the Party yet stands where the case says."""
    member = Member.objects.select_related("unit").get(pk=deed.subject_id)
    if member.is_in_the_party or not member.is_on_the_roll:
        return
    past, began = deed.past, deed.past.facts.get("began_as")
    is_candidate = past.last("file_candidate") is not None or began == "candidate"
    is_activist = is_candidate or past.last("file_activist") is not None or began == "activist"
    members.put_on_the_way(
        member,
        "candidate" if is_candidate else "activist" if is_activist else "applicant",
        activist_on=cultivated_from(past) if is_activist else None,
        candidate_on=candidate_from(past) if is_candidate else None,
        by=deed.by,
        at=deed.at,
    )


#: Here the committee above has only answered if it sent the papers back.
UNDECIDED = frozenset({"committee", "prereview"})


def papers(case_id: int, step: str) -> Iterable[Paper]:
    """The whole course on one sheet at any time; the papers wanted around the present step."""
    yield Paper(name="全程记实", url=reverse("admission:course", args=[case_id]))
    for one in offered(_number(step)):
        if one.code == "prereview_reply" and step in UNDECIDED and not queries.returned(case_id):
            continue
        url = reverse("papers:draft", args=[drafts.code_of(one), case_id])
        yield Paper(name=one.name, url=url)


def _number(step: str) -> int:
    """The number of a step, as people count them; a closed case has them all behind it."""
    found = {each.code: each.number for each in ADMISSION.steps}
    return found.get(step) or len(ADMISSION.steps)


PLUGGED = Plugged(
    procedure=ADMISSION, subjects=queries.subjects, apply=apply, turned=turned, papers=papers
)
