"""The roll as an Excel file: row by row in constant memory, marked with who took it and why."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from django.http import QueryDict
from django.utils.timezone import localdate, localtime

from lianxin.areas.members import queries
from lianxin.areas.members.catalogue import FIELDS, Kind, shown, shown_masked
from lianxin.areas.members.models import Export, Member, MemberQuerySet

CHUNK = 2000
EVERY_ROWS = 30
WIDTHS: Mapping[Kind, int] = {
    Kind.NAME: 10, Kind.IDENTITY: 21, Kind.PHONE: 15, Kind.DATE: 12, Kind.CODE: 14, Kind.FLAG: 8,
    Kind.MONEY: 10, Kind.MONTHS: 10, Kind.LONG: 40,
}  # fmt: skip


def members_of(export: Export, *, today: date) -> MemberQuerySet:
    """The members an export concerns: those chosen one by one, or all that fit its filter."""
    if export.ids:
        found = Member.objects.under(export.unit.path).filter(pk__in=export.ids)
    else:
        asked = queries.Filter.of(QueryDict(export.query).dict())
        found = queries.narrowed(export.unit, asked, today=today)
    return found.select_related("unit").order_by("unit__path", "pinyin", "id")


def build(export: Export, *, at: datetime) -> bytes:
    """The finished file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roll.xlsx"
        options = {"constant_memory": True, "tmpdir": folder, "strings_to_formulas": False}
        with xlsxwriter.Workbook(path, options) as book:
            _fill(book, export, at)
        return path.read_bytes()


def _fill(book: xlsxwriter.Workbook, export: Export, at: datetime) -> None:
    mark = f"{export.user.name} {localtime(at):%Y-%m-%d %H:%M} {export.purpose}"
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F5EDE9"})
    # quote_prefix keeps "=1+1" a text when somebody edits the cell, too.
    text = book.add_format({"num_format": "@", "quote_prefix": True})
    sheet = book.add_worksheet("名册")
    _dress(sheet, mark, export)
    for column, label in enumerate(("序号", *_labels(export.fields), "所在党支部")):
        sheet.write_string(0, column, label, head)
    number = 0
    for number, cells in enumerate(_rows(export, today=localdate(at)), start=1):
        sheet.write_number(number, 0, number)
        for column, cell in enumerate(cells, start=1):
            sheet.write_string(number, column, cell, text)
    for row in range(4, number + EVERY_ROWS, EVERY_ROWS):
        sheet.insert_textbox(row, 1, mark, WATERMARK)
    _say_where_from(book, export, mark, number)


WATERMARK = {
    "width": 720,
    "height": 60,
    "fill": {"none": True},
    "line": {"none": True},
    "font": {"color": "#D9CFCB", "size": 20},
    "align": {"vertical": "middle", "horizontal": "center"},
    "object_position": 1,
}


def _dress(sheet: Any, mark: str, export: Export) -> None:
    safe = mark.replace("&", "&&")
    sheet.set_header(f"&L党员名册&R{safe}")
    sheet.set_footer(f"&L{safe}&R第 &P 页，共 &N 页")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 0, 6)
    for column, key in enumerate(export.fields, start=1):
        sheet.set_column(column, column, WIDTHS.get(FIELDS[key].kind, 22))
    sheet.set_column(len(export.fields) + 1, len(export.fields) + 1, 24)


def _labels(keys: Sequence[str]) -> Iterator[str]:
    return (FIELDS[key].label for key in keys)


def _rows(export: Export, *, today: date) -> Iterator[list[str]]:
    say = shown if export.unmasked else shown_masked
    for member in members_of(export, today=today).iterator(chunk_size=CHUNK):
        cells = [say(key, member.value(key)) for key in export.fields]
        yield [*cells, member.unit.short_name]


def _say_where_from(book: xlsxwriter.Workbook, export: Export, mark: str, number: int) -> None:
    sheet = book.add_worksheet("导出说明")
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 80)
    asked = queries.Filter.of(QueryDict(export.query).dict())
    lines = (
        ("组织", export.unit.name),
        ("条件", f"逐人选择 {len(export.ids)} 人" if export.ids else asked.spoken()),
        ("人数", str(number)),
        ("敏感信息", "完整" if export.unmasked else "已打码"),
        ("导出", mark),
        ("提示", "本表含党员个人信息，仅限上述用途，用毕请删除，不得转发。导出已记入审计。"),
    )
    for row, (label, value) in enumerate(lines):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, value)
