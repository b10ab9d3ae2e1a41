"""Follows, inside the deed, what a step of a case or a verb of the roll means for letters, floating
members and matters under way."""

from collections.abc import Sequence

from django.utils.timezone import now

from lianxin.areas.members.events import MemberLeft, MemberMoved, MemberTransferred
from lianxin.areas.transfers import actions
from lianxin.areas.transfers.catalogue import TRANSFER, WHOLE
from lianxin.areas.transfers.catalogue.codes import (
    ACCEPT,
    ARRIVED,
    EXPIRE,
    IN_COMMITTEE,
    RECEIVE,
    RETURN,
)
from lianxin.areas.transfers.models import Floating
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Event, Told, witness
from lianxin.foundation.procedures.events import CaseEnded, CaseReturned, CaseWithdrawn, StepPassed

HOUSE = Actor.system("组织关系转接")
MOVING = frozenset({TRANSFER.code, WHOLE.code})
#: Reasons of leaving that are facts, not the end of a matter of this room.
BY_ITSELF = {"died": "成员去世", "mistake": "登记有误"}
USED = {(IN_COMMITTEE, ACCEPT), ("receipt", RECEIVE), ("out_branch", ARRIVED)}


@witness
def follow(told: Sequence[Told]) -> None:
    for event, _ in told:
        match event:
            case StepPassed(procedure=code) if code in MOVING:
                _letter(event)
            case CaseWithdrawn(procedure=code) | CaseEnded(procedure=code) if code in MOVING:
                _void(event, "withdrawn" if isinstance(event, CaseWithdrawn) else "ended")
            case CaseReturned(procedure=code) if code in MOVING:
                _void(event, "returned")
            case MemberLeft() | MemberMoved() | MemberTransferred():
                _member(event)


def _letter(event: StepPassed) -> None:
    if (event.step, event.way) in USED:
        actions.use_letter(event.subject_id, on=event.held_on, by=HOUSE)
    elif event.way in {RETURN, EXPIRE}:
        _void(event, "returned" if event.way == RETURN else "expired")


def _void(event: Event, reason: str) -> None:
    actions.void_letters(event.subject_id, reason=reason, by=HOUSE, at=now())


def _member(event: MemberLeft | MemberMoved | MemberTransferred) -> None:
    floating = Floating.objects.open().filter(member=event.subject_id)
    for entry in floating.select_related("member__unit", "unit"):
        actions.settle_floating(entry, by=HOUSE, at=now())
    if isinstance(event, MemberLeft) and event.reason in BY_ITSELF:
        actions.end_matters_of(event.subject_id, reason=BY_ITSELF[event.reason], by=HOUSE, at=now())
