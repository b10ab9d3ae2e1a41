"""How cases of this room touch the roll: each effect of a step is one verb, in its transaction."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from django.urls import reverse

from lianxin.areas.members import actions as members
from lianxin.areas.members.actions import Coming, Release
from lianxin.areas.members.models import Member
from lianxin.areas.transfers import actions, queries
from lianxin.areas.transfers.catalogue import (
    ARRIVAL,
    REMOVAL,
    RESTORE,
    STOP,
    TRANSFER,
    WHOLE,
    Effect,
    effects,
    facts_after,
)
from lianxin.areas.transfers.catalogue.codes import ARRIVED, LEAVES, OUT_BRANCH
from lianxin.areas.transfers.models import Arrival, Letter
from lianxin.areas.transfers.queries import subjects
from lianxin.foundation.core.days import month_kept
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.procedures import catalogue
from lianxin.foundation.procedures.catalogue import Deed, Paper, Plugged, as_day
from lianxin.foundation.procedures.models import Case

Facts = dict[str, Any]


class NotBelow(Refused):
    sentence = "请选择本党委之下存续的党支部。"


class NotToItself(Refused):
    sentence = "所选支部就是转出支部，请另选。"


def _case(deed: Deed) -> Case:
    """The case as the engine holds it: locked, not yet moved on."""
    return Case.objects.select_related("unit", "desk", "other").get(pk=deed.case_id)


def _member(deed: Deed) -> Member:
    return Member.objects.select_related("unit", "user").get(pk=deed.subject_id)


# ---- effects ---------------------------------------------------------------------------------


def _issue(case: Case, deed: Deed) -> Facts:
    values, past = deed.passing.values, deed.past
    is_whole = case.procedure == WHOLE.code
    letter = actions.issue_letter(
        case,
        case.desk,
        actions.Wording(
            addressee=case.other.name if case.other else str(past.facts["to_name"]),
            days=int(values["valid_days"]),
            on=deed.passing.held_on,
            member_id=None if is_whole else deed.subject_id,
            roster=_roster(case) if is_whole else [],
            paid_to=month_kept(past.value(OUT_BRANCH, "paid_to")),
            phone=str(values.get("phone") or "")[:20],
            instead=str(values.get("void") or "wrong"),
        ),
        by=deed.by,
        at=deed.at,
    )
    return {"number": letter.number}


def _roster(case: Case) -> list[int]:
    """Who goes with the whole unit: everybody in force whom one can find."""
    here = Member.objects.in_force().in_the_party().filter(unit=case.unit, is_lost=False)
    return list(here.order_by("pk").values_list("pk", flat=True))


def _address(case: Case, deed: Deed) -> Facts:
    chosen = deed.passing.values.get("branch") or {}
    committee = case.other or case.unit
    branch = queries.branches_of(committee).filter(pk=chosen.get("id") or 0).first()
    if branch is None:
        raise NotBelow
    if case.procedure != ARRIVAL.code and branch == case.unit:
        raise NotToItself
    return {"other_id": branch.pk, "branch_name": branch.short_name}


def _readdress(case: Case, deed: Deed) -> Facts:
    first = deed.past.facts.get("to_id")
    return {"other_id": first} if first else {}


def _release(case: Case, deed: Deed) -> Release:
    number = str(deed.past.facts.get("number") or "")
    used = as_day(deed.passing.values.get("received_on")) if deed.way.code == ARRIVED else None
    return Release(source=case.unit, on=used or deed.passing.held_on, document=number)


def _move(case: Case, deed: Deed) -> Facts:
    release = _release(case, deed)
    if case.other is None:
        raise NotBelow
    if case.procedure == WHOLE.code:
        moved = members.receive_all(_listed(case), case.other, release, by=deed.by, at=deed.at)
        return {"moved": moved}
    members.receive(_member(deed), case.other, release, by=deed.by, at=deed.at)
    return {}


def _leave(case: Case, deed: Deed) -> Facts:
    release = _release(case, deed)
    to = str(deed.passing.values.get("received_by") or deed.past.facts.get("to_name") or "")[:120]
    if case.procedure == WHOLE.code:
        left = members.release_all(_listed(case), to, release, by=deed.by, at=deed.at)
        return {"moved": left}
    members.leave_roll(
        _member(deed), reason="transferred", on=release.on, document=release.document, to=to,
        by=deed.by, at=deed.at,
    )  # fmt: skip
    return {}


def _listed(case: Case) -> list[Member]:
    """Those on the last letter of a whole unit."""
    letter = Letter.objects.filter(case=case).order_by("-pk").first()
    return list(Member.objects.filter(pk__in=letter.roster if letter else ()))


def _arrive(case: Case, deed: Deed) -> Facts:
    arrival = Arrival.objects.select_related("unit").get(pk=deed.subject_id)
    if case.other is None:
        raise NotBelow
    coming = Coming(origin=arrival.origin, on=deed.passing.held_on, document=arrival.number)
    facts = {**arrival.facts, "id_number": arrival.id_number, "phone": arrival.phone}
    member = members.arrive(case.other, coming, by=deed.by, at=deed.at, **facts)
    actions.note_arrival(arrival, member, by=deed.by)
    return {"member_id": member.pk}


def _reply(case: Case, deed: Deed) -> Facts:
    arrival = Arrival.objects.select_related("unit").get(pk=deed.subject_id)
    receipt = actions.issue_receipt(arrival, by=deed.by, at=deed.at)
    return {"receipt_number": receipt.receipt_number}


def _stop(case: Case, deed: Deed) -> Facts:
    members.suspend(_member(deed), **_decided(deed))
    return {}


def _restore(case: Case, deed: Deed) -> Facts:
    members.restore(_member(deed), case.unit, **_decided(deed))
    return {}


def _remove(case: Case, deed: Deed) -> Facts:
    reason = LEAVES[str(deed.past.facts["ground"])]
    members.leave_roll(_member(deed), reason=reason, **_decided(deed))
    return {}


def _decided(deed: Deed) -> Mapping[str, Any]:
    document = str(deed.passing.values.get("document") or "")
    return {"on": deed.passing.held_on, "document": document, "by": deed.by, "at": deed.at}


def _elsewhere(case: Case, deed: Deed) -> Facts:
    """Letters become void where the step is followed (receivers)."""
    return {}


DO: Mapping[Effect, Callable[[Case, Deed], Facts]] = {
    Effect.ISSUE: _issue,
    Effect.VOID: _elsewhere,
    Effect.ADDRESS: _address,
    Effect.READDRESS: _readdress,
    Effect.MOVE: _move,
    Effect.LEAVE: _leave,
    Effect.ARRIVE: _arrive,
    Effect.REPLY: _reply,
    Effect.STOP: _stop,
    Effect.RESTORE: _restore,
    Effect.REMOVE: _remove,
}


def apply(code: str, deed: Deed) -> Facts:
    """Put a passed step into effect; answers what the case carries along."""
    facts = facts_after(deed.past, deed.passing)
    found = effects(code, deed.step.code, deed.way.code)
    if not found:
        return facts
    case = _case(deed)
    for effect in found:
        facts |= DO[effect](case, deed)
    return facts


def papers(code: str, case_id: int, _step: str) -> Iterable[Paper]:
    """The letters of a case, the newest first; of who comes, the receipt."""
    for letter in Letter.objects.filter(case_id=case_id).order_by("-pk"):
        note = "" if letter.is_in_force else "已作废" if letter.voided_on else "已使用"
        url = reverse("transfers:letter", args=[letter.pk])
        yield Paper(name=f"介绍信 {letter.number}", url=url, note=note)
    if code == ARRIVAL.code:
        subject_id = Case.objects.values_list("subject_id", flat=True).get(pk=case_id)
        url = reverse("papers:draft", args=[actions.RECEIPT_PAPER, subject_id])
        yield Paper(name="回执", url=url)


SUBJECTS = {
    TRANSFER.code: subjects.members,
    WHOLE.code: subjects.units,
    ARRIVAL.code: subjects.arrivals,
    STOP.code: subjects.members,
    RESTORE.code: subjects.members,
    REMOVAL.code: subjects.members,
}


def plug() -> None:
    """Called once when the app is ready."""
    for each in (TRANSFER, WHOLE, ARRIVAL, STOP, RESTORE, REMOVAL):
        catalogue.plug(
            Plugged(
                procedure=each,
                subjects=SUBJECTS[each.code],
                apply=partial(apply, each.code),
                papers=partial(papers, each.code),
            )
        )
