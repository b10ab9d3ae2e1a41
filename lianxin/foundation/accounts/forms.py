"""What people may type at the doors of accounts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing

from lianxin.foundation.accounts import passwords, totp
from lianxin.foundation.accounts.models import User
from lianxin.foundation.accounts.visits import MODES, THEMES
from lianxin.foundation.ui.forms import PhoneField

ENROL = "accounts.enrol_second_factor"
ENROL_WITHIN = 30 * 60


def secret_field(label: str, autocomplete: str, help_text: str = "") -> forms.CharField:
    """A password as it is typed: nothing is stripped, nothing is shown again."""
    return forms.CharField(
        label=label,
        max_length=passwords.LONGEST,
        strip=False,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class SignInForm(forms.Form):
    name = forms.CharField(
        label="用户名或手机号",
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = secret_field("密码", "current-password")


class CodeForm(forms.Form):
    code = forms.CharField(
        label="动态口令",
        max_length=20,
        help_text="验证器里的 6 位数字；手机不在身边时可输入一个备用码。",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "class": "short"}
        ),
    )


class EnrolForm(forms.Form):
    """The first code of the phone; the secret travels in the page, signed for this account."""

    sealed = forms.CharField(widget=forms.HiddenInput)
    code = forms.RegexField(
        r"^\s*(\d\s*){6}$",
        label="验证器显示的 6 位数字",
        error_messages={"invalid": "请输入验证器显示的 6 位数字。"},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"}
        ),
    )

    def __init__(self, user: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.user = user
        self.secret = self._secret_sent() or totp.new_secret()
        self.initial["sealed"] = signing.dumps([user.pk, self.secret], salt=ENROL)

    def _secret_sent(self) -> str:
        try:
            user_id, secret = signing.loads(
                self.data.get("sealed", ""), salt=ENROL, max_age=ENROL_WITHIN
            )
        except signing.BadSignature:
            return ""
        return str(secret) if user_id == self.user.pk else ""

    def clean_sealed(self) -> str:
        if not self._secret_sent():
            raise forms.ValidationError("页面已过期，请返回重新扫码。")
        return self.secret

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())


class ChangePasswordForm(forms.Form):
    old = secret_field("原密码", "current-password")
    new = secret_field("新密码", "new-password", passwords.RULE)
    again = secret_field("再输一遍新密码", "new-password")

    def __init__(self, user: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.user = user

    def clean_new(self) -> str:
        new = str(self.cleaned_data["new"])
        fault = passwords.faults(new, username=self.user.username, phone=self.user.phone)
        if fault:
            raise forms.ValidationError(fault)
        return new

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("new") and given.get("again") not in (None, given["new"]):
            self.add_error("again", "两次输入的新密码不一致，请重新输入。")
        return given


class PreferencesForm(forms.Form):
    """Either may be left out: then it stays as it was."""

    theme = forms.ChoiceField(choices=[(name, name) for name in THEMES], required=False)
    mode = forms.ChoiceField(choices=[(name, name) for name in MODES], required=False)


class OpenAccountForm(forms.Form):
    name = forms.CharField(label="姓名", max_length=60)
    username = forms.CharField(
        label="用户名", max_length=60, required=False, help_text="留空则按姓名拼音生成。"
    )
    phone = PhoneField(label="手机号", required=False, help_text="填写后可用手机号登录。")


class BlockForm(forms.Form):
    reason = forms.CharField(label="停用原因", max_length=200)


class AccountFilterForm(forms.Form):
    STATES = (
        ("", "全部状态"),
        ("blocked", "已停用"),
        ("first", "尚未首次改密"),
        ("no_second_factor", "未启用动态口令"),
    )
    q = forms.CharField(required=False, max_length=60)
    state = forms.ChoiceField(choices=STATES, required=False)
    after = forms.CharField(required=False, max_length=60)
