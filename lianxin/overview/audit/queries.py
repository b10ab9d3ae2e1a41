"""Questions about the record: a page of it, one entry in words, a workbook of lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from io import BytesIO
from typing import Any
from uuid import UUID

import xlsxwriter
from django.db.models import Q
from django.utils.timezone import localtime, make_aware

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Event
from lianxin.foundation.organisation.grants import under
from lianxin.foundation.organisation.models import Unit
from lianxin.overview.audit import catalogue
from lianxin.overview.audit.models import Entry, EntryQuerySet, Seal

LINES = 50
EXPORTED = 50_000
COLUMNS = ("id", "at", "event", "actor", "via", "unit__short_name", "subject_id", "seal", "facts")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a reader of the record looks for."""

    who: str = ""
    event: str = ""
    unit: Unit | None = None
    from_on: date | None = None
    until_on: date | None = None
    before: UUID | None = None
    after: UUID | None = None

    def in_words(self) -> str:
        said = (
            f"操作人：{self.who}" if self.who else "",
            f"事项：{label_of(self.event)}" if self.event else "",
            f"组织：{self.unit.short_name}及下级" if self.unit else "",
            f"自 {self.from_on}" if self.from_on else "",
            f"至 {self.until_on}" if self.until_on else "",
        )
        return "；".join(filter(None, said)) or "全部记录"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry as a row of the list."""

    id: UUID
    at: datetime
    event: str
    label: str
    actor: str
    via: str
    unit: str
    subject_id: int
    is_sealed: bool
    gist: str


@dataclass(frozen=True, kw_only=True)
class Page:
    lines: list[Line]
    newer: UUID | None
    older: UUID | None


@cache
def labels() -> dict[str, str]:
    """Every event the house knows with its Chinese name."""
    return {kind.__name__: kind.label or kind.__name__ for kind in _kinds(Event)}


def _kinds(of: type[Event]) -> Iterator[type[Event]]:
    for kind in of.__subclasses__():
        yield kind
        yield from _kinds(kind)


def label_of(event: str) -> str:
    return labels().get(event, event)


def moment(day: date) -> UUID:
    """The smallest identifier of a day: ids carry their time, so a span of days is a range."""
    midnight = make_aware(datetime.combine(day, time.min))
    return UUID(int=int(midnight.timestamp() * 1000) << 80)


def matching(asked: Asked, *, by: Actor) -> EntryQuerySet:
    found = Entry.objects.visible_to(by)
    if asked.who:
        found = found.filter(_by_name(asked.who))
    if asked.event:
        found = found.filter(event=asked.event)
    if asked.unit:
        found = found.filter(under(asked.unit.path))
    if asked.from_on:
        found = found.filter(id__gte=moment(asked.from_on))
    if asked.until_on:
        found = found.filter(id__lt=moment(asked.until_on + timedelta(days=1)))
    return found


def _by_name(who: str) -> Q:
    users = list(User.objects.filter(Q(name=who) | Q(username=who)).values_list("pk", flat=True))
    return Q(user_id__in=users) if users else Q(actor=who, user=None)


def page(asked: Asked, *, by: Actor) -> Page:
    """One keyset page, newest first."""
    found = matching(asked, by=by)
    if asked.after:
        rows = list(found.filter(id__gt=asked.after).order_by("id").values(*COLUMNS)[: LINES + 1])
        more_newer, more_older = len(rows) > LINES, True
        rows = rows[:LINES][::-1]
    else:
        if asked.before:
            found = found.filter(id__lt=asked.before)
        rows = list(found.order_by("-id").values(*COLUMNS)[: LINES + 1])
        more_newer, more_older = asked.before is not None, len(rows) > LINES
        rows = rows[:LINES]
    return Page(
        lines=[_line(row) for row in rows],
        newer=rows[0]["id"] if rows and more_newer else None,
        older=rows[-1]["id"] if rows and more_older else None,
    )


def _line(row: dict[str, Any]) -> Line:
    return Line(
        id=row["id"],
        at=row["at"],
        event=row["event"],
        label=label_of(row["event"]),
        actor=row["actor"],
        via=catalogue.VIAS.get(row["via"], row["via"]),
        unit=row["unit__short_name"] or "",
        subject_id=row["subject_id"],
        is_sealed=row["seal"] is not None,
        gist=gist(row["facts"]),
    )


def gist(facts: dict[str, Any]) -> str:
    """The first few facts of an entry on one line."""
    plain = (
        (k, v) for k, v in facts.items() if v not in ("", None) and not isinstance(v, dict | list)
    )
    said = [f"{catalogue.FIELDS.get(key, key)} {_value(value)}" for key, value in plain]
    return "，".join(said[:3])


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "—" if value is None or value == "" else str(value)


# ---- one entry ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Told:
    """One entry, told in words."""

    line: Line
    facts: list[tuple[str, str]]
    seal: int | None
    digest: str


def told(entry: Entry) -> Told:
    names = _names(entry.facts)
    row = {name: getattr(entry, name) for name in COLUMNS if "__" not in name}
    row["unit__short_name"] = entry.unit.short_name if entry.unit else ""
    return Told(
        line=_line(row),
        facts=[
            (catalogue.FIELDS.get(key, key), said)
            for key, value in entry.facts.items()
            for said in (names.get((key, value)) if _is_key(value) else None or _in_words(value),)
            if said
        ],
        seal=entry.seal,
        digest=bytes(entry.digest).hex() if entry.digest else "",
    )


def _is_key(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _in_words(value: object) -> str:
    if isinstance(value, dict):
        return "；".join(f"{catalogue.FIELDS.get(k, k)}：{_in_words(v)}" for k, v in value.items())
    if isinstance(value, list):
        return "、".join(_in_words(each) for each in value)
    return _value(value)


def _names(facts: dict[str, Any]) -> dict[tuple[str, int], str]:
    """Names of the units and persons that an entry points to."""
    units = {(k, v) for k, v in facts.items() if k in catalogue.UNITS and _is_key(v)}
    users = {(k, v) for k, v in facts.items() if k in catalogue.USERS and _is_key(v)}
    unit_names = _name_of(Unit.objects.values_list("pk", "short_name"), units)
    user_names = _name_of(User.objects.values_list("pk", "name"), users)
    return dict((*unit_names, *user_names))


def _name_of(found: Any, keys: Iterable[tuple[str, int]]) -> list[tuple[tuple[str, int], str]]:
    keys = list(keys)
    if not keys:
        return []
    names = dict(found.filter(pk__in=[pk for _, pk in keys]))
    return [((key, pk), names[pk]) for key, pk in keys if pk in names]


# ---- away with it ---------------------------------------------------------------------------


HEAD = ("时间", "事项", "操作人", "途径", "组织", "内容", "对象", "封存批次", "记录编号")


def workbook(asked: Asked, *, by: Actor) -> tuple[bytes, int]:
    """The lines asked for, newest first, at most EXPORTED; and how many they are."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("审计记录")
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 4, 16)
    sheet.set_column(5, 5, 60)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, HEAD, book.add_format({"bold": True}))
    rows = 0
    found = matching(asked, by=by).order_by("-id").values(*COLUMNS)[:EXPORTED]
    for rows, row in enumerate(found.iterator(chunk_size=2_000), start=1):
        sheet.write_row(rows, 0, _cells(row))
    book.close()
    return out.getvalue(), rows


def _cells(row: dict[str, Any]) -> tuple[object, ...]:
    line = _line(row)
    facts = "；".join(
        f"{catalogue.FIELDS.get(k, k)}：{_in_words(v)}" for k, v in row["facts"].items()
    )
    at = f"{localtime(line.at):%Y-%m-%d %H:%M:%S}"
    return (at, line.label, line.actor, line.via, line.unit, facts, line.subject_id,
            row["seal"] or "", str(line.id))  # fmt: skip


# ---- the seals ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """How the record stands: what is sealed, what waits, what the last checks said."""

    last: Seal | None
    unsealed: int
    seals: list[Seal]
    checks: list[Line]


def keeping() -> Keeping:
    seals = list(Seal.objects.order_by("-number")[:10])
    checks = Entry.objects.filter(event="AuditVerified").order_by("-id").values(*COLUMNS)[:10]
    return Keeping(
        last=seals[0] if seals else None,
        unsealed=Entry.objects.unsealed().count(),
        seals=seals,
        checks=[_line(row) for row in checks],
    )
