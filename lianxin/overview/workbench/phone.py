"""The first page of the phone (首页) and one's own branch (组织)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, localtime

from lianxin.areas.admission.catalogue import ADMISSION
from lianxin.areas.dossier import queries as dossier
from lianxin.areas.meetings import queries as meetings
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.models import Appointment, Unit
from lianxin.foundation.procedures import queries as procedures
from lianxin.foundation.procedures.catalogue import Desk
from lianxin.foundation.procedures.models import Case
from lianxin.overview.workbench.todo import Task

TASKS = 5
MORE_MEETINGS = 3


@dataclass(frozen=True, kw_only=True)
class Home:
    """What a member finds on opening the phone page."""

    member: Member | None
    next: meetings.Mine | None
    is_today: bool
    later: list[meetings.Mine]
    tasks: list[Task]
    joins: bool  # he is on his way into the Party, or his way is not closed yet


def home(by: Actor, *, at: datetime) -> Home:
    """One's next meeting and what one has to do, in a constant number of statements."""
    member = Member.objects.of(by).select_related("unit").first()
    coming, _ = meetings.mine(by, at=at) if member else ([], [])
    soonest = next(iter(coming), None)
    cases = [case for case in procedures.own_cases(by) if case.is_open]
    return Home(
        member=member,
        next=soonest,
        is_today=soonest is not None and localdate(soonest.meeting.starts_at) == localdate(at),
        later=coming[1 : 1 + MORE_MEETINGS],
        tasks=[*_own_cases(cases), *_to_confirm(member, at), *_tasks(member, coming)][:TASKS],
        joins=any(case.procedure == ADMISSION.code for case in cases)
        or (member is not None and not member.is_in_the_party),
    )


def _tasks(member: Member | None, coming: list[meetings.Mine]) -> Iterator[Task]:
    for each in coming:
        if each.meeting.is_open and not each.is_present and each.leave != "approved":
            yield Task(
                title=f"签到：{each.meeting.title}",
                note="扫会场屏幕上的二维码，或输入签到码",
                url=reverse("meetings:own", args=[each.meeting.pk]),
                icon="qr-code",
            )
        elif each.leave == "asked":
            yield Task(
                title=f"请假待审批：{each.meeting.title}",
                note=_day(each.meeting.starts_at),
                url=reverse("meetings:own", args=[each.meeting.pk]),
                icon="hand",
                tone="info",
            )
    if member is not None and member.completeness < 100:
        yield Task(
            title="我的信息还不完整",
            note=f"已完成 {member.completeness}%，请核对后告诉支部",
            url=reverse("workbench:my_file"),
            icon="user-pen",
            tone="warn",
        )


def _to_confirm(member: Member | None, at: datetime) -> Iterator[Task]:
    """The yearly look at one's own data, while somebody asks for it."""
    asks = dossier.asks_to_confirm(member, localdate(at)) if member else None
    if asks is not None:
        yield Task(
            title=f"请核对我的信息（{asks.year} 年度）",
            note=f"{asks.due_on.month} 月 {asks.due_on.day} 日前，无误点一下即可",
            url=reverse("workbench:my_file"),
            icon="clipboard-check",
            tone="warn",
        )


def _own_cases(cases: Iterable[Case]) -> Iterator[Task]:
    """One's own matters under way; those that wait for oneself stand out."""
    for case in cases:
        is_mine = case.step_of.desk is Desk.SUBJECT
        yield Task(
            title=f"{case.procedure_of.name}：{case.step_of.name}",
            note="这一步由您办理" if is_mine else f"由{procedures.where(case)}办理",
            url=reverse("admission:mine")
            if case.procedure == ADMISSION.code
            else reverse("procedures:own", args=[case.pk]),
            icon=case.procedure_of.icon,
            tone="warn" if is_mine else "info",
        )


def _day(when: datetime) -> str:
    here = localtime(when)
    return f"{here.month} 月 {here.day} 日 {here:%H:%M} 开会"


@dataclass(frozen=True, kw_only=True)
class Branch:
    """One's own branch: who answers for what, and how to reach it."""

    unit: Unit
    posts: list[Appointment]
    above: list[Unit]


def branch(by: Actor, *, at: datetime) -> Branch | None:
    """The branch where one's formal affiliation lies, or None for somebody without one."""
    member = Member.objects.of(by).select_related("unit").first()
    if member is None or not member.is_on_the_roll:
        return None
    today = localdate(at)
    held = member.unit.appointments.filter(
        Q(starts_on__lte=today), Q(ends_on=None) | Q(ends_on__gt=today)
    ).select_related("user")
    return Branch(
        unit=member.unit,
        posts=sorted(held, key=lambda post: (post.post_of.rank, post.starts_on)),
        above=list(Unit.objects.above(member.unit.path).exclude(pk=member.unit_id)),
    )
