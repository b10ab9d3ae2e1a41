"""What the papers of this room say, as plain values: the letter in three parts, the receipt."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lianxin.areas.members.models import Member
from lianxin.areas.transfers import actions, rules
from lianxin.areas.transfers.models import Arrival, Letter
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.papers.catalogue import Draft, Numbering, Paper, cn_day, plug


def letter(subject_id: int, by: Actor) -> Draft | None:
    """A letter of transfer: stub, letter, receipt."""
    found = Letter.objects.visible_to(by).select_related("unit", "issuer", "member")
    one = found.filter(pk=subject_id).first()
    if one is None:
        return None
    people = _people(one)
    return Draft(
        unit_id=one.issuer_id,
        title=f"党员组织关系介绍信（{_named(people)}）",
        values={
            "title": "党员组织关系介绍信",
            "to": one.addressee,
            "source": one.unit.name,
            "issuer": one.issuer.name,
            "people": people,
            "paid-to": _month(one.paid_to),
            "days": str(one.days),
            "date": cn_day(one.issued_on),
            "until": cn_day(one.valid_until),
            "phone": one.phone,
            "whole": bool(one.roster),
        },
        case_id=one.case_id,
        valid_until=one.valid_until,
    )


def _people(one: Letter) -> list[dict[str, str]]:
    ids = one.roster or [one.member_id]
    members = Member.objects.filter(pk__in=ids).order_by("pinyin", "pk")
    return [
        {
            "name": member.name,
            "gender": member.get_gender_display() if member.gender else "",
            "ethnicity": member.get_ethnicity_display() if member.ethnicity else "",
            "category": "预备" if member.category == "probationary" else "正式",
            "id": member.id_number,
        }
        for member in members
    ]


def _named(people: list[dict[str, str]]) -> str:
    first = people[0]["name"] if people else ""
    return f"{first}等 {len(people)} 人" if len(people) > 1 else first


def _month(said: str) -> str:
    year, _, month = said.partition("-")
    return f"{year}年{int(month)}月" if month.isdigit() else ""


def receipt(subject_id: int, by: Actor) -> Draft | None:
    """The receipt (回执) that goes back to the committee which made the letter out."""
    found = Arrival.objects.visible_to(by).select_related("unit", "member__unit")
    one = found.filter(pk=subject_id).first()
    if one is None:
        return None
    return Draft(
        unit_id=one.unit_id,
        title=f"组织关系介绍信回执（{one.name}）",
        values=_receipt_values(one),
    )


def _receipt_values(one: Arrival) -> Mapping[str, Any]:
    member = one.member
    joined: date | None = None
    if member is not None:
        joined = (
            member.affiliations.filter(kind="formal", unit=member.unit)
            .values_list("starts_on", flat=True)
            .last()
        )
    return {
        "title": "党员组织关系介绍信回执",
        "to": one.origin,
        "letter": one.number,
        "name": one.name,
        "committee": one.unit.name,
        "branch": member.unit.name if member else "",
        "date": cn_day(joined),
        "shown": cn_day(one.shown_on),
    }


def _is_own(subject_id: int, by: Actor) -> bool:
    return Letter.objects.filter(pk=subject_id, member__user=by.user_id or 0).exists()


def plug_papers() -> None:
    """Called once when the app is ready."""
    plug(
        Paper(
            code=actions.LETTER_PAPER, name="组织关系介绍信", numbering=Numbering.RUNNING,
            word="组介", template="transfers/papers/letter.typ", draft=letter,
            may=rules.may_issue, is_own=_is_own,
        ),
        Paper(
            code=actions.RECEIPT_PAPER, name="组织关系介绍信回执", numbering=Numbering.RUNNING,
            word="组回", template="transfers/papers/receipt.typ", draft=receipt,
            may=rules.may_issue,
        ),
    )  # fmt: skip
