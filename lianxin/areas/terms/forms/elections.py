"""The forms of the pages of an election."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.timezone import localdate

from lianxin.areas.terms.actions import Ballot
from lianxin.areas.terms.actions.effect import DUTIES
from lianxin.areas.terms.catalogue import (
    DEPRIVED,
    GROUNDS,
    OFFICES,
    Tally,
    Votes,
    by_election,
    change,
    election,
)
from lianxin.areas.terms.models import Poll
from lianxin.foundation.ui.forms import DateInput, OptionCards, OptionList

Pairs = Sequence[tuple[str, str]]
CASES = (
    (election.CODE, "换届选举\n任期届满，选举新一届委员会或者书记"),
    (by_election.CODE, "补选\n任期内委员、书记或者副书记空缺"),
    (change.CODE, "提前、延期换届\n报上级党委批准，一般不超过 1 年"),
)
OTHERS = 8


def _people(label: str, pairs: Pairs, **given: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "请选择"), *pairs], **given)


class StartForm(forms.Form):
    """Which matter begins, and when."""

    procedure = forms.ChoiceField(label="办理事项", choices=CASES, widget=OptionCards)
    on = forms.DateField(label="启动日期", widget=DateInput, initial=localdate)


class CandidateForm(forms.Form):
    """One more person on the list."""

    office = forms.ChoiceField(label="职务", widget=OptionCards)
    brief = forms.CharField(
        label="简介", max_length=500, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="简历、工作实绩和主要优缺点，向选举人介绍用。",
    )  # fmt: skip

    def __init__(self, data: Any = None, *, offices: Sequence[str], people: Pairs) -> None:
        super().__init__(data)
        self.fields["office"] = forms.ChoiceField(
            label="职务", choices=[(code, OFFICES[code]) for code in offices], widget=OptionCards,
            initial=offices[0] if offices else None,
        )  # fmt: skip
        self.fields["member"] = _people("党员", people, help_text="只列出本组织的正式党员。")
        self.order_fields(["office", "member", "brief"])


class ExclusionForm(forms.Form):
    """Somebody is left out of the count, by a decision."""

    ground = forms.ChoiceField(label="情形", choices=[("", "请选择"), *GROUNDS.items()])
    document = forms.CharField(label="上级党组织的批复（决定）文号", max_length=80)
    resolved_on = forms.DateField(label="党员大会通过日期", widget=DateInput, required=False)

    def __init__(self, data: Any = None, *, people: Pairs) -> None:
        super().__init__(data, auto_id="out_%s")  # it stands beside the form of candidates
        self.fields["member"] = _people("党员", people)
        self.order_fields(["member", "ground", "document", "resolved_on"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("ground") not in {None, *DEPRIVED} and not said.get("resolved_on"):
            self.add_error("resolved_on", "不计入应到会的，须经党员大会通过，请填写通过日期。")
        return said


class BallotForm(forms.Form):
    """A vote begins: who is there, who counts."""

    expected = forms.IntegerField(label="应到会有选举权人数", min_value=1, max_value=9999)
    present = forms.IntegerField(label="实到会有选举权人数", min_value=0, max_value=9999)

    def __init__(
        self, data: Any = None, *, expected: int | None, counters: Sequence[tuple[int, str]],
        candidates: Pairs = (),
    ) -> None:  # fmt: skip
        super().__init__(data)
        if expected is not None:
            del self.fields["expected"]
        pairs = [(str(pk), name) for pk, name in counters]
        self.fields["first"] = _people("计票人甲", pairs, help_text="不能是这次选举的候选人。")
        self.fields["second"] = _people("计票人乙", pairs)
        if candidates:
            self.fields["candidates"] = forms.MultipleChoiceField(
                label="本次候选人", choices=candidates, widget=OptionList
            )

    def ballot(self) -> Ballot:
        said = self.cleaned_data
        return Ballot(
            present=said["present"],
            expected=said.get("expected"),
            tellers=[int(said["first"]), int(said["second"])],
            candidates=[int(key) for key in said.get("candidates", ())],
        )


def _votes(label: str) -> forms.IntegerField:
    field = forms.IntegerField(
        label=label, min_value=0, max_value=99_999,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    field.required = False
    return field


class CountForm(forms.Form):
    """What one teller found. Boxes left empty count as nothing."""

    issued = forms.IntegerField(
        label="发出选票", min_value=0, max_value=99_999,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    returned = forms.IntegerField(
        label="收回选票", min_value=0, max_value=99_999,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, poll: Poll, names: Mapping[str, str], writable: Pairs,
        own: Tally | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=_typed(own) if own else None)
        self.poll, self.names = poll, names
        self.fields["invalid"] = _votes("无效票")
        for key in poll.keys:
            self.fields[f"favour_{key}"] = _votes(f"{names[key]}：赞成")
            self.fields[f"against_{key}"] = _votes(f"{names[key]}：不赞成")
            self.fields[f"abstain_{key}"] = _votes(f"{names[key]}：弃权")
        self.others = min(OTHERS, len(writable)) if poll.sort != "runoff" else 0
        for place in range(self.others):
            person = forms.ChoiceField(choices=[("", "请选择"), *writable], label="另选他人")
            person.required = False
            self.fields[f"other_{place}"] = person
            self.fields[f"votes_{place}"] = _votes("票数")

    def rows(self) -> Iterator[tuple[str, BoundField, BoundField, BoundField]]:
        """Each candidate with his three boxes."""
        for key in self.poll.keys:
            boxes = (self[f"{mark}_{key}"] for mark in ("favour", "against", "abstain"))
            yield (self.names[key], *boxes)  # type: ignore[misc]

    def written(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Lines for those who were written in."""
        for place in range(self.others):
            yield self[f"other_{place}"], self[f"votes_{place}"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        chosen = [said.get(f"other_{place}") for place in range(self.others)]
        named = [key for key in chosen if key]
        if len(set(named)) < len(named):
            self.add_error(None, "另选他人中有人填了两行，请合并票数。")
        for place, key in enumerate(chosen):
            if bool(key) != bool(said.get(f"votes_{place}")):
                self.add_error(None, "另选他人要同时填写姓名和票数。")
        return said

    def tally(self) -> Tally:
        said = self.cleaned_data
        others = {
            said[f"other_{place}"]: said[f"votes_{place}"] or 0
            for place in range(self.others)
            if said.get(f"other_{place}")
        }
        return Tally(
            issued=said["issued"],
            returned=said["returned"],
            invalid=said["invalid"] or 0,
            votes={
                key: Votes(
                    favour=said[f"favour_{key}"] or 0,
                    against=said[f"against_{key}"] or 0,
                    abstain=said[f"abstain_{key}"] or 0,
                )
                for key in self.poll.keys
            },
            others=others,
        )


def _typed(own: Tally) -> dict[str, Any]:
    """What the teller entered before, to be corrected after counting again."""
    boxes: dict[str, Any] = {
        "issued": own.issued, "returned": own.returned, "invalid": own.invalid
    }  # fmt: skip
    for key, votes in own.votes.items():
        boxes |= {
            f"favour_{key}": votes.favour,
            f"against_{key}": votes.against,
            f"abstain_{key}": votes.abstain,
        }
    for place, (key, number) in enumerate(own.others.items()):
        boxes |= {f"other_{place}": key, f"votes_{place}": number}
    return boxes


class AsideForm(forms.Form):
    reason = forms.CharField(
        label="作废原因", max_length=300, widget=forms.Textarea({"rows": 3}), min_length=4,
        error_messages={"min_length": "请写明原因，至少 4 个字。"},
    )  # fmt: skip


class FewerForm(forms.Form):
    agreed = forms.IntegerField(label="同意减少名额的选举人", min_value=0, max_value=9999)


class DutiesForm(forms.Form):
    """Who does what in the new committee."""

    def __init__(
        self, data: Any = None, *, elected: Pairs, kept: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(data)
        self.elected = elected
        for key, name in elected:
            self.fields[f"post_{key}"] = forms.ChoiceField(
                label=name, choices=[("", "请选择"), *DUTIES], initial=(kept or {}).get(key)
            )

    def duties(self) -> dict[int, str]:
        return {int(key): self.cleaned_data[f"post_{key}"] for key, _ in self.elected}
