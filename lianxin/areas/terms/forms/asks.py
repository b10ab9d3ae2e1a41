"""Kinds of evidence that elections ask for: voters who do not stand, a meeting on record."""

from typing import Any

from django import forms

from lianxin.areas.meetings.models import Meeting
from lianxin.areas.terms import queries
from lianxin.areas.terms.models import Candidate
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.procedures.catalogue import Ask
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.ui.forms import OptionList

MEETINGS = 30


class Voters:
    """Several full members of the unit, none of whom stands; kept with their names."""

    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        standing = {
            str(pk)
            for pk in Candidate.objects.filter(case=case).values_list("member_id", flat=True)
        }
        people = [person for person in queries.voters_of(case).voters if person.key not in standing]
        pairs = [(f"{person.key}:{person.name}", person.name) for person in people]
        return forms.MultipleChoiceField(
            label=ask.label, help_text=ask.help, required=ask.required, choices=pairs,
            widget=OptionList,
        )  # fmt: skip

    def to_json(self, value: Any) -> Any:
        split = (each.partition(":") for each in value or ())
        return [{"id": int(key), "name": name} for key, _, name in split]

    def show(self, kept: Any, ask: Ask) -> str:
        return "、".join(each["name"] for each in kept or ())


class OnRecord:
    """A meeting of the unit that was held; kept with its name and day."""

    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        found = (
            Meeting.objects.filter(
                unit=case.unit, state__in=(Meeting.State.OPEN, Meeting.State.CLOSED),
                kinds__overlap=list(ask.options.get("kinds", ())),
            )
            .only("pk", "title", "held_on")
            .order_by("-held_on", "-pk")[:MEETINGS]
        )  # fmt: skip
        pairs = [
            (f"{each.pk}:{each.held_on:%Y-%m-%d}:{each.title}", f"{each.held_on:%Y-%m-%d} {each}")
            for each in found
        ]
        return forms.ChoiceField(
            label=ask.label, help_text=ask.help, required=ask.required,
            choices=[("", "不选" if not ask.required else "请选择"), *pairs],
        )  # fmt: skip

    def to_json(self, value: Any) -> Any:
        if not value:
            return None
        key, held_on, title = str(value).split(":", 2)
        return {"id": int(key), "held_on": held_on, "title": title}

    def show(self, kept: Any, ask: Ask) -> str:
        return f"{kept['held_on']} {kept['title']}" if kept else ""
