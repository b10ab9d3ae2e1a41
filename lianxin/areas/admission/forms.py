"""What people type around admission: an application, a yearly number, days for the simulator."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate

from lianxin.areas.admission.catalogue import ADMISSION, midway
from lianxin.areas.admission.queries import flaws_of, subjects
from lianxin.areas.members import catalogue
from lianxin.areas.members.catalogue import FIELDS
from lianxin.areas.members.forms.facts import MAKERS
from lianxin.areas.members.models import Member
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.catalogue import Flaw, Passing
from lianxin.foundation.procedures.queries import open_of
from lianxin.foundation.ui.forms import DateInput

NEW = ("name", "gender", "ethnicity", "born_on", "id_number", "phone", "education", "workplace")


class ApplicationForm(forms.Form):
    """A written application: of somebody on the roll as an applicant, or of a new person."""

    member = forms.ChoiceField(label="申请人", required=False)
    on = forms.DateField(
        label="递交日期", widget=DateInput(), initial=localdate, help_text="申请书上的日期"
    )

    def __init__(self, *args: Any, unit: Unit, **given: Any) -> None:
        super().__init__(*args, **given)
        self.unit = unit
        self.applicants = _without_case(unit, ("applicant",))
        choose = self.fields["member"]
        if isinstance(choose, forms.ChoiceField):
            choose.choices = [
                ("", "新登记一人（填写下面的信息）"),
                *((str(pk), member.name) for pk, member in self.applicants.items()),
            ]
        for key in NEW:
            field = FIELDS[key]
            self.fields[key] = MAKERS[field.kind](
                field, label=field.label, help_text=field.hint, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if cleaned.get("member"):
            person = subjects([int(cleaned["member"])])[int(cleaned["member"])].facts
        elif not cleaned.get("name"):
            self.add_error("name", "请填写申请人姓名，或在上面选择名册里的入党申请人。")
            return cleaned
        else:
            cleaned |= catalogue.filled({key: cleaned[key] for key in NEW if cleaned.get(key)})
            person = {"born_on": cleaned["born_on"].last if cleaned.get("born_on") else None}
        passing = Passing(step="apply", way="on", held_on=cleaned["on"])
        _say(self, flaws_of(self.unit, passing, person, began_as="applicant", today=localdate()))
        return cleaned

    def chosen(self) -> dict[str, Any]:
        """What the verb takes."""
        pk = self.cleaned_data.get("member")
        if pk:
            return {"on": self.cleaned_data["on"], "member": self.applicants[int(pk)]}
        known = {key: value for key, value in self.cleaned_data.items() if key in FIELDS and value}
        return {"on": self.cleaned_data["on"], **known}


def _without_case(unit: Unit, categories: Iterable[str]) -> dict[int, Member]:
    """People of the branch on the way to the Party whose case has not begun."""
    found = Member.objects.in_force().filter(unit=unit, category__in=list(categories))
    members = {member.pk: member for member in found.order_by("pinyin", "pk")}
    begun = open_of(list(members), ADMISSION.code)
    return {pk: member for pk, member in members.items() if pk not in begun}


def _say(form: forms.Form, flaws: Iterable[Flaw]) -> None:
    """Each flaw at its field; about the age it is the date of birth that is asked for."""
    places = {"held_on": "on", "": "born_on" if "born_on" in form.fields else None}
    for flaw in flaws:
        key = places.get(flaw.key, flaw.key)
        form.add_error(key if key in form.fields else None, flaw.sentence)


class TakeOverForm(forms.Form):
    """Somebody on the way already, whose case has not begun here: his days, and on what papers."""

    member = forms.ChoiceField(
        label="接续办理的人", help_text="名册上的入党积极分子、发展对象和预备党员"
    )
    on = forms.DateField(
        label="递交入党申请书的日期", widget=DateInput(), help_text="以原申请书为准"
    )

    def __init__(self, *args: Any, unit: Unit, **given: Any) -> None:
        super().__init__(*args, **given)
        self.unit, self.people = unit, _without_case(unit, midway.WAYS)
        choose = self.fields["member"]
        if isinstance(choose, forms.ChoiceField):
            choose.choices = [
                ("", "请选择"),
                *((str(pk), f"{each.name}（{each.get_category_display()}）")
                  for pk, each in self.people.items()),
            ]  # fmt: skip
        for key, name in midway.DAYS.items():
            self.fields[key] = forms.DateField(
                label=name, widget=DateInput(), required=False, help_text=midway.WHOSE[key]
            )
        for ask in midway.PAPERS:
            widget = forms.Textarea({"rows": 3}) if ask.kind == "note" else forms.TextInput()
            self.fields[ask.key] = forms.CharField(
                label=ask.label, required=ask.required, max_length=500, help_text=ask.help,
                widget=widget,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            member = self.people[int(cleaned["member"])]
            passing = Passing(
                step="apply", way=midway.WAYS[member.category], held_on=cleaned["on"],
                values=self._told(cleaned),
            )  # fmt: skip
            person = subjects([member.pk])[member.pk].facts
            began, today = member.category, localdate()
            _say(self, flaws_of(self.unit, passing, person, began_as=began, today=today))
        return cleaned

    def _told(self, cleaned: dict[str, Any]) -> dict[str, str]:
        days = {key: cleaned[key].isoformat() for key in midway.DAYS if cleaned.get(key)}
        return days | {ask.key: cleaned[ask.key] for ask in midway.PAPERS}

    def chosen(self) -> dict[str, Any]:
        """What the verb takes."""
        member = self.people[int(self.cleaned_data["member"])]
        return {"member": member, "on": self.cleaned_data["on"], **self._told(self.cleaned_data)}


class PlanForm(forms.Form):
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    number = forms.IntegerField(label="计划数", min_value=0, max_value=100_000)
    document = forms.CharField(label="下达文号", max_length=80)


class SimulatorForm(forms.Form):
    """Days that are known or wished for; the rest is reckoned."""

    KEYS = ("apply", "recommend", "candidate", "meeting", "approve")

    born_on = forms.DateField(label="申请人出生日期", widget=DateInput(), required=False)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for key in self.KEYS:
            step = ADMISSION.step(key)
            self.fields[key] = forms.DateField(
                label=f"{step.number}. {step.name}", widget=DateInput(), required=key == "apply"
            )

    def days(self) -> Iterator[tuple[str, date]]:
        for key in self.KEYS:
            if self.cleaned_data.get(key):
                yield key, self.cleaned_data[key]
