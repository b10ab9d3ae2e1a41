"""From an uploaded file to records and back: every verb works, refuses, and leaves its trace."""

import pytest
from django.core.files.storage import default_storage

from lianxin.foundation.core.refusals import NotPermitted, Refused
from lianxin.foundation.organisation.models import Workplace
from lianxin.foundation.spreadsheets import actions, storage, tasks
from lianxin.foundation.spreadsheets.actions import checking, work
from lianxin.foundation.spreadsheets.actions.applying import NotAllGood, NothingToImport
from lianxin.foundation.spreadsheets.actions.fixing import NoSuchLine, NothingTheSame
from lianxin.foundation.spreadsheets.actions.mapping import (
    ClaimedTwice,
    NoSuchTab,
    NotNow,
    RequiredMissing,
)
from lianxin.foundation.spreadsheets.actions.undoing import TooLateToUndo
from lianxin.foundation.spreadsheets.catalogue import KEPT_FOR, Stage
from lianxin.foundation.spreadsheets.models import Batch, Flaw, Line, Outcome, RememberedMapping
from lianxin.foundation.spreadsheets.reading.refusals import UnreadableFile
from lianxin.foundation.spreadsheets.sheets import Decision
from lianxin.foundation.spreadsheets.tests.conftest import AT
from lianxin.foundation.spreadsheets.tests.handing_in import (
    HEADER,
    checked,
    code,
    handed_in,
    line,
    sentences,
    verdicts,
    workbook,
)
from tests.cast import actor
from tests.trace import last, told, traces

pytestmark = pytest.mark.django_db


# ---- upload ------------------------------------------------------------------------------


def test_a_file_is_taken_in_and_its_columns_are_proposed(cast):
    batch = handed_in(cast, line(1))

    assert (batch.stage, batch.header_rows, batch.lines) == (Stage.UPLOADED, [2], 1)
    assert batch.mapping == {"1": "name", "2": "nature", "3": "code", "4": "since", "5": "phone"}
    assert last().event == "BatchUploaded"


def test_the_file_lies_sealed_in_storage(cast):
    content = workbook(line(1))
    batch = handed_in(cast, content=content)

    with default_storage.open(batch.stored_as) as stored:
        sealed = stored.read()
    assert b"xl/worksheets" in content
    assert b"xl/worksheets" not in sealed


def test_the_same_file_twice_is_one_batch(cast):
    content = workbook(line(1))
    first = handed_in(cast, content=content)
    before = traces()

    assert handed_in(cast, content=content).pk == first.pk
    assert traces() == before


def test_nobody_imports_at_another_unit(cast):
    before = traces()
    for user in (cast.zhao, cast.chen, cast.system_admin):
        with pytest.raises(NotPermitted):
            handed_in(cast, line(1), user=user)
    assert (Batch.objects.count(), traces()) == (0, before)


def test_an_unknown_sheet_is_not_permitted(cast):
    with pytest.raises(NotPermitted):
        actions.upload(
            cast.pier, "nothing", file_name="a", content=b"x", by=actor(cast.wang), at=AT
        )


def test_an_unreadable_file_leaves_no_trace(cast):
    before = traces()
    with pytest.raises(UnreadableFile):
        handed_in(cast, content=b"%PDF-1.7")
    assert (Batch.objects.count(), traces()) == (0, before)


# ---- tabs and columns --------------------------------------------------------------------


def test_another_row_may_be_the_header(cast):
    batch = handed_in(cast, content=workbook(header=["甲", "乙", "丙"]))
    chosen = actions.choose_tab(batch, 0, 1, by=actor(cast.wang), at=AT)
    assert chosen.header_rows == [1]
    with pytest.raises(NoSuchTab):
        actions.choose_tab(batch, 0, 99, by=actor(cast.wang), at=AT)
    with pytest.raises(NoSuchTab):
        actions.choose_tab(batch, 7, None, by=actor(cast.wang), at=AT)
    with pytest.raises(NotPermitted):
        actions.choose_tab(batch, 0, 1, by=actor(cast.zhao), at=AT)


def test_two_columns_for_one_field_are_refused(cast):
    batch = handed_in(cast, line(1))
    before = traces()
    with pytest.raises(ClaimedTwice) as refused:
        actions.map_columns(batch, {1: "name", 2: "name"}, by=actor(cast.wang), at=AT)
    assert str(refused.value) == "有两列都对应到“单位名称”，请只保留一列，其余选“不导入”。"
    assert traces() == before


def test_a_required_field_without_a_column_is_refused(cast):
    batch = handed_in(cast, line(1))
    with pytest.raises(RequiredMissing) as refused:
        actions.map_columns(batch, {3: "code"}, by=actor(cast.wang), at=AT)
    assert str(refused.value).startswith("还没有对应“单位名称”。")


def test_above_a_branch_each_line_must_say_where_it_belongs(cast):
    with pytest.raises(RequiredMissing) as refused:
        checked(cast, line(1), user=cast.lin, unit=cast.harbour)
    assert "所在组织" in str(refused.value)


def test_what_was_chosen_is_offered_again(cast):
    header = ["编", "叫什么", "代码"]
    first = handed_in(cast, ["1", "甲", code(1)], header=header)
    assert "1" not in first.mapping
    actions.map_columns(first, {1: "name", 2: "code"}, by=actor(cast.wang), at=AT)

    again = handed_in(cast, ["1", "乙", code(2)], header=header)
    assert again.mapping == {"1": "name", "2": "code"}
    assert RememberedMapping.objects.count() == 1


# ---- checking ----------------------------------------------------------------------------


def test_every_line_is_judged_and_every_cell_has_its_sentence(cast):
    Workplace.objects.create(unit=cast.pier, name="旧名", nature="other", credit_code=code(2))
    Workplace.objects.create(
        unit=cast.pier, name="第3作业区", nature="state_firm", credit_code=code(3)
    )
    Workplace.objects.create(unit=cast.pier, name="第4作业区", nature="state_firm")
    Workplace.objects.create(unit=cast.dock, name="秘密", nature="other", credit_code=code(5))

    batch = checked(
        cast, line(1), line(2), line(3), line(4), line(5),
        line(6, since="1998-02-30"), line(7, nature="国企业"), line(8, name=None),
        ["合计", "8 家"],
    )  # fmt: skip

    assert verdicts(batch) == {
        3: "new", 4: "changed", 5: "unchanged", 6: "duplicate", 7: "error", 8: "error", 9: "error",
        10: "error",
    }  # fmt: skip
    assert sentences(batch) == {
        (7, "code"): "这个信用代码已在别处登记，请联系上级组织核对。",
        (8, "since"): "1998年2月没有30日，请核对“成立日期”。",
        (9, "nature"): "“国企业”不在“单位性质”的可选项中。"
        "可选：机关、事业单位、国有企业、非公有制企业、学校、医院等。",
        (10, "name"): "“单位名称”必须填写，这里是空的。",
    }
    assert (batch.stage, batch.good, batch.count("left_out")) == (Stage.CHECKED, 2, 1)
    assert last().event == "BatchChecked"
    assert Workplace.objects.count() == 4


def test_a_code_twice_in_the_file_keeps_the_second_out(cast):
    batch = checked(cast, line(1), line(2, code=code(1)), line(3))
    assert verdicts(batch) == {3: "new", 4: "error", 5: "new"}
    assert sentences(batch) == {(4, "code"): "与第 3 行的信用代码相同，同一表格里不能出现两次。"}

    fixed = actions.fix_cell(batch, 3, "code", code(9), by=actor(cast.wang), at=AT)
    assert verdicts(fixed) == {3: "new", 4: "new", 5: "new"}
    assert not Flaw.objects.exists()


def test_units_are_found_by_name_within_the_place_and_nowhere_else(cast):
    header = [*HEADER, "所在组织"]
    batch = checked(
        cast,
        [*line(1), "一号码头党支部"],
        [*line(2), "中共一号码头党支部"],
        [*line(3), "一号码头支部"],
        [*line(4), None],
        [*line(5), "船坞党支部"],
        user=cast.lin, unit=cast.quay, header=header,
    )  # fmt: skip
    assert verdicts(batch) == {3: "new", 4: "new", 5: "error", 6: "new", 7: "error"}
    found = sentences(batch)
    assert found[5, "unit"] == (
        "在“码头党总支”及其下级中没有找到“一号码头支部”，请核对名称或组织代码。"
    )
    assert found[7, "unit"].startswith("在“码头党总支”及其下级中没有找到“船坞党支部”")
    applied = actions.apply_good(batch, by=actor(cast.lin), at=AT)
    assert applied.count("created") == 3
    assert Workplace.objects.filter(unit=cast.pier).count() == 2


def test_what_is_staged_cannot_be_read_in_the_database(cast):
    batch = checked(cast, line(1, since="胡写"))
    stored = bytes(Line.objects.of(batch).get().sealed)
    assert "作业区".encode() not in stored
    assert b"13800138000" not in stored


# ---- fixing ------------------------------------------------------------------------------


def test_a_cell_is_fixed_in_the_page(cast):
    batch = checked(cast, line(1, since="98.7"))
    assert verdicts(batch) == {3: "error"}

    fixed = actions.fix_cell(batch, 3, "since", "1998-07", by=actor(cast.wang), at=AT)

    assert verdicts(fixed) == {3: "new"}
    assert (fixed.good, fixed.count("error")) == (1, 0)
    assert last().event == "CellsFixed"
    with pytest.raises(NoSuchLine):
        actions.fix_cell(batch, 99, "since", "1998", by=actor(cast.wang), at=AT)
    with pytest.raises(NoSuchLine):
        actions.fix_cell(batch, 3, "nothing", "1998", by=actor(cast.wang), at=AT)
    with pytest.raises(NotPermitted):
        actions.fix_cell(batch, 3, "since", "1998", by=actor(cast.zhao), at=AT)


def test_emptying_a_required_cell_is_an_error_again(cast):
    batch = checked(cast, line(1))
    actions.fix_cell(batch, 3, "name", " ", by=actor(cast.wang), at=AT)
    assert verdicts(batch) == {3: "error"}


def test_the_same_bad_value_is_replaced_in_the_whole_column(cast):
    batch = checked(
        cast, line(1, nature="国企业"), line(2, nature="国企业"), line(3, nature="私企业")
    )
    fixed = actions.replace_all(batch, 3, "nature", "国有企业", by=actor(cast.wang), at=AT)
    assert verdicts(fixed) == {3: "new", 4: "new", 5: "error"}
    assert last().event == "CellsFixed"
    with pytest.raises(NothingTheSame):
        actions.replace_all(batch, 3, "nature", "国有企业", by=actor(cast.wang), at=AT)


def test_a_possible_duplicate_waits_for_a_person(cast):
    known = Workplace.objects.create(unit=cast.pier, name="第1作业区", nature="other")
    batch = checked(cast, line(1))
    assert verdicts(batch) == {3: "duplicate"}
    with pytest.raises(NothingToImport):
        actions.apply_good(batch, by=actor(cast.wang), at=AT)

    for decision, verdict in (
        (Decision.OTHER, "new"), (Decision.SKIP, "skipped"), (Decision.SAME, "changed"),
    ):  # fmt: skip
        batch = actions.decide(batch, 3, decision, by=actor(cast.wang), at=AT)
        assert verdicts(batch) == {3: verdict}
    actions.apply_good(batch, by=actor(cast.wang), at=AT)
    known.refresh_from_db()
    assert known.nature == "state_firm"


def test_a_bad_line_may_be_left_out_so_that_the_rest_can_go_as_a_whole(cast):
    batch = checked(cast, line(1), line(2, since="胡写"))
    with pytest.raises(NotAllGood):
        actions.apply_whole(batch, by=actor(cast.wang), at=AT)
    batch = actions.decide(batch, 4, Decision.SKIP, by=actor(cast.wang), at=AT)
    batch = actions.apply_whole(batch, by=actor(cast.wang), at=AT)
    assert batch.stage == Stage.APPLIED
    assert Workplace.objects.count() == 1


# ---- applying ----------------------------------------------------------------------------


def test_good_lines_are_written_and_bad_ones_stay_behind(cast):
    Workplace.objects.create(unit=cast.pier, name="旧名", nature="other", credit_code=code(2))
    batch = checked(cast, line(1), line(2, nature=None), line(3, since="胡写"))

    applied = actions.apply_good(batch, by=actor(cast.wang), at=AT)

    assert applied.stage == Stage.APPLIED
    assert (applied.count("created"), applied.count("amended")) == (1, 1)
    changed = Workplace.objects.get(credit_code=code(2))
    # What is blank in the file overwrites nothing.
    assert (changed.name, changed.nature) == ("第2作业区", "other")
    assert told()[-2:] == ["BatchStarted", "BatchApplied"]


def test_importing_the_same_again_changes_nothing(cast):
    actions.apply_good(checked(cast, line(1), line(2)), by=actor(cast.wang), at=AT)
    again = checked(cast, line(1), line(2), ["注：重复上传"])
    assert verdicts(again) == {3: "unchanged", 4: "unchanged"}
    with pytest.raises(NothingToImport):
        actions.apply_good(again, by=actor(cast.wang), at=AT)
    assert Workplace.objects.count() == 2


def test_a_batch_is_applied_once(cast):
    batch = checked(cast, line(1))
    actions.apply_good(batch, by=actor(cast.wang), at=AT)
    before = traces()
    with pytest.raises(NotNow):
        actions.apply_good(batch, by=actor(cast.wang), at=AT)
    with pytest.raises(NotNow):
        actions.fix_cell(batch, 3, "name", "x", by=actor(cast.wang), at=AT)
    with pytest.raises(NotNow):
        actions.map_columns(batch, {1: "name"}, by=actor(cast.wang), at=AT)
    with pytest.raises(NotNow):
        actions.discard(batch, by=actor(cast.wang), at=AT)
    assert (Workplace.objects.count(), traces()) == (1, before)


def test_the_wrong_person_applies_nothing(cast):
    batch = checked(cast, line(1))
    before = traces()
    for verb in (actions.apply_good, actions.apply_whole, actions.undo, actions.discard):
        with pytest.raises(NotPermitted):
            verb(batch, by=actor(cast.zhao), at=AT)
    assert (Workplace.objects.count(), traces()) == (0, before)


def test_the_world_may_change_between_checking_and_applying(cast):
    batch = checked(cast, line(1), line(2))
    Workplace.objects.create(unit=cast.dock, name="抢先", nature="other", credit_code=code(1))

    applied = actions.apply_good(batch, by=actor(cast.wang), at=AT)

    assert (applied.count("created"), applied.count("refused")) == (1, 1)
    assert verdicts(applied)[3] == "error"
    assert sentences(applied)[3, "code"] == "这个信用代码已在别处登记，请联系上级组织核对。"


def test_all_or_nothing_writes_nothing_when_one_line_turns_bad(cast):
    batch = checked(cast, line(1), line(2))
    Workplace.objects.create(unit=cast.dock, name="抢先", nature="other", credit_code=code(2))
    before = traces()
    with pytest.raises(NotAllGood):
        actions.apply_whole(batch, by=actor(cast.wang), at=AT)
    batch.refresh_from_db()
    assert (batch.stage, Workplace.objects.count(), traces()) == (Stage.CHECKED, 1, before)


# ---- undoing -----------------------------------------------------------------------------


def test_an_import_is_undone_as_a_batch(cast):
    known = Workplace.objects.create(
        unit=cast.pier, name="旧名", nature="other", credit_code=code(2)
    )
    batch = actions.apply_good(checked(cast, line(1), line(2)), by=actor(cast.wang), at=AT)

    undone = actions.undo(batch, by=actor(cast.wang), at=AT)

    known.refresh_from_db()
    assert (known.name, known.nature) == ("旧名", "other")
    assert Workplace.objects.count() == 1
    assert (undone.stage, undone.count("undone"), undone.count("kept")) == (Stage.UNDONE, 2, 0)
    assert told()[-2:] == ["UndoStarted", "BatchUndone"]
    with pytest.raises(TooLateToUndo):
        actions.undo(undone, by=actor(cast.wang), at=AT)


def test_what_was_touched_since_stays_and_says_why(cast):
    batch = actions.apply_good(checked(cast, line(1), line(2)), by=actor(cast.wang), at=AT)
    Workplace.objects.filter(credit_code=code(1)).update(ended_on=AT.date())

    undone = actions.undo(batch, by=actor(cast.wang), at=AT)

    assert (undone.count("undone"), undone.count("kept")) == (1, 1)
    assert Outcome.objects.get(undone=False).why_kept == "这个单位已解除，不能撤销。"


def test_a_batch_given_up_leaves_the_house_at_once(cast, django_capture_on_commit_callbacks):
    batch = checked(cast, line(1, since="胡写"))
    stored = batch.stored_as
    with django_capture_on_commit_callbacks(execute=True):
        gone = actions.discard(batch, by=actor(cast.wang), at=AT)
    assert (gone.stage, gone.survey, gone.stored_as) == (Stage.DISCARDED, "", "")
    assert not default_storage.exists(stored)
    assert not Line.objects.exists()
    assert not Flaw.objects.exists()
    assert last().event == "BatchDiscarded"


def test_staged_data_is_forgotten_after_its_time_and_the_counts_stay(cast):
    batch = actions.apply_good(checked(cast, line(1)), by=actor(cast.wang), at=AT)
    Batch.objects.filter(pk=batch.pk).update(worked_at=AT)
    with pytest.raises(NotNow):
        actions.forget(batch, by=tasks.CARETAKER, at=AT + KEPT_FOR / 2)
    later = AT + KEPT_FOR * 2
    assert Batch.objects.due_to_be_forgotten(later - KEPT_FOR).count() == 1

    gone = actions.forget(batch, by=tasks.CARETAKER, at=later)

    assert (gone.stage, gone.count("created")) == (Stage.APPLIED, 1)
    assert not Outcome.objects.exists()
    with pytest.raises(TooLateToUndo):
        actions.undo(gone, by=actor(cast.wang), at=later)
    assert Batch.objects.due_to_be_forgotten(later).count() == 0


# ---- giving back -------------------------------------------------------------------------


def test_the_workbook_comes_back_with_its_bad_cells_coloured_and_commented(cast):
    import io

    import openpyxl

    batch = checked(cast, line(1, since="1998-02-30"), line(2, since="98.7"))
    batch = actions.fix_cell(batch, 4, "since", "1998-07", by=actor(cast.wang), at=AT)

    book = openpyxl.load_workbook(io.BytesIO(actions.hand_back(batch, by=actor(cast.wang), at=AT)))

    sheet = book.worksheets[0]
    assert sheet["A1"].value == "覆盖单位一览表"
    assert sheet["E3"].fill.start_color.rgb == "00FFC7CE"
    assert sheet["E3"].comment.text == ("1998年2月没有30日，请核对“成立日期”。建议改为：1998-02")
    assert (sheet["E4"].value, sheet["E4"].fill.start_color.rgb) == ("1998-07", "00C6EFCE")
    summary = [[cell.value for cell in row] for row in book["检查结果"].iter_rows()]
    assert summary[1] == [
        "3", "成立日期", "错误", "1998年2月没有30日，请核对“成立日期”。", "1998-02",
    ]  # fmt: skip
    assert last().event == "BatchHandedBack"


def test_a_csv_comes_back_as_a_workbook(cast):
    import io

    import openpyxl

    rows = [HEADER, line(1, since="98.7", name="=1+1")]
    text = "\n".join(",".join(map(str, row)) for row in rows).encode("gb18030")
    batch = checked(cast, content=text)

    book = openpyxl.load_workbook(io.BytesIO(actions.hand_back(batch, by=actor(cast.wang), at=AT)))

    sheet = book.worksheets[0]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert sheet["E2"].comment.text.startswith("年份只有两位“98”")
    assert sheet["E2"].fill.start_color.rgb == "FFFFC7CE"


def test_only_its_people_get_the_workbook(cast):
    batch = checked(cast, line(1))
    with pytest.raises(NotPermitted):
        actions.hand_back(batch, by=actor(cast.zhao), at=AT)


# ---- many lines, dying workers -----------------------------------------------------------


@pytest.fixture
def small_chunks(monkeypatch):
    """Chunks of three lines, and everything by the queue."""
    from lianxin.foundation.spreadsheets.actions import applying, undoing

    for module in (checking, applying, undoing):
        monkeypatch.setattr(module, "CHUNK", 3)
    monkeypatch.setattr(work, "AT_ONCE", 0)


class Died(BaseException):
    """The worker is gone."""


@pytest.fixture
def dies_after(monkeypatch):
    """The worker dies in the middle of a later chunk."""

    def arrange(chunks):
        real, seen = work.advance, []

        def advance(batch, through, amount):
            seen.append(through)
            if len(seen) > chunks:
                raise Died
            real(batch, through, amount)

        monkeypatch.setattr(work, "advance", advance)
        return lambda: monkeypatch.setattr(work, "advance", real)

    return arrange


def test_many_lines_are_left_to_the_queue(cast, small_chunks):
    from procrastinate.contrib.django.models import ProcrastinateJob

    batch = checked(cast, *(line(n) for n in range(1, 8)))

    assert batch.stage == Stage.CHECKING
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == (work.TASK, {"batch_id": batch.pk})
    tasks.carry_on(batch_id=batch.pk)
    batch.refresh_from_db()
    assert (batch.stage, batch.good) == (Stage.CHECKED, 7)


def test_a_worker_that_dies_while_checking_goes_on_where_it_was(cast, small_chunks, dies_after):
    batch = checked(cast, *(line(n) for n in range(1, 12)))
    heal = dies_after(2)
    with pytest.raises(Died):
        tasks.carry_on(batch_id=batch.pk)
    assert Line.objects.count() == 6
    heal()

    tasks.carry_on(batch_id=batch.pk)

    batch.refresh_from_db()
    assert (batch.stage, batch.good, Line.objects.count()) == (Stage.CHECKED, 11, 11)


def test_a_worker_that_dies_while_applying_writes_every_line_once(cast, small_chunks, dies_after):
    batch = checked(cast, *(line(n) for n in range(1, 12)))
    tasks.carry_on(batch_id=batch.pk)
    batch = actions.apply_good(batch, by=actor(cast.wang), at=AT)
    heal = dies_after(2)
    with pytest.raises(Died):
        tasks.carry_on(batch_id=batch.pk)
    assert Workplace.objects.count() == Outcome.objects.count() == 6
    heal()

    tasks.carry_on(batch_id=batch.pk)
    tasks.carry_on(batch_id=batch.pk)

    batch.refresh_from_db()
    assert (batch.stage, batch.count("created")) == (Stage.APPLIED, 11)
    assert Workplace.objects.count() == Outcome.objects.count() == 11
    assert told().count("BatchApplied") == 1


def test_an_undo_goes_on_as_well(cast, small_chunks, dies_after):
    batch = checked(cast, *(line(n) for n in range(1, 9)))
    tasks.carry_on(batch_id=batch.pk)
    actions.apply_good(batch, by=actor(cast.wang), at=AT)
    tasks.carry_on(batch_id=batch.pk)
    batch.refresh_from_db()
    actions.undo(batch, by=actor(cast.wang), at=AT)
    heal = dies_after(1)
    with pytest.raises(Died):
        tasks.carry_on(batch_id=batch.pk)
    assert Workplace.objects.count() == 5
    heal()

    tasks.carry_on(batch_id=batch.pk)

    batch.refresh_from_db()
    assert (batch.stage, batch.count("undone"), Workplace.objects.count()) == (Stage.UNDONE, 8, 0)


def test_all_or_nothing_by_the_queue_goes_back_with_a_sentence(cast, small_chunks):
    batch = checked(cast, *(line(n) for n in range(1, 9)))
    tasks.carry_on(batch_id=batch.pk)
    batch = actions.apply_whole(batch, by=actor(cast.wang), at=AT)
    Workplace.objects.create(unit=cast.dock, name="抢先", nature="other", credit_code=code(7))

    tasks.carry_on(batch_id=batch.pk)

    batch.refresh_from_db()
    assert (batch.stage, Workplace.objects.count()) == (Stage.CHECKED, 1)
    assert batch.trouble == NotAllGood.sentence


def test_a_silent_batch_is_taken_up_again_and_not_for_ever(cast, small_chunks):
    from procrastinate.contrib.django.models import ProcrastinateJob

    batch = checked(cast, *(line(n) for n in range(1, 5)))
    Batch.objects.update(worked_at=AT)
    tasks.resume_silent(0)
    batch.refresh_from_db()
    assert (batch.restarts, batch.trouble) == (1, "")
    assert ProcrastinateJob.objects.count() == 1  # the job that was queued is enough

    for _ in range(9):
        Batch.objects.update(worked_at=AT)
        tasks.resume_silent(0)
    batch.refresh_from_db()
    assert batch.trouble == work.GAVE_UP
    assert not Batch.objects.silent_since(AT).filter(trouble="")

    again = actions.resume(batch, by=actor(cast.wang), at=AT)
    assert (again.restarts, again.trouble) == (0, "")


def test_who_lost_his_grant_meanwhile_applies_nothing(cast, small_chunks):
    from lianxin.foundation.organisation.models import Grant

    batch = checked(cast, *(line(n) for n in range(1, 5)))
    tasks.carry_on(batch_id=batch.pk)
    batch = actions.apply_good(batch, by=actor(cast.wang), at=AT)
    Grant.objects.filter(user=cast.wang).delete()
    with pytest.raises(Refused):
        tasks.carry_on(batch_id=batch.pk)
    assert Workplace.objects.count() == 0


def test_old_batches_are_looked_after_by_the_clock(cast):
    batch = actions.apply_good(checked(cast, line(1)), by=actor(cast.wang), at=AT)
    Batch.objects.filter(pk=batch.pk).update(worked_at=AT - KEPT_FOR * 3)
    tasks.forget_old(0)
    batch.refresh_from_db()
    assert batch.forgotten_at is not None


def test_files_of_no_batch_are_cleared_away_by_the_clock(cast, monkeypatch):
    batch = checked(cast, line(1))
    stray = storage.keep(b"left behind")
    tasks.forget_old(0)
    assert default_storage.exists(stray)  # perhaps its upload is still on the way
    monkeypatch.setattr(tasks, "STRAY_AFTER", -KEPT_FOR)
    tasks.forget_old(0)
    assert not default_storage.exists(stray)
    assert default_storage.exists(batch.stored_as)


def test_the_queue_knows_the_tasks():
    from procrastinate.contrib.django import app

    assert {work.TASK, tasks.resume_silent.name, tasks.forget_old.name} <= set(app.tasks)
