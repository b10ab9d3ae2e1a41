"""Whom cases are about, and what their steps look at."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import localdate

from lianxin.areas.admission.models import Approval, Plan
from lianxin.areas.dossier.queries import Span, without_vote
from lianxin.areas.members.catalogue import identity
from lianxin.areas.members.catalogue.partial import DAY, Partial
from lianxin.areas.members.models import Member
from lianxin.foundation.core.days import is_within
from lianxin.foundation.core.many import among
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.catalogue import Subject
from lianxin.foundation.procedures.models import Case, Decision

CODE = "admission"
STEP = 4


def subjects(ids: Iterable[int]) -> Mapping[int, Subject]:
    """{member: the subject of his case}, in a constant number of statements."""
    members = Member.objects.filter(pk__in=among(list(ids), "int8")).select_related("unit")
    found = list(members)
    left = plan_left([member.unit for member in found], on=localdate())
    units = {member.unit_id for member in found}
    limited, today = without_vote(units), localdate()
    voters = _voters(units)
    for unit_id, members_of in limited.items():
        now = sum(is_within(spans, today) for spans in members_of.values())
        voters[unit_id] = max(0, voters.get(unit_id, 0) - now)
    return {
        member.pk: _subject(
            member, left.get(member.unit_id), voters.get(member.unit_id, 0),
            limited.get(member.unit_id, {}),
        )
        for member in found
    }  # fmt: skip


def _voters(unit_ids: Collection[int]) -> dict[int, int]:
    """{branch: its full members in force}; who of them is left out, a meeting decides."""
    rows = (
        Member.objects.in_force()
        .filter(unit__in=among(list(unit_ids), "int8"), category="formal")
        .order_by()
        .values_list("unit_id")
        .annotate(number=Count("pk"))
    )
    return dict(rows)


def _subject(
    member: Member, left: int | None, voters: int, limited: Mapping[int, list[Span]]
) -> Subject:
    born = f"{member.born_on.year} 年 {member.born_on.month} 月生" if member.born_on else ""
    parts = (member.unit.short_name, member.get_gender_display(), born)
    return Subject(
        name=member.name,
        url=reverse("members:member", args=[member.pk]),
        note=" · ".join(filter(None, parts)),
        tag=member.get_category_display(),
        unit_id=member.unit_id,
        user_id=member.user_id,
        facts={
            "born_on": _born_on(member),
            "category": member.category,
            "has_committee": member.unit.has_committee,
            "plan_left": left,
            "voters": voters,
            "restricted": limited,
            "joined_on": member.joined_on,
            **{key: _whole(member.value(key)) for key in ("activist_on", "candidate_on")},
        },
    )


def _born_on(member: Member) -> date | None:
    """By the identity number where there is one; else the last day it may have been."""
    said = identity.read(member.id_number) if member.id_number else None
    if said:
        return said.born_on
    known: Partial | None = member.value("born_on")
    return known.last if known else None


def _whole(known: Partial | None) -> date | None:
    """A date of which the day is known."""
    return known.on if known and known.precision == DAY else None


def plan_left(units: Collection[Unit], *, on: date) -> dict[int, int | None]:
    """{unit: how many more its approver may take in this year}; None where no plan was issued."""
    steps = {unit.path[:end] for unit in units for end in range(STEP, len(unit.path), STEP)}
    approvers = {
        each.path: each for each in Unit.objects.filter(path__in=steps, approves_members=True)
    }
    plans = Plan.objects.filter(unit__in=approvers.values(), year=on.year)
    numbers = dict(plans.values_list("unit_id", "number"))
    rows = Approval.objects.filter(unit__in=list(numbers), on__year=on.year).order_by()
    used = dict(rows.values_list("unit_id").annotate(number=Count("case")))
    found: dict[int, int | None] = {}
    for unit in units:
        approver = _nearest(unit, approvers)
        number = numbers.get(approver.pk) if approver else None
        found[unit.pk] = (
            None if approver is None or number is None else number - used.get(approver.pk, 0)
        )
    return found


def _nearest(unit: Unit, approvers: Mapping[str, Unit]) -> Unit | None:
    for end in range(len(unit.path) - STEP, 0, -STEP):
        if unit.path[:end] in approvers:
            return approvers[unit.path[:end]]
    return None


def returned(case_id: int) -> bool:
    """Whether the committee above sent the papers back at its review."""
    found = Decision.objects.filter(case=case_id, step="prereview", way="no", holds=True)
    return found.exists()


def held(member_ids: Collection[int]) -> dict[int, str]:
    """Whoever has an open case is moved on by it alone."""
    cases = Case.objects.open().filter(
        procedure=CODE, subject_id__in=among(list(member_ids), "int8")
    )
    said = "正在办理发展党员，人员类别和入党、转正日期由该事项变更。请在发展党员里登记相应环节。"
    return dict.fromkeys(cases.values_list("subject_id", flat=True), said)
