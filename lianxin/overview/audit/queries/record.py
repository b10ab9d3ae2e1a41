"""Questions about the record: a page of it, a workbook of lines, how it is kept."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import xlsxwriter
from django.db.models import Q
from django.utils.timezone import localtime, make_aware

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.grants import under
from lianxin.foundation.organisation.models import Unit
from lianxin.overview.audit import catalogue
from lianxin.overview.audit.models import Entry, EntryQuerySet, Seal
from lianxin.overview.audit.queries.words import COLUMNS, Line, in_words, label_of, line_of

LINES = 50
EXPORTED = 50_000


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
class Page:
    lines: list[Line]
    newer: UUID | None
    older: UUID | None


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
        lines=[line_of(row) for row in rows],
        newer=rows[0]["id"] if rows and more_newer else None,
        older=rows[-1]["id"] if rows and more_older else None,
    )


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
    line = line_of(row)
    facts = "；".join(
        f"{catalogue.FIELDS.get(k, k)}：{in_words(k, v)}" for k, v in row["facts"].items()
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
        checks=[line_of(row) for row in checks],
    )
