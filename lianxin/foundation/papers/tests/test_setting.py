"""What is drawn: official layout, no missing character, nothing off the sheet, data as data."""

from dataclasses import replace
from datetime import UTC, datetime
from time import perf_counter

import pytest

from lianxin.foundation.papers import fonts, typeset, wording
from lianxin.foundation.papers.catalogue import Letter, label, paragraph, row, table, value
from lianxin.foundation.papers.fonts import NoFonts, Typefaces, typefaces
from lianxin.foundation.papers.printing import words_of
from lianxin.foundation.papers.tests import reading
from lianxin.foundation.papers.tests.samples import FORM, LETTER

NO_MARK = {"number": "", "qr": "", "watermark": ""}
MARKED = {"number": "港党〔2026〕21号", "qr": "", "watermark": ""}
AT = datetime(2026, 12, 8, tzinfo=UTC)


def letter(content=LETTER, mark=MARKED):
    return typeset.pdf("papers/letter.typ", content.values(), mark, at=AT)


def form(content=FORM, mark=NO_MARK):
    return typeset.pdf("papers/form.typ", content.values(), mark, at=AT)


def texts(values):
    """Every leaf of the data that must stand on the paper."""
    if isinstance(values, str):
        return [values] if len(values) > 1 else []
    if isinstance(values, dict):
        return [
            text
            for key, each in values.items()
            if key not in {"frame", "kind", "align"}
            for text in texts(each)
        ]
    return [text for each in values for text in texts(each)] if isinstance(values, list) else []


def test_a_letter_says_everything_it_was_given():
    pdf = letter()

    reading.keep(pdf, "sample-letter")
    assert reading.missing(pdf, *texts(LETTER.values()), "港党〔2026〕21号", "—1—") == []
    assert reading.outside(pdf) == []


def test_a_form_says_everything_it_was_given():
    pdf = form()

    reading.keep(pdf, "sample-form")
    upright = [text for text in texts(FORM.values()) if text not in {"简历", "意见"}]
    assert reading.missing(pdf, *upright) == []
    assert reading.outside(pdf) == []
    assert reading.pages_of(pdf) == 3


def test_twenty_eight_characters_a_line_and_twenty_two_lines_a_page():
    page = Letter(title="题", body=[paragraph("字" * 28 * 60, flush=True)])
    import pypdfium2

    second = pypdfium2.PdfDocument(letter(page, NO_MARK))[1].get_textpage()
    lines = second.get_text_bounded().split("\r\n")
    assert [len(line) for line in lines[:-1]] == [28] * 22


def test_what_would_be_source_is_printed_as_text():
    wicked = '#panic() $x$ *粗* _斜_ [a](b) `c` <label> @ref \\ "q" // /* */ {{ x }} {% y %} & ^ ~'
    said = replace(LETTER, title=wicked, to=wicked, note=wicked, body=[
        paragraph(wicked), table([1], [row(value(wicked)), row(label(wicked))])])  # fmt: skip

    pdf = letter(said, {**MARKED, "number": wicked})

    assert reading.text_of(pdf).count("#panic()$x$*粗*") == 7
    assert reading.word_of(wording.word(said.values(), NO_MARK)).count("{{x}}{%y%}&^~") == 6


LONG_UNIT = "中共" + "东港市滨海新区综合港务物流运输集团有限责任公司第一分公司" * 4
LONG_UNIT = LONG_UNIT[:95] + "支部委员会"


def test_a_name_of_a_hundred_characters_stays_on_the_sheet():
    assert len(LONG_UNIT) == 100
    long = replace(
        LETTER, issuer=LONG_UNIT, to=LONG_UNIT, signed=[LONG_UNIT], printed_by=LONG_UNIT,
        attachments=[LONG_UNIT, LONG_UNIT],
        body=[table([1, 1, 1, 5], [
            row(label(LONG_UNIT), value(LONG_UNIT), value("x" * 90), value())])],
    )  # fmt: skip

    pdf = letter(long)

    reading.keep(pdf, "long-names")
    assert reading.outside(pdf, margin=30) == []
    assert reading.text_of(pdf).count(LONG_UNIT) >= 5


@pytest.mark.parametrize("word", ["x" * 300, "https://host.example/" + "a1" * 120, "9" * 200])
def test_a_word_without_a_space_breaks_rather_than_leaving_the_sheet(word):
    pdf = letter(replace(LETTER, body=[paragraph(word)]))

    assert reading.outside(pdf, margin=60) == []
    assert word in reading.text_of(pdf)


def test_a_long_cell_goes_on_over_the_page():
    from lianxin.foundation.papers.catalogue import Form, passage

    long = "按时参加学习和活动。" * 400
    pdf = form(
        Form(title="表", body=[table([1, 5], [row(label("情况"), passage(long, sign=["签名"]))])])
    )

    assert reading.pages_of(pdf) >= 3
    assert long in reading.text_of(pdf).replace("第1页，共", "第1页，共") or (
        reading.text_of(pdf).count("按时参加学习和活动") >= 395
    )
    assert reading.outside(pdf, margin=30) == []


def test_rare_characters_are_drawn_or_named():
    """Names use characters beyond the common planes; what no font has is told, not hidden."""
    rare = "喆犇垚㛃𬭎𠮷"
    lacking = typefaces().lacks(f"{rare}\U000e0fff𪚥")

    pdf = letter(replace(LETTER, body=[paragraph(f"{rare}同志")]))

    assert reading.missing(pdf, *(char for char in rare if char not in lacking)) == []
    assert "喆" not in lacking
    assert "犇" not in lacking
    assert typefaces().lacks("王\ue123\n\u3000") == ["\ue123"]


def test_every_character_of_the_samples_has_a_drawing():
    assert typefaces().lacks(words_of(LETTER.values()) + words_of(FORM.values())) == []


def test_the_same_paper_gives_the_same_bytes():
    assert letter() == letter()
    assert letter(mark=NO_MARK) != letter()


def test_without_a_chinese_font_the_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(fonts, "WANTED", {"fang": ("No such family",)})

    with pytest.raises(NoFonts) as said:
        _ = Typefaces("").chosen

    assert "fonts-noto-cjk" in str(said.value)


def test_the_deployers_fonts_come_first(monkeypatch):
    monkeypatch.setattr(
        fonts, "WANTED", {**fonts.WANTED, "fang": ("Noto Sans CJK SC", *fonts.SERIF)}
    )

    chosen = Typefaces("/nowhere").chosen

    assert chosen["fang"][0] == "Noto Sans CJK SC"
    assert chosen["title-weight"] == 700


def test_a_paper_is_set_in_less_than_a_second():
    letter()
    began = perf_counter()
    letter(replace(LETTER, date="2026年12月9日"))

    assert perf_counter() - began < 1


def test_the_word_file_says_the_same():
    for content in (LETTER, FORM):
        said = reading.word_of(wording.word(content.values(), MARKED))
        wanted = [text for text in texts(content.values()) if text not in {"简历", "意见"}]
        assert [text for text in wanted if "".join(text.split()) not in said] == []
        assert "港党〔2026〕21号" in said


def test_the_word_file_has_merged_cells_and_a_repeated_head():
    import io

    import docx

    document = docx.Document(io.BytesIO(wording.word(FORM.values(), NO_MARK)))
    first, second = document.tables

    assert first.cell(1, 1).text == first.cell(1, 3).text == "参加工作。\n任装卸队队长。"
    assert "w:tblHeader" in second.rows[0]._tr.xml
    assert document.sections[0].page_width.mm == pytest.approx(210, abs=0.1)


@pytest.mark.parametrize("columns", [[1, 8], [1, 1, 1, 1, 1, 1, 1, 1]])
@pytest.mark.parametrize("length", [20, 90, 200, 400, 900, 2500])
def test_no_row_loses_a_word_however_narrow_its_column(columns, length):
    from lianxin.foundation.papers.catalogue import Form

    words = "".join(chr(0x4E00 + n) for n in range(length))
    for where in range(len(columns)):
        cells = [value(words if n == where else "") for n in range(len(columns))]
        pdf = form(Form(title="表", body=[paragraph("上文"), table(columns, [row(*cells)] * 2)]))
        assert reading.text_of(pdf).count(words[-8:]) == 2
        assert reading.outside(pdf, margin=30) == []


@pytest.mark.parametrize("words", ["短", "长" * 30])
def test_the_signature_stands_at_the_right(words):
    """Also below a paragraph that does not fill its line."""
    import pypdfium2

    said = Letter(title="题", body=[paragraph(words)], signed=["港务局党委"], date="2026年12月8日")
    page = pypdfium2.PdfDocument(letter(said, NO_MARK))[0].get_textpage()
    found = page.search("2026年12月8日").get_next()
    left, *_ = page.get_charbox(found[0])
    assert left > 298
