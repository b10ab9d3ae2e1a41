"""A real roster file, from the upload to the roll and back."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from lianxin.areas.members.models import Affiliation, Member, MemberChange
from lianxin.foundation.spreadsheets import actions, queries
from lianxin.foundation.spreadsheets.models import Line
from lianxin.foundation.spreadsheets.reading.cells.identity import check_character
from tests.cast import actor
from tests.trace import told

AT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
HEADER = [
    "序号", "姓名", "性别", "民族", "出生年月", "籍贯", "学历", "身份证号", "入党时间", "转正时间",
    "人员类别", "工作单位及职务", "联系电话", "家庭住址", "党内职务", "党费标准(元/月)",
    "是否流动党员", "备注",
]  # fmt: skip


def number(born, serial):
    body = f"370802{born}{serial:03d}"
    return body + check_character(body)


def person(index, **other):
    cells = {
        "姓名": f"何{'安平静远思'[index % 5]}{'帆海明'[index % 3]}", "性别": "男", "民族": "汉",
        "出生年月": "1980.03", "籍贯": "山东乳山", "学历": "本科",
        "身份证号": number("19800305", 2 * index + 1), "入党时间": "1998.07",
        "转正时间": "1999年7月", "人员类别": "正式党员", "工作单位及职务": "机修组组长",
        "联系电话": f"1380013{index:04}", "家庭住址": "东港市海滨路18号", "党内职务": "",
        "党费标准(元/月)": "24.5", "是否流动党员": "否", "备注": "", **other,
    }  # fmt: skip
    return [index, *(cells[label] for label in HEADER[1:])]


def workbook(*rows):
    book = openpyxl.Workbook()
    book.active.append(["一号码头党支部党员花名册"])
    book.active.append(HEADER)
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.fixture
def checked(cast):
    def check(*rows):
        batch = actions.upload(
            cast.pier, "members", file_name="花名册.xlsx", content=workbook(*rows),
            by=actor(cast.wang), at=AT,
        )  # fmt: skip
        choices = {int(place): key for place, key in batch.mapping.items()}
        return actions.map_columns(batch, choices, by=actor(cast.wang), at=AT)

    return check


def verdicts(batch):
    return dict(Line.objects.of(batch).order_by("number").values_list("number", "verdict"))


def sentences(batch):
    return [
        (number, key, issue.sentence)
        for number, _, found in queries.remarkable(batch)
        for key, issue in found
        if issue.severity == "error"
    ]


def test_every_column_of_a_real_roster_is_known(checked):
    batch = checked(person(1))
    assert set(batch.mapping.values()) == {
        "name", "gender", "ethnicity", "born_on", "native_place", "education", "id_number",
        "joined_on", "full_on", "category", "workplace", "phone", "address", "party_post",
        "monthly_dues", "is_floating", "note",
    }  # fmt: skip


def test_good_lines_are_entered_and_taken_back(cast, checked):
    before = Member.objects.count()
    batch = checked(person(1), person(2), person(3, 身份证号="37080219800305001X"))
    assert verdicts(batch) == {3: "new", 4: "new", 5: "error"}
    assert sentences(batch)[0][:2] == (5, "id_number")

    batch = actions.apply_good(batch, by=actor(cast.wang), at=AT)
    entered = Member.objects.filter(workplace="机修组组长")
    assert entered.count() == 2
    member = entered.order_by("id")[0]
    assert (str(member.value("born_on")), member.education) == ("1980-03", "21")
    assert (member.value("monthly_dues"), member.value("native_place")) == (2450, "山东乳山")
    assert Affiliation.objects.filter(member=member, ends_on=None).count() == 1
    assert MemberChange.objects.get(member=member).batch == batch.pk

    actions.undo(batch, by=actor(cast.wang), at=AT)
    assert Member.objects.count() == before
    assert "MembersReverted" in told()


def test_the_same_file_again_changes_only_what_changed(cast, checked):
    actions.apply_good(checked(person(1), person(2)), by=actor(cast.wang), at=AT)
    assert verdicts(checked(person(1), person(2, 学历="硕士"))) == {3: "unchanged", 4: "changed"}
