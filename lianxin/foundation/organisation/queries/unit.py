"""Everything the page of one unit shows, in a constant number of statements."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Window

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import POSTS, number, term_years
from lianxin.foundation.organisation.grants import may
from lianxin.foundation.organisation.health import Finding, Subject, months
from lianxin.foundation.organisation.models import (
    Appointment,
    Cell,
    TermChange,
    Unit,
    UnitVersion,
    Workplace,
)
from lianxin.foundation.organisation.queries.health import findings_of
from lianxin.foundation.organisation.rules import Can

CHILDREN = 50
LATEST = 6


@dataclass(frozen=True, kw_only=True)
class Term:
    """本届: its two ends and how it stands."""

    starts_on: date | None
    ends_on: date | None
    words: str
    tone: str
    years: int | None


@dataclass(frozen=True, kw_only=True)
class Child:
    """A unit directly below, with who leads it."""

    unit: Unit
    secretary: str
    term: Term


@dataclass(frozen=True, kw_only=True)
class Children:
    rows: list[Child]
    total: int
    after: str = ""

    @property
    def words(self) -> str:
        return f"共 {self.total:,} 个" if self.after or self.total > CHILDREN else ""


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    unit: Unit
    above: list[Unit]
    children: Children
    committee: list[Appointment]
    staff: list[Appointment]
    coming: list[Appointment]
    workplaces: list[Workplace]
    cells: list[Cell]
    history: list[dict[str, Any]]
    has_more_history: bool
    findings: list[Finding]
    term: Term

    @property
    def posts(self) -> list[Appointment]:
        """Everybody in a post, then who comes."""
        return [*self.committee, *self.staff, *self.coming]


def unit_page(by: Actor, unit: Unit, *, today: date, after: str = "") -> UnitPage:
    """The whole page of a unit for one reader on one day."""
    posts = list(_lasting(unit, today))
    now = [post for post in posts if post.starts_on <= today]
    lines = _history(unit)
    return UnitPage(
        unit=unit,
        above=above(by, unit),
        children=children(unit, today=today, after=after),
        committee=[post for post in now if post.post_of.in_committee],
        staff=[post for post in now if not post.post_of.in_committee],
        coming=[post for post in posts if post.starts_on > today],
        workplaces=list(unit.workplaces.filter(_not_ended(today)).order_by("pk")),
        cells=_cells(unit, today) if unit.kind_of.is_branch else [],
        history=lines[:LATEST],
        has_more_history=len(lines) > LATEST,
        findings=findings_of(unit, at=today) if unit.is_open else [],
        term=term_of(unit, today),
    )


def above(by: Actor, unit: Unit) -> list[Unit]:
    """The units on the way down to this one, as far as the reader may see them."""
    chain = Unit.objects.above(unit.path).exclude(pk=unit.pk)
    return [each for each in chain if may(by, Can.VIEW, at=each)]


def children(unit: Unit, *, today: date, after: str = "") -> Children:
    """A page of the open units directly below, each with its secretary and term."""
    if not unit.kind_of.is_internal:
        return Children(rows=[], total=0)
    below = unit.children.open().order_by("rank", "pinyin", "pk")
    rank, _, rest = after.partition("~")
    pinyin, _, key = rest.rpartition("~")
    is_later = rank.isdigit() and key.isdigit()
    # On the first page the number comes with the rows.
    beside: dict[str, Any] = {} if is_later else {"beside": Window(Count("pk"))}
    led: QuerySet[Any] = below.annotate(secretary=Subquery(_leader(today)), **beside)
    if is_later:
        later = Q(rank=rank, pinyin=pinyin, pk__gt=key) | Q(rank=rank, pinyin__gt=pinyin)
        led = led.filter(Q(rank__gt=rank) | later)
    rows = list(led[: CHILDREN + 1])
    shown = rows[:CHILDREN]
    last = shown[-1] if len(rows) > CHILDREN else None
    return Children(
        rows=[
            Child(unit=row, secretary=row.secretary or "", term=term_of(row, today))
            for row in shown
        ],
        total=below.count() if is_later else rows[0].beside if rows else 0,
        after=f"{last.rank}~{last.pinyin}~{last.pk}" if last else "",
    )


def _leader(today: date) -> Any:
    posts = Appointment.objects.filter(_holding(today), unit=OuterRef("pk"), post="secretary")
    return posts.order_by("pk").values("user__name")[:1]


def _cells(unit: Unit, today: date) -> list[Cell]:
    cells = unit.cells.filter(_not_ended(today))
    return list(cells.select_related("leader").order_by("name"))


def _holding(today: date) -> Q:
    return Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gt=today))


def _not_ended(today: date) -> Q:
    return Q(ended_on=None) | Q(ended_on__gt=today)


def _lasting(unit: Unit, today: date) -> list[Appointment]:
    posts = unit.appointments.filter(Q(ends_on=None) | Q(ends_on__gt=today))
    return sorted(
        posts.select_related("user"), key=lambda post: (post.post_of.rank, post.starts_on, post.pk)
    )


def term_of(unit: Unit, today: date) -> Term:
    """How the present term stands, in words: 还有 8 个月届满."""
    subject = Subject(
        kind=unit.kind, domain=unit.domain, has_committee=False, term_ends_on=unit.term_ends_on
    )
    years = term_years(unit.kind, unit.domain, at=unit.term_starts_on or today)
    words, tone = _term_words(subject, years, today)
    return Term(
        starts_on=unit.term_starts_on, ends_on=unit.term_ends_on, words=words, tone=tone,
        years=years,
    )  # fmt: skip


def _term_words(subject: Subject, years: int | None, today: date) -> tuple[str, str]:
    if subject.term_ends_on is None:
        return ("未登记任期", "warn") if years else ("不设届期", "")
    if subject.term_ends_on <= today:
        return "已届满", "danger"
    left = subject.months_left(today)
    notice = number("term_notice_months", kind=subject.kind, domain=subject.domain, at=today)
    near = notice is not None and left < notice.value
    return f"还有 {months(left)}" if left else months(0), "warn" if near else "ok"


# ── history ──────────────────────────────────────────────────────────────────────────────────


def history(unit: Unit) -> list[dict[str, Any]]:
    """Every change of the unit and its posts, newest first, as `timeline` draws them."""
    posts = unit.appointments.select_related("user")
    lines = _changes(unit) + [line for post in posts for line in _told(post)]
    return sorted(lines, key=lambda line: str(line["when"]), reverse=True)


def _history(unit: Unit) -> list[dict[str, Any]]:
    return sorted(_changes(unit), key=lambda line: str(line["when"]), reverse=True)


def _changes(unit: Unit) -> list[dict[str, Any]]:
    versions = list(unit.versions.select_related("parent").order_by("from_on", "id"))
    before = [None, *versions[:-1]]
    lines = [_change(was, now) for was, now in zip(before, versions, strict=True)]
    return lines + [_term(change) for change in unit.term_changes.order_by("on", "id")]


def _term(change: TermChange) -> dict[str, Any]:
    said = f"本届到 {change.ends_on:%Y-%m-%d} 届满"
    title = f"{change.get_cause_display()}：{said}"
    return {"when": change.on, "title": title, "note": change.document}


def _change(was: UnitVersion | None, now: UnitVersion) -> dict[str, Any]:
    said = {
        UnitVersion.Cause.FOUNDED: now.name,
        UnitVersion.Cause.RENAMED: f"由“{was.name if was else ''}”更名为“{now.name}”",
        UnitVersion.Cause.MOVED: f"调整到“{now.parent or ''}”之下",
        UnitVersion.Cause.AMENDED: now.get_kind_display(),
        UnitVersion.Cause.MERGED: "",
        UnitVersion.Cause.CLOSED: "",
    }[UnitVersion.Cause(now.cause)]
    note = "；".join(filter(None, (now.document, now.note)))
    title = "：".join(filter(None, (now.get_cause_display(), said)))
    return {"when": now.from_on, "title": title, "note": note}


def _told(post: Appointment) -> list[dict[str, Any]]:
    how = post.get_how_display()
    lines = [
        {
            "when": post.starts_on,
            "title": f"{post.user.name}任{post.post_of.name}（{how}）",
            "note": post.document,
        }
    ]
    if post.ends_on is not None:
        title = f"{post.user.name}不再担任{post.post_of.name}"
        lines.append({"when": post.ends_on, "title": title, "note": post.end_document})
    return lines


def post_choices(unit: Unit) -> list[tuple[str, str]]:
    """The posts there can be at such a unit, in their order."""
    committee = not unit.kind_of.is_branch or unit.has_committee
    always = {"secretary", "deputy"}
    return [
        (code, post.name)
        for code, post in POSTS.items()
        if committee or not post.in_committee or code in always
    ]
