"""Everything the page of one case shows, in a constant number of statements."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.procedures import rules
from lianxin.foundation.procedures.catalogue import (
    Desk,
    Paper,
    Past,
    Phase,
    Standing,
    Subject,
    plugged,
    standing,
)
from lianxin.foundation.procedures.models import Attachment, Case, Decision, Draft, Sight
from lianxin.foundation.procedures.queries.past import pasts_of, subjects_of

MANY = 400
SIGHTS = 20


@dataclass(frozen=True, kw_only=True)
class OnePhase:
    """A chevron of the bar: done, now or to come, with its days."""

    phase: Phase
    state: str
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """A case with all around it."""

    case: Case
    subject: Subject
    past: Past
    standing: Standing | None  # None once the case is closed
    phases: list[OnePhase]
    history: list[Decision]  # newest first
    files: Mapping[str, list[Attachment]]  # by step
    draft: Draft | None
    may_pass: bool
    may_keep: bool
    may_send_back: bool
    is_own: bool

    @property
    def present_files(self) -> dict[str, list[int]]:
        """{ask: files put with the present step}."""
        found: dict[str, list[int]] = defaultdict(list)
        for each in self.files.get(self.case.step, ()):
            found[each.ask].append(each.file_id)
        return found


def page_of(case: Case, by: Actor, *, today: date) -> Page:
    """The page of a case that the actor may see."""
    subjects = subjects_of([case])
    past = pasts_of([case], today=today, subjects=subjects)[case.pk]
    history = list(
        Decision.objects.filter(zone=case.zone, case=case)
        .select_related("unit")
        .order_by("-id")[:MANY]
    )
    procedure, step = case.procedure_of, case.step_of
    keeps = rules.may_keep(by, of=procedure, at=case.unit)
    passes = case.is_open and rules.may_pass(
        by, step=step, unit=case.unit, desk=case.desk, user_id=case.user_id
    )
    is_own = rules.is_own(by, user_id=case.user_id)
    acts = rules.may_pass(by, step=step, unit=case.unit, desk=case.desk, user_id=None)
    return Page(
        case=case,
        subject=subjects[case.pk],
        past=past,
        standing=standing(step, past) if case.is_open else None,
        phases=phases_of(case, past),
        history=history,
        files=_files(case),
        draft=_draft(case, by) if passes else None,
        may_pass=passes,
        may_keep=keeps,
        may_send_back=case.is_open and bool(past.passed) and (keeps or acts) and step.returns,
        is_own=is_own,
    )


def phases_of(case: Case, past: Past) -> list[OnePhase]:
    """The bar at the top: what is behind, where the case stands, what is to come."""
    procedure = case.procedure_of
    now = procedure.phase_of(case.step).code
    days: dict[str, list[date]] = defaultdict(list)
    for passed in past.passed:
        days[procedure.step(passed.step).phase].append(passed.held_on)
    order = [phase.code for phase in procedure.phases]
    found = []
    for phase in procedure.phases:
        is_behind = order.index(phase.code) < order.index(now)
        state = "now" if phase.code == now else "done" if is_behind else ""
        if not case.is_open and phase.code == now:
            state = "done"
        held = days.get(phase.code, [])
        found.append(
            OnePhase(
                phase=phase, state=state, first_on=min(held, default=None),
                last_on=max(held, default=None),
            )
        )  # fmt: skip
    return found


def _files(case: Case) -> Mapping[str, list[Attachment]]:
    found: dict[str, list[Attachment]] = defaultdict(list)
    rows = Attachment.objects.filter(zone=case.zone, case=case, removed_at=None)
    for each in rows.select_related("file").order_by("id"):
        found[each.step].append(each)
    return found


def _draft(case: Case, by: Actor) -> Draft | None:
    found = Draft.objects.filter(zone=case.zone, case=case, step=case.step)
    return found.filter(user_id=by.user_id or 0).first()


def sights_of(case: Case) -> list[Sight]:
    """Who opened the case, newest first."""
    return list(Sight.objects.filter(zone=case.zone, case=case).order_by("-at")[:SIGHTS])


def attachment_of(case: Case, attachment_id: UUID) -> Attachment | None:
    rows = Attachment.objects.filter(zone=case.zone, case=case, id=attachment_id, removed_at=None)
    return rows.select_related("file").first()


def decision_of(case: Case, decision_id: UUID) -> Decision | None:
    """A passing of a case that still holds."""
    return Decision.objects.filter(
        zone=case.zone, case=case, id=decision_id, holds=True,
        kind__in=(Decision.Kind.PASSED, Decision.Kind.CORRECTED),
    ).first()  # fmt: skip


def before(case: Case, row: Decision, past: Past) -> Past:
    """The past as it was before a passing, to correct it in the light of that time."""
    earlier = Decision.objects.filter(
        zone=case.zone, case=case, holds=True, place__lt=row.place,
        kind__in=(Decision.Kind.PASSED, Decision.Kind.CORRECTED),
    ).count()  # fmt: skip
    return replace(past, passed=past.passed[:earlier])


def returnable(page: Page) -> list[tuple[str, str]]:
    """The steps a case may be sent back to: passed, and nothing after them in effect."""
    procedure = page.case.procedure_of
    found: list[tuple[str, str]] = []
    for passed in reversed(page.past.passed):
        step = procedure.step(passed.step)
        if step.stuck(passed.way):
            break
        if (step.code, step.name) not in found:
            found.append((step.code, step.name))
    return found


def where(case: Case) -> str:
    """At whose desk, in words."""
    if case.step_of.desk is Desk.SUBJECT:
        return f"本人（{case.unit.short_name}可代为登记）"
    return case.desk.short_name


def papers_of(case: Case, by: Actor) -> list[Paper]:
    """What the actor can print from a case now."""
    found = plugged(case.procedure).papers(case.pk, case.step)
    return [paper for paper in found if paper.may(by)]
