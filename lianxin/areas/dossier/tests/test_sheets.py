"""Lists of trainings and awards: what rows would do, what they did, and taking it back."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from lianxin.areas.dossier import actions
from lianxin.areas.dossier.actions import batches
from lianxin.areas.dossier.actions.recording import EnteredAlready
from lianxin.areas.dossier.models import Item
from lianxin.areas.dossier.spreadsheets import AWARDS, TRAININGS
from lianxin.areas.dossier.spreadsheets.judging import tenths
from lianxin.areas.dossier.tests import making
from lianxin.areas.members import actions as members
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.spreadsheets import actions as sheets
from lianxin.foundation.spreadsheets.models import Batch
from lianxin.foundation.spreadsheets.sheets import Place, Row, Verdict
from tests.cast import HOUSE, actor, sign_in
from tests.trace import last, told, traces

NUMBER = "11010519491231002X"


@pytest.fixture
def place(cast):
    return Place(batch_id=3, unit=cast.pier, by=actor(cast.wang), at=now())


def row(unit, number=2, **values):
    said = {
        "name": "陈晓帆", "item_title": "党章专题培训", "item_form": "concentrated",
        "item_hours": "7.5", "on": "2026-03-10", **values,
    }  # fmt: skip
    return Row(number, {k: v for k, v in said.items() if v is not None}, unit.pk)


def run(place, *rows, sheet=TRAININGS):
    judged = sheet.judge(rows, place)
    return sheet.apply(list(zip(rows, judged, strict=True)), place)


def errors(judged):
    return [(key, issue.sentence) for key, issue in judged.issues]


def test_a_line_becomes_an_entry_and_is_known_afterwards(cast, place):
    (applied,) = run(place, row(cast.pier, item_by="局党校", until="2026-03-11"))

    item = Item.objects.get(pk=applied.subject_id)
    assert (item.member, item.title, item.amount) == (cast.chen_member, "党章专题培训", 75)
    assert (item.source, item.batch, item.details["by"]) == ("batch", 3, "局党校")
    assert last().facts == {"item_kind": "training", "batch": 3, "rows": 1}
    (again,) = TRAININGS.judge([row(cast.pier)], place)
    assert again.verdict is Verdict.UNCHANGED


def test_the_singular_and_the_plural_write_the_same(cast, place):
    """One line typed in and one from a list differ in where they come from only."""
    making.award(cast.chen_member, cast.wang, document="港委〔2025〕7 号")
    award = {
        "item_title": "优秀共产党员", "item_level": "committee", "item_by": "港务局党委",
        "item_document": "港委〔2025〕7 号", "on": "2025-07", "item_form": None,
        "item_hours": None, "name": "周国强",
    }  # fmt: skip
    run(place, row(cast.pier, **award), sheet=AWARDS)
    columns = [
        field.attname
        for field in Item._meta.concrete_fields
        if field.attname not in {"id", "member_id", "created_at", "at", "source", "batch"}
    ]
    one, other = Item.objects.order_by("id").values(*columns)
    assert one == other


@pytest.mark.parametrize(
    ("values", "key", "sentence"),
    [
        ({"name": "无此人"}, "name", "本组织名册上没有此人"),
        ({"id_number": NUMBER}, "id_number", "本组织名册上没有这个身份证号"),
        ({"item_hours": "一天"}, "item_hours", "不是学时数"),
        ({"item_hours": "0"}, "item_hours", "不是学时数"),
        ({"item_title": None}, "item_title", "请填写培训名称"),
        ({"on": "2199-01-01"}, "on", "日期在今天之后"),
        ({"until": "2026-03-01"}, "until", "结束日期早于开始日期"),
    ],
)
def test_what_is_amiss_is_said_at_its_cell(cast, place, values, key, sentence):
    (said,) = TRAININGS.judge([row(cast.pier, **values)], place)
    assert said.verdict is Verdict.ERROR
    ((where, what),) = errors(said)
    assert where == key
    assert sentence in what


def test_namesakes_are_told_apart_by_number_or_branch(cast, place):
    cast.member("陈晓帆", cast.pier, id_number=NUMBER)
    (said,) = TRAININGS.judge([row(cast.pier)], place)
    assert "有 2 人同名" in errors(said)[0][1]
    (said,) = TRAININGS.judge([row(cast.pier, id_number=NUMBER)], place)
    assert said.verdict is Verdict.NEW
    assert said.matched_id != cast.chen_member.pk


def test_a_number_with_another_name_is_not_taken(cast, place):
    members.amend(cast.chen_member, by=HOUSE, at=now(), id_number=NUMBER)
    (said,) = TRAININGS.judge([row(cast.pier, id_number=NUMBER, name="陈小帆")], place)
    assert "不一致" in errors(said)[0][1]


def test_somebody_elsewhere_is_nobody_here(cast, place):
    members.amend(cast.wu_member, by=HOUSE, at=now(), id_number=NUMBER)
    (said,) = TRAININGS.judge([row(cast.pier, id_number=NUMBER, name="吴敏")], place)
    assert errors(said) == [("id_number", "本组织名册上没有这个身份证号，请核对。")]


def test_taking_a_batch_back_strikes_it(cast, place):
    done = run(place, row(cast.pier), row(cast.pier, 3, name="周国强"))
    wrong = Item.objects.get(member=cast.zhou_member)
    actions.strike_item(wrong, reason="登记错误", by=actor(cast.wang), at=now())

    undone = TRAININGS.undo(done, place)

    assert [(each.undone, each.sentence) for each in undone] == [
        (True, ""),
        (False, batches.STRUCK),
    ]
    item = Item.objects.get(member=cast.chen_member)
    assert (item.struck_by, item.struck_reason) == ("王海平", "撤销导入批次")
    assert last().facts == {"batch": 3, "rows": 1}
    (again,) = TRAININGS.judge([row(cast.pier)], place)
    assert again.verdict is Verdict.NEW
    other = Place(batch_id=4, unit=cast.pier, by=place.by, at=place.at)
    assert [each.sentence for each in TRAININGS.undo(done, other)] == [batches.NOT_OF_BATCH] * 2


def test_the_verbs_refuse_and_leave_no_trace(cast):
    line = actions.Line(
        member_id=cast.chen_member.pk,
        entry=making.entry(title="培训", form="other", hours=80),
    )
    given = {"unit": cast.pier, "batch": 3, "at": now()}
    before = traces(), Item.objects.count()
    for wrong in (cast.zhao, cast.chen, cast.security_admin):
        with pytest.raises(NotPermitted):
            actions.record_all("training", [line], by=actor(wrong), **given)
        with pytest.raises(NotPermitted):
            actions.revert_all([1], by=actor(wrong), **given)
    with pytest.raises(NotPermitted):
        actions.record_all("note", [line], by=actor(cast.wang), **given)
    with pytest.raises(EnteredAlready):
        actions.record_all("training", [line, line], by=actor(cast.wang), **given)
    elsewhere = actions.Line(member_id=cast.wu_member.pk, entry=line.entry)
    with pytest.raises(batches.GoneMeanwhile):
        actions.record_all("training", [elsewhere], by=actor(cast.wang), **given)
    assert (traces(), Item.objects.count()) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8", 80),
        ("7.5", 75),
        (" 8 学时", 80),
        ("16课时", 160),
        ("0.3", 3),
        ("", None),
        ("8.25", None),
    ],
)
def test_hours_as_they_are_written(text, expected):
    assert tenths(text) == expected


def test_a_file_from_the_upload_to_the_file_and_back(cast):
    content = (
        "姓名,培训名称,培训时间,培训类型,学时,所在党支部\n"
        "陈晓帆,党章专题培训,2026年3月10日,集中培训,8学时,一号码头党支部\n"
        "周国强,党章专题培训,2026.3.10,集中培训,8,一号码头党支部\n"
        "查无此人,党章专题培训,2026-3-10,集中培训,8,一号码头党支部\n"
    ).encode()
    by = actor(cast.wang)
    batch = sheets.upload(
        cast.pier, "trainings", file_name="培训.csv", content=content, by=by, at=now()
    )
    choices = {int(at): key for at, key in batch.mapping.items()}
    sheets.map_columns(batch, choices, by=by, at=now())
    batch = Batch.objects.get(pk=batch.pk)
    sheets.apply_good(batch, by=by, at=now())

    assert sorted(Item.objects.values_list("member__name", "amount")) == [
        ("周国强", 80), ("陈晓帆", 80),
    ]  # fmt: skip
    wang = sign_in(Client(), cast.wang)
    item = Item.objects.get(member=cast.chen_member)
    there = wang.get(TRAININGS.link(item.pk), follow=True)
    assert "从表格导入" in there.content.decode()
    hours = wang.get(reverse("dossier:training", args=[cast.pier.pk]))
    assert {row["member"].name: row["done"] for row in hours.context["rows"]}["陈晓帆"] == "8"

    sheets.undo(Batch.objects.get(pk=batch.pk), by=by, at=now())
    assert Item.objects.standing().count() == 0
    assert told().count("ItemsRecorded") == 1
