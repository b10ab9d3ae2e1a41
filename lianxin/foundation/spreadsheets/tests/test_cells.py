"""Each ugly form of a cell, and exactly what is said of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.spreadsheets.reading.cells import Reader
from lianxin.foundation.spreadsheets.reading.cells.dates import PartialDate
from lianxin.foundation.spreadsheets.reading.cells.identity import (
    birth_of,
    check_character,
    is_male,
    modern,
)
from lianxin.foundation.spreadsheets.reading.columns import Choice, Column, Kind
from lianxin.foundation.spreadsheets.reading.notes import Severity
from lianxin.foundation.spreadsheets.tests.workshop import COLUMNS, SCHOOLS, TODAY, id_number

READER = Reader(COLUMNS, today=TODAY)


def reads(key, cell):
    reading = READER.read(key, cell)
    return reading.value, reading.note.sentence if reading.note else ""


def refuses(key, cell):
    reading = READER.read(key, cell)
    assert reading.value is None
    assert reading.note.severity is Severity.ERROR
    return reading.note.sentence, reading.note.suggestion


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1998.07", "1998-07"),
        ("1998-7-1", "1998-07-01"),
        ("1998年7月", "1998-07"),
        ("1998年7月1日", "1998-07-01"),
        ("1998 年 7 月 1 日", "1998-07-01"),
        ("１９９８．０７", "1998-07"),
        ("1998/07/01 00:00:00", "1998-07-01"),
        ("1998-07-01T08:30:00", "1998-07-01"),
        ("19980701", "1998-07-01"),
        ("199807", "1998-07"),
        ("1998", "1998"),
        ("1998年", "1998"),
        ("1998。7。1", "1998-07-01"),
        ("1998、7、1", "1998-07-01"),
        ("1998-07-", "1998-07"),
        ("1998.0701", "1998-07-01"),
        ("1965年8月生", "1965-08"),
        ("1998.07（转入）", "1998-07"),
        ("一九九八年七月", "1998-07"),
        ("二〇〇一年十二月二十五日", "2001-12-25"),
        ("二○一一年十月廿三", "2011-10-23"),
        (19980701, "1998-07-01"),
        (199807, "1998-07"),
        (1998, "1998"),
        (1998.07, "1998-07"),
        (1998.12, "1998-12"),
        ({"d": "1998-07-01"}, "1998-07-01"),
        ({"d": "1998-07-01T10:20:00"}, "1998-07-01"),
    ],
)
def test_dates_are_read_as_people_write_them(cell, value):
    assert reads("born_on", cell) == (value, "")


@pytest.mark.parametrize("nothing", [None, "", "  ", "/", "—", "-", "无", "不详", "\u200b"])
def test_a_cell_that_says_nothing_is_blank(nothing):
    assert reads("born_on", nothing) == (None, "")
    assert reads("phone", nothing) == (None, "")


@pytest.mark.parametrize(
    ("cell", "sentence", "suggestion"),
    [
        ("98.7", "年份只有两位“98”，请确认是否为 1998年7月。", "1998-07"),
        ("05-3-2", "年份只有两位“05”，请确认是否为 2005年3月2日。", "2005-03-02"),
        ("980701", "年份只有两位“98”，请确认是否为 1998年7月1日。", "1998-07-01"),
        ("1998-02-30", "1998年2月没有30日，请核对“出生日期”。", "1998-02"),
        ("1900.2.29", "1900年2月没有29日，请核对“出生日期”。", "1900-02"),
        ("1998.13", "没有 13 月，请核对“出生日期”。", "1998"),
        ("1798.01", "年份 1798 不合常理，请核对“出生日期”。", ""),
        ("2027-01", "“出生日期”2027年1月在今天（2026-11-02）之后，请核对。", ""),
        ("7/13/1998", "日期“7/13/1998”的年份在最后，请确认是否为 1998年7月13日。", "1998-07-13"),
        ("13/7/1998", "日期“13/7/1998”的年份在最后，请确认是否为 1998年7月13日。", "1998-07-13"),
        (
            1998.1,
            "“1998.1”以数字保存，分不清是 1 月还是 10 月（末尾的 0 会丢失），请确认。",
            "1998-10",
        ),
        (
            "上半年",
            "看不懂日期“上半-”。请写成 1998-07-01，只知道年月时写 1998-07。".replace("-”", "”"),
            "",
        ),
        ("123", "看不懂日期“123”。请写成 1998-07-01，只知道年月时写 1998-07。", ""),
        ({"e": "#N/A"}, "这一格是公式错误 #N/A。请在原表中改正公式，或在这里直接填写内容。", ""),
        ("#REF!", "这一格是公式错误 #REF!。请在原表中改正公式，或在这里直接填写内容。", ""),
    ],
)
def test_dates_that_need_a_person_say_why(cell, sentence, suggestion):
    assert refuses("born_on", cell) == (sentence, suggestion)


def test_serial_days_of_excel_are_put_right():
    assert reads("born_on", 35977) == (
        "1998-07-01",
        "35977 是 Excel 的日期序号，已还原为 1998-07-01。",
    )
    assert reads("born_on", "35977")[0] == reads("born_on", 35977.5)[0] == "1998-07-01"


def test_the_calendar_of_1904_counts_from_its_own_start():
    reader = Reader(COLUMNS, today=TODAY, epoch_1904=True)
    assert reader.read("born_on", 34515).value == "1998-07-01"


def test_an_unknown_day_or_month_written_as_zero_is_left_out():
    assert reads("born_on", "19980700") == ("1998-07", "月或日写作 00，已按“1998年7月”录入。")
    assert reads("born_on", "1998-00-00") == ("1998", "月或日写作 00，已按“1998年”录入。")


def test_a_date_that_may_lie_ahead():
    ahead = Column(key="until", label="届满", kind=Kind.DATE, ahead=True)
    assert Reader([ahead], today=TODAY).read("until", "2030.1").value == "2030-01"


DAYS = st.dates(date(1905, 10, 1), TODAY)
FORMS = [
    "{0:%Y-%m-%d}", "{0:%Y%m%d}", "{0:%Y}.{0.month}.{0.day}", "{0:%Y}年{0.month}月{0.day}日",
    "{0:%Y}/{0:%m}/{0:%d}", " {0:%Y} 年 {0:%m} 月 {0:%d} 日 ", "{0:%Y-%m-%d} 00:00:00",
]  # fmt: skip


@given(DAYS, st.sampled_from(FORMS))
def test_every_day_in_every_form_is_read_back(day, form):
    assert READER.read("born_on", form.format(day)).value == day.isoformat()


@given(DAYS)
def test_a_serial_and_a_typed_date_mean_the_same_day(day):
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    typed = READER.read("born_on", {"d": day.isoformat()})
    assert READER.read("born_on", serial).value == typed.value == day.isoformat()


@given(st.text(max_size=40) | st.integers() | st.floats(allow_nan=False) | st.booleans())
def test_no_cell_can_break_a_reader(cell):
    for column in COLUMNS:
        reading = READER.read(column.key, cell)
        assert reading.value is None or not reading.is_error
        if reading.value is not None and column.kind is Kind.DATE:
            assert PartialDate.from_iso(reading.value).iso == reading.value


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("11010519491231002X", "11010519491231002X"),
        ("440524188001010014", "440524188001010014"),
        (110105491231002, "11010519491231002X"),
    ],
)
def test_the_published_examples_of_identity_numbers(cell, number):
    assert READER.read("id_number", cell).value == number


def test_tidying_an_identity_number_is_told():
    told = "已去掉空格等多余符号，并统一为半角、大写 X。"
    for cell in (
        "11010519491231002x",
        " 110105 19491231 002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X",
        '="11010519491231002X"',
        "\u202d11010519491231002X\u202c",
        "11010519491231002×",
    ):
        assert reads("id_number", cell) in [
            ("11010519491231002X", told),
            ("11010519491231002X", ""),
        ]
    assert reads("id_number", "11010519491231002x") == ("11010519491231002X", told)


def test_an_old_number_is_brought_up_to_date():
    assert reads("id_number", "110105491231002") == (
        "11010519491231002X",
        "15 位旧号码已换算为 18 位：11010519491231002X。",
    )
    assert modern("340524198001010")[:17] == "34052419198001010"


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (
            1.1010519491231002e17,
            "身份证号被 Excel 当作数字保存，末几位已丢失（现为 110105194912310016），无法还原。"
            "请把该列设为“文本”格式后重新填写。",
        ),
        (
            "1.10105E+17",
            "身份证号被 Excel 当作数字保存，末几位已丢失（现为 1.10105E+17），无法还原。"
            "请把该列设为“文本”格式后重新填写。",
        ),
        ("1101051949123100", "身份证号应为 18 位（旧号 15 位），现在是 16 位，请核对。"),
        ("110105194902310020", "身份证号的第 7 至 14 位“19490231”不是有效的出生日期，请核对。"),
        ("110105194912310021", "身份证号的末位校验码不对，很可能有一位写错，请对照身份证核对。"),
        ("1101051949****002X", "身份证号被星号遮住了，请填写完整号码。"),
        ("H60152555", "身份证号“H60152555”里有不该有的字符，请核对。"),
        (None, "“身份证号”必须填写，这里是空的。"),
    ],
)
def test_identity_numbers_that_cannot_stand_say_why(cell, sentence):
    assert refuses("id_number", cell) == (sentence, "")


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(110000, 659999))
def test_every_true_number_is_read_and_every_slip_of_one_digit_is_caught(day, serial, area):
    number = id_number(serial, born=f"{day:%Y%m%d}", area=str(area))
    assert READER.read("id_number", number).value == number
    assert birth_of(number) == day
    assert is_male(number) == (serial % 2 == 1)
    slipped = str((int(number[3]) + 1) % 10)
    assert READER.read("id_number", number[:3] + slipped + number[4:]).is_error


@given(st.integers(0, 10**17 - 1))
def test_the_check_character_satisfies_the_standard(body):
    text = f"{body:017d}"
    digits = [10 if mark == "X" else int(mark) for mark in text + check_character(text)]
    weights = [2 ** (17 - place) % 11 for place in range(18)]
    assert sum(d * w for d, w in zip(digits, weights, strict=True)) % 11 == 1


@pytest.mark.parametrize(
    ("cell", "value", "sentence"),
    [
        ("13800138000", "13800138000", ""),
        (13800138000, "13800138000", ""),
        ("13800138000.0", "13800138000", "号码已整理为 13800138000。"),
        ("138 0013 8000", "13800138000", "号码已整理为 13800138000。"),
        ("138-0013-8000", "13800138000", "号码已整理为 13800138000。"),
        ("+86 13800138000", "13800138000", "号码已整理为 13800138000。"),
        ("8613800138000", "13800138000", "号码已整理为 13800138000。"),
        ("１３８００１３８０００", "13800138000", "号码已整理为 13800138000。"),
        ("010-62345678", "010-62345678", ""),
        ("（0755）8234567", "0755-8234567", ""),
        ("010-62345678转801", "010-62345678-801", ""),
        ("62345678", "62345678", "固定电话 62345678 没有区号，请补上，如 010-。"),
        (
            "13800138000/13900139000",
            "13800138000",
            "这一格写了 2 个号码，只录入第一个 13800138000，其余请另行保存。",
        ),
    ],
)
def test_telephone_numbers(cell, value, sentence):
    assert reads("phone", cell) == (value, sentence)


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("1380013800", "手机号应为 11 位，现在是 10 位，请核对。"),
        ("12800138000", "没有 128 开头的手机号，请核对。"),
        ("138****8000", "联系电话被星号遮住了，请填写完整号码。"),
        ("请问张三", "看不懂号码“请问张三”。手机号写 11 位数字，固定电话写 010-12345678。"),
    ],
)
def test_telephone_numbers_that_cannot_stand_say_why(cell, sentence):
    assert refuses("phone", cell) == (sentence, "")


@pytest.mark.parametrize(
    ("cell", "value", "sentence"),
    [
        ("张三", "张三", ""),
        ("张 三", "张三", "姓名已整理为“张三”。"),
        ("张\u3000三", "张三", "姓名已整理为“张三”。"),
        ("  王海平 ", "王海平", ""),
        ("阿依古丽•买买提", "阿依古丽·买买提", "姓名已整理为“阿依古丽·买买提”。"),
        ("张\u200b三", "张三", "已去掉看不见的字符。"),
        ("John Smith", "John Smith", ""),
        ("⾼明", "高明", ""),
        ("张三2", "张三2", "姓名“张三2”里有数字或符号，请核对。"),
        ("张", "张", "姓名“张”只有一个字，请核对。"),
    ],
)
def test_names(cell, value, sentence):
    assert reads("name", cell) == (value, sentence)


def test_a_remark_behind_a_name_is_asked_about():
    assert refuses("name", "张三（女）") == ("姓名里带有说明“张三（女）”，请只留姓名。", "张三")


@pytest.mark.parametrize(
    ("key", "cell", "value", "sentence"),
    [
        ("people", "汉族", "01", ""),
        ("people", "汉", "01", "“汉”已按“汉族”录入。"),
        ("people", " 汉 族 ", "01", ""),
        ("people", "01", "01", "“01”已按“汉族”录入。"),
        ("people", "01.汉族", "01", "“01.汉族”已按“汉族”录入。"),
        ("school", "本科", "bachelor", "“本科”已按“大学”录入。"),
        ("sex", "男性", "1", "“男性”已按“男”录入。"),
    ],
)
def test_code_lists_know_what_else_people_write(key, cell, value, sentence):
    assert reads(key, cell) == (value, sentence)


def test_a_word_outside_the_list_gets_the_nearest_as_a_suggestion():
    assert refuses("school", "大学本课") == (
        "“大学本课”不在“学历”的可选项中。可选：博士研究生、大学、大专。",
        "大学",
    )
    assert refuses("people", "火星")[1] == ""


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("120", 12000), (120.5, 12050), ("¥1,234.50元", 123450), ("１２．３", 1230), ("0", 0),
        ("1.2万", 1200000), (0.1 + 0.2, 30), ("20元/月", 2000),
    ],
)  # fmt: skip
def test_money_is_kept_in_whole_fen(cell, fen):
    assert reads("fee", cell) == (fen, "")


@given(st.integers(0, 10**11))
def test_every_amount_is_read_back_to_the_fen(fen):
    yuan = f"{fen // 100}.{fen % 100:02d}"
    assert READER.read("fee", yuan).value == fen
    assert READER.read("fee", f"{fen // 100:,}.{fen % 100:02d}").value == fen


@pytest.mark.parametrize(
    ("cell", "sentence", "suggestion"),
    [
        ("12.345", "金额最多两位小数（精确到分），请核对。", "12.34"),
        ("-1", "“月缴费”不能小于 0 元。", ""),
        ("拾元", "看不懂金额“拾元”。请只写数字，如 120.50。", ""),
    ],
)
def test_amounts_that_cannot_stand_say_why(cell, sentence, suggestion):
    assert refuses("fee", cell) == (sentence, suggestion)


@pytest.mark.parametrize(("cell", "value"), [("是", True), ("√", True), (1, True), (True, True),
    ("否", False), ("×", False), (0, False), ("无", False)])  # fmt: skip
def test_yes_and_no(cell, value):
    assert reads("away", cell) == (value, "")


def test_a_longer_yes_is_asked_about():
    assert refuses("away", "是，在外地") == (
        "“是否外出”请填“是”或“否”，现在是“是,在外地”。",
        "是",
    )


def test_whole_numbers_with_their_bounds():
    age = Column(key="age", label="年龄", kind=Kind.INTEGER, least=0, most=150)
    reader = Reader([age], today=TODAY)
    assert reader.read("age", "46岁").value == reader.read("age", 46.0).value == 46
    assert reader.read("age", "-1").note.sentence == "“年龄”不能小于 0。"
    assert reader.read("age", 200).note.sentence == "“年龄”不能大于 150。"
    assert reader.read("age", "四十").note.sentence == "“年龄”应为整数，现在是“四十”。"


def test_a_text_that_is_too_long_is_asked_about_and_a_cut_is_offered():
    sentence, suggestion = refuses("note", "长" * 120)
    assert sentence == "“备注”最多 100 个字，这里有 120 个字，请缩短。"
    assert suggestion == "长" * 100


def test_free_text_keeps_its_lines_and_full_width_signs():
    assert reads("note", "第一行 \r\n\r\n（第二行）ＡＢ１") == ("第一行\n（第二行）AB1", "")


def test_one_and_true_and_the_text_one_are_told_apart():
    flag = Column(key="x", label="x", kind=Kind.TEXT)
    reader = Reader([flag], today=TODAY)
    assert [reader.read("x", cell).value for cell in (1, True, "1", 1.5)] == ["1", "是", "1", "1.5"]


def test_a_code_list_finds_every_one_of_its_labels():
    for choice in SCHOOLS:
        assert READER.read("school", choice.label).value == choice.value
    assert Choice("a", "甲").synonyms == ()
