"""Short forms: calling off, leave, a word with a decision, typed digits, the ticked list."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from lianxin.areas.meetings.actions import Request
from lianxin.areas.meetings.catalogue import LEAVE_KINDS
from lianxin.foundation.ui.forms import OptionCards


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="取消原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="被通知的人会看到。",
    )  # fmt: skip


class LeaveForm(forms.Form):
    """Why somebody asks to be away."""

    kind = forms.ChoiceField(
        label="请假类型", choices=list(LEAVE_KINDS.items()), widget=OptionCards
    )
    reason = forms.CharField(
        label="说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="只有审批人看得到，加密保存，不进入会议记录。",
    )  # fmt: skip

    def request(self) -> Request:
        return Request(**self.cleaned_data)


class NoteForm(forms.Form):
    """A short word with a decision."""

    note = forms.CharField(label="意见", max_length=200, required=False)


class DigitsForm(forms.Form):
    """Six digits from the screen; spaces are forgiven."""

    digits = forms.RegexField(
        r"^\s*\d{3}\s*\d{3}\s*$",
        label="输入屏幕上的 6 位签到码",
        error_messages={"invalid": "签到码是 6 位数字，请看着屏幕输入。"},
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 7,
                "class": "code-input",
            }
        ),
    )  # fmt: skip

    def clean_digits(self) -> str:
        return "".join(self.cleaned_data["digits"].split())


class TickForm(forms.Form):
    """What is done with the people ticked on the list."""

    DO = (
        ("present", "记为到会"),
        ("leave", "登记请假"),
        ("strike", "撤销签到"),
        ("vouch", "本人在场"),
    )

    do = forms.ChoiceField(choices=DO)
    member = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": "请先在名单中勾选人员。"}
    )
    kind = forms.ChoiceField(
        label="请假类型", choices=[("", "请选择"), *LEAVE_KINDS.items()], required=False
    )
    reason = forms.CharField(label="撤销原因", max_length=200, required=False)

    def __init__(self, members: Sequence[int], said: QueryDict | None = None) -> None:
        super().__init__(said)
        self.fields["member"].choices = [(pk, pk) for pk in members]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("do") == "leave" and not said.get("kind"):
            self.add_error("kind", "请选择请假类型。")
        if said.get("do") == "strike" and not said.get("reason", "").strip():
            self.add_error("reason", "请写明撤销原因，它会留在记录中。")
        return said
