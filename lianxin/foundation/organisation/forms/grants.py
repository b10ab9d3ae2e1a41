"""Giving and withdrawing grants."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import ROLE_NAMES, THREE, Role
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import account_of
from lianxin.foundation.ui.forms import DateInput, Picker


class UnitField(forms.CharField):
    """A unit among those in sight, found by typing; or its code or full name, typed whole."""

    default_error_messages = {"invalid": "没有找到这个组织，请从候选中选择，或输入完整的组织代码。"}

    def __init__(self, by: Actor, shown: str = "", **given: Any) -> None:
        widget = Picker(_search())
        widget.shown = shown
        super().__init__(**{"max_length": 120, "widget": widget, **given})
        self.seen_by = by

    def clean(self, value: Any) -> Unit:
        text = str(super().clean(value))
        units = Unit.objects.visible_to(self.seen_by)
        by_id = Q(pk=int(text)) if text.isascii() and text.isdigit() else Q(pk=None)
        found: Unit | None = units.filter(by_id | Q(code=text) | Q(name=text)).first()
        if found is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class GrantForm(forms.Form):
    role = forms.ChoiceField(label="角色", choices=list(ROLE_NAMES.items()))
    starts_on = forms.DateField(label="生效日期", widget=DateInput)
    ends_on = forms.DateField(
        label="失效日期", widget=DateInput, required=False, help_text="不填则长期有效，直到撤销。"
    )
    reason = forms.CharField(label="授权理由", max_length=200, help_text="写明依据，例如文号。")

    def __init__(self, by: Actor, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"starts_on": localdate()})
        self.fields["unit"] = UnitField(
            by,
            shown=self.data.get("unit", ""),
            label="组织",
            help_text="权限对这个组织及其全部下级有效。",
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("ends_on") and given.get("starts_on", given["ends_on"]) >= given["ends_on"]:
            self.add_error("ends_on", "失效日期应晚于生效日期。")
        return given


class WithdrawForm(forms.Form):
    reason = forms.CharField(label="撤销理由", max_length=200)


class AccountField(forms.CharField):
    """An account in use, by its whole user name or telephone."""

    def clean(self, value: Any) -> User:
        user = account_of(str(super().clean(value)).strip())
        if user is None:
            said = "没有使用中的账号叫这个用户名或手机号。请核对，或先在“账号”中为本人开通。"
            raise forms.ValidationError(said, code="unknown")
        return user


class SeparateForm(forms.Form):
    """Who will be which of the three administrators."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        for role in THREE:
            self.fields[role.value] = AccountField(
                label=ROLE_NAMES[role], max_length=60, help_text="用户名或手机号"
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        people = [said[role.value] for role in THREE if role.value in said]
        if len({user.pk for user in people}) < len(people):
            raise forms.ValidationError("三类管理员须是三个不同的人。")
        return said

    def chosen(self) -> dict[Role, User]:
        return {role: self.cleaned_data[role.value] for role in THREE}

    def named(self) -> list[tuple[str, User]]:
        return [(ROLE_NAMES[role], user) for role, user in self.chosen().items()]


class GrantFilterForm(forms.Form):
    STATES = (("", "有效"), ("ended", "已失效"), ("all", "全部"))
    q = forms.CharField(required=False, max_length=60)
    role = forms.ChoiceField(required=False, choices=[("", "全部角色"), *ROLE_NAMES.items()])
    state = forms.ChoiceField(required=False, choices=STATES)
    after = forms.RegexField(r"^\d{0,18}$", required=False)


def _search() -> str:
    try:
        return reverse("organisation:search")
    except NoReverseMatch:
        return ""
