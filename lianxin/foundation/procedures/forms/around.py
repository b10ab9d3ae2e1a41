"""Short forms around a case: reasons, remarks, who sees it through, what is corrected."""

from collections.abc import Iterable
from typing import Any

from django import forms

from lianxin.foundation.accounts.models import User

LEAST = {"min_length": "请写明原因，至少 4 个字。"}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="原因", min_length=4, max_length=300, widget=forms.Textarea({"rows": 3}),
        error_messages=LEAST,
    )  # fmt: skip


class ReturnForm(ReasonForm):
    to = forms.ChoiceField(label="退回到")

    field_order = ("to", "reason")

    def __init__(self, *args: Any, steps: Iterable[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        choose = self.fields["to"]
        if isinstance(choose, forms.ChoiceField):
            choose.choices = list(steps)


class CommentForm(forms.Form):
    text = forms.CharField(label="批注", max_length=500, widget=forms.Textarea({"rows": 2}))


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class AssignForm(forms.Form):
    to = PersonField(
        label="经办人", queryset=User.objects.none(), empty_label="请选择",
        help_text="只列出在承办组织能办理本环节的人。",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Iterable[int], **given: Any) -> None:
        super().__init__(*args, **given)
        _among(self.fields["to"], people)


class HandOverForm(forms.Form):
    from_user = PersonField(label="移交人", queryset=User.objects.none(), empty_label="请选择")
    to_user = PersonField(label="接收人", queryset=User.objects.none(), empty_label="请选择")
    note = forms.CharField(label="交接说明", max_length=200, required=False)

    def __init__(
        self, *args: Any, givers: Iterable[int], takers: Iterable[int], **given: Any
    ) -> None:
        super().__init__(*args, **given)
        _among(self.fields["from_user"], givers)
        _among(self.fields["to_user"], takers)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        giver = cleaned.get("from_user")
        if giver is not None and giver == cleaned.get("to_user"):
            self.add_error("to_user", "接收人和移交人不能是同一人。")
        return cleaned


def _among(field: forms.Field, people: Iterable[int]) -> None:
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = User.objects.filter(pk__in=list(people)).order_by("name", "pk")


class AttachForm(forms.Form):
    ask = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    file = forms.FileField(label="材料", error_messages={"required": "请选择要上传的文件。"})
