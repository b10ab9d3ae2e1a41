"""Makes the workbooks that the tests read: tidy ones, ugly ones and malicious ones."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
import xlwt

from lianxin.foundation.spreadsheets.reading.columns import Choice, Column, Kind

TODAY = date(2026, 11, 2)
SEXES = (Choice("1", "男", ("男性",)), Choice("2", "女", ("女性",)))
PEOPLES = (
    Choice("01", "汉族", ("汉",)),
    Choice("03", "回族", ("回",)),
    Choice("11", "满族", ("满",)),
)
SCHOOLS = (
    Choice("doctor", "博士研究生", ("博士",)),
    Choice("bachelor", "大学", ("本科", "大学本科")),
    Choice("college", "大专", ("专科",)),
)
COLUMNS = (
    Column(key="name", label="姓名", kind=Kind.NAME, required=True, longest=50),
    Column(key="sex", label="性别", kind=Kind.CODE, codes=SEXES),
    Column(key="people", label="民族", kind=Kind.CODE, codes=PEOPLES),
    Column(
        key="id_number", label="身份证号", kind=Kind.ID_NUMBER, required=True, natural_key=True,
        synonyms=("公民身份号码", "身份证号码"), personal=True,
    ),
    Column(key="born_on", label="出生日期", kind=Kind.DATE, synonyms=("出生年月",)),
    Column(key="school", label="学历", kind=Kind.CODE, codes=SCHOOLS),
    Column(key="joined_on", label="入职日期", kind=Kind.DATE, synonyms=("入职时间",)),
    Column(key="phone", label="联系电话", kind=Kind.PHONE, synonyms=("手机号", "手机")),
    Column(key="fee", label="月缴费", kind=Kind.MONEY),
    Column(key="away", label="是否外出", kind=Kind.BOOLEAN),
    Column(key="note", label="备注", kind=Kind.NOTE, longest=100),
)  # fmt: skip
HEADERS = ["序号", "姓名", "性别", "民族", "身份证号", "出生年月", "学历", "入职时间", "联系电话"]


def id_number(serial: int, *, born: str = "19800305", area: str = "110105") -> str:
    from lianxin.foundation.spreadsheets.reading.cells.identity import check_character

    body = f"{area}{born}{serial:03d}"
    return body + check_character(body)


def person(index: int) -> list[Any]:
    return [
        index,
        "王" + "海平山川"[index % 4] + "东南西北"[index // 4 % 4],
        "男" if index % 2 else "女",
        "汉族",
        id_number(index % 1000),
        "1980.03",
        "大学",
        "2001-07",
        f"139{index:08d}",
    ]


def xlsx(path: Path, rows: Iterable[Sequence[Any]], **tabs: Iterable[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(list(row))
    for name, more in tabs.items():
        extra = book.create_sheet(name)
        for row in more:
            extra.append(list(row))
    book.save(path)
    return path


def large_xlsx(path: Path, rows: Iterable[Sequence[Any]]) -> Path:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def xls(path: Path, rows: Iterable[Sequence[Any]]) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名册")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, date):
                sheet.write(r, c, value, day)
            elif value is not None:
                sheet.write(r, c, value)
    book.save(str(path))
    return path


def locked_xls(path: Path) -> Path:
    """An .xls whose second record says that what follows is enciphered (FILEPASS)."""
    content = bytearray(xls(path, [["姓名"], ["张三"]]).read_bytes())
    at = content.find(struct.pack("<HHHH", 0x0809, 0x0010, 0x0600, 0x0005)) + 20
    struct.pack_into("<H", content, at, 0x002F)
    path.write_bytes(bytes(content))
    return path


ODS_CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
ODS_DATE = '<table:table-cell office:value-type="date" office:date-value="{}"/>'
ODS_NUMBER = '<table:table-cell office:value-type="float" office:value="{}"/>'
ODS_SHELL = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="名册">{}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def _ods_cell(value: Any) -> str:
    if isinstance(value, date):
        return ODS_DATE.format(value.isoformat())
    return (ODS_CELL if isinstance(value, str) else ODS_NUMBER).format(value)


def ods(path: Path, rows: Iterable[Sequence[Any]]) -> Path:
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", ODS_SHELL.format(lines))
    return path


def text(path: Path, rows: Iterable[Sequence[Any]], encoding: str, separator: str = ",") -> Path:
    lines = [separator.join("" if cell is None else str(cell) for cell in row) for row in rows]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def zip_bomb(path: Path) -> Path:
    """A workbook whose sheet is half a gigabyte of spaces, packed to half a megabyte."""
    inside = io.BytesIO()
    openpyxl.Workbook().save(inside)
    with (
        zipfile.ZipFile(inside) as plain,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for entry in plain.infolist():
            bomb.writestr(entry.filename, plain.read(entry))
        with bomb.open("xl/media/filler.bin", "w", force_zip64=True) as filler:
            for _ in range(128):
                filler.write(b" " * 2**20 * 4)
    return path


def huge_sheet(path: Path) -> Path:
    """Two cells, at the corners of the largest sheet there can be."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["A1"] = "姓名"
    sheet["XFD1048576"] = "远"
    book.save(path)
    return path
