"""Verbs of working days: entering a year, setting days by hand, taking that back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.workdays import changes, rules, sources
from lianxin.foundation.workdays.catalogue import Calendar, Day
from lianxin.foundation.workdays.events import DayChanged, DayRestored, YearConfirmed, YearLoaded
from lianxin.foundation.workdays.models import SpecialDay, Year

__all__ = ["confirm_year", "load_year", "restore_day", "set_day", "set_days"]

#: The longest span set in one deed, and how far ahead one may look.
LONGEST, FAR = 31, 3


class DocumentMissing(Refused):
    sentence = (
        "请填写依据的文号或通知名称。工作日一改，所有未办结事项的期限都会重新计算，要有据可查。"
    )


class NameMissing(Refused):
    sentence = "请填写名称，例如“国庆节”或“国庆节调休上班”，期限说明里会用到它。"


class OutOfRange(Refused):
    sentence = "只能调整 2004 年以后、三年以内的日期，一次最多 31 天。请核对起止日期。"


class NothingToRestore(Refused):
    sentence = "这一天没有人工调整过，不需要恢复。"


class NothingToConfirm(Refused):
    sentence = "这一年的放假安排已经公布或确认过，不需要再确认。"


@transaction.atomic
def load_year(number: int, *, by: Actor, at: datetime) -> Year:
    """Enter the days of a year as published, else provisionally. Again it changes only what is
    told differently now; days set by hand, and a year confirmed by hand, stay as they are."""
    require(rules.may_load(by))
    told, is_new = sources.told(number), _enter(number, at)
    year = _locked(number)
    if told.provisional and not year.provisional:
        return year
    by_hand = set(_days_of(year).filter(by_hand=True).values_list("on", flat=True))
    wanted = [day for day in told.days if day.on not in by_hand]
    before = [row.day for row in _days_of(year).filter(by_hand=False).order_by("on")]
    if before == wanted and year.source == told.source and not is_new:
        return year

    changed = _turned(Calendar(days={day.on: day for day in before}), wanted, year)
    _days_of(year).filter(by_hand=False).delete()
    SpecialDay.objects.bulk_create(map(_row, wanted))
    year.provisional, year.source, year.loaded_at = told.provisional, told.source, at
    _stamp(year)
    changes.tell(changed, at=at)

    publish(
        YearLoaded(
            unit_id=None,
            subject_id=number,
            year=number,
            provisional=year.provisional,
            changed=len(changed),
        ),
        by=by,
    )
    return year


@transaction.atomic
def set_days(days: Sequence[Day], document: str, *, by: Actor, at: datetime) -> frozenset[date]:
    """Make neighbouring days free or working, on the word of a document; says which of them
    turned. Open clocks are reckoned anew in the same transaction."""
    require(rules.may_set_days(by))
    _check(days, document, at)
    changed = _put(days, document, by=by, at=at)
    changes.tell(changed, at=at)
    publish(_said(days, document), by=by)
    return changed


@transaction.atomic
def set_day(day: Day, document: str, *, by: Actor, at: datetime) -> bool:
    """Make one day free or working, on the word of a document; says whether it turned."""
    require(rules.may_set_days(by))
    _check((day,), document, at)
    changed = _put((day,), document, by=by, at=at)
    changes.tell(changed, at=at)
    publish(_said((day,), document), by=by)
    return bool(changed)


@transaction.atomic
def restore_day(on: date, *, by: Actor, at: datetime) -> bool:
    """Let a day that was set by hand follow the notice, or the week, again."""
    require(rules.may_set_days(by))
    _enter(on.year, at)
    year = _locked(on.year)
    row = SpecialDay.objects.filter(on=on, by_hand=True).first()
    if row is None:
        raise NothingToRestore
    told = Calendar(days={day.on: day for day in sources.told(on.year).days})

    row.delete()
    if on in told.days:
        _row(told.days[on]).save()
    _stamp(year)
    turned = told.works(on) != row.works
    changes.tell(frozenset({on} if turned else ()), at=at)

    publish(DayRestored(unit_id=None, subject_id=_number(on), on=on.isoformat()), by=by)
    return turned


@transaction.atomic
def confirm_year(number: int, document: str, *, by: Actor, at: datetime) -> Year:
    """Say that a provisional year now stands as its notice has it: it was compared by hand."""
    require(rules.may_set_days(by))
    if not document.strip():
        raise DocumentMissing
    _enter(number, at)
    year = _locked(number)
    if not year.provisional:
        raise NothingToConfirm

    year.provisional, year.document = False, document.strip()
    _days_of(year).update(provisional=False)
    _stamp(year)

    publish(
        YearConfirmed(unit_id=None, subject_id=number, year=number, document=year.document), by=by
    )
    return year


def _check(days: Sequence[Day], document: str, at: datetime) -> None:
    if not document.strip():
        raise DocumentMissing
    in_range = all(sources.FIRST <= day.on.year <= at.year + FAR for day in days)
    if not 0 < len(days) <= LONGEST or not in_range:
        raise OutOfRange
    if not all(day.name.strip() for day in days):
        raise NameMissing


def _put(days: Sequence[Day], document: str, *, by: Actor, at: datetime) -> frozenset[date]:
    """Write days in place of what was known of them; which of them turned."""
    numbers = sorted({day.on.year for day in days})
    for number in numbers:
        _enter(number, at)
    years = [_locked(number) for number in numbers]
    kept = SpecialDay.objects.filter(on__in=[day.on for day in days])
    before = Calendar(days={row.on: row.day for row in kept})
    changed = frozenset(day.on for day in days if before.works(day.on) != day.works)

    kept.delete()
    facts = {"by_hand": True, "document": document.strip(), "set_by_id": by.user_id}
    SpecialDay.objects.bulk_create(_row(day, **facts) for day in days)
    for year in years:
        _stamp(year)
    return changed


def _said(days: Sequence[Day], document: str) -> DayChanged:
    return DayChanged(
        unit_id=None,
        subject_id=_number(days[0].on),
        days=tuple(day.on.isoformat() for day in days),
        works=days[0].works,
        name=days[0].name,
        document=document.strip(),
    )


def _enter(number: int, at: datetime) -> bool:
    """Put a year into the table if it is not there yet."""
    told = sources.told(number)
    facts = {"provisional": told.provisional, "source": told.source, "loaded_at": at}
    _, is_new = Year.objects.get_or_create(number=number, defaults=facts)
    if is_new:
        SpecialDay.objects.bulk_create(map(_row, told.days))
    return is_new


def _locked(number: int) -> Year:
    """The year, for one change at a time."""
    return Year.objects.select_for_update().get(number=number)


def _turned(before: Calendar, wanted: Iterable[Day], year: Year) -> frozenset[date]:
    """The days that work otherwise than before."""
    after = Calendar(days={day.on: day for day in wanted})
    known = {on for on in {*before.days, *after.days} if on.year == year.number}
    return frozenset(on for on in known if before.works(on) != after.works(on))


def _stamp(year: Year) -> None:
    year.stamp = uuid7()
    year.save()


def _days_of(year: Year) -> QuerySet[SpecialDay]:
    return SpecialDay.objects.filter(on__year=year.number)


def _row(day: Day, **facts: Any) -> SpecialDay:
    return SpecialDay(
        on=day.on, works=day.works, name=day.name, provisional=day.provisional, **facts
    )


def _number(on: date) -> int:
    return int(f"{on:%Y%m%d}")
