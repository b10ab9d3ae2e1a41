"""Kinds of papers for the tests, plugged beside those of the areas."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from lianxin.foundation.organisation.grants import may
from lianxin.foundation.papers import rules
from lianxin.foundation.papers.catalogue import (
    Draft,
    Form,
    Letter,
    Numbering,
    Paper,
    cover,
    kinds,
    label,
    line,
    page,
    paragraph,
    passage,
    plug,
    row,
    signature,
    space,
    table,
    title,
    value,
)
from lianxin.foundation.papers.catalogue import heading as part_heading
from lianxin.foundation.papers.catalogue import note as small_print

NAME = "王思远"
LETTER = Letter(
    title="关于同意王思远同志\n按时办结的批复",
    issuer="中共东港港务局委员会",
    red=True,
    to="码头党总支",
    body=[
        paragraph("你总支《关于王思远同志的请示》（码党〔2026〕18号）收悉。现批复如下："),
        paragraph("一、基本情况", level=1),
        paragraph("（一）学习情况", level=2),
        paragraph("1.按时参加学习。", level=3),
        paragraph("同意。请及时通知本人，并在会上宣布。"),
        table(
            [1, 2], [row(label("姓名"), value(NAME)), row(label("日期"), value("2026年12月6日"))]
        ),
        paragraph("特此批复。"),
    ],
    attachments=["名单", "材料目录"],
    signed=["中共东港港务局委员会"],
    date="2026年12月8日",
    note="联系人：周文静，电话：0000-1234567",
    copies="港务局人事处",
    printed_by="中共东港港务局委员会办公室",
    printed_on="2026年12月8日",
)
FORM = Form(
    title="考察登记表",
    body=[
        cover("考察登记表", [("姓　　名", NAME), ("所在单位", "东港港务局")], foot="二〇二六年"),
        title("考察登记表", size=18),
        line("填表单位：码头党总支", "2026年12月6日"),
        table(
            [2, 3, 2, 3],
            [
                row(label("姓名"), value(NAME), label("性别"), value("男")),
                row(
                    label("简历", upright=True),
                    passage("参加工作。\n任装卸队队长。", span=3, height=60),
                ),
                row(
                    label("意见", upright=True),
                    passage("同意。", span=3, height=50, sign=["签名：　　　　", "　　年　月　日"]),
                ),
            ],
        ),
        small_print("说明：一式两份。"),
        page(),
        part_heading("附表"),
        table([1, 3], [row(label("序号"), label("内容")), row(value(1), value("学习"))], header=1),
        space(5),
        signature(["中共东港港务局委员会"]),
    ],
)


def given(subject_id: int, content, **more) -> Draft:
    return Draft(unit_id=subject_id, title="关于王思远同志的批复", content=content, **more)


def _may(by, *, at) -> bool:
    return may(by, rules.Can.VOID, at=at)


#: In these the subject is the unit itself, so that no area is needed.
DOCUMENT = Paper(
    code="test.document", name="批复", numbering=Numbering.DOCUMENT, may=_may,
    draft=lambda subject_id, by: given(subject_id, LETTER, case_id=7),
)  # fmt: skip
RUNNING = Paper(
    code="test.running", name="介绍信", numbering=Numbering.RUNNING, word="组转", may=_may,
    draft=lambda subject_id, by: given(subject_id, LETTER, valid_until=date(2026, 12, 31)),
)  # fmt: skip
PLAIN = Paper(
    code="test.plain", name="证明", numbering=Numbering.PLAIN, may=_may,
    draft=lambda subject_id, by: given(subject_id, LETTER),
)  # fmt: skip
FREE = Paper(
    code="test.form", name="登记表", may=_may,
    draft=lambda subject_id, by: given(subject_id, FORM) if subject_id else None,
)  # fmt: skip


@contextmanager
def plugged(**changes):
    """The kinds, for as long as a test lasts; `changes` on all of them."""
    before = dict(kinds._plugged)
    plug(*(replace(paper, **changes) for paper in (DOCUMENT, RUNNING, PLAIN, FREE)))
    try:
        yield
    finally:
        kinds._plugged.clear()
        kinds._plugged.update(before)
