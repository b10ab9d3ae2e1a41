"""Fields read what people write, refuse it in sentences, and never lose it."""

import re

import pytest
from django import forms

from lianxin.foundation.ui import forms as ui


class Card(forms.Form):
    name = forms.CharField(label="姓名", max_length=4, help_text="与身份证一致")
    age = forms.IntegerField(label="年龄", min_value=18, max_value=120)
    share = forms.DecimalField(label="比例", max_digits=3, decimal_places=1)
    joined = forms.DateField(label="入党日期", widget=ui.DateInput)
    opens = forms.DateTimeField(label="开始", widget=ui.DateTimeInput)
    at = forms.TimeField(label="时间", widget=ui.TimeInput)
    mail = forms.EmailField(label="邮箱")
    site = forms.URLField(label="网址", assume_scheme="https")
    kind = ui.CodeField([("a", "甲"), ("b", "乙")], label="类别")
    kinds = forms.MultipleChoiceField(label="多选", choices=[("a", "甲")], widget=ui.OptionList)
    sheet = forms.FileField(label="文件", widget=ui.FileDrop((".xlsx",)))
    born = ui.PartialDateField(label="出生", widget=ui.PartialDateInput(range(2010, 1929, -1)))
    dues = ui.MoneyField(label="党费", required=False)
    phone = ui.PhoneField(label="手机")
    agreed = forms.BooleanField(label="已核对")
    slug = forms.SlugField(label="编码")
    code = forms.RegexField(r"^\d{6}$", label="签到码")
    uuid = forms.UUIDField(label="标识")
    facts = forms.JSONField(label="数据")


WRONG = {
    "name": "太长的名字一个", "age": "七", "share": "123.45", "joined": "昨天", "opens": "x",
    "at": "x", "mail": "x", "site": "x y", "kind": "z", "kinds": ["z"], "born_year": "98",
    "dues": "1.234",    "phone": "123", "slug": "汉字", "code": "12", "uuid": "x", "facts": "{",
}  # fmt: skip


@pytest.mark.parametrize("given", [{}, WRONG, {**WRONG, "age": "7", "kinds": "z"}])
def test_no_english_sentence_is_ever_shown(given):
    form = Card(given, {})

    for messages in form.errors.values():
        for message in messages:
            assert re.search(r"[\u4e00-\u9fff]", message), message
            assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{2,}", message), message


def test_what_is_missing_is_asked_for_plainly():
    errors = Card({}, {}).errors

    assert errors["name"] == ["请填写这一项。"]
    assert errors["kind"] == ["请选择一项。"]
    assert errors["kinds"] == ["请至少选择一项。"]
    assert errors["sheet"] == ["请选择文件。"]
    assert errors["agreed"] == ["请勾选确认。"]


def test_a_form_is_drawn_with_label_help_error_and_their_ties():
    drawn = str(Card({"name": ""}))

    assert '<label for="id_name">姓名</label>' in drawn
    assert 'id="id_name_helptext">与身份证一致' in drawn
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert '<div id="id_name_error">' in drawn
    assert drawn.index('class="errors"') < drawn.index('id="id_name"')


def test_the_summary_counts_and_leads_to_the_fields():
    form = Card({"name": "太长的名字一个"})
    drawn = str(form)

    assert f"有 {sum(len(e) for e in form.errors.values())} 处需要更正" in drawn
    assert '<a href="#id_name">姓名：' in drawn
    assert '<a href="#id_born_year">出生：' in drawn


def test_only_what_is_optional_is_marked():
    drawn = str(Card())

    assert drawn.count("（选填）") == 1
    assert re.search(r"党费<span class=\"optional\">（选填）", drawn)


def test_nothing_that_was_typed_is_lost_or_let_through():
    drawn = str(Card({**WRONG, "name": '"><script>alert(1)</script>', "dues": "二十"}))

    assert "<script>alert" not in drawn
    assert 'value="二十"' in drawn


class Born(forms.Form):
    born = ui.PartialDateField(label="出生", required=False)


@pytest.mark.parametrize(
    ("year", "month", "day", "kept"),
    [
        ("1998", "", "", "1998"),
        ("1998", "7", "", "1998-07"),
        ("1998", "7", "1", "1998-07-01"),
        ("2000", "2", "29", "2000-02-29"),
        ("", "", "", ""),
    ],
)
def test_a_date_may_be_known_in_part(year, month, day, kept):
    form = Born({"born_year": year, "born_month": month, "born_day": day})

    assert form.is_valid()
    assert form.cleaned_data["born"] == kept


@pytest.mark.parametrize(
    ("year", "month", "day", "sentence"),
    [
        ("", "7", "", "请填写年份"),
        ("98", "", "", "请填写年份"),
        ("1998", "13", "", "请填写年份"),
        ("1998", "", "3", "请把月份也填上"),
        ("1998", "2", "30", "1998 年 2 月没有 30 日"),
        ("1998", "2", "0", "1998 年 2 月没有 0 日"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_its_reason(year, month, day, sentence):
    form = Born({"born_year": year, "born_month": month, "born_day": day})

    assert sentence in form.errors["born"][0]


def test_a_known_date_stands_in_its_selects():
    drawn = str(Born(initial={"born": "1998-07"}))

    assert 'value="1998"' in drawn
    assert '<option value="7" selected>' in drawn


def test_a_date_may_also_come_whole():
    assert Born({"born": "1998-7"}).fields["born"].clean("1998-7") == "1998-07"
    assert Born({"born": "1998-07-01"}).is_valid()


class Dues(forms.Form):
    dues = ui.MoneyField(label="党费")


@pytest.mark.parametrize(("typed", "fen"), [("24.50", 2450), ("0", 0), ("6842.5", 684250)])
def test_money_is_typed_in_yuan_and_kept_in_fen(typed, fen):
    form = Dues({"dues": typed})

    assert form.is_valid()
    assert form.cleaned_data["dues"] == fen


def test_money_kept_in_fen_is_shown_in_yuan_and_counts_as_unchanged():
    form = Dues({"dues": "24.50"}, initial={"dues": 2450})

    assert 'value="24.50"' in str(Dues(initial={"dues": 2450}))
    assert not form.has_changed()


@pytest.mark.parametrize("typed", ["-1", "1.234", "二十", "1e400"])
def test_money_that_is_none_is_refused(typed):
    assert not Dues({"dues": typed}).is_valid()


@pytest.mark.parametrize(
    "typed", ["13800000000", "138 0000 0000", "+86 13800000000", "138-0000-0000"]
)
def test_a_phone_number_is_read_as_people_write_it(typed):
    assert ui.PhoneField().clean(typed) == "13800000000"


def test_cards_of_choices_carry_a_second_line():
    class Decision(forms.Form):
        choice = forms.ChoiceField(choices=[("a", "按期转正\n从今天算起")], widget=ui.OptionCards)

    drawn = str(Decision({"choice": "a"}))

    assert "<b>按期转正</b><small>从今天算起</small>" in drawn
    assert drawn.count("<label") == 1
    assert "checked" in drawn


def test_a_file_field_says_its_limits():
    drawn = str(Card()["sheet"])

    assert 'accept=".xlsx"' in drawn
    assert 'data-most="20971520"' in drawn
    assert "不超过 20.0 MB" in drawn
