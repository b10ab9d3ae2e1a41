"""Letters of transfer: made out, used, void. A case has one letter that holds at most."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from lianxin.areas.transfers import rules
from lianxin.areas.transfers.catalogue.codes import VOIDS
from lianxin.areas.transfers.events import (
    LetterIssued,
    LetterUsed,
    LetterVoided,
    ReceiptIssued,
)
from lianxin.areas.transfers.models import Arrival, Letter
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.papers import actions as papers
from lianxin.foundation.procedures.models import Case

#: Kinds of papers this room plugs.
LETTER, RECEIPT = "transfers.letter", "transfers.receipt"


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a letter says."""

    addressee: str
    days: int
    on: date
    member_id: int | None = None
    roster: list[int] = field(default_factory=list)
    paid_to: str = ""
    phone: str = ""
    instead: str = "wrong"  # why an older letter of the case holds no longer


@transaction.atomic
def issue_letter(case: Case, issuer: Unit, wording: Wording, *, by: Actor, at: datetime) -> Letter:
    """Make a letter out for a case, numbered in the issuer's register; an older one is void."""
    require(rules.may_issue(by, at=issuer))
    _void(case.pk, wording.instead, wording.on, by=by, at=at)
    letter = Letter.objects.create(
        case=case, unit=case.unit, issuer=issuer, member_id=wording.member_id,
        roster=wording.roster, addressee=wording.addressee, paid_to=wording.paid_to,
        phone=wording.phone, issued_on=wording.on,
        valid_until=wording.on + timedelta(days=wording.days),
    )  # fmt: skip
    letter.paper = papers.issue(LETTER, letter.pk, by=by, at=at)
    letter.number = letter.paper.number
    letter.save(update_fields=["paper", "number"])

    publish(
        LetterIssued(
            unit_id=issuer.pk, subject_id=letter.pk, number=letter.number,
            ends_on=letter.valid_until.isoformat(),
        ),
        by=by,
    )  # fmt: skip
    return letter


@transaction.atomic
def use_letter(case_id: int, *, on: date, by: Actor) -> None:
    """The receiving side took the member in on this letter."""
    require(rules.may_follow(by))
    letter = Letter.objects.select_for_update().in_force().filter(case_id=case_id).first()
    if letter is None:
        return
    letter.used_on = on
    letter.save(update_fields=["used_on"])

    publish(LetterUsed(unit_id=letter.issuer_id, subject_id=letter.pk, number=letter.number), by=by)


@transaction.atomic
def void_letters(case_id: int, *, reason: str, by: Actor, at: datetime) -> int:
    """The letter of a case holds no longer: returned, expired, taken back, lost."""
    require(rules.may_follow(by))
    letters = _void(case_id, reason, day_of(at), by=by, at=at)
    for letter in letters:
        publish(
            LetterVoided(
                unit_id=letter.issuer_id, subject_id=letter.pk, number=letter.number,
                reason=reason,
            ),
            by=by,
        )  # fmt: skip
    return len(letters)


def _void(case_id: int, reason: str, on: date, *, by: Actor, at: datetime) -> list[Letter]:
    held = Letter.objects.select_for_update(of=("self",)).filter(case_id=case_id, voided_on=None)
    letters = list(held.select_related("paper__unit"))
    Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(
        voided_on=on, void_reason=reason
    )
    for letter in letters:
        if letter.paper is not None:
            papers.void_paper(letter.paper, reason=VOIDS[reason], by=by, at=at)
    return letters


@transaction.atomic
def issue_receipt(arrival: Arrival, *, by: Actor, at: datetime) -> Arrival:
    """Number the receipt that goes back to where somebody came from; twice is the same number."""
    require(rules.may_issue(by, at=arrival.unit))
    issued = papers.issue(RECEIPT, arrival.pk, by=by, at=at)
    if arrival.receipt_number == issued.number:
        return arrival
    arrival.receipt_number = issued.number
    arrival.save(update_fields=["receipt_number"])

    publish(
        ReceiptIssued(unit_id=arrival.unit_id, subject_id=arrival.pk, number=issued.number), by=by
    )
    return arrival
