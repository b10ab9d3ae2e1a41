"""The questions of the set-up, a form a step."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.timezone import localdate

from lianxin.foundation.accounts import passwords
from lianxin.foundation.accounts.actions.accounts import USERNAME, BadUsername
from lianxin.foundation.accounts.queries import is_phone, plain_name
from lianxin.foundation.organisation.catalogue import (
    APPROVERS,
    DOMAINS,
    KINDS,
    POSTS,
    ROLE_NAMES,
    Role,
)
from lianxin.foundation.ui.forms import DateInput, OptionCards, PhoneField

THREE = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
DUTIES = {
    Role.SYSTEM_ADMIN: "管参数、任务与备份；看不到党员信息",
    Role.SECURITY_ADMIN: "管账号与授权；不能为自己授权",
    Role.AUDIT_ADMIN: "查审计记录；不能改动任何内容",
}
# Whoever sets the house up is mostly a basic-level organisation, down to a single branch.
ROOT_KINDS = [
    (kind.code, kind.name) for kind in sorted(KINDS.values(), key=lambda kind: kind.level < 5)
]
POSTS_AT_ROOT = [("secretary", "书记"), ("deputy", "副书记"), ("staff", "党务工作者")]


PARTS = {"name": "姓名", "username": "用户名", "phone": "手机号", "password": "初始密码"}


class RootForm(forms.Form):
    name = forms.CharField(
        label="组织全称", max_length=120, help_text="与印章一致，例如：中共东港市人民医院委员会"
    )
    kind = forms.ChoiceField(label="组织类别", choices=ROOT_KINDS, initial="committee")
    domain = forms.ChoiceField(label="所属领域", choices=list(DOMAINS.items()), initial="organ")
    founded_on = forms.DateField(label="成立日期", widget=DateInput)
    approves_members = forms.BooleanField(
        label="具有审批预备党员权限",
        required=False,
        initial=True,
        help_text="审批发展党员、开具和登记组织关系介绍信都凭这项权限。基层党委、党工委一般具有；"
        "上级没有授权的不勾选。党总支、党支部没有此权限，不必理会。",
    )

    def clean_founded_on(self) -> Any:
        day = self.cleaned_data["founded_on"]
        if day > localdate():
            raise forms.ValidationError("成立日期不能晚于今天。")
        return day

    def answers(self) -> dict[str, Any]:
        said = self.cleaned_data
        return said | {
            "founded_on": said["founded_on"].isoformat(),
            "approves_members": said["approves_members"] and said["kind"] in APPROVERS,
        }


class PersonFields:
    """Adds the four fields of a person to a form, under a prefix; reads and checks them."""

    @staticmethod
    def add(form: forms.Form, key: str, said: Mapping[str, Any], *, whose: str = "") -> None:
        """`whose` stands before each label where mistakes are listed."""
        kept = bool(said.get("password"))
        form.fields |= {
            f"{key}_name": forms.CharField(label=f"{whose}姓名", max_length=60),
            f"{key}_username": forms.CharField(
                label=f"{whose}用户名", max_length=60, help_text="字母、数字或汉字，登录时使用。"
            ),
            f"{key}_phone": PhoneField(label=f"{whose}手机号", required=False),
            f"{key}_password": forms.CharField(
                label=f"{whose}初始密码",
                max_length=passwords.LONGEST,
                strip=False,
                required=not kept,
                help_text="已填写，留空则不变。" if kept else "本人首次登录时必须更换。",
                widget=forms.TextInput(
                    attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
                ),
            ),
        }
        for part in ("name", "username", "phone"):
            form.initial[f"{key}_{part}"] = said.get(part, "")

    @staticmethod
    def bound(form: forms.Form, key: str) -> list[tuple[BoundField, str]]:
        """The four fields with their labels under a heading that says whose they are."""
        return [(form[f"{key}_{part}"], label) for part, label in PARTS.items()]

    @staticmethod
    def read(form: forms.Form, key: str, said: Mapping[str, Any]) -> dict[str, Any]:
        """What was typed of a person; mistakes go to their fields."""
        given = {
            part: form.cleaned_data.get(f"{key}_{part}", "")
            for part in ("name", "username", "phone", "password")
        }
        given["username"] = plain_name(given["username"])
        given["password"] = given["password"] or said.get("password", "")
        if given["username"] and (
            not USERNAME.fullmatch(given["username"]) or is_phone(given["username"])
        ):
            form.add_error(f"{key}_username", BadUsername.sentence)
        fault = given["password"] and passwords.faults(
            given["password"], username=given["username"], phone=given["phone"]
        )
        if fault:
            form.add_error(f"{key}_password", fault)
        return given


class AdministratorsForm(forms.Form):
    """Three people, or in the marked single-machine mode one who holds all three roles."""

    mode = forms.ChoiceField(
        choices=[("three", "三人分任"), ("single", "单机模式")], widget=forms.HiddenInput
    )

    def __init__(
        self, data: Mapping[str, Any] | None, said: dict[str, Any], *, single: bool
    ) -> None:
        super().__init__(data, initial={"mode": "single" if single else "three"})
        self.single = single
        before = said.get("people", []) if said.get("single") == single else []
        self.keys = ["one"] if single else [str(role) for role in THREE]
        self.said = dict(zip(self.keys, before, strict=False))
        self.people: list[dict[str, Any]] = []
        for key in self.keys:
            whose = "" if single else ROLE_NAMES[Role(key)]
            PersonFields.add(self, key, self.said.get(key, {}), whose=whose)

    def groups(self) -> list[dict[str, Any]]:
        """The people as the page shows them."""
        if self.single:
            heads = [("管理员（一人兼任系统、安全、审计）", "单机模式会在工作台上一直标明。")]
        else:
            heads = [(ROLE_NAMES[role], DUTIES[role]) for role in THREE]
        return [
            {"title": title, "note": note, "fields": PersonFields.bound(self, key)}
            for key, (title, note) in zip(self.keys, heads, strict=True)
        ]

    def clean(self) -> dict[str, Any]:
        self.people = [PersonFields.read(self, key, self.said.get(key, {})) for key in self.keys]
        different(self, self.keys, self.people, [])
        return self.cleaned_data

    def answers(self) -> dict[str, Any]:
        roles = [[str(role) for role in THREE]] if self.single else [[key] for key in self.keys]
        people = [person | {"roles": held} for person, held in zip(self.people, roles, strict=True)]
        return {"single": self.single, "people": people}


class SecretaryForm(forms.Form):
    """The first person who does Party work here; in single-machine mode it may be the same."""

    post = forms.ChoiceField(label="职务", choices=POSTS_AT_ROOT, initial="secretary")

    def __init__(
        self, data: Mapping[str, Any] | None, said: dict[str, Any], administrators: dict[str, Any]
    ) -> None:
        super().__init__(data, initial={"post": said.get("post", "secretary")})
        self.said, self.administrators = said, administrators
        self.may_be_same = bool(administrators.get("single"))
        self.person: dict[str, Any] = {}
        if self.may_be_same:
            name = administrators["people"][0]["name"]
            self.fields["who"] = forms.ChoiceField(
                label="由谁担任",
                choices=[("same", f"{name}\n管理员本人兼任"), ("other", "另一人\n另开一个账号")],
                widget=OptionCards,
                initial="other" if said and not said.get("same") else "same",
            )
        PersonFields.add(self, "person", said)
        self.is_same = self.may_be_same and self.data.get("who") == "same"
        if self.may_be_same:
            for part in ("name", "username", "password"):
                self.fields[f"person_{part}"].required = bool(data) and not self.is_same

    def person_fields(self) -> list[tuple[BoundField, str]]:
        return PersonFields.bound(self, "person")

    def clean(self) -> dict[str, Any]:
        if not self.is_same:
            self.person = PersonFields.read(self, "person", self.said)
            different(self, ["person"], [self.person], self.administrators.get("people", []))
        return self.cleaned_data

    def answers(self) -> dict[str, Any]:
        given = {"same": self.is_same, "post": self.cleaned_data["post"]}
        return given | self.person


def different(
    form: forms.Form, keys: list[str], people: list[dict[str, Any]], others: list[dict[str, Any]]
) -> None:
    """No two of these people share a user name or a phone number."""
    for part, word in (("username", "用户名"), ("phone", "手机号")):
        seen = {person[part] for person in others if person.get(part)}
        for key, person in zip(keys, people, strict=True):
            if person[part] and person[part] in seen:
                form.add_error(f"{key}_{part}", f"这个{word}与另一人重复，请换一个。")
            seen.add(person[part])


def post_name(code: str) -> str:
    return POSTS[code].name
