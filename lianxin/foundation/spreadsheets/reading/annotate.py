"""Gives a workbook back with remarks, in a process of its own like child.py.

`annotate.py same SOURCE TARGET LIMITS TAB` colours and comments cells of the .xlsx itself;
`annotate.py anew - TARGET LIMITS TAB` writes a new .xlsx from rows read on standard input.
Standard input: one JSON line of remarks `[[row, place, severity, text, corrected or null]…]`,
one of the summary's lines, then (for "anew") lines with chunks of rows.
"""

import resource
import sys
from collections.abc import Iterator
from typing import Any

import openpyxl
import orjson
import xlsxwriter
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

FILLS = {"error": "FFC7CE", "warning": "FFEB9C", "fixed": "C6EFCE"}
AUTHOR = "连心"
SUMMARY = "检查结果"
SUMMARY_HEAD = ("行号", "列名", "程度", "问题", "建议改为")
WIDTHS = (8, 18, 8, 70, 24)
SIZE = {"width": 320, "height": 110}


def same(source: str, target: str, tab: int, remarks: list[Any], summary: list[Any]) -> None:
    book = openpyxl.load_workbook(source)
    sheet: Any = book.worksheets[tab] if tab < len(book.worksheets) else book.active
    fills = {severity: PatternFill("solid", start_color=c) for severity, c in FILLS.items()}
    for row, place, severity, text, corrected in remarks:
        cell = sheet.cell(row, place + 1)
        if not isinstance(cell, MergedCell):
            mark(cell, fills[severity], text, corrected)
    if SUMMARY in book.sheetnames:
        del book[SUMMARY]
    overview: Any = book.create_sheet(SUMMARY)
    for line in (SUMMARY_HEAD, *summary):
        overview.append([str(each) for each in line])
        for each in overview[overview.max_row]:
            each.data_type = "s"
    for column, width in zip("ABCDE", WIDTHS, strict=True):
        overview.column_dimensions[column].width = width
    book.save(target)


def mark(cell: Any, fill: PatternFill, text: str, corrected: str | None) -> None:
    if corrected is not None:
        cell.value = corrected
        cell.data_type = "s"  # never a formula
        cell.number_format = "@"
    cell.fill = fill
    if text:
        cell.comment = Comment(text, AUTHOR, **SIZE)


def anew(target: str, remarks: list[Any], summary: list[Any], rows: Iterator[Any]) -> None:
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    sheet = book.add_worksheet("名册")
    formats = {s: book.add_format({"bg_color": f"#{c}"}) for s, c in FILLS.items()}
    formats[""] = book.add_format({"num_format": "@"})
    marked: dict[int, dict[int, tuple[str, str | None]]] = {}
    for row, place, severity, text, corrected in remarks:
        marked.setdefault(row, {})[place] = (severity, corrected)
        if text:
            sheet.write_comment(row - 1, place, text, {"author": AUTHOR})
    for number, cells in rows:
        marks = marked.get(number, {})
        for place in sorted({*range(len(cells)), *marks}):
            severity, corrected = marks.get(place, ("", None))
            there = cells[place] if place < len(cells) else None
            shown = corrected if corrected is not None else _shown(there)
            sheet.write_string(number - 1, place, shown, formats[severity])
    _overview(book, summary)
    book.close()


def _overview(book: Any, summary: list[Any]) -> None:
    sheet = book.add_worksheet(SUMMARY)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    for index, line in enumerate((SUMMARY_HEAD, *summary)):
        for column, each in enumerate(line):
            sheet.write_string(index, column, str(each))


def _shown(cell: Any) -> str:
    if isinstance(cell, dict):
        return str(cell.get("d") or cell.get("e") or "")
    return "" if cell is None else str(cell)


def main(what: str, source: str, target: str, limits: str, tab: str) -> None:
    memory, seconds = (int(part) for part in limits.split(","))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    given = sys.stdin.buffer
    remarks = orjson.loads(given.readline())
    summary = orjson.loads(given.readline())
    if what == "same":
        same(source, target, int(tab), remarks, summary)
    else:
        chunks = (orjson.loads(line) for line in given)
        anew(target, remarks, summary, (row for chunk in chunks for row in chunk))


if __name__ == "__main__":
    main(*sys.argv[1:])
