"""An empty workbook to fill in, made from the columns of a sheet."""

import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from lianxin.foundation.spreadsheets.reading.columns import Column, Kind

FILLABLE_ROWS = 2000
LISTS = "可选项"
GUIDE = "填写说明"
WRITTEN: Mapping[Kind, str] = {
    Kind.DATE: "写成 1998-07-01；只知道年月时写 1998-07。",
    Kind.ID_NUMBER: "18 位，末位 X 大写。本列已设为文本格式，请直接粘贴数值。",
    Kind.PHONE: "手机号 11 位；固定电话写 010-12345678。",
    Kind.MONEY: "单位：元，最多两位小数。",
    Kind.BOOLEAN: "填“是”或“否”。",
    Kind.INTEGER: "填整数。",
    Kind.UNIT: "组织的全称、简称或组织代码。",
    Kind.CODE: "从下拉选项中选择。",
}
HEAD = {"bold": True, "bg_color": "#F4DFD9", "border": 1, "align": "center", "valign": "vcenter"}


def make(title: str, columns: Sequence[Column], units: Sequence[str]) -> bytes:
    """The workbook: headers with hints, lists to choose from, everything as text."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = book.add_worksheet(title[:31])
    guide = book.add_worksheet(GUIDE)
    lists = book.add_worksheet(LISTS)
    lists.hide()
    head, wanted = book.add_format(HEAD), book.add_format({**HEAD, "font_color": "#9D2A23"})
    text = book.add_format({"num_format": "@"})
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 24)
    guide.write_row(0, 0, ["列名", "是否必填", "怎样填写", "示例"], head)
    guide.set_column(0, 3, 24)
    for place, column in enumerate(columns):
        label = f"{column.label}*" if column.required else column.label
        sheet.set_column(place, place, max(12, len(column.label) * 2 + 4), text)
        sheet.write_string(0, place, label, wanted if column.required else head)
        hint = " ".join(filter(None, (WRITTEN.get(column.kind, ""), column.hint)))
        needed = "必填" if column.required else "选填"
        guide.write_row(place + 1, 0, [column.label, needed, hint, column.sample])
        if offered := _offered(column, units):
            lists.write_column(0, place, offered)
            _choose_from(book, sheet, place, len(offered))
    guide.write_string(len(columns) + 2, 0, "带 * 的列必填；空着的格子不会改动已有的内容。")
    book.close()
    return kept.getvalue()


def _offered(column: Column, units: Sequence[str]) -> Sequence[str]:
    if column.kind is Kind.CODE:
        return [choice.label for choice in column.codes]
    if column.kind is Kind.BOOLEAN:
        return ["是", "否"]
    return units if column.kind is Kind.UNIT else ()


def _choose_from(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, place: int, amount: int
) -> None:
    letter = xlsxwriter.utility.xl_col_to_name(place)
    source = f"={LISTS}!${letter}$1:${letter}${amount}"
    sheet.data_validation(
        1,
        place,
        FILLABLE_ROWS,
        place,
        {"validate": "list", "source": source, "error_type": "warning",
         "error_title": "不在可选项中", "error_message": "请从下拉选项中选择；确认无误也可继续。"},
    )  # fmt: skip
