"""The papers of admission: they say what they were given, in official words, on the sheet."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lianxin.areas.admission.catalogue import ADMISSION
from lianxin.areas.admission.catalogue.papers import Person, stages_of
from lianxin.areas.admission.tests.paper_samples import BRANCH, SAMPLES, WANG
from lianxin.foundation.papers import typeset, wording
from lianxin.foundation.papers.catalogue.kinds import FRAMES
from lianxin.foundation.papers.fonts import typefaces
from lianxin.foundation.papers.printing import words_of
from lianxin.foundation.papers.tests import reading
from lianxin.foundation.policies.catalogue import Rules
from lianxin.foundation.procedures.catalogue import Passed, Past

AT = datetime(2026, 12, 8, tzinfo=UTC)
NUMBER = {"number": "港党〔2026〕21号", "qr": "", "watermark": ""}


def drawn(paper):
    values = json.loads(json.dumps(paper.content().values(), default=str))
    mark = NUMBER if values.get("red") else {**NUMBER, "number": ""}
    return values, typeset.pdf(FRAMES[values["frame"]], values, mark, at=AT)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_paper_is_drawn_without_loss_on_the_sheet(name):
    values, pdf = drawn(SAMPLES[name])

    reading.keep(pdf, f"admission-{name}")
    assert reading.outside(pdf, margin=20) == []
    assert typefaces().lacks(words_of(values)) == []
    assert reading.missing(pdf, *reading.sentences(values)) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_each_paper_is_a_word_file_too(name):
    values = SAMPLES[name].content().values()

    said = reading.word_of(wording.word(values, NUMBER))
    assert [t for t in reading.sentences(values) if "".join(t.split()) not in said] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_what_people_type_is_never_read_as_source(name):
    wicked = '#panic() $x$ *粗* [a](b) {{ x }} & \\ "q"'
    paper = SAMPLES[name]
    if not hasattr(paper, "person"):
        paper = replace(paper, people=[replace(person, name=wicked) for person in paper.people])
    else:
        paper = replace(paper, person=replace(paper.person, name=wicked))

    _, pdf = drawn(paper)

    assert "#panic()$x$*粗*[a](b){{x}}&" in reading.text_of(pdf)


@pytest.mark.parametrize("name", SAMPLES)
def test_with_nothing_known_of_a_person_it_is_still_a_paper(name):
    paper = SAMPLES[name]
    if hasattr(paper, "person"):
        paper = replace(paper, person=Person(name="某"))
    else:
        paper = replace(paper, people=[Person(name="某")])

    values, pdf = drawn(paper)

    assert "None" not in words_of(values)
    assert reading.outside(pdf, margin=20) == []


def test_very_long_names_stay_on_the_sheet():
    long = "中共" + "东港市滨海新区综合港务物流运输集团有限责任公司第一分公司" * 4
    person = replace(
        WANG, name="买买提艾力·阿卜杜热合曼·吐尔逊江", workplace=long, native_place=long[:40]
    )
    for name in ("prereview-reply", "activist-record", "full-record", "full-request"):
        _, pdf = drawn(replace(SAMPLES[name], person=person, branch=long))
        assert reading.outside(pdf, margin=20) == [], name


def said(name):
    return words_of(SAMPLES[name].content().values())


def test_a_resolution_states_the_numbers_and_the_majority():
    text = said("resolution")

    assert "应到会有表决权的正式党员23名，实到会20名，会前提出书面意见1名" in text
    assert "赞成20票，不赞成0票，弃权1票" in text
    assert "无记名投票" in text
    assert "超过应到会有表决权的正式党员的半数，大会同意接收王思远同志为中共预备党员" in text


def test_a_reply_says_from_when_it_counts():
    assert "预备期一年，从支部大会通过之日起算，即2026年6月18日至2027年6月18日" in said(
        "join-reply"
    )
    assert "党龄从预备期满转为正式党员之日2027年6月18日算起" in said("full-reply")


def test_an_extension_says_how_long_and_why():
    text = said("resolution-extend")
    assert "未能按时参加组织生活" in text
    assert "延长王思远同志预备期6个月" in text


def test_what_goes_back_says_what_is_wanting():
    assert "2.政治审查材料没有结论性意见。" in said("prereview-returned")
    assert "志愿书》（编号：DG20260012）" in said("prereview-reply")


def test_a_notice_shows_no_number_of_identity_and_no_phone_of_the_person():
    text = said("notice")
    assert "2026年6月8日至2026年6月12日（5个工作日）" in text
    assert "列为发展对象时间" in text


def test_the_full_record_is_read_from_the_case():
    """Every step stands there, done or not; a late one says so."""
    past = Past(
        today=date(2026, 1, 1), opened_on=date(2024, 3, 5), rules=Rules(on=date(2026, 1, 1)),
        passed=(
            Passed(step="apply", way="on", held_on=date(2024, 3, 5), recorded_on=date(2024, 3, 5),
                   values={"received_by": "王海平"}),
            Passed(step="talk", way="on", held_on=date(2024, 3, 20), recorded_on=date(2024, 4, 20),
                   values={"talker_post": "secretary", "place": ""}),
            Passed(step="recommend", way="yes", held_on=date(2024, 9, 10),
                   recorded_on=date(2024, 9, 10), values={
                       "vote": {"expected": 5, "present": 4, "favour": 4},
                       "meeting": {"id": 3, "title": "九月支委会"}}),
            Passed(step="contacts", way="on", held_on=date(2024, 9, 22),
                   recorded_on=date(2024, 9, 22),
                   values={"contacts": [{"id": 1, "name": "周国强"}, {"id": 2, "name": "孙莉"}]}),
        ),
    )  # fmt: skip

    stages = stages_of(ADMISSION, past)
    told = {one.number: one for _, steps in stages for one in steps}

    assert sorted(told) == list(range(1, 26))
    assert told[1].said == "接收人：王海平；结果：递交"
    assert told[2].is_late
    assert told[2].said == "谈话人职务：书记；已谈话"
    assert "实到会4名；赞成4票" in told[3].said
    assert "会议记录：九月支委会" in told[3].said
    assert "结果：确定为入党积极分子" in told[3].said
    assert told[5].said == "培养联系人：周国强、孙莉；已指定"
    assert told[25].on is None


def test_the_archive_list_names_what_is_missing():
    assert "尚缺 3 件：政治审查材料、入党志愿书、转正申请书。" in said("full-record")
    assert BRANCH in said("full-record")
