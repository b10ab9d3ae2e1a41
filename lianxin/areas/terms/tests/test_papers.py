"""The papers of an election: pure ones without loss on the sheet, then from a real election."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest
from django.test import Client
from django.utils.timezone import now

from lianxin.areas.terms import drafts
from lianxin.areas.terms.procedures import papers
from lianxin.areas.terms.tests.conftest import Elect
from lianxin.areas.terms.tests.paper_samples import BALLOTS, NAMES, SAMPLES, UNIT
from lianxin.foundation.papers import actions as register
from lianxin.foundation.papers import typeset, wording
from lianxin.foundation.papers.catalogue import plugged
from lianxin.foundation.papers.catalogue.kinds import FRAMES
from lianxin.foundation.papers.fonts import typefaces
from lianxin.foundation.papers.printing import words_of
from lianxin.foundation.papers.tests import reading
from lianxin.foundation.procedures import queries
from tests.cast import actor, sign_in

AT = datetime(2026, 12, 8, tzinfo=UTC)
MARK = {"number": "港党〔2026〕21号", "qr": "", "watermark": ""}
BLANK = {**MARK, "number": ""}
LONG = "中共" + "东港市滨海新区综合港务物流运输集团有限责任公司第一分公司" * 3


def drawn(paper):
    values = json.loads(json.dumps(paper.content().values()))
    pdf = typeset.pdf(FRAMES[values["frame"]], values, MARK if values.get("red") else BLANK, at=AT)
    return values, pdf


def ballot(paper):
    return typeset.pdf("terms/papers/ballot.typ", paper.values(), BLANK, at=AT)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_paper_is_drawn_without_loss_on_the_sheet(name):
    values, pdf = drawn(SAMPLES[name])

    reading.keep(pdf, f"terms-{name}")
    assert reading.outside(pdf, margin=20) == []
    assert typefaces().lacks(words_of(values)) == []
    assert reading.missing(pdf, *reading.sentences(values)) == []
    said = reading.word_of(wording.word(values, MARK))
    assert [t for t in reading.sentences(values) if "".join(t.split()) not in said] == []


@pytest.mark.parametrize("name", BALLOTS)
def test_a_ballot_is_one_sheet_with_every_name_and_no_mark(name):
    paper = BALLOTS[name]
    pdf = ballot(paper)

    reading.keep(pdf, f"terms-ballot-{name}")
    assert reading.pages_of(pdf) == 1
    assert reading.outside(pdf, margin=10) == []
    text = reading.text_of(pdf)
    # Names stand upright: one character below the other.
    for person in paper.names:
        assert all(char in text for char in person)
    assert "扫码" not in text
    assert "第1页" not in text
    assert f"应选{paper.seats}名" in text
    wide, high = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert sorted((round(wide), round(high))) == [420, 595]  # A5


def test_a_ballot_says_how_marks_are_made():
    text = reading.text_of(ballot(BALLOTS["committee"]))

    assert "弃权的不能另选他人" in text
    assert "按姓氏笔画为序" in text
    assert "差额选举" in text
    assert "等额选举" in reading.text_of(ballot(BALLOTS["secretary"]))


@pytest.mark.parametrize("name", [*SAMPLES, *BALLOTS])
def test_very_long_names_stay_on_the_sheet(name):
    if name in BALLOTS:
        paper = replace(BALLOTS[name], unit=LONG, names=["买买提艾力·阿卜杜热合曼·吐尔逊江"] * 3)
        reading.keep(ballot(paper), f"terms-ballot-long-{name}")
        assert reading.outside(ballot(paper), margin=10) == []
        assert reading.pages_of(ballot(paper)) == 1
    else:
        _, pdf = drawn(replace(SAMPLES[name], unit=LONG))
        assert reading.outside(pdf, margin=20) == []


def test_what_people_type_is_never_read_as_source():
    wicked = '#panic() $x$ *粗* {{ x }} & \\ "q"'
    _, pdf = drawn(replace(SAMPLES["request"], unit=wicked))
    assert "#panic()$x$*粗*{{x}}&" in reading.text_of(pdf)
    other = ballot(replace(BALLOTS["committee"], unit=wicked, names=[wicked, *NAMES]))
    assert "#panic()" in reading.text_of(other)


def said(name):
    return words_of(SAMPLES[name].content().values())


def test_a_request_says_how_many_and_how():
    text = said("request")
    assert "委员会由5名委员组成，设书记1名、副书记1名" in text
    assert "不少于6名" in text
    assert "2026年12月20日任期届满" in text
    assert "差额不少于应选人数的20%" in text
    assert "支部委员会于2023年12月20日选举产生" in text
    assert "不设委员会，设书记1名、副书记1名" in said("request-alone")
    assert "委员会会议" not in said("request-alone")
    assert "新一届委员会" not in said("request-alone")


@pytest.mark.parametrize(("on", "word"), [(date(2026, 10, 10), "将于"), (date(2027, 1, 5), "已于")])
def test_a_term_that_is_over_is_told_as_over(on, word):
    text = words_of(replace(SAMPLES["request"], on=on).content().values())
    assert f"{word}2026年12月20日任期届满" in text


def test_the_list_of_candidates_is_an_annex_behind_the_signature():
    _, pdf = drawn(SAMPLES["candidates-request"])
    first, second = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    assert "附件：" in first
    assert "2026年11月10日" in first
    assert "名册" in second
    assert "出生年月" not in first
    alone = said("candidates-request-alone")
    assert "关于书记候选人" in alone
    assert "姓氏笔画" not in alone


def test_the_report_has_every_number():
    text = said("sheet")
    for number in ("52", "48", "47／1", "宋雨（另选）", "当选委员：丁大海"):
        assert number in text


def test_the_reply_appoints_and_files():
    text = said("approval")
    assert f"同意丁大海同志任{UNIT}书记。" in text
    assert "同志任委员，同意备案。" in text


# ---- from a real election -------------------------------------------------------------------


@pytest.mark.django_db
def test_every_paper_that_is_offered_opens(elect):
    lin = sign_in(Client(), elect.cast.lin)
    for step in ("request", "nominate", "meeting", "report", "announce"):
        elect.to(step)
        if step == "nominate":
            elect.put_up()
        for paper in papers("election", elect.case.pk, elect.case.step):
            answer = lin.get(paper.url)
            assert answer.status_code == 200 or not paper.ready, (step, paper.name)


@pytest.mark.django_db
def test_the_sheet_says_what_was_counted(elect):
    elect.to("announce")
    lin = sign_in(Client(), elect.cast.lin)

    pdf = lin.get(f"/papers/draft/election.sheet/{elect.case.pk}/take/pdf/").content

    reading.keep(pdf, "terms-real-sheet")
    assert reading.missing(pdf, "丁大海", "当选书记：丁大海", "监票人") == []
    assert reading.outside(pdf, margin=20) == []


@pytest.mark.django_db
def test_the_committee_above_numbers_its_approval(elect):
    elect.to("announce")
    lin = actor(elect.cast.lin)
    register.set_series(elect.cast.harbour, "港党", last=11, by=lin, at=now())

    issued = register.issue("election.approval", elect.case.pk, by=lin, at=now())

    assert issued.number.endswith("〕12号")
    assert "同意丁大海同志任" in words_of(issued.said)
    wang = sign_in(Client(), elect.cast.wang)
    assert wang.get(f"/papers/draft/election.approval/{elect.case.pk}/").status_code == 403


@pytest.mark.django_db
def test_nobody_is_offered_what_only_the_other_side_writes(elect):
    elect.to("announce")
    approval, result = (
        f"/papers/draft/election.{code}/{elect.case.pk}/" for code in ("approval", "result")
    )
    wang = actor(elect.cast.wang)
    mine = {paper.url for paper in queries.papers_of(elect.case, wang)}
    theirs = {paper.url for paper in queries.papers_of(elect.case, elect.lin)}
    assert (approval in mine, approval in theirs) == (False, True)
    assert result in theirs


@pytest.mark.django_db
def test_before_a_count_the_sheet_is_named_and_says_why_not(elect):
    elect.to("meeting")
    sheet = next(p for p in queries.papers_of(elect.case, elect.lin) if "报告单" in p.name)
    assert (sheet.ready, sheet.note) == (False, "还没有计票结果")


@pytest.mark.django_db
def test_before_the_facts_are_there_the_page_says_so(elect):
    page = sign_in(Client(), elect.cast.wang).get(f"/papers/draft/election.result/{elect.case.pk}/")
    assert page.status_code == 422
    assert "还没有登记" in page.content.decode()


def test_every_kind_is_plugged():
    assert all(plugged(kind.full_code) for kind in drafts.KINDS)


@pytest.mark.django_db
def test_a_by_election_is_counted_on_the_same_sheets_and_has_no_letters_of_an_election(cast):
    vacant = Elect(cast, "by_election")
    offered = {paper.name for paper in papers("by_election", vacant.case.pk, "meeting")}
    assert {"候选人名单", "选举结果报告单"} <= offered
    assert not {name for name in offered if "请示" in name or "批复" in name}
    lin = sign_in(Client(), cast.lin)
    assert lin.get(f"/papers/draft/election.request/{vacant.case.pk}/").status_code == 404
