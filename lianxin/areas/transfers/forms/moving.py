"""What people type to send somebody on the way, to ask for it, and to enter who comes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate

from lianxin.areas.members.catalogue import FIELDS, PARTY
from lianxin.areas.members.forms import AdmitForm
from lianxin.areas.members.models import Member
from lianxin.areas.transfers import queries
from lianxin.areas.transfers.actions import Brought, Target, Wish
from lianxin.areas.transfers.catalogue.codes import (
    ACCEPT,
    IN_BRANCH,
    IN_COMMITTEE,
    ISSUE,
    OUT_BRANCH,
    OUT_COMMITTEE,
    REASONS,
    RECEIVE,
)
from lianxin.areas.transfers.forms.asks import BranchField, BranchKind, DestinationField
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import InTheFuture
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.ui.forms import DateInput, MonthField, PhoneInput


class TargetForm(forms.Form):
    """Where to: one of this house, or one outside by its full name."""

    to = DestinationField(
        label="转往的党组织（本系统内）",
        required=False,
        help_text="输入名称或拼音首字母，选择具体支部或党委",
    )
    to_name = forms.CharField(
        label="转往的党组织（系统外）", max_length=120, required=False,
        help_text="不在本系统的，填接收党委全称；凭介绍信转出",
    )  # fmt: skip
    reason = forms.ChoiceField(label="转接原因", choices=list(REASONS.items()))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("to")) == bool(cleaned.get("to_name")) and not self.errors:
            self.add_error("to", "请选择本系统内的党组织，或者填写系统外党组织的全称，二者填一项。")
        return cleaned

    def target(self) -> Target:
        return Target(to=self.cleaned_data["to"], name=self.cleaned_data["to_name"])


class TransferForm(TargetForm):
    """What the branch says of a member it lets go."""

    paid_to = MonthField(label="党费交至", help_text="应交至转出当月")
    file = forms.BooleanField(label="预备党员的教育、考察材料已整理，随组织关系移交")
    on = forms.DateField(label="办理日期", widget=DateInput(), initial=localdate)

    def __init__(self, *args: Any, member: Member, **given: Any) -> None:
        known = str(member.extra.get("dues_paid_to") or "")[:7]
        super().__init__(*args, **{"initial": {"paid_to": known} | given.pop("first", {}), **given})
        if member.category != "probationary":
            del self.fields["file"]

    def passing(self) -> Passing:
        values = {key: self.cleaned_data.get(key) for key in ("reason", "paid_to", "file")}
        return Passing(step=OUT_BRANCH, way="", held_on=self.cleaned_data["on"], values=values)


class WholeForm(TargetForm):
    """What is said of a branch that goes with all its members."""

    document = forms.CharField(label="整建制转接的决定（文号）", max_length=80)
    dues = forms.BooleanField(label="全体党员党费已交至转出当月")
    on = forms.DateField(label="办理日期", widget=DateInput(), initial=localdate)

    def passing(self) -> Passing:
        values = {key: self.cleaned_data[key] for key in ("reason", "document", "dues")}
        return Passing(step=OUT_BRANCH, way="", held_on=self.cleaned_data["on"], values=values)


class AskForm(TargetForm):
    """A member asks for his transfer."""

    note = forms.CharField(
        label="说明", max_length=200, required=False, widget=forms.Textarea({"rows": 2})
    )
    phone = forms.CharField(label="联系电话", max_length=20, required=False, widget=PhoneInput())

    def wish(self) -> Wish:
        said = self.cleaned_data
        return Wish(
            target=self.target(), reason=said["reason"], note=said["note"], phone=said["phone"]
        )


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label="答复本人", min_length=4, max_length=200, widget=forms.Textarea({"rows": 2}),
        error_messages={"min_length": "请写明原因，至少 4 个字。"},
    )  # fmt: skip


LETTER = ("number", "origin", "origin_phone", "paid_to", "issued_on", "valid_until", "shown_on")
ASKED = (
    "name", "id_number", "gender", "ethnicity", "category", "joined_on", "full_on", "education",
    "workplace", "phone",
)  # fmt: skip


class ArrivalForm(AdmitForm):
    """A letter from outside, with what it and the member say of him."""

    number = forms.CharField(label="介绍信编号", max_length=60)
    origin = forms.CharField(label="开具的党委", max_length=120)
    origin_phone = forms.CharField(
        label="开具党委电话", max_length=20, required=False, widget=PhoneInput()
    )
    paid_to = MonthField(label="党费交至", required=False)
    issued_on = forms.DateField(label="开具日期", widget=DateInput(), required=False)
    valid_until = forms.DateField(label="有效期至", widget=DateInput(), required=False)
    shown_on = forms.DateField(label="提交日期", widget=DateInput(), initial=localdate)

    def __init__(self, *args: Any, by: Actor, **given: Any) -> None:
        super().__init__(*args, **given)
        self.by = by
        for key in set(self.fields) - {*LETTER, *ASKED, "confirmed"}:
            del self.fields[key]
        self.order_fields([*LETTER, *ASKED])
        category = self.fields["category"]
        if isinstance(category, forms.ChoiceField):
            codes = FIELDS["category"].codes.items()
            category.choices = [(code, name) for code, name in codes if code in PARTY]
            category.initial = "formal"

    def clean(self) -> dict[str, Any]:
        """The letter first, so that whoever is asked about doubts has a letter that fits."""
        said = self.cleaned_data
        if shown_on := said.get("shown_on"):
            self._check_days(said, shown_on)
        if said.get("number") and said.get("origin"):
            key, sentence = queries.entered_before(
                number=said["number"], origin=said["origin"],
                id_number=said.get("id_number") or "", by=self.by,
            )  # fmt: skip
            if sentence:
                self.add_error(key, sentence)
        return super().clean()

    def _check_days(self, said: Mapping[str, Any], shown_on: date) -> None:
        days = {key: said.get(key) for key in ("issued_on", "valid_until")}
        if shown_on > localdate():
            self.add_error("shown_on", InTheFuture.sentence)
        for flaw in queries.misfits(self.unit, shown_on=shown_on, **days):
            self.add_error(flaw.key, flaw.sentence)

    def letter_fields(self) -> list[forms.BoundField]:
        return [self[key] for key in LETTER]

    def member_fields(self) -> list[forms.BoundField]:
        return [self[key] for key in ASKED]

    def brought(self) -> Brought:
        return Brought(**{key: self.cleaned_data[key] for key in LETTER})

    def member_facts(self) -> Mapping[str, Any]:
        facts = self.facts()
        kept = {key: facts[key] for key in ASKED if facts.get(key)}
        return {key: value if isinstance(value, str) else str(value) for key, value in kept.items()}


class QuickForm(forms.Form):
    """The usual way on from a step, pressed on the board; whatever else there is stands on the
    page of the case."""

    def __init__(self, *args: Any, case: Case, **given: Any) -> None:
        super().__init__(*args, **given)
        self.case = case
        if case.step == OUT_COMMITTEE:
            self.fields["valid_days"] = forms.IntegerField(
                label="有效期（天）", min_value=1, max_value=92, initial=30
            )
        if case.step == IN_COMMITTEE:
            committee, wish = case.other or case.unit, case.facts.get("wish")
            self.fields["branch"] = BranchField(committee, wish=wish, label="编入党支部")

    @property
    def way(self) -> str:
        return WAYS.get(self.case.step, "")

    @property
    def button(self) -> str:
        return BUTTONS.get(self.case.step, "")

    def passing(self) -> Passing:
        values: dict[str, Any] = dict(self.cleaned_data)
        if "branch" in values:
            values["branch"] = BranchKind().to_json(values["branch"])
        return Passing(step=self.case.step, way=self.way, held_on=localdate(), values=values)


WAYS = {OUT_COMMITTEE: ISSUE, IN_COMMITTEE: ACCEPT, IN_BRANCH: RECEIVE}
BUTTONS = {
    OUT_COMMITTEE: "同意并开具介绍信",
    IN_COMMITTEE: "接收",
    IN_BRANCH: "确认报到",
}
