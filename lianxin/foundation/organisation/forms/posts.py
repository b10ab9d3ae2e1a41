"""What people may type about posts, and about what stands inside a unit."""

from typing import Any

from django import forms
from django.core import signing
from django.urls import reverse

from lianxin.foundation.accounts.models import User
from lianxin.foundation.organisation import credit_code, queries
from lianxin.foundation.organisation.catalogue import DOMAINS
from lianxin.foundation.organisation.forms.units import day_field, document_field
from lianxin.foundation.organisation.models import Appointment, Unit
from lianxin.foundation.ui.forms import CodeField, OptionCards, Picker

PERSON = "organisation.person"


class PersonField(forms.Field):
    """Somebody with an account: one that was offered, or an exact user name or telephone."""

    widget = Picker(attrs={"placeholder": "姓名、用户名或手机号"})

    def clean(self, value: Any) -> User | None:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        user = self._offered(text) or queries.account_of(text)
        if user is None:
            raise forms.ValidationError(
                "没有找到这个人的账号。请从候选中选择，或输入完整的用户名、手机号；"
                "尚无账号的，请先开通账号。",
                code="invalid",
            )
        self.widget.shown = user.name
        return user

    @staticmethod
    def _offered(text: str) -> User | None:
        try:
            key = signing.Signer(salt=PERSON).unsign(text)
        except signing.BadSignature:
            return None
        return User.objects.filter(pk=key, blocked_at=None).first()


def sealed(user_id: int) -> str:
    """How an offered person travels in the page: a number that cannot be made up."""
    return signing.Signer(salt=PERSON).sign(str(user_id))


def _person_field(label: str) -> PersonField:
    return PersonField(
        label=label, help_text="输入姓名查找本组织的人；其他人请输入完整的用户名或手机号。"
    )


def _how_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="产生方式", choices=Appointment.How.choices, widget=OptionCards,
        initial=Appointment.How.ELECTED,
    )  # fmt: skip


class PostForm(forms.Form):
    """A person for a post at a unit."""

    user = _person_field("任职人")

    def __init__(self, *args: Any, unit: Unit, **given: Any) -> None:
        super().__init__(*args, **given)
        url = reverse("organisation:people", kwargs={"unit_id": unit.pk})
        self.fields["user"].widget.url = url


class AppointForm(PostForm):
    field_order = ("user", "post", "how", "starts_on", "ends_on", "document")
    post = CodeField([], label="职务")
    how = _how_field()
    starts_on = day_field("任职日期", "可以早于或晚于今天，权限按日期自动生效。")
    ends_on = day_field("免职日期", "补登过去的任职时填写；在任的留空。", required=False)
    document = document_field()

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        field = self.fields["post"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "请选择"), *posts]


class HandOverForm(PostForm):
    field_order = ("user", "how", "on", "document")
    user = _person_field("接任人")
    how = _how_field()
    on = day_field("接任日期", "前任自这一天起不再担任。")
    document = document_field()


class EndPostForm(forms.Form):
    on = day_field("免职日期", "自这一天起不再担任，相应权限同时收回。可以晚于今天。")
    document = document_field("免职文号")


# ── inside a unit ────────────────────────────────────────────────────────────────────────────


class WorkplaceForm(forms.Form):
    name = forms.CharField(label="单位名称", max_length=120)
    nature = CodeField(list(DOMAINS.items()), label="单位性质")
    credit_code = forms.CharField(
        label="统一社会信用代码",
        max_length=24,
        required=False,
        help_text="18 位，照营业执照或登记证书填写。",
    )
    on = day_field("开始覆盖的日期")

    def clean_credit_code(self) -> str:
        code = credit_code.tidy(self.cleaned_data["credit_code"])
        if code and not credit_code.is_valid(code):
            raise forms.ValidationError(
                "代码不对：应为 18 位，且校验位须相符。请对照证照核对。", code="invalid"
            )
        return code


class CellForm(forms.Form):
    name = forms.CharField(label="党小组名称", max_length=60, help_text="如：第一党小组")
    leader = PersonField(
        label="组长",
        required=False,
        help_text="正式党员担任。输入姓名查找，或输入完整的用户名、手机号。",
    )
    on = day_field("成立日期")

    def __init__(self, *args: Any, unit: Unit, **given: Any) -> None:
        super().__init__(*args, **given)
        url = reverse("organisation:people", kwargs={"unit_id": unit.pk})
        self.fields["leader"].widget.url = url


class EndForm(forms.Form):
    on = day_field("日期")
