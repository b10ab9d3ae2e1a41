"""People of a branch as evidence of a step: contacts, introducers, talkers."""

from collections.abc import Sequence
from typing import Any

from django import forms

from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.procedures.catalogue import Ask
from lianxin.foundation.procedures.models import Case


def people_of(case: Case, categories: Sequence[str]) -> list[tuple[str, str]]:
    """Those in force at the case's branch, by pinyin, but for the person himself."""
    found = (
        Member.objects.in_force()
        .filter(unit=case.unit_id, category__in=categories)
        .exclude(pk=case.subject_id)
        .order_by("pinyin", "pk")
    )
    return [(str(member.pk), member.name) for member in found.only("name", "pinyin")[:500]]


class PeopleInput(forms.MultiWidget):
    """One choice under the other."""

    template_name = "members/widgets/people.html"
    use_fieldset = True

    def __init__(self, choices: Sequence[tuple[str, str]], count: int) -> None:
        nobody = [("", "请选择"), *choices]
        super().__init__([forms.Select(choices=nobody) for _ in range(count)])

    def decompress(self, value: Any) -> list[Any]:
        chosen = [str(person["id"]) if isinstance(person, dict) else person
                  for person in value or ()]  # fmt: skip
        return [*chosen, *[""] * len(self.widgets)][: len(self.widgets)]


class PeopleField(forms.MultiValueField):
    """Up to so many people of the branch, each once."""

    def __init__(self, choices: Sequence[tuple[str, str]], count: int, **given: Any) -> None:
        nobody = [("", "请选择"), *choices]
        parts = [forms.ChoiceField(choices=nobody, required=False) for _ in range(count)]
        super().__init__(
            parts, widget=PeopleInput(choices, count), require_all_fields=False, **given
        )

    def compress(self, data_list: list[Any]) -> list[int]:
        chosen = [int(pk) for pk in data_list if pk]
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError("同一个人选了两次，请核对。")
        return chosen


class MembersKind:
    """Full members of the branch (options: categories); kept as {id, name, category, restricted}
    as they were when chosen."""

    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        categories = ask.options.get("categories", ("formal",))
        return PeopleField(
            people_of(case, categories), ask.most or 2, label=ask.label, help_text=ask.help,
            required=ask.required, error_messages={"required": "请至少选择一人。"},
        )  # fmt: skip

    def to_json(self, value: Any) -> list[dict[str, Any]]:
        known = Member.objects.in_bulk(value or [])
        return [
            {
                "id": pk,
                "name": known[pk].name,
                "category": known[pk].category,
                "restricted": False,
            }
            for pk in value or ()
            if pk in known
        ]

    def show(self, kept: Any, ask: Ask) -> str:
        return "、".join(str(person["name"]) for person in kept or ())
