"""What the gallery shows: invented people and numbers, one sample of every part."""

import json
from pathlib import Path
from typing import Any

from django import forms
from django.utils.timezone import now

from lianxin.foundation.ui import codes
from lianxin.foundation.ui import forms as ui

PAGES = {
    "parts": "部件",
    "roster": "台账页",
    "procedure": "流程页",
    "imports": "导入核对",
    "phone": "手机首页",
    "code": "签到大屏",
    "entrance": "登录",
    "wizard": "初始设置",
    "letter": "打印单",
    "refused": "未办成",
}
BIRTH_YEARS = range(2010, 1929, -1)


class SampleForm(forms.Form):
    """One of every kind of field."""

    name = forms.CharField(label="姓名", max_length=20, help_text="与身份证一致")
    phone = ui.PhoneField(label="手机号", help_text="用于登录和通知")
    unit = forms.CharField(label="所在支部", widget=ui.Picker("/ui/"))
    born = ui.PartialDateField(
        label="出生日期", widget=ui.PartialDateInput(BIRTH_YEARS), help_text="只知道年份也可以"
    )
    joined = forms.DateField(label="入党日期", widget=ui.DateInput)
    kind = ui.CodeField([("full", "正式党员"), ("probationary", "预备党员")], label="类别")
    dues = ui.MoneyField(label="月交党费", required=False)
    decision = forms.ChoiceField(
        label="决议",
        choices=[
            ("on_time", "按期转正\n党龄从 2026 年 12 月 6 日算起"),
            ("longer", "延长预备期\n半年至一年，只能延长一次"),
            ("refused", "取消预备党员资格\n须说明理由"),
        ],
        widget=ui.OptionCards,
    )
    note = forms.CharField(label="备注", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="已与本人核对", required=True)


class SheetForm(forms.Form):
    sheet = forms.FileField(
        label="名册文件",
        widget=ui.FileDrop((".xlsx", ".xls", ".csv"), say="xlsx、xls、csv，不超过 20 MB"),
    )


class SignInForm(forms.Form):
    name = forms.CharField(
        label="手机号或用户名", widget=forms.TextInput({"autocomplete": "username"})
    )
    password = forms.CharField(
        label="密码", widget=forms.PasswordInput({"autocomplete": "current-password"})
    )


# Invented people, numbers and links.
SAMPLES = json.loads(Path(__file__).with_name("gallery.json").read_text("utf-8"))


def _navigation(page: str) -> dict[str, Any]:
    pages = [
        {"label": label, "icon": "panel-left", "url": f"/ui/{name}/", "current": name == page}
        for name, label in PAGES.items()
    ]
    return {
        "home_url": "/ui/",
        "search_url": "/ui/",
        "notices_url": "/ui/",
        "notices": 3,
        "preferences_url": "/ui/",
        "sign_out_url": "/ui/",
        "user": {
            "name": "周文静",
            "detail": "机关党委 · 组织员",
            "items": [{"label": "我的账号", "url": "/ui/", "icon": "user"}],
        },
        "groups": [*SAMPLES["groups"], {"title": "样张", "items": pages}],
        "tabs": SAMPLES["phone_tabs"],
    }


def _codes() -> dict[str, Any]:
    """Codes for the next minutes, as a meeting gives them to its screen."""
    at = now().timestamp()
    step = int(at // 10)
    return {
        "now": at,
        "seconds": 10,
        "codes": [
            {
                "step": step + ahead,
                "svg": codes.draw(f"https://lianxin.example/q/{step + ahead}"),
                "text": f"{(step + ahead) * 7919 % 1000:03d} {(step + ahead) * 104729 % 1000:03d}",
            }
            for ahead in range(18)
        ],
    }


def _forms() -> dict[str, Any]:
    wrong = {
        "name": "",
        "phone": "1380000",
        "born_year": "1998",
        "born_month": "2",
        "born_day": "30",
    }
    known = {"name": "王思远", "phone": "13800000000", "born": "1999-12", "dues": 2450}
    return {
        "form": SampleForm(initial={**known, "kind": "probationary", "decision": "on_time"}),
        "wrong_form": SampleForm({**wrong, "dues": "二十"}, auto_id="wrong_%s"),
        "sheet_form": SheetForm(),
        "sign_in_form": SignInForm(),
    }


def context(page: str, look: dict[str, str]) -> dict[str, Any]:
    """Everything a page of the gallery needs."""
    return {
        **SAMPLES,
        **_forms(),
        "look": look,
        "navigation": _navigation(page),
        "codes": _codes() if page == "code" else None,
    }
