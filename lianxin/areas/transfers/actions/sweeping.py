"""What the house does by itself: letters run out, branches are reminded, matters whose object is
gone are ended."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from lianxin.areas.members.models import Member
from lianxin.areas.transfers import queries, rules
from lianxin.areas.transfers.actions.floating import end_floating
from lianxin.areas.transfers.catalogue import REMOVAL, RESTORE, STOP, TRANSFER
from lianxin.areas.transfers.catalogue.codes import EXPIRE, IN_TRANSIT
from lianxin.areas.transfers.events import (
    ContactsReminded,
    LettersExpired,
    LettersReminded,
    TransfersSettled,
)
from lianxin.areas.transfers.models import Floating, Letter
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.messaging import actions as messaging
from lianxin.foundation.messaging.actions import Note
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case

#: Days before its last one on which a letter is recalled to everybody concerned.
BEFORE = (7, 1)
OF_MEMBERS = (TRANSFER.code, STOP.code, RESTORE.code, REMOVAL.code)


# ---- letters ---------------------------------------------------------------------------------


@transaction.atomic
def expire_letters(*, by: Actor, at: datetime) -> int:
    """Bring every case whose letter ran out on its way back to the sender, and tell both sides
    and the member. Found in one statement; run twice, it finds nothing."""
    require(rules.may_sweep(by))
    today = day_of(at)
    found = list(_in_transit(Letter.objects.run_out(today)))
    expired = [letter for letter in found if _expire(letter, today, by=by, at=at)]
    notes = _to_all(expired, today, "expired", _expired_title, tone="danger")
    messaging.send_all(notes, by=by, at=at)

    if expired:
        publish(LettersExpired(unit_id=None, subject_id=0, cases=len(expired)), by=by)
    return len(expired)


def _in_transit(letters: QuerySet[Letter]) -> Iterator[Letter]:
    rows = letters.select_related("case__other", "case__desk", "unit", "issuer")
    yield from (letter for letter in rows.order_by("pk") if letter.case.step in IN_TRANSIT)


def _expire(letter: Letter, today: date, *, by: Actor, at: datetime) -> bool:
    """Whether the case was still there; whoever took the member in at this moment was faster."""
    passing = Passing(step=letter.case.step, way=EXPIRE, held_on=today)
    try:
        with transaction.atomic():
            procedures.pass_step(letter.case, passing, by=by, at=at)
    except Refused:
        return False
    return True


@transaction.atomic
def remind_of_letters(*, by: Actor, at: datetime) -> int:
    """A week and a day before a letter runs out, tell the sender, the member and the receiver."""
    require(rules.may_sweep(by))
    today = day_of(at)
    last_days = [today + timedelta(days=days) for days in BEFORE]
    letters = list(_in_transit(Letter.objects.in_force().filter(valid_until__in=last_days)))
    notes = _to_all(letters, today, "soon", _soon_title, tone="warn")
    sent = messaging.send_all(notes, by=by, at=at)
    if sent:
        publish(LettersReminded(unit_id=None, subject_id=0, sent=sent), by=by)
    return sent


def _expired_title(letter: Letter, name: str, _today: date) -> str:
    return f"{name}的介绍信已过期，组织关系仍在{letter.unit.short_name}"


def _soon_title(letter: Letter, name: str, today: date) -> str:
    left = (letter.valid_until - today).days
    return f"{name}的介绍信还有 {left} 天到期"


def _to_all(
    letters: list[Letter],
    today: date,
    what: str,
    title: Callable[[Letter, str, date], str],
    *,
    tone: str,
) -> Iterator[Note]:
    """Notes to the sender's branch and committee, the receiver, and the member."""
    places = {
        place_id
        for letter in letters
        for place_id in (letter.unit_id, letter.issuer_id, letter.case.other_id)
        if place_id
    }
    seated = queries.handlers(places, today=today)
    for letter in letters:
        case = letter.case
        sides = (letter.unit_id, letter.issuer_id, case.other_id or 0)
        users = {user_id: False for side in sides for user_id in seated.get(side, ())}
        if case.user_id is not None:
            users[case.user_id] = True
        for user_id, is_own in users.items():
            yield Note(
                user_id=user_id,
                key=f"letter-{what}:{letter.pk}:{(letter.valid_until - today).days}",
                title=title(letter, case.title, today),
                body=f"{letter.number}，有效期至 {letter.valid_until:%F}，转往{letter.addressee}。",
                url=reverse("transfers:mine")
                if is_own
                else reverse("procedures:case", args=[case.pk]),
                tone=tone,
                unit_id=letter.unit_id,
            )


# ---- floating members ------------------------------------------------------------------------


@transaction.atomic
def remind_of_contacts(*, by: Actor, at: datetime) -> int:
    """Tell each branch once of a floating member it should have spoken with by now."""
    require(rules.may_sweep(by))
    today = day_of(at)
    overdue = list(Floating.objects.open().filter(next_contact_on__lt=today))
    sent = messaging.send_all(_contact_notes(overdue, today), by=by, at=at)
    if sent:
        publish(ContactsReminded(unit_id=None, subject_id=0, sent=sent), by=by)
    return sent


def _contact_notes(overdue: list[Floating], today: date) -> Iterator[Note]:
    seated = queries.companions({each.unit_id for each in overdue}, today=today)
    for each in overdue:
        for user_id in seated.get(each.unit_id, ()):
            yield Note(
                user_id=user_id,
                key=f"floating:{each.pk}:{each.next_contact_on:%Y%m%d}",
                title=f"该联系流动党员{each.name}了",
                body=f"上次联系{_last(each)}，应在 {each.next_contact_on:%Y-%m-%d} 前再联系一次。",
                url=reverse("transfers:floating", args=[each.pk]),
                tone="warn",
                unit_id=each.unit_id,
            )


def _last(each: Floating) -> str:
    return f"是 {each.last_contact_on:%Y-%m-%d}" if each.last_contact_on else "还没有登记"


# ---- who went by another way -----------------------------------------------------------------


@transaction.atomic
def settle(*, by: Actor, at: datetime) -> int:
    """End the matters, and the floating, of members who left or moved by another way."""
    require(rules.may_sweep(by))
    ended = 0
    for case in _without_object():
        procedures.end_case(
            case,
            outcome="成员已离开或调整",
            reason="成员已经另行办理，本事项不再继续。",
            by=by,
            at=at,
        )
        ended += 1
    elsewhere = Q(member__status="left") | ~Q(member__unit=F("unit"))
    entries = Floating.objects.open().filter(elsewhere, member__isnull=False)
    for floating in entries.select_related("member", "unit"):
        settle_floating(floating, by=by, at=at)
    if ended:
        publish(TransfersSettled(unit_id=None, subject_id=0, cases=ended), by=by)
    return ended


def _without_object() -> list[Case]:
    """Open cases of members who are no longer at the unit of the case, or on no roll."""
    gone = Member.objects.filter(status="left").values("pk")
    here = Member.objects.exclude(status="left").values("pk", "unit_id")
    cases = Case.objects.open().filter(procedure__in=OF_MEMBERS)
    left = list(cases.filter(subject_id__in=gone))
    units = dict(here.filter(pk__in=cases.values("subject_id")).values_list("pk", "unit_id"))
    moved = [case for case in cases if units.get(case.subject_id, case.unit_id) != case.unit_id]
    return left + moved


@transaction.atomic
def settle_floating(floating: Floating, *, by: Actor, at: datetime) -> Floating:
    """A floating member was transferred or left the roll: the entry is over."""
    require(rules.may_sweep(by))
    reason = "left" if floating.member and floating.member.status == "left" else "transferred"
    on = max(floating.since, day_of(at))
    return end_floating(floating, reason=reason, on=on, by=by, at=at)


@transaction.atomic
def end_matters_of(member_id: int, *, reason: str, by: Actor, at: datetime) -> int:
    """A member died or was entered by mistake: nothing of his goes on."""
    require(rules.may_sweep(by))
    cases = list(Case.objects.open().filter(procedure__in=OF_MEMBERS, subject_id=member_id))
    for case in cases:
        procedures.end_case(case, outcome=reason, reason=reason, by=by, at=at)
    if cases:
        publish(TransfersSettled(unit_id=None, subject_id=member_id, cases=len(cases)), by=by)
    return len(cases)
