"""Opening files: what they are, what they hold, and why some stay shut."""

import contextlib
import io
import resource
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH

from lianxin.foundation.spreadsheets.reading import guard, refusals, workbooks
from lianxin.foundation.spreadsheets.reading.guard import Format
from lianxin.foundation.spreadsheets.tests import workshop
from lianxin.foundation.spreadsheets.tests.workshop import HEADERS, person

ROWS = [["名册"], HEADERS, person(1), person(2)]


def read(path, tab=0):
    return [row for chunk in workbooks.chunks(path, tab) for row in chunk]


@pytest.mark.parametrize("make", [workshop.xlsx, workshop.xls, workshop.ods])
def test_each_kind_of_workbook_gives_the_same_rows(tmp_path, make):
    path = make(tmp_path / "名册.dat", ROWS)
    found = read(path)
    assert [number for number, _ in found] == [1, 2, 3, 4]
    assert found[1][1] == HEADERS
    assert found[2][1] == person(1)


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ","), ("gb18030", ","), ("gb18030", "\t"), ("utf-16", "\t"),
     ("utf-8", ";"), ("utf-8", "|")],
)  # fmt: skip
def test_text_is_read_in_the_encodings_people_have(tmp_path, encoding, separator):
    path = workshop.text(tmp_path / "a.csv", ROWS, encoding, separator)
    assert workbooks.survey(path).format is Format.CSV
    assert read(path)[2] == (3, [str(cell) for cell in person(1)])


def test_quotes_and_line_breaks_inside_csv_cells(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes('姓名,备注\r\n张三,"第一行\n第二,行""好"""\r\n'.encode("gb18030"))
    assert read(path)[1] == (2, ["张三", '第一行\n第二,行"好"'])


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="gb18030", exclude_categories=["Cs", "Cc"]), max_size=12),
            min_size=3, max_size=3,
        ),
        min_size=1, max_size=8,
    ),
    st.sampled_from(["utf-8-sig", "utf-16"]),
)  # fmt: skip
def test_any_table_survives_the_trip_through_csv(tmp_path, table, encoding):
    import csv

    path = tmp_path / "trip.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([["a", "b", "c"], *table])
    kept = [[cell or None for cell in row] for row in table if any(row)]
    assert [cells for _, cells in read(path)[1:]] == kept


def test_the_name_of_a_file_does_not_matter(tmp_path):
    assert guard.inspect(workshop.xlsx(tmp_path / "a.csv", ROWS)).format is Format.XLSX
    assert guard.inspect(workshop.xls(tmp_path / "b.xlsx", ROWS)).format is Format.XLS
    assert guard.inspect(workshop.text(tmp_path / "c.xlsx", ROWS, "utf-8")).format is Format.CSV


def test_tabs_are_listed_with_their_first_rows(tmp_path):
    path = workshop.xlsx(tmp_path / "a.xlsx", [["说明"]], 名册=ROWS, 空表=[])
    tabs = workbooks.survey(path).tabs
    assert [(tab.name, tab.rows) for tab in tabs] == [("Sheet", 1), ("名册", 4), ("空表", 0)]
    assert tabs[1].head[1] == (2, HEADERS)
    assert read(path, 1)[1] == (2, HEADERS)


def test_dates_come_typed_in_either_calendar(tmp_path):
    for epoch in (WINDOWS_EPOCH, CALENDAR_MAC_1904):
        book = openpyxl.Workbook()
        book.epoch = epoch
        book.active.append(["出生日期", date(1998, 7, 1)])
        book.save(tmp_path / "a.xlsx")
        assert read(tmp_path / "a.xlsx")[0][1][1] == {"d": "1998-07-01"}
    assert workbooks.survey(tmp_path / "a.xlsx").epoch_1904
    path = workshop.xls(tmp_path / "a.xls", [["出生日期", date(1998, 7, 1)]])
    assert read(path)[0][1][1] == {"d": "1998-07-01"}
    path = workshop.ods(tmp_path / "a.ods", [["出生日期", date(1998, 7, 1)]])
    assert read(path)[0][1][1] == {"d": "1998-07-01"}


def test_a_number_of_eighteen_digits_is_seen_to_have_lost_some(tmp_path):
    path = workshop.xlsx(tmp_path / "a.xlsx", [["身份证号", 110105194912310021]])
    assert read(path)[0][1][1] == pytest.approx(1.1010519491231e17)


def test_formulas_give_their_results_and_failed_ones_are_named(tmp_path):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_formula("A1", "=1+1", None, 2)
    sheet.write_formula("B1", "=NA()", None, "#N/A")
    sheet.write_formula("C2", "=1/0", None, "#DIV/0!")
    book.close()
    assert read(tmp_path / "a.xlsx") == [
        (1, [2, {"e": "#N/A"}, None]),
        (2, [None, None, {"e": "#DIV/0!"}]),
    ]


def test_blocks_merged_downwards_are_filled(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["姓名", "所在组织"],
        ["张三", "一组"],
        ["李四", None],
        ["王五", None],
        ["赵六", "二组"],
    ):
        sheet.append(row)
    sheet.merge_cells("B2:B4")
    book.save(tmp_path / "a.xlsx")
    assert [cells[1] for _, cells in read(tmp_path / "a.xlsx")] == [
        "所在组织",
        "一组",
        "一组",
        "一组",
        "二组",
    ]


def test_row_numbers_are_those_of_the_file_even_below_blank_rows(tmp_path):
    book = openpyxl.Workbook()
    book.active["B3"] = "姓名"
    book.active["B6"] = "张三"
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx") == [(3, [None, "姓名"]), (6, [None, "张三"])]


def refusal_of(path):
    with pytest.raises(refusals.UnreadableFile) as refused:
        workbooks.survey(path)
    return refused.value


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path):
    path = workshop.zip_bomb(tmp_path / "a.xlsx")
    assert path.stat().st_size < 2 * 2**20
    assert isinstance(refusal_of(path), refusals.Suspicious)


def test_a_sheet_of_huge_dimensions_dies_in_the_child_and_is_refused(tmp_path):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert isinstance(refusal_of(workshop.huge_sheet(tmp_path / "a.xlsx")), refusals.TooLarge)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_too_many_parts_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for number in range(guard.MOST_ENTRIES + 1):
            archive.writestr(f"xl/{number}", b"")
    assert isinstance(refusal_of(tmp_path / "a.xlsx"), refusals.TooLarge)


def test_a_workbook_with_a_password_says_how_to_take_it_off(tmp_path):
    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    with (tmp_path / "a.xlsx").open("wb") as locked:
        OOXMLFile(plain).encrypt("secret", locked)
    assert str(refusal_of(tmp_path / "a.xlsx")) == (
        "文件设有打开密码，无法读取。请在 Excel 中打开，"
        "从“文件 → 信息 → 保护工作簿”去掉密码，保存后再上传。"
    )


def test_an_old_workbook_with_a_password_is_told_apart(tmp_path):
    assert isinstance(
        refusal_of(workshop.locked_xls(tmp_path / "a.xls")), refusals.PasswordProtected
    )


def test_broken_files_are_refused_with_what_to_do(tmp_path):
    whole = workshop.xlsx(tmp_path / "a.xlsx", ROWS).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    assert isinstance(refusal_of(tmp_path / "cut.xlsx"), refusals.CorruptFile)
    old = workshop.xls(tmp_path / "a.xls", ROWS).read_bytes()
    (tmp_path / "cut.xls").write_bytes(old[:600] + b"\xff" * 200 + old[800:1200])
    assert isinstance(refusal_of(tmp_path / "cut.xls"), refusals.UnreadableFile)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", refusals.EmptyFile),
        (b" \r\n \r\n", refusals.EmptyFile),
        (b"%PDF-1.7 ...", refusals.NotASpreadsheet),
        (b"\x89PNG\r\n", refusals.NotASpreadsheet),
        (b"<html><table><tr><td>1</td></tr></table></html>", refusals.DisguisedTable),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", refusals.DisguisedTable),
        (b"\x00\x01\x02\x03", refusals.UnreadableFile),
        (b"\xff\xff\xfa,\x81\x20", refusals.UnknownEncoding),
    ],
)
def test_what_is_no_table_is_named(tmp_path, content, kind):
    (tmp_path / "a.xls").write_bytes(content)
    assert type(refusal_of(tmp_path / "a.xls")) is kind


def test_an_empty_workbook_is_refused(tmp_path):
    assert isinstance(refusal_of(workshop.xlsx(tmp_path / "a.xlsx", [])), refusals.EmptyFile)


def test_a_text_document_and_a_binary_workbook_are_named(tmp_path):
    for name, kind in (
        ("word/document.xml", refusals.NotASpreadsheet),
        ("xl/workbook.bin", refusals.BinaryWorkbook),
    ):
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
            archive.writestr(name, "x")
        assert isinstance(refusal_of(tmp_path / "a.xlsx"), kind)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", guard.OLE]))
def test_no_bytes_at_all_get_past_the_refusals(tmp_path, content, opening):
    path = tmp_path / "any.bin"
    path.write_bytes(opening + content)
    with contextlib.suppress(refusals.UnreadableFile):
        workbooks.survey(path)
