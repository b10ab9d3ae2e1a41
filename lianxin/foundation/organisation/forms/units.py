"""What people may type about units and posts."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from lianxin.foundation.organisation.catalogue import DOMAINS, KINDS
from lianxin.foundation.organisation.models import Unit, UnitQuerySet
from lianxin.foundation.ui.forms import CodeField, DateInput, Picker

FROM_LIST = "请从候选中选择一项。"


class UnitField(forms.Field):
    """One unit, found by typing; without JavaScript by its exact short name or code."""

    widget = Picker(attrs={"placeholder": "名称、拼音首字母或代码"})

    def among(self, units: UnitQuerySet, url: str) -> None:
        """Only these may be chosen; `url` answers what is typed."""
        self.units = units
        self.widget.url = url

    def clean(self, value: Any) -> Unit | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        named = Q(pk=text) if text.isdigit() else Q(short_name=text) | Q(code=text)
        found = list(self.units.filter(named)[:2])
        if len(found) != 1:
            raise forms.ValidationError(FROM_LIST, code="invalid")
        self.widget.shown = found[0].short_name
        return found[0]


def day_field(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, required=required, widget=DateInput(),
        error_messages={"invalid": "请填写日期，例如 2026-07-01。"},
    )  # fmt: skip


def document_field(label: str = "批准文号") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=80, required=False, help_text="如：东港党〔2026〕3 号"
    )


class DatedForm(forms.Form):
    """A change with the day it takes effect, which has come, and the document it rests on."""

    on = day_field("生效日期", "以批准文件为准，可以补登过去的日期。")
    document = document_field()

    def __init__(self, *args: Any, today: date, **given: Any) -> None:
        super().__init__(*args, **given)
        self.today = today
        self.fields["on"].initial = today
        self.fields["on"].widget.attrs["max"] = f"{today:%Y-%m-%d}"

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("日期不能晚于今天。请在生效当天或之后办理。", code="future")
        return on


def name_fields() -> tuple[forms.CharField, forms.CharField]:
    return (
        forms.CharField(
            label="全称", max_length=120,
            help_text="按印章全称填写，如：中共东港港务局一号码头支部委员会；不设委员会的写“支部”。",
        ),
        forms.CharField(
            label="简称", max_length=60, required=False, help_text="用于列表和查找，留空则取全称。"
        ),
    )  # fmt: skip


class RenameForm(DatedForm):
    field_order = ("name", "short_name", "on", "document")
    name, short_name = name_fields()


class MoveForm(DatedForm):
    field_order = ("to", "on", "document")
    to = UnitField(label="新的上级组织", help_text="只列出可以选的组织。")

    def __init__(self, *args: Any, units: UnitQuerySet, url: str, **given: Any) -> None:
        super().__init__(*args, **given)
        _among(self.fields["to"], units, url)


def _among(field: forms.Field, units: UnitQuerySet, url: str) -> None:
    if isinstance(field, UnitField):
        field.among(units, url)


class ConfirmedForm(DatedForm):
    """A change that cannot be taken back, confirmed by typing the unit's short name."""

    confirm = forms.CharField(label="确认", max_length=60)

    def __init__(self, *args: Any, unit: Unit, **given: Any) -> None:
        super().__init__(*args, **given)
        self.unit = unit
        self.fields["confirm"].help_text = f"请输入组织简称“{unit.short_name}”确认。"

    def clean_confirm(self) -> str:
        if self.cleaned_data["confirm"].strip() != self.unit.short_name:
            raise forms.ValidationError(
                f"与组织简称不一致。请输入“{self.unit.short_name}”。", code="differs"
            )
        return self.unit.short_name

    def clean(self) -> dict[str, Any]:
        super().clean()
        return {name: self.cleaned_data[name] for name in self.cleaned_data if name != "confirm"}


class CloseForm(ConfirmedForm):
    field_order = ("on", "document", "confirm")


class MergeForm(ConfirmedForm):
    field_order = ("into", "on", "document", "confirm")
    into = UnitField(label="并入的组织", help_text="只列出可以选的组织。")

    def __init__(self, *args: Any, units: UnitQuerySet, url: str, **given: Any) -> None:
        super().__init__(*args, **given)
        _among(self.fields["into"], units, url)


# ── facts of a unit ──────────────────────────────────────────────────────────────────────────


def _domain_field() -> forms.ChoiceField:
    return CodeField(
        list(DOMAINS.items()), label="所属领域", help_text="村和社区任期五年，请按实际选择。"
    )


def _flag(label: str, help_text: str = "") -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, help_text=help_text)


def _code_field() -> forms.CharField:
    return forms.CharField(
        label="组织代码", max_length=40, required=False, help_text="上级或全国系统中的代码。"
    )


class FoundForm(DatedForm):
    """A new unit below another. Only kinds that may stand there are offered."""

    field_order = (
        "kind", "name", "short_name", "domain", "code", "phone", "has_committee",
        "approves_members", "term_starts_on", "term_ends_on", "on", "document",
    )  # fmt: skip
    kind = CodeField([], label="组织类别")
    name, short_name = name_fields()
    domain = _domain_field()
    code = _code_field()
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    has_committee = _flag(
        "设委员会", "正式党员 7 人以上的党支部应当设支部委员会；党委、党总支不用勾选。"
    )
    approves_members = _flag("具有审批预备党员权限", "只适用于党委、党工委。")
    term_starts_on = day_field("本届起始", required=False)
    term_ends_on = day_field("本届届满", "留空则按规定的届期推算。", required=False)

    def __init__(self, *args: Any, parent: Unit, **given: Any) -> None:
        super().__init__(*args, **given)
        below = [kind for code, kind in KINDS.items() if code in parent.kind_of.below]
        field = self.fields["kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "请选择"), *((kind.code, kind.name) for kind in below)]
        self.fields["domain"].initial = parent.domain
        self.fields["on"].label = "成立日期"
        if not any(not kind.is_branch for kind in below):
            del self.fields["approves_members"]


class AmendForm(DatedForm):
    """Facts of a unit; its own staff see only what is theirs to change."""

    field_order = (
        "kind", "domain", "code", "phone", "rank", "has_committee", "has_cells",
        "approves_members", "founded_on", "term_starts_on", "term_ends_on", "on", "document",
    )  # fmt: skip
    kind = CodeField([], label="组织类别")
    domain = _domain_field()
    code = _code_field()
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    rank = forms.IntegerField(
        label="排序", min_value=0, max_value=99999, required=False,
        help_text="同一上级之下从小到大排列。",
    )  # fmt: skip
    has_committee = _flag("设委员会")
    has_cells = _flag("设党小组")
    approves_members = _flag("具有审批预备党员权限", "只适用于党委、党工委。")
    founded_on = day_field("成立日期")
    term_starts_on = day_field("本届起始", required=False)
    term_ends_on = day_field("本届届满", "留空则按规定的届期推算。", required=False)

    def __init__(self, *args: Any, unit: Unit, fields: frozenset[str], **given: Any) -> None:
        initial = {name: getattr(unit, name) for name in fields}
        super().__init__(*args, initial=initial, **given)
        for name in set(self.fields) - fields - {"on", "document"}:
            del self.fields[name]
        kinds = self.fields.get("kind")
        if isinstance(kinds, forms.ChoiceField):
            allowed = unit.parent.kind_of.below if unit.parent else frozenset(KINDS)
            kinds.choices = [(code, KINDS[code].name) for code in KINDS if code in allowed]
        if unit.kind_of.is_branch:
            self.fields.pop("approves_members", None)
        else:
            self.fields.pop("has_cells", None)
            self.fields.pop("has_committee", None)

    def clean_rank(self) -> int:
        return self.cleaned_data["rank"] or 0
