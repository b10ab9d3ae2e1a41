"""What waits for a person's hand (待办); each line leads to the place to act."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate, localtime

from lianxin.areas.meetings import queries as meetings
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.queries.figures import Waiting
from lianxin.areas.meetings.rules import Can as Meetings
from lianxin.areas.members import queries as members
from lianxin.areas.members.rules import Can as Members
from lianxin.areas.terms import queries as terms
from lianxin.areas.terms.rules import Can as Terms
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.grants import may
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import queries as procedures
from lianxin.foundation.spreadsheets.catalogue import Stage
from lianxin.foundation.spreadsheets.models import Batch

WAITING_STAGES = (Stage.UPLOADED, Stage.CHECKED)
#: Batches beyond these are old news; they are forgotten by themselves later.
BATCHES = 3


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do, and where."""

    title: str
    note: str
    url: str
    icon: str
    tone: str = ""


def tasks_at(
    unit: Unit,
    by: Actor,
    coming: list[Meeting],
    *,
    at: datetime,
    roll: members.Figures | None,
) -> list[Task]:
    """What waits at a unit for somebody who works there, the most pressing first; `coming` are
    its meetings under way."""
    found = [
        *_of_cases(unit, by, at), *_of_terms(unit, by, at), *_of_meetings(unit, by, coming, at),
        *_of_imports(unit, by),
    ]  # fmt: skip
    if roll is not None:
        found += _of_the_roll(unit, by, roll)
    return found


def _of_cases(unit: Unit, by: Actor, at: datetime) -> Iterator[Task]:
    """Cases on the unit's desk, a line for each kind of matter, the overdue ones first."""
    address = reverse("procedures:list", args=[unit.pk])
    for waiting in procedures.waiting(unit, by, today=localdate(at)):
        late = f"{waiting.late} 件已超期" if waiting.late else ""
        soon = f"{waiting.soon} 件一个月内到期" if waiting.soon else ""
        yield Task(
            title=f"{waiting.procedure.name}：{waiting.number} 件等待办理",
            note="，".join(filter(None, (late, soon))) or "没有临近的期限",
            url=f"{address}?tab=desk&procedure={waiting.procedure.code}",
            icon=waiting.procedure.icon,
            tone="danger" if waiting.late else "warn" if waiting.soon else "info",
        )


def _of_terms(unit: Unit, by: Actor, at: datetime) -> Iterator[Task]:
    """The unit's own term that ends and nobody has begun; how many below are to be reminded."""
    if not may(by, Terms.KEEP, at=unit):
        return
    found = terms.waiting(unit, at=localdate(at))
    if found.own is not None:
        yield Task(
            title="启动本级换届", note=found.own.sentence, icon="vote", tone=found.own.tone,
            url=reverse("terms:start", args=[unit.pk]),
        )  # fmt: skip
    board = reverse("terms:board", args=[unit.pk])
    if found.overdue:
        yield Task(
            title=f"{found.overdue} 个下级组织逾期未换届", note="请督促启动换届，或者办理延期",
            url=f"{board}?state=overdue", icon="vote", tone="danger",
        )  # fmt: skip
    if found.soon:
        yield Task(
            title=f"{found.soon} 个下级组织半年内届满", note="请提醒做好换届准备",
            url=f"{board}?state=soon", icon="vote", tone="warn",
        )  # fmt: skip


def _of_meetings(unit: Unit, by: Actor, coming: list[Meeting], at: datetime) -> Iterator[Task]:
    if not may(by, Meetings.TAKE_ATTENDANCE, at=unit):
        return
    for waiting in meetings.waiting(unit, coming, at=at):
        yield Task(**MEETING_TASKS[waiting.what](waiting, at))


def _when(waiting: Waiting) -> str:
    starts = localtime(waiting.starts_at)
    return f"{starts.month} 月 {starts.day} 日 {starts:%H:%M}"


def _to_open(waiting: Waiting, at: datetime) -> dict[str, str]:
    late = waiting.starts_at < at
    return {
        "title": f"{waiting.title}：{'已到开会时间，还没有开始签到' if late else '可以开始签到了'}",
        "note": f"{_when(waiting)} 开始",
        "url": reverse("meetings:detail", args=[waiting.meeting_id]),
        "icon": "qr-code",
        "tone": "warn" if late else "",
    }


def _to_close(waiting: Waiting, at: datetime) -> dict[str, str]:
    days = (localdate(at) - localdate(waiting.starts_at)).days
    return {
        "title": f"{waiting.title}：写好会议记录并封存",
        "note": f"{_when(waiting)} 召开" + (f"，已过 {days} 天" if days else ""),
        "url": reverse("meetings:minutes", args=[waiting.meeting_id]),
        "icon": "file-pen",
        "tone": "warn" if days > 7 else "info",
    }


def _to_decide(waiting: Waiting, at: datetime) -> dict[str, str]:
    return {
        "title": f"{waiting.number} 人请假待审批",
        "note": f"{waiting.title} · {_when(waiting)}",
        "url": reverse("meetings:detail", args=[waiting.meeting_id]),
        "icon": "hand",
        "tone": "info",
    }


def _to_verify(waiting: Waiting, at: datetime) -> dict[str, str]:
    return {
        "title": f"{waiting.number} 条迟到的签到待核实",
        "note": f"{waiting.title} · {_when(waiting)}",
        "url": reverse("meetings:detail", args=[waiting.meeting_id]),
        "icon": "clock-alert",
        "tone": "warn",
    }


MEETING_TASKS = {
    "open": _to_open, "minutes": _to_close, "leave": _to_decide, "late": _to_verify,
}  # fmt: skip


def _of_imports(unit: Unit, by: Actor) -> Iterator[Task]:
    waiting = Batch.objects.visible_to(by).filter(unit=unit, stage__in=WAITING_STAGES)
    for batch in waiting.filter(forgotten_at=None).order_by("-id")[:BATCHES]:
        yield Task(
            title=f"{batch.file_name}：{batch.get_stage_display()}",
            note=f"{batch.lines} 行",
            url=reverse("spreadsheets:batch", args=[batch.pk]),
            icon="file-spreadsheet",
            tone="info",
        )


def _of_the_roll(unit: Unit, by: Actor, roll: members.Figures) -> Iterator[Task]:
    if not may(by, Members.MANAGE, at=unit):
        return
    address = reverse("members:roll", args=[unit.pk])
    if roll.due:
        yield Task(
            title=f"{roll.due} 名预备党员本月预备期满",
            note="请听取意见，按期讨论转正",
            url=f"{address}?due=month",
            icon="user-check",
            tone="gold",
        )
    if roll.incomplete:
        yield Task(
            title=f"{roll.incomplete} 名党员信息待完善",
            note="补齐采集表的必填项",
            url=f"{address}?complete=0",
            icon="user-pen",
        )
