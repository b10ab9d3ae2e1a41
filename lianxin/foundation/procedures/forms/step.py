"""The form of a step, made from what the step asks; the rules speak at its fields."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.timezone import localdate

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.procedures.catalogue import Ask, Flaw, Passing, Past, Step, Way, judge
from lianxin.foundation.procedures.forms.kinds import kind_of
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.ui.forms import DateInput, OptionCards


class StepForm(forms.Form):
    """Day, evidence and result of a step. `files` are those put with the step beforehand."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        case: Case,
        step: Step,
        past: Past,
        by: Actor,
        **more: Any,
    ) -> None:
        self.case, self.step, self.past = case, step, past
        self.handed_in: Mapping[str, list[int]] = more.pop("files", {})
        self.ways = step.ways_in(past)
        self.asks = step.asks_in(past, way=self.ways[0].code if len(self.ways) == 1 else None)
        kept = more.pop("kept", {})
        super().__init__(data, initial={"version": case.passings, "held_on": localdate, **kept})
        self.fields["held_on"] = forms.DateField(label=step.held, widget=DateInput())
        self._ask(by, [ask for ask in self.asks if not ask.only])
        if len(self.ways) > 1:
            self.fields["way"] = _ways(self.ways)
        self._ask(by, [ask for ask in self.asks if ask.only])
        self.flaws: list[Flaw] = []

    def _ask(self, by: Actor, asks: Iterable[Ask]) -> None:
        for ask in asks:
            if ask.kind == "file":
                continue
            field: Any = kind_of(ask).field(ask, by=by, case=self.case)
            if ask.only and len(self.ways) > 1:
                # Asked where its way is chosen; the judge says when it is missing then.
                field.required, field.is_needed = False, ask.required
                field.around = {"data_only_for": f"way={ask.only}"}
            self.fields[ask.key] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("version") not in {None, self.case.passings}:
            self.add_error(None, "这件事项刚刚有人办理过，页面已不是最新。请核对后重新提交。")
        if cleaned.get("held_on") is None or self.errors:
            return cleaned
        self._judge()
        return cleaned

    def _judge(self) -> None:
        verdict = judge(self.case.procedure_of, self.past, self.passing())
        for flaw in verdict.refused:
            self.add_error(flaw.key if flaw.key in self.fields else None, flaw.sentence)
        if verdict.warned and verdict.holds:
            self._warn(verdict.warned)

    def _warn(self, warned: tuple[Flaw, ...]) -> None:
        """Doubts are asked once: whoever has checked says so and goes on."""
        self.fields["sure"] = forms.BooleanField(label="已核实，仍然登记", required=False)
        if not self.data.get("sure"):
            for flaw in warned:
                self.add_error(flaw.key if flaw.key in self.fields else None, flaw.sentence)
            self.add_error("sure", "请核实上面的提醒，确认无误后勾选。")

    def passing(self) -> Passing:
        """What was typed, as the rules look at it."""
        way = self.cleaned_data.get("way") or (self.ways[0].code if len(self.ways) == 1 else "")
        return Passing(
            step=self.step.code,
            way=way,
            held_on=self.cleaned_data["held_on"],
            values={ask.key: self._value(ask) for ask in self.asks if ask.only in {"", way}},
        )

    def _value(self, ask: Ask) -> Any:
        if ask.kind == "file":
            return list(self.handed_in.get(ask.key, ()))
        return kind_of(ask).to_json(self.cleaned_data.get(ask.key))


def _ways(ways: tuple[Way, ...]) -> forms.Field:
    choices = [(way.code, f"{way.name}\n{way.note}" if way.note else way.name) for way in ways]
    return forms.ChoiceField(label="结果", choices=choices, widget=OptionCards())
