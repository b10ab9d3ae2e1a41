"""Which types a meeting is, then its place, time, agenda and people."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.timezone import localtime, make_aware

from lianxin.areas.meetings.actions import Plan
from lianxin.areas.meetings.catalogue import MEETING_KINDS, MeetingKind, Who, who_of
from lianxin.areas.meetings.forms.people import PeopleField, PersonField
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.queries import (
    CellHabit,
    Habits,
    leaders_of,
    people_of,
    sitters_of,
)
from lianxin.areas.members.models import Member
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.ui.forms import DateInput, OptionList, TimeInput

MOST_ITEMS = 20
EMPTY_ITEMS = 2


def two_lines(kind: MeetingKind, last_on: date | None) -> str:
    said = f"，上次 {last_on.month} 月 {last_on.day} 日" if last_on else ""
    return f"{kind.name}\n{kind.how_often}{said}"


class KindsForm(forms.Form):
    """The first step: which types of Party life the event is."""

    kinds = forms.MultipleChoiceField(
        label="会议类型", widget=OptionList, error_messages={"required": "请至少选择一种。"}
    )

    def __init__(
        self, kinds: Sequence[MeetingKind], habits: Habits, said: QueryDict | None = None
    ) -> None:
        super().__init__(said)
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (kind.code, two_lines(kind, habits.last_on.get(kind.code))) for kind in kinds
        ]


class ItemForm(forms.Form):
    """One point of the agenda."""

    title = forms.CharField(label="议程", max_length=80, required=False)
    minutes = forms.IntegerField(label="分钟", min_value=1, max_value=600, required=False)


Items = forms.formset_factory(ItemForm, extra=0, max_num=MOST_ITEMS)


class PlanForm(forms.Form):
    """Place, time, agenda and people of a meeting of known types."""

    title = forms.CharField(label="会议名称", max_length=80)
    on = forms.DateField(label="日期", widget=DateInput)
    begins = forms.TimeField(label="开始", widget=TimeInput)
    ends = forms.TimeField(label="结束", widget=TimeInput)
    place = forms.CharField(label="地点", max_length=80)
    chosen = PeopleField(
        Member.objects.none(), label="参加人", error_messages={"required": "请选择参加人。"}
    )
    chair = PersonField(Member.objects.none(), label="主持人", required=False)
    recorder = PersonField(Member.objects.none(), label="记录人", required=False)
    sitting_in = PeopleField(Member.objects.none(), label="邀请列席", required=False)
    guests = forms.CharField(
        label="其他列席人员", max_length=300, required=False,
        help_text="不在名册里的人，如上级派员，写姓名和职务。",
    )  # fmt: skip

    second_look = forms.BooleanField(
        label="签到时再看一眼屏幕上的图", required=False,
        help_text="扫码后再从四张图里点出屏幕上正显示的那张，防止把二维码转发给不在场的人。"
        "选错不影响签到，只请主持人点名确认。一般会议不必打开。",
    )  # fmt: skip

    def __init__(
        self,
        unit: Unit,
        kinds: Sequence[str],
        said: QueryDict | None = None,
        *,
        initial: dict[str, Any] | None = None,
        cell: CellHabit | None = None,
    ) -> None:
        super().__init__(said, initial=initial)
        self.kinds, self.cell = kinds, cell
        people, leaders = people_of(unit), leaders_of(unit)
        self._offer("chair", leaders)
        self._offer("recorder", leaders)
        self._offer("sitting_in", sitters_of(unit))
        if who_of(kinds) is Who.CHOSEN:
            self._offer("chosen", people)
        else:
            del self.fields["chosen"]
        agenda = (initial or {}).get("agenda", [])
        rows = [*agenda, *({} for _ in range(EMPTY_ITEMS))]
        self.items = Items(said, initial=rows, prefix="agenda")

    def _offer(self, name: str, people: QuerySet[Member]) -> None:
        field = self.fields[name]
        field.queryset = people  # type: ignore[attr-defined]

    def only_amends(self) -> "PlanForm":
        """Without what is settled when a meeting is called."""
        for name in ("chosen", "sitting_in"):
            self.fields.pop(name, None)
        return self

    def only_enters(self) -> "PlanForm":
        """Without what concerns signing in: the meeting is over."""
        del self.fields["second_look"]
        return self

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.items.is_valid():
            self.add_error(None, "议程每一项的时长请填 1 至 600 分钟。")
        if "begins" in said and "ends" in said and said["ends"] <= said["begins"]:
            self.add_error("ends", "结束时间应晚于开始时间。")
        return said

    def plan(self) -> Plan:
        said = self.cleaned_data
        return Plan(
            kinds=list(self.kinds),
            title=said["title"],
            place=said["place"],
            starts_at=make_aware(datetime.combine(said["on"], said["begins"])),
            ends_at=make_aware(datetime.combine(said["on"], said["ends"])),
            agenda=[item for item in map(_item, self.items.cleaned_data) if item["title"]],
            chair_id=said["chair"].pk if said["chair"] else None,
            recorder_id=said["recorder"].pk if said["recorder"] else None,
            guests=said["guests"],
            chosen=[member.pk for member in said.get("chosen", ())],
            sitting_in=[member.pk for member in said.get("sitting_in", ())],
            cell_id=self.cell.cell.pk if self.cell else None,
            second_look=said.get("second_look", False),
        )


def _item(cells: dict[str, Any]) -> dict[str, Any]:
    return {"title": cells.get("title", ""), "minutes": cells.get("minutes")}


def proposed(kinds: Sequence[str], habits: Habits, *, at: datetime) -> dict[str, Any]:
    """The template filled in: name, next likely time, the usual place, the agenda."""
    chosen = [MEETING_KINDS[code] for code in kinds]
    here = localtime(at)
    day = here.date() if here.hour < 16 else here.date() + timedelta(days=1)
    begins = habits.begins or time(15, 0)
    ends = (datetime.combine(day, begins) + timedelta(minutes=_length(chosen))).time()
    return {
        "title": f"{day.month} 月{'暨'.join(kind.name for kind in chosen)}",
        "on": day,
        "begins": begins,
        "ends": ends if ends > begins else time(23, 59),
        "place": habits.place,
        "chair": habits.chair_id,
        "recorder": habits.recorder_id,
        "agenda": [
            {"title": item.title, "minutes": item.minutes}
            for kind in chosen
            for item in kind.agenda
        ],
    }


def of_cell(known: dict[str, Any], habit: CellHabit) -> dict[str, Any]:
    """The template for the meeting of a cell: its name, its leader, whoever came last time."""
    month = known["on"].month
    return {
        **known,
        "title": f"{month} 月{habit.cell.name}会",
        "chair": habit.leader_id or known["chair"],
        "chosen": list(habit.chosen),
    }


def _length(kinds: Sequence[MeetingKind]) -> int:
    return min(240, sum(kind.minutes for kind in kinds))


def said_of(meeting: Meeting) -> dict[str, Any]:
    """A meeting as the form shows it."""
    starts, ends = localtime(meeting.starts_at), localtime(meeting.ends_at)
    return {
        "title": meeting.title,
        "on": starts.date(),
        "begins": starts.time().replace(second=0, microsecond=0),
        "ends": ends.time().replace(second=0, microsecond=0),
        "place": meeting.place,
        "chair": meeting.chair_id,
        "recorder": meeting.recorder_id,
        "guests": meeting.guests,
        "second_look": meeting.second_look,
        "agenda": meeting.agenda,
    }
