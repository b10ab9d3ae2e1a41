"""The socket for kinds of evidence: how a thing asked for is typed, kept and shown.

    kinds.plug("meeting", MeetingKind())

What is kept is plain JSON: a step's values can be judged, stored and shown without the area.
"""

from datetime import date
from typing import Any, Protocol

from django import forms

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.procedures.catalogue import Ask, Vote
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.ui.forms import DateInput, MonthField, OptionCards


class Kind(Protocol):
    """One kind of evidence."""

    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        """The field it is typed in."""
        ...

    def to_json(self, value: Any) -> Any:
        """From the field's value to what is kept."""
        ...

    def show(self, kept: Any, ask: Ask) -> str:
        """What is kept, in words."""
        ...


class _Plain:
    """Kept as it is typed."""

    def to_json(self, value: Any) -> Any:
        return value

    def show(self, kept: Any, ask: Ask) -> str:
        return "" if kept is None else str(kept)


def _said(ask: Ask) -> dict[str, Any]:
    """Judging says what is missing, in one place; the field only says what is unreadable."""
    return {"label": ask.label, "help_text": ask.help, "required": ask.required}


class Text(_Plain):
    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        return forms.CharField(**_said(ask), max_length=ask.most or 200)


class Note(_Plain):
    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        rows = forms.Textarea({"rows": ask.options.get("rows", 3)})
        return forms.CharField(**_said(ask), max_length=ask.most or 2000, widget=rows)


class Day(_Plain):
    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        return forms.DateField(**_said(ask), widget=DateInput())

    def to_json(self, value: date | None) -> str | None:
        return value.isoformat() if value else None


class Month(_Plain):
    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        return MonthField(**_said(ask))


class Number(_Plain):
    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        least = 0 if ask.least is None else ask.least
        return forms.IntegerField(**_said(ask), min_value=least, max_value=ask.most)

    def show(self, kept: Any, ask: Ask) -> str:
        measure = ask.options.get("measure", "")
        return "" if kept is None else f"{kept} {measure}".strip()


class Choice(_Plain):
    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        if len(ask.choices) <= 4:
            return forms.ChoiceField(**_said(ask), choices=ask.choices, widget=OptionCards())
        return forms.ChoiceField(**_said(ask), choices=[("", "请选择"), *ask.choices])

    def show(self, kept: Any, ask: Ask) -> str:
        return dict(ask.choices).get(str(kept), str(kept or "")).split("\n", 1)[0]


class Yes(_Plain):
    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        return forms.BooleanField(**_said(ask))

    def show(self, kept: Any, ask: Ask) -> str:
        return "是" if kept else "否"


UNFILLED = "请把人数和票数填全，没有的填 0。"


class VoteInput(forms.MultiWidget):
    """The numbers of a vote, side by side."""

    template_name = "procedures/widgets/vote.html"
    use_fieldset = True

    def __init__(self, names: tuple[tuple[str, str], ...]) -> None:
        self.names = names
        inputs: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput({"inputmode": "numeric"}) for name, _ in names
        }
        super().__init__(inputs)

    def decompress(self, value: Any) -> list[Any]:
        return [(value or {}).get(name) for name, _ in self.names]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for shown, (_, label) in zip(context["widget"]["subwidgets"], self.names, strict=True):
            shown["label"] = label
        return context


class VoteField(forms.MultiValueField):
    """应到、实到、赞成、不赞成、弃权，以及会前书面意见, each a whole number."""

    def __init__(self, names: tuple[tuple[str, str], ...], **given: Any) -> None:
        self.names = names
        parts = [forms.IntegerField(min_value=0, max_value=99_999, label=text) for _, text in names]
        super().__init__(parts, widget=VoteInput(names), **given)

    def compress(self, data_list: list[Any]) -> dict[str, int] | None:
        if not data_list:
            return None
        return {name: value for (name, _), value in zip(self.names, data_list, strict=True)}


class VoteKind:
    NAMES = (
        ("expected", "有表决权应到"),
        ("present", "有表决权实到"),
        ("written", "会前书面意见"),
        ("favour", "赞成"),
        ("against", "不赞成"),
        ("abstain", "弃权"),
    )

    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        written = ask.vote is not None and ask.vote.written
        names = tuple(each for each in self.NAMES if written or each[0] != "written")
        said = _said(ask)
        if ask.vote is not None:
            said["help_text"] = f"{ask.vote.sentence}{ask.help}"
        return VoteField(names, error_messages={"required": UNFILLED}, **said)

    def to_json(self, value: Any) -> Any:
        return Vote.of(value).told() if value else None

    def show(self, kept: Any, ask: Ask) -> str:
        if not kept:
            return ""
        written = f" · 书面意见 {kept['written']}" if kept.get("written") else ""
        return (
            f"应到 {kept['expected']} · 实到 {kept['present']}{written}"
            f" · 赞成 {kept['favour']} · 不赞成 {kept['against']} · 弃权 {kept['abstain']}"
        )


class Files:
    """Files are put with the step beforehand, one by one; here they are only counted."""

    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        return forms.Field(label=ask.label, required=False, disabled=True)

    def to_json(self, value: Any) -> Any:
        return value

    def show(self, kept: Any, ask: Ask) -> str:
        return f"{len(kept or ())} 份"


_kinds: dict[str, Kind] = {
    "text": Text(),
    "document": Text(),
    "note": Note(),
    "day": Day(),
    "month": Month(),
    "number": Number(),
    "choice": Choice(),
    "yes": Yes(),
    "vote": VoteKind(),
    "file": Files(),
}


def plug(name: str, kind: Kind) -> None:
    """An area adds a kind of evidence: members, meetings on record."""
    _kinds[name] = kind


def kind_of(ask: Ask) -> Kind:
    return _kinds[ask.kind]


def shown(ask: Ask, kept: Any) -> str:
    """A kept value in words."""
    return kind_of(ask).show(kept, ask)
