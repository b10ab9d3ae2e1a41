"""The minutes, heading by heading, and the resolutions with their votes."""

from typing import Any

from django import forms
from django.http import QueryDict

from lianxin.areas.meetings.actions import Decision, Minutes, Section
from lianxin.areas.meetings.forms.people import PersonField
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.queries import leaders_of
from lianxin.areas.members.models import Member


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
