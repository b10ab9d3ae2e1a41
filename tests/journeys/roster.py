"""The roster that a secretary really has: eleven people, and every sin of a spreadsheet."""

import io
from typing import Any

import openpyxl

from lianxin.foundation.spreadsheets.reading.cells.identity import check_character

HEADER = [
    "序号", "姓 名 ", "性别", " 民 族", "身份证号码  ", "出生年月", "文化程度", "党员类别",
    "入党时间", "转正时间", "所在支部", "手机号 ", "备注",
]  # fmt: skip
INNER, OUTER = "内科党支部", "外科党支部"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def number(born: str, serial: int) -> str:
    body = f"110105{born}{serial:03d}"
    return body + check_character(body)


def phone(index: int) -> str:
    return f"1380013{index:04d}"


SUN, WU, FENG = number("19800305", 11), number("19751120", 15), number("19880912", 17)


def lines() -> list[list[Any]]:
    """Lines 4 to 14 of the sheet."""
    return [
        ["孙立群", "男", "汉", SUN, "1980.03", "本科", "正式党员", "1998.07", "1999年7月",
         INNER, phone(1).translate(WIDE), None],
        ["周晓梅", "女", "汉族", number("19850616", 24).translate(WIDE), "1985年6月", "硕士研究生",
         "正式党员", "2006.07", "2007.7.1", INNER, phone(2), None],
        ["吴国栋", "男", "汉", int(WU[:15] + "000"), "1975-11-20", "大学", "正式党员",
         "1999年12月", "2000年12月", INNER, phone(3), "身份证号是数字格式"],
        ["郑雅琴", "女", "回", number("19790228", 46), "1979.2.28", "大专", "正式党员", "98.7",
         "1999.07", INNER, phone(4), None],
        ["冯志远", "男", "汉", SUN, None, "本科", "正式党员", "2010.06", "2011.06",
         INNER, phone(5), "号码抄重了"],
        ["陈晓帆", "女", "汉", number("19950101", 28), "1995.01", "本科", "预备党员", "2026年3月",
         None, INNER, phone(6), None],
        ["褚红霞", "女", "汉", number("19660909", 62), "１９６６年９月", "中专", "正式党员",
         "1990.05", "1991.05", INNER, phone(7), None],
        ["卫建军", "男", "蒙古", number("19720313", 33), "1972年3月", "大学", "正式党员",
         "1994年7月1日", "1995年7月1日", INNER, phone(8), None],
        ["蒋梦瑶", "女", "汉族", number("19930404", 66), "1993.04", "研究生班", "正式党员",
         "2015.06", "2016.06", OUTER, phone(9), None],
        ["沈云飞", "男", "汉", number("19830721", 71), "1983.07", "大学", "正式党员",
         "2005.07", "2006.07", OUTER, phone(10), None],
        ["韩玉兰", "女", "满", number("19570815", 44), "1957.08", "高中", "正式党员",
         "1984.10", "1985.10", OUTER, phone(11), None],
    ]  # fmt: skip


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "党员花名册"
    sheet.append(["东港市人民医院党员花名册"])
    sheet.merge_cells("A1:M1")
    sheet.append(["填报单位：党委办公室", *[None] * 8, "填报日期：2026.11"])
    sheet.merge_cells("A2:F2")
    sheet.append(HEADER)
    for index, line in enumerate(lines(), start=1):
        sheet.append([index, *line])
    sheet.append(["合计", "11人"])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
