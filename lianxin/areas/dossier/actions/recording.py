"""Entering things in a file, and striking out what was entered wrongly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson
from django.db import transaction

from lianxin.areas.dossier import catalogue, rules
from lianxin.areas.dossier.catalogue import (
    APPRAISAL,
    AWARD,
    HELP,
    KINDS,
    TRAINING,
    Ask,
    ItemKind,
    Shape,
)
from lianxin.areas.dossier.events import (
    AppraisalRecorded,
    AwardRecorded,
    HelpRecorded,
    ItemStruck,
    TrainingRecorded,
)
from lianxin.areas.dossier.models import Item
from lianxin.areas.members.catalogue.partial import DAY, Partial
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import InTheFuture, day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require


class EndsBeforeItBegan(Refused):
    sentence = "截止日期早于开始日期，请核对。"


class DayUnknown(Refused):
    sentence = "这一类记录的期限按日计算，请填写到日。"


class Incomplete(Refused):
    """Something that must be said is missing, or is not in its code list."""


class EnteredAlready(Refused):
    sentence = "档案中已有同日同名的记录，没有重复登记。"


class AppraisedAlready(Refused):
    sentence = "这一年度的民主评议结果已经登记。如登记有误，请先撤销原记录再登记。"


class NoGradeYet(Refused):
    sentence = "评议时还是预备党员的，参加评议但不评定等次，请选择“参加评议，不评定等次”。"


class GradeMissing(Refused):
    sentence = "正式党员应当评定等次，请选择优秀、合格、基本合格或不合格。"


class NotAppraised(Refused):
    sentence = "民主评议的对象是党员。此人还不是党员，不能登记评议结果。"


class StruckAlready(Refused):
    sentence = "这条记录已经撤销。"


class ReasonMissing(Refused):
    sentence = "请写明撤销原因（至少 4 个字），原记录会保留并标明已撤销。"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is to be entered: when it was, until when, and the values asked of its kind."""

    on: Partial
    until: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def record_training(member: Member, entry: Entry, *, by: Actor, at: datetime) -> Item:
    """Enter a training with its hours."""
    require(rules.may_record(by, TRAINING, at=member.unit))
    item = entered(member, TRAINING, entry, by=by, at=at)
    publish(
        TrainingRecorded(
            unit_id=member.unit_id,
            subject_id=member.pk,
            title=item.title,
            on=str(item.dated),
            hours=catalogue.said(KINDS[TRAINING].ask("hours"), item.amount),
        ),
        by=by,
    )
    return item


@transaction.atomic
def record_award(member: Member, entry: Entry, *, by: Actor, at: datetime) -> Item:
    """Enter an award or commendation."""
    require(rules.may_record(by, AWARD, at=member.unit))
    item = entered(member, AWARD, entry, by=by, at=at)
    publish(
        AwardRecorded(
            unit_id=member.unit_id, subject_id=member.pk, title=item.title, on=str(item.dated)
        ),
        by=by,
    )
    return item


@transaction.atomic
def record_appraisal(member: Member, entry: Entry, *, by: Actor, at: datetime) -> Item:
    """Enter the grade of the yearly appraisal; probationary members take part without a grade."""
    require(rules.may_record(by, APPRAISAL, at=member.unit))
    item = entered(member, APPRAISAL, entry, by=by, at=at)
    publish(
        AppraisalRecorded(
            unit_id=member.unit_id,
            subject_id=member.pk,
            year=item.year,
            grade=item.details["grade"],
        ),
        by=by,
    )
    return item


@transaction.atomic
def record_help(member: Member, entry: Entry, *, by: Actor, at: datetime) -> Item:
    """Enter help given to somebody in hardship; everything but the day lies under seal."""
    require(rules.may_record(by, HELP, at=member.unit))
    item = entered(member, HELP, entry, by=by, at=at)
    publish(HelpRecorded(unit_id=member.unit_id, subject_id=member.pk), by=by)
    return item


@transaction.atomic
def strike_item(item: Item, *, reason: str, by: Actor, at: datetime) -> Item:
    """Strike out a wrong entry. It stays in the file, marked, with who struck it and why."""
    require(rules.may_record(by, item.kind, at=item.member.unit))
    if len(reason.strip()) < 4:
        raise ReasonMissing
    item = held(item)
    if item.is_struck:
        raise StruckAlready

    item.struck_at, item.struck_by, item.struck_reason = at, by.name, reason.strip()
    item.save(update_fields=["struck_at", "struck_by", "struck_reason"])

    publish(
        ItemStruck(unit_id=item.member.unit_id, subject_id=item.member_id, item_kind=item.kind),
        by=by,
    )
    return item


def held(item: Item) -> Item:
    """The item as it stands now, held until the end of the transaction."""
    rows = Item.objects.select_for_update(of=("self",)).select_related("member__unit")
    return rows.get(pk=item.pk)


def entered(member: Member, code: str, entry: Entry, *, by: Actor, at: datetime) -> Item:
    """Check and write one item of a kind."""
    kind = KINDS[code]
    values = checked(kind, entry, today=day_of(at))
    person = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if code == APPRAISAL:
        graded(person, entry.on.on, values["grade"])
    item = Item(member=member, at=at, user_id=by.user_id, actor=by.name)
    item.source = "house" if by.is_system else "unit"
    for name, value in columns_of(kind, entry, values).items():
        setattr(item, name, value)
    once(item)
    item.save()
    return item


def checked(kind: ItemKind, entry: Entry, *, today: date) -> dict[str, Any]:
    """The values worth keeping, or a refusal that names what is amiss."""
    if entry.on.on > today:
        raise InTheFuture
    if entry.until is not None and entry.until < entry.on.on:
        raise EndsBeforeItBegan
    if kind.day_known and entry.on.precision != DAY:
        raise DayUnknown
    unknown = entry.values.keys() - {ask.key for ask in kind.asks}
    if unknown:
        raise KeyError(f"not asked of {kind.code}: {sorted(unknown)}")
    values = {ask.key: _answer(ask, entry.values.get(ask.key)) for ask in kind.asks}
    return {key: value for key, value in values.items() if value is not None}


def _answer(ask: Ask, value: Any) -> Any:
    """A value as it is kept; None says nothing."""
    if value is None or value == "":
        if ask.required:
            raise Incomplete(f"请填写{ask.label}。")
        return None
    if ask.shape is Shape.CODE and str(value) not in catalogue.codes_of(ask):
        raise Incomplete(f"{ask.label}“{value}”不在代码表中。")
    return value


def columns_of(kind: ItemKind, entry: Entry, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that an entry fills; of sealed kinds only the dates stand in the clear."""
    columns: dict[str, Any] = {
        "kind": kind.code,
        "on": entry.on.on,
        "on_precision": entry.on.precision,
        "until": entry.until,
        "year": entry.on.on.year,
        "title": "",
        "amount": values.get("hours"),
        "details": {},
        "sealed": "",
    }
    if kind.sealed:
        return columns | {"sealed": orjson.dumps(dict(values)).decode()}
    heading = kind.ask(kind.titled_by)
    title = catalogue.said(heading, values.get(heading.key))
    if kind.code == catalogue.DOCUMENT and values.get("title"):
        title = values["title"]
    return columns | {"title": title[:120], "details": dict(values)}


def once(item: Item) -> None:
    """Refuse what the file has already."""
    alike = Item.objects.standing().filter(member=item.member, kind=item.kind)
    if item.kind == APPRAISAL and alike.filter(year=item.year).exists():
        raise AppraisedAlready
    same_day = alike.filter(on=item.on, title=item.title)
    if item.kind in {TRAINING, AWARD} and same_day.exists():
        raise EnteredAlready


def graded(person: Member, on: date, grade: str) -> None:
    """Refuse a grade of somebody who had none coming, or none where one is due."""
    if not person.is_in_the_party:
        raise NotAppraised
    full = person.full_on
    was_full = person.category == "formal" and (full is None or full <= on)
    if was_full and grade == "none":
        raise GradeMissing
    if not was_full and grade != "none":
        raise NoGradeYet
