"""The kind of evidence that only elections ask for: voters who do not stand."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from lianxin.areas.terms import queries
from lianxin.areas.terms.models import Candidate
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.procedures.catalogue import Ask
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.ui.forms import OptionList


class Voters:
    """Several full members of the unit, none of whom stands; kept with their names."""

    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        standing = {
            str(pk)
            for pk in Candidate.objects.filter(case=case).values_list("member_id", flat=True)
        }
        voters = queries.voters_of(case, today=localdate()).voters
        people = [person for person in voters if person.key not in standing]
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
