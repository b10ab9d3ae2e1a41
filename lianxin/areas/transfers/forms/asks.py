"""Kinds of evidence of this room: a branch below the committee that receives."""

from typing import Any

from django import forms
from django.urls import reverse, reverse_lazy

from lianxin.areas.transfers import queries
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.catalogue import Ask
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.ui.forms import Picker

# Looked up when a page is drawn: the addresses are not known while forms are declared.
DESTINATIONS: Any = reverse_lazy("transfers:destinations")


def _named(value: str) -> str:
    """The name of what a picker begins with, or holds when a form comes back."""
    unit = Unit.objects.filter(pk=value).first() if value.isdigit() else None
    return unit.short_name if unit else value


def _picker(url: Any) -> Picker:
    picker = Picker(url=url, attrs={"placeholder": "名称、拼音首字母或代码"})
    picker.named = _named
    return picker


class BranchField(forms.Field):
    """An open branch below a committee, found by typing; it begins with the one wished for."""

    def __init__(self, committee: Unit, *, wish: int | None = None, **given: Any) -> None:
        wished = queries.branches_of(committee).filter(pk=wish).exists() if wish else False
        picker = _picker(reverse("transfers:branches", args=[committee.pk]))
        super().__init__(widget=picker, initial=wish if wished else None, **given)
        self.committee = committee

    def clean(self, value: Any) -> Unit | None:
        text = str(value or "")
        if not text:
            super().clean(None)
            return None
        known = queries.branches_of(self.committee).filter(pk=text) if text.isdigit() else None
        branch = known.first() if known is not None else None
        if branch is None:
            raise forms.ValidationError("没有找到这个党支部，请重新选择。", code="unknown")
        return branch


class DestinationField(forms.Field):
    """A branch or a committee of the whole house, found by typing."""

    def __init__(self, **given: Any) -> None:
        super().__init__(widget=_picker(DESTINATIONS), **given)

    def clean(self, value: Any) -> Unit | None:
        text = str(value or "")
        if not text:
            super().clean(None)
            return None
        unit = queries.destinations().filter(pk=text).first() if text.isdigit() else None
        if unit is None:
            raise forms.ValidationError("没有找到这个党组织，请重新选择。", code="unknown")
        return unit


class BranchKind:
    """Kept as {"id", "name"}."""

    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        return BranchField(
            case.other or case.unit, wish=case.facts.get("wish"), label=ask.label,
            help_text=ask.help, required=ask.required,
        )  # fmt: skip

    def to_json(self, value: Unit | None) -> Any:
        return {"id": value.pk, "name": value.short_name} if value else None

    def show(self, kept: Any, ask: Ask) -> str:
        return str(kept["name"]) if kept else ""
