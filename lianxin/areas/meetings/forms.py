"""What people may type about meetings; forms validate and never save."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.timezone import localtime, make_aware

from lianxin.areas.meetings.actions import Decision, Minutes, Plan, Request, Section
from lianxin.areas.meetings.catalogue import LEAVE_KINDS, MEETING_KINDS, MeetingKind, Who, who_of
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.queries import Habits, leaders_of, people_of, sitters_of
from lianxin.areas.members.models import Member
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.ui.forms import DateInput, OptionCards, OptionList, TimeInput

if TYPE_CHECKING:
    _Several = forms.ModelMultipleChoiceField[Member]
    _One = forms.ModelChoiceField[Member]
else:
    _Several, _One = forms.ModelMultipleChoiceField, forms.ModelChoiceField

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


class PeopleField(_Several):
    """Several people of the roll, ticked in a list."""

    def __init__(self, queryset: QuerySet[Member], **given: Any) -> None:
        super().__init__(queryset, widget=OptionList, **given)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}\n{obj.get_category_display()}"


class PersonField(_One):
    def __init__(self, queryset: QuerySet[Member], **given: Any) -> None:
        super().__init__(queryset, empty_label="请选择", **given)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


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

    def __init__(
        self,
        unit: Unit,
        kinds: Sequence[str],
        said: QueryDict | None = None,
        *,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(said, initial=initial)
        self.kinds = kinds
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
        "agenda": meeting.agenda,
    }


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="取消原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="被通知的人会看到。",
    )  # fmt: skip


class LeaveForm(forms.Form):
    """Why somebody asks to be away."""

    kind = forms.ChoiceField(
        label="请假类型", choices=list(LEAVE_KINDS.items()), widget=OptionCards
    )
    reason = forms.CharField(
        label="说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="只有审批人看得到，加密保存，不进入会议记录。",
    )  # fmt: skip

    def request(self) -> Request:
        return Request(**self.cleaned_data)


class NoteForm(forms.Form):
    """A short word with a decision."""

    note = forms.CharField(label="意见", max_length=200, required=False)


class DigitsForm(forms.Form):
    """Six digits from the screen; spaces are forgiven."""

    digits = forms.RegexField(
        r"^\s*\d{3}\s*\d{3}\s*$",
        label="输入屏幕上的 6 位签到码",
        error_messages={"invalid": "签到码是 6 位数字，请看着屏幕输入。"},
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 7,
                "class": "code-input",
            }
        ),
    )  # fmt: skip

    def clean_digits(self) -> str:
        return "".join(self.cleaned_data["digits"].split())


class TickForm(forms.Form):
    """What is done with the people ticked on the list."""

    DO = (("present", "记为到会"), ("leave", "登记请假"), ("strike", "撤销签到"))

    do = forms.ChoiceField(choices=DO)
    member = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": "请先在名单中勾选人员。"}
    )
    kind = forms.ChoiceField(
        label="请假类型", choices=[("", "请选择"), *LEAVE_KINDS.items()], required=False
    )
    reason = forms.CharField(label="撤销原因", max_length=200, required=False)

    def __init__(self, members: Sequence[int], said: QueryDict | None = None) -> None:
        super().__init__(said)
        self.fields["member"].choices = [(pk, pk) for pk in members]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("do") == "leave" and not said.get("kind"):
            self.add_error("kind", "请选择请假类型。")
        if said.get("do") == "strike" and not said.get("reason", "").strip():
            self.add_error("reason", "请写明撤销原因，它会留在记录中。")
        return said


class DecisionForm(forms.Form):
    """A resolution and its votes."""

    text = forms.CharField(
        label="决议内容", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    yes = forms.IntegerField(label="赞成", min_value=0, required=False)
    no = forms.IntegerField(label="反对", min_value=0, required=False)
    abstained = forms.IntegerField(label="弃权", min_value=0, required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        votes = [said.get(name) for name in ("yes", "no", "abstained")]
        if any(vote is not None for vote in votes) and said.get("yes") is None:
            self.add_error("yes", "记了票数，请把赞成票也填上（没有填 0）。")
        if any(vote is not None for vote in votes) and not said.get("text", "").strip():
            self.add_error("text", "记了票数，请写明表决的是什么。")
        return said


Decisions = forms.formset_factory(DecisionForm, extra=0, max_num=20)


def _skeleton(meeting: Meeting) -> str:
    """What an unwritten record begins with: the agenda, point by point."""
    if meeting.minutes:
        return ""
    return "\n".join(
        f"{number}. {item['title']}：" for number, item in enumerate(meeting.agenda, start=1)
    )


class MinutesForm(forms.Form):
    """The minutes of a meeting, heading by heading; empty ones may be kept as a draft."""

    chair = PersonField(Member.objects.none(), label="主持人", required=False)
    recorder = PersonField(Member.objects.none(), label="记录人", required=False)
    guests = forms.CharField(label="其他列席人员", max_length=300, required=False)

    def __init__(self, meeting: Meeting, said: QueryDict | None = None) -> None:
        super().__init__(
            said,
            initial={
                "chair": meeting.chair_id,
                "recorder": meeting.recorder_id,
                "guests": meeting.guests,
            },
        )
        leaders = leaders_of(meeting.unit)
        self.fields["chair"].queryset = leaders  # type: ignore[attr-defined]
        self.fields["recorder"].queryset = leaders  # type: ignore[attr-defined]
        self.asked = meeting.sections
        for number, section in enumerate(self.asked):
            self.fields[f"section_{number}"] = forms.CharField(
                label=str(section["title"]),
                required=False,
                max_length=20_000,
                initial=section["text"] or (_skeleton(meeting) if number == 0 else ""),
                widget=forms.Textarea(attrs={"rows": 5}),
            )
        self.decisions = Decisions(said, initial=[*meeting.decisions, {}], prefix="decisions")

    def parts(self) -> list[tuple[str, list[Any]]]:
        """The fields of the sections, by type of meeting."""
        found: dict[str, list[Any]] = {}
        for number, section in enumerate(self.asked):
            found.setdefault(str(section["of"]), []).append(self[f"section_{number}"])
        return list(found.items())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.decisions.is_valid():
            self.add_error(None, "决议一栏有需要更正的地方。")
        return said

    def minutes(self) -> Minutes:
        said = self.cleaned_data
        return Minutes(
            sections=[
                Section(
                    kind=str(section["kind"]),
                    title=str(section["title"]),
                    text=said[f"section_{number}"],
                )
                for number, section in enumerate(self.asked)
            ],
            decisions=[
                Decision(**cells)
                for cells in self.decisions.cleaned_data
                if cells.get("text", "").strip()
            ],
            chair_id=said["chair"].pk if said["chair"] else None,
            recorder_id=said["recorder"].pk if said["recorder"] else None,
            guests=said["guests"],
        )
