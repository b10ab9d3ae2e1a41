"""Finding the header, and what each column of the file is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.foundation.spreadsheets.reading import headers, mapping
from lianxin.foundation.spreadsheets.reading.mapping import How
from lianxin.foundation.spreadsheets.tests.workshop import (
    COLUMNS,
    HEADERS,
    TODAY,
    id_number,
    person,
)


def numbered(*rows):
    return [(number, list(row)) for number, row in enumerate(rows, 1) if any(row)]


def propose(header, rows, **kwargs):
    return mapping.propose(header, rows, COLUMNS, today=TODAY, **kwargs)


def chosen(header_row, rows=(), **kwargs):
    header = headers.at_row([(1, list(header_row))], 1)
    proposal = propose(header, rows, **kwargs)
    return {match.header: match for match in proposal.matches}, proposal


def test_the_header_stands_under_title_rows():
    head = numbered(
        ["××单位人员花名册"], ["填报单位：东港", None, None, "2026年11月"], HEADERS, person(1)
    )
    header = headers.find(head, COLUMNS)
    assert header.rows == (3,)
    assert header.texts == tuple(HEADERS)


def test_two_rows_with_group_titles_are_one_header():
    head = numbered(
        ["花名册"],
        ["序号", "姓名", "基本信息", None, None, "联系方式", None],
        [None, None, "性别", "民族", "身份证号", "手机", "住址"],
        [1, "张三", "男", "汉族", id_number(1), "13800138000", "东港路 1 号"],
    )
    header = headers.find(head, COLUMNS)
    assert header.rows == (2, 3)
    assert header.texts == (
        "序号", "姓名", "基本信息性别", "基本信息民族", "基本信息身份证号",
        "联系方式手机", "联系方式住址",
    )  # fmt: skip
    proposal = propose(header, [head[3][1]])
    assert proposal.chosen == {1: "name", 2: "sex", 3: "people", 4: "id_number", 5: "phone"}


def test_two_rows_merged_downwards_are_one_header():
    head = numbered(
        ["序号", "姓名", "性别", "出生", None],
        ["序号", "姓名", "性别", "年月", "民族"],
        [1, "张三", "男", "1980.03", "汉族"],
    )
    header = headers.find(head, COLUMNS)
    assert header.rows == (1, 2)
    assert header.texts == ("序号", "姓名", "性别", "出生年月", "出生民族")
    assert propose(header, []).chosen == {1: "name", 2: "sex", 3: "born_on", 4: "people"}


def test_the_first_data_row_is_never_taken_for_a_header():
    head = numbered(["姓名", "性别", None], ["张三", "男", "备注"], ["李四", "女", None])
    assert headers.find(head, COLUMNS).rows == (1,)


def test_spaces_line_breaks_width_and_punctuation_do_not_matter():
    matches, proposal = chosen(["姓 名", "身份证\n号码", "＊性别：", "联系电话（手机）", "学历 "])
    assert proposal.chosen == {0: "name", 1: "id_number", 2: "sex", 3: "phone", 4: "school"}
    assert matches["姓 名"].how is How.EXACT
    assert matches["身份证 号码"].how is How.SYNONYM
    assert matches["联系电话（手机）"].confidence == 0.95


def test_a_part_of_another_name_is_no_match():
    matches, proposal = chosen(["姓名拼音", "介绍人姓名", "配偶身份证号"])
    assert proposal.chosen == {}
    assert {match.how for match in matches.values()} == {How.NOTHING}
    assert proposal.missing == ("name", "id_number")


def test_a_similar_name_is_only_suggested():
    matches, proposal = chosen(["公民身份号吗"])
    assert proposal.chosen == {}
    assert matches["公民身份号吗"].how is How.NOTHING or matches["公民身份号吗"].suggested
    matches, proposal = chosen(["公民身份号码码"])
    assert matches["公民身份号码码"].suggested == "id_number"
    assert proposal.chosen == {}


def test_cells_speak_when_the_header_does_not():
    rows = [[f"1390013900{n}", id_number(n), "男", f"张三{n}"] for n in range(5)]
    matches, proposal = chosen(["号", "证件", "xb", "其他"], rows)
    assert proposal.chosen == {0: "phone", 1: "id_number", 2: "sex"}
    assert matches["号"].how is How.EVIDENCE
    assert matches["其他"].key == ""


def test_two_columns_that_look_alike_are_no_evidence():
    rows = [[f"1390013900{n}", f"1380013800{n}"] for n in range(5)]
    matches, proposal = chosen(["甲", "乙"], rows)
    assert proposal.chosen == {}
    assert {match.suggested for match in matches.values()} == {"phone"}


def test_two_headers_for_one_field_are_a_conflict_that_a_person_decides():
    _, proposal = chosen(["姓名", "手机", "联系电话"])
    assert proposal.conflicts == {"phone": (1, 2)}


def test_what_was_chosen_before_is_remembered():
    remembered = {"手机": "", "单位电话": "phone"}
    matches, proposal = chosen(["姓名", "手机", "单位电话"], remembered=remembered)
    assert proposal.chosen == {0: "name", 2: "phone"}
    assert matches["单位电话"].how is How.MEMORY


def test_a_header_that_promises_what_the_cells_do_not_hold_raises_a_doubt():
    rows = [[f"1390013900{n}"] for n in range(5)]
    matches, _ = chosen(["身份证号"], rows)
    assert matches["身份证号"].doubt == "这一列的内容大多不像“身份证号”，请核对对应关系。"


def test_the_running_number_is_recognised_and_not_a_field():
    matches, _ = chosen(["序号", "姓名"])
    assert matches["序号"].how is How.ORDINAL


def test_samples_of_a_column_are_shown():
    matches, _ = chosen(["学历"], [["大学"], ["大学"], ["大专"], [None]])
    assert matches["学历"].samples == ("大学", "大专")


def test_the_tab_with_the_best_header_is_chosen():
    heads = {
        0: numbered(["说明"], ["请按要求填写"]),
        1: numbered(["姓名", "职务"], ["张三", "科长"]),
        2: numbered(["名册"], HEADERS, person(1)),
    }
    assert headers.best_tab(heads, COLUMNS) == 2
    assert headers.best_tab({0: heads[0]}, COLUMNS) is None


def test_a_fingerprint_is_the_same_in_any_order_and_spelling():
    one = headers.at_row([(1, ["姓名", "性别"])], 1)
    other = headers.at_row([(4, ["性 别", "姓　名："])], 4)
    assert mapping.fingerprint(one) == mapping.fingerprint(other)


def sieve():
    return headers.Sieve(headers.at_row([(1, HEADERS)], 1), [1, 2, 3, 4, 5, 6, 7, 8])


def test_rows_that_are_no_data_are_left_out_with_their_reason():
    judged = sieve()
    assert judged.judge(9, ["合计", None, "12人"]).reason == headers.FOOTER
    assert judged.judge(9, ["合　计"]).reason == headers.FOOTER
    assert judged.judge(9, [None, "制表人：王海平", None, "2026年"]).reason == headers.FOOTER
    assert judged.judge(9, ["第一小组"]).reason == headers.DIVIDER
    assert judged.judge(9, HEADERS).reason == headers.REPEATED
    assert judged.judge(9, HEADERS).row == 9


def test_data_is_kept_even_when_much_of_it_is_missing():
    judged = sieve()
    assert judged.judge(9, person(1)) is None
    assert judged.judge(9, [None, "张三"]) is None
    assert judged.judge(9, [7]) is None
    assert judged.judge(9, [1, "负责", "男", "汉族", id_number(1), "1980.03", "大学"]) is None


LABELS = [column.label for column in COLUMNS]


@settings(deadline=None)
@given(
    st.permutations(LABELS),
    st.integers(0, 5),
    st.lists(st.sampled_from([" ", "　", "：", "*", "\n"]), min_size=11, max_size=11),
)
def test_a_header_is_found_in_any_order_under_any_titles(labels, titles, noise):
    row = [f"{mark}{label}{mark}" for label, mark in zip(labels, noise, strict=True)]
    head = numbered(*[[f"标题{n}"] for n in range(titles)], row, ["张三", "男"])
    header = headers.find(head, COLUMNS)
    assert header.rows == (titles + 1,)
    proposal = propose(header, [])
    by_key = {column.key: column.label for column in COLUMNS}
    assert [by_key[proposal.chosen[place]] for place in range(len(labels))] == list(labels)


@given(st.lists(st.lists(st.none() | st.text(max_size=8) | st.integers(), max_size=6), max_size=8))
def test_any_table_at_all_is_looked_at_without_failing(rows):
    head = [(number, row) for number, row in enumerate(rows, 1)]
    header = headers.find(head, COLUMNS)
    if header is not None:
        propose(header, rows)
