"""What a member types to correct his data, and the branch to answer and to ask."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.timezone import localdate

from lianxin.areas.dossier.catalogue import HOWS, PROPOSABLE
from lianxin.areas.members.catalogue import FIELDS, GROUPS, SENSITIVE, mask
from lianxin.areas.members.catalogue.partial import Partial
from lianxin.areas.members.forms.facts import MAKERS
from lianxin.areas.members.models import Member
from lianxin.foundation.ui.forms import DateInput


class ProposeForm(forms.Form):
    """One's own data, to be set right. Masked fields stay empty unless a new value is typed."""

    words = forms.CharField(
        label="其他情况说明", max_length=500, required=False, widget=forms.Textarea({"rows": 4}),
        help_text="入党、转正日期等不能在上面填写的，请在这里写明哪里不对、应当是什么。",
    )  # fmt: skip

    def __init__(self, *args: Any, member: Member, **given: Any) -> None:
        self.member = member
        initial = {
            key: str(value) if isinstance(value := member.value(key), Partial) else value
            for key in PROPOSABLE
            if key not in SENSITIVE
        }
        super().__init__(*args, **{"initial": initial, **given})
        for field in PROPOSABLE.values():
            made = MAKERS[field.kind](
                field, label=field.label, help_text=field.hint, required=False
            )
            self.fields[field.key] = made
            if field.is_sensitive and member.value(field.key):
                shown = mask(field.key, str(member.value(field.key)))
                made.help_text = f"已登记：{shown}。没有错误请留空。"
        self.order_fields([*PROPOSABLE, "words"])

    def groups(self) -> Iterator[tuple[str, str, Sequence[BoundField], bool]]:
        """Key, title and fields of each group, and whether it is open from the start."""
        for key, title in GROUPS.items():
            fields = [self[each.key] for each in PROPOSABLE.values() if each.group == key]
            if fields:
                is_open = key in ("identity", "contact") or any(field.errors for field in fields)
                yield key, title, fields, is_open

    def facts(self) -> dict[str, Any]:
        """What the verb takes: an empty masked field says nothing."""
        return {
            key: value
            for key, value in self.cleaned_data.items()
            if key in PROPOSABLE and (value or not FIELDS[key].is_sensitive)
        }


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label="不采纳的理由", min_length=4, max_length=200, help_text="本人可以看到。",
        error_messages={"min_length": "请写明理由，至少 4 个字。"},
    )  # fmt: skip


class ConfirmForForm(forms.Form):
    how = forms.ChoiceField(
        label="核对方式", choices=[(code, name) for code, name in HOWS.items() if code != "self"]
    )
    note = forms.CharField(
        label="核对情况", min_length=4, max_length=200,
        help_text="本人不在或不便使用手机时由支部代为核对，如：在外务工，3 月 5 日电话逐项核对",
        error_messages={"min_length": "请写明核对情况，至少 4 个字。"},
    )  # fmt: skip


def end_of_year() -> date:
    return date(localdate().year, 12, 31)


class CallForm(forms.Form):
    due_on = forms.DateField(label="截止日期", widget=DateInput(), initial=end_of_year)
