"""The roster sheet, at the socket: what rows would do, what they did, and taking it back."""

import pytest
from django.utils.timezone import now

from lianxin.areas.members import actions
from lianxin.areas.members.models import Member
from lianxin.areas.members.spreadsheets import MemberRoll
from lianxin.foundation.spreadsheets.sheets import Decision, Place, Row, Severity, Verdict
from tests.cast import actor
from tests.trace import told

NUMBER = "11010519491231002X"
ROLL = MemberRoll()


@pytest.fixture
def place(cast):
    return Place(batch_id=3, unit=cast.pier, by=actor(cast.wang), at=now())


@pytest.fixture
def above(cast):
    return Place(batch_id=3, unit=cast.harbour, by=actor(cast.lin), at=now())


def row(branch, number=2, decision=Decision.NONE, **values):
    return Row(number, {"name": "何静怡", **values}, branch.pk, decision)


def judge(place, *rows):
    return ROLL.judge(rows, place)


def sentences(judged, severity=Severity.ERROR):
    return [(key, issue.sentence) for key, issue in judged.issues if issue.severity is severity]


def run(place, *rows):
    judged = judge(place, *rows)
    return ROLL.apply(list(zip(rows, judged, strict=True)), place)


def test_a_new_person_is_filled_in_from_the_number(cast, place):
    (said,) = judge(place, row(cast.pier, id_number=NUMBER, full_on="1998-07"))
    assert said.verdict is Verdict.NEW
    assert sentences(said) == []
    assert {key for key, _ in sentences(said, Severity.FIXED)} == {"born_on", "gender", "category"}

    (applied,) = run(place, row(cast.pier, id_number=NUMBER, full_on="1998-07"))
    member = Member.objects.get(pk=applied.subject_id)
    assert (str(member.value("born_on")), member.gender) == ("1949-12-31", "2")
    assert (member.category, applied.created) == ("formal", True)
    assert told()[-1] == "MembersAdmitted"


def test_the_same_again_changes_nothing(cast, place):
    line = row(cast.pier, id_number=NUMBER, full_on="1998-07", phone="13800138000")
    run(place, line)
    (said,) = judge(place, line)
    assert (said.verdict, said.changes) == (Verdict.UNCHANGED, ())


def test_a_roster_without_numbers_is_recognised_too(cast, place):
    line = row(cast.pier, born_on="1986-04", category="formal")
    run(place, line)
    (said,) = judge(place, line)
    assert said.verdict is Verdict.UNCHANGED


def test_changes_are_told_field_by_field_and_masked(cast, place):
    run(place, row(cast.pier, id_number=NUMBER, category="formal", phone="13800138000"))
    (said,) = judge(place, row(cast.pier, id_number=NUMBER, phone="13900139000", education="21"))
    assert said.verdict is Verdict.CHANGED
    assert [(c.key, c.old, c.new) for c in said.changes] == [
        ("phone", "138****8000", "139****9000"),
        ("education", "", "大学"),
    ]


def test_a_coarser_date_does_not_overwrite_a_finer_one(cast, place):
    run(place, row(cast.pier, id_number=NUMBER, category="formal", joined_on="1998-07-01"))
    (said,) = judge(place, row(cast.pier, id_number=NUMBER, joined_on="1998-07"))
    assert said.verdict is Verdict.UNCHANGED


def test_a_namesake_is_asked_about(cast, place):
    line = row(cast.pier, name="陈晓帆", category="formal")
    (said,) = judge(place, line)
    assert (said.verdict, said.matched_id) == (Verdict.DUPLICATE, cast.chen_member.pk)

    (same,) = judge(place, row(cast.pier, name="陈晓帆", education="21", decision=Decision.SAME))
    assert (same.verdict, same.matched_id) == (Verdict.CHANGED, cast.chen_member.pk)
    (other,) = judge(
        place, row(cast.pier, name="陈晓帆", category="formal", decision=Decision.OTHER)
    )
    assert (other.verdict, other.matched_id) == (Verdict.NEW, None)


def test_a_number_elsewhere_reveals_nothing_beyond_ones_sight(cast, place, above):
    actions.amend(cast.wu_member, by=actor(cast.zhao), at=now(), id_number=NUMBER)

    (said,) = judge(place, row(cast.pier, id_number=NUMBER))
    assert said.verdict is Verdict.ERROR
    assert said.matched_id is None
    assert "吴敏" not in str(said)
    assert "船坞" not in str(said)

    at_pier = Place(batch_id=3, unit=cast.pier, by=actor(cast.lin), at=now())
    (seen,) = judge(at_pier, row(cast.pier, id_number=NUMBER))
    assert "船坞党支部（吴敏）" in str(seen)


def test_from_above_a_line_may_pass_somebody_to_another_branch(cast, above):
    actions.amend(cast.wu_member, by=actor(cast.zhao), at=now(), id_number=NUMBER)
    line = row(cast.pier, name="吴敏", id_number=NUMBER, unit="一号码头党支部")
    (said,) = judge(above, line)
    assert [(c.key, c.old, c.new) for c in said.changes][-1] == (
        "unit", "船坞党支部", "一号码头党支部",
    )  # fmt: skip
    (applied,) = run(above, line)
    cast.wu_member.refresh_from_db()
    assert cast.wu_member.unit == cast.pier
    assert ROLL.undo([applied], above)[0].undone
    cast.wu_member.refresh_from_db()
    assert cast.wu_member.unit == cast.dock


def test_a_committee_is_no_place_for_a_member(cast, above):
    (said,) = judge(above, row(cast.harbour, category="formal"))
    assert sentences(said) == [("unit", "请写明此人所在的党支部。")]


def test_whoever_left_is_restored_first(cast, place):
    at = now()
    by = actor(cast.wang)
    actions.amend(cast.chen_member, by=by, at=at, id_number=NUMBER)
    actions.leave_roll(cast.chen_member, reason="transferred", on=at.date(), by=by, at=at)
    (said,) = judge(place, row(cast.pier, name="陈晓帆", id_number=NUMBER))
    assert said.verdict is Verdict.ERROR
    assert "已离开名册（转出）" in sentences(said)[0][1]


def test_remarks_are_hints(cast, place):
    (said,) = judge(place, row(cast.pier, note="预备，2026 年 6 月到期"))
    assert said.issues[0][0] == "category"
    assert said.issues[0][1].suggestion == "预备党员"
    (said,) = judge(place, row(cast.pier, category="formal", note="失联；已去世"))
    assert {key for key, _ in sentences(said, Severity.WARNING)} >= {"is_lost", "note"}


def test_birth_and_number_may_disagree_with_a_warning(cast, place):
    (said,) = judge(
        place, row(cast.pier, id_number=NUMBER, born_on="1950-01", category="formal", gender="1")
    )
    assert sentences(said) == []
    assert {key for key, _ in sentences(said, Severity.WARNING)} == {"born_on", "gender"}


def test_lines_of_one_person_share_a_key(cast, place):
    first, second, other = judge(
        place,
        row(cast.pier, 2, born_on="1986-04", category="formal"),
        row(cast.pier, 3, born_on="1986-04", category="formal"),
        row(cast.pier, 4, born_on="1990-04", category="formal"),
    )
    assert first.key == second.key != other.key


def test_what_was_entered_is_taken_back(cast, place):
    applied = run(place, row(cast.pier, id_number=NUMBER, category="formal"))
    (undone,) = ROLL.undo(applied, place)
    assert (undone.undone, undone.sentence) == (True, "")
    assert not Member.objects.filter(name="何静怡").exists()


def test_judging_costs_the_same_for_any_number_of_lines(cast, place, django_assert_max_num_queries):
    for number in (1, 3, 50):
        rows = [row(cast.pier, i, name=f"何{i}", category="formal") for i in range(number)]
        with django_assert_max_num_queries(4):
            judge(place, *rows)


def test_real_headers_find_their_columns():
    words = {word for column in ROLL.columns for word in (column.label, *column.synonyms)}
    real = (
        "姓名 性别 民族 出生年月 籍贯 学历 身份证号 入党时间 转正时间 人员类别 工作岗位 联系电话 "
        "家庭住址 党内职务 党费标准(元/月) 是否流动党员 备注 所在党支部 党籍状态"
    )
    assert set(real.split()) <= words


def test_an_ethnicity_is_known_without_its_last_character_too():
    (ethnicity,) = (column for column in ROLL.columns if column.key == "ethnicity")
    words = {word: choice.value for choice in ethnicity.codes for word in choice.synonyms}
    assert (words["汉"], words["回"], words["蒙古"]) == ("01", "03", "02")
