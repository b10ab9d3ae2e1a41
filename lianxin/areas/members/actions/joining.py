"""On the way into the Party: each step by decision of a matter under way, never by hand."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from lianxin.areas.members import catalogue, rules
from lianxin.areas.members.actions import rows
from lianxin.areas.members.actions.history import (
    Deed,
    counted,
    facts_changed,
    on_the_roll,
    plausible,
    words_of,
)
from lianxin.areas.members.events import MemberAdvanced
from lianxin.areas.members.models import Member, MemberChange
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require

ADVANCED = MemberChange.Deed.ADVANCED
#: From where one comes to each category.
BEFORE = {
    "activist": frozenset({"applicant"}),
    "candidate": frozenset({"activist"}),
    "probationary": frozenset({"candidate"}),
    "formal": frozenset({"probationary"}),
}


#: The categories on the way, and the dates that each leaves on the roll.
ON_THE_WAY = ("applicant", "activist", "candidate")


class NotInOrder(Refused):
    """The person does not stand at the category before."""


class PastTheWay(Refused):
    """The person is in the Party; nothing puts him back on the way to it."""


def become_activist(member: Member, *, on: date, by: Actor, at: datetime) -> Member:
    """确定为入党积极分子, on the day it was decided."""
    return _advance(member, "activist", by=by, at=at, activist_on=on)


def become_candidate(member: Member, *, on: date, by: Actor, at: datetime) -> Member:
    """列为发展对象, on the day the committee above consented."""
    return _advance(member, "candidate", by=by, at=at, candidate_on=on)


def become_probationary(member: Member, *, joined_on: date, by: Actor, at: datetime) -> Member:
    """接收为预备党员; `joined_on` is the day of the branch meeting, whenever it was approved."""
    return _advance(member, "probationary", by=by, at=at, joined_on=joined_on)


def become_full(member: Member, *, full_on: date, by: Actor, at: datetime) -> Member:
    """转为正式党员; `full_on` is the day probation was over: 党龄 counts from it."""
    return _advance(member, "formal", by=by, at=at, full_on=full_on)


@transaction.atomic
def put_on_the_way(
    member: Member, category: str, *, by: Actor, at: datetime, **dates: date | None
) -> Member:
    """Put somebody who is not in the Party yet where his matter stands, after it went back or was
    corrected. `dates`: applied_on, activist_on, candidate_on; those he no longer has are None."""
    require(rules.may_manage(by, at=member.unit))
    member = on_the_roll(member)
    if member.category not in ON_THE_WAY or category not in ON_THE_WAY:
        raise PastTheWay(f"{member.name}现在是{member.get_category_display()}，不能退回。")
    return _become(member, category, dates, by=by, at=at)


@transaction.atomic
def _advance(member: Member, to: str, *, by: Actor, at: datetime, **dates: date) -> Member:
    require(rules.may_manage(by, at=member.unit))
    member = on_the_roll(member)
    if member.category != to and member.category not in BEFORE[to]:
        names = catalogue.CATEGORIES
        raise NotInOrder(
            f"{member.name}现在是{names[member.category]}，不能直接成为{names[to]}。"
            "请核对名册上的人员类别。"
        )
    return _become(member, to, dates, by=by, at=at)


def _become(
    member: Member, to: str, dates: Mapping[str, Any], *, by: Actor, at: datetime
) -> Member:
    """Write category and dates with their history; what is as it was leaves no trace."""
    before = {key: member.value(key) for key in rows.BLANK}
    after = before | rows.plain({"category": to, **dates})
    if after == before:
        return member
    plausible(after, at=at)

    columns = rows.columns_of(after)
    for name, value in columns.items():
        setattr(member, name, value)
    member.save(update_fields=list(columns))
    deed = Deed(kind=ADVANCED, by=by, at=at)
    change = facts_changed(member.pk, member.unit.zone, deed, before, after)
    MemberChange.objects.create(**change)

    publish(
        MemberAdvanced(
            unit_id=member.unit_id,
            subject_id=member.pk,
            category=to,
            counted=counted(
                (member.unit_id, words_of(before, member.status), -1),
                (member.unit_id, words_of(after, member.status), 1),
            ),
        ),
        by=by,
    )
    return member
