"""The pages of papers: a draft, an issued one, the register, the check."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now

from lianxin.foundation.papers import actions
from lianxin.foundation.papers.models import Issued
from lianxin.foundation.papers.queries import CHECKS_A_MINUTE
from lianxin.foundation.papers.tests import reading, samples
from tests.cast import Cast, actor, sign_in
from tests.trace import entries, last, traces

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds():
    cache.clear()
    with samples.plugged():
        yield


@pytest.fixture
def cast():
    return Cast()


@pytest.fixture
def wang(cast):
    return sign_in(Client(), cast.wang)


def issued(cast, code="test.plain", **more):
    return actions.issue(code, cast.pier.pk, by=actor(cast.wang), at=now(), **more)


def text(page):
    return page.content.decode()


def test_a_draft_is_previewed_and_says_that_it_is_one(cast, wang):
    at = f"/papers/draft/test.document/{cast.pier.pk}/"

    page = wang.get(at)
    pdf = wang.get(f"{at}pdf/")

    assert page.status_code == 200
    assert "编号并印发" in text(page)
    assert f'src="{at}pdf/#view=FitH&amp;navpanes=0"' in text(page)
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert "frame-ancestors 'self'" in pdf.headers["Content-Security-Policy"]
    assert reading.missing(pdf.content, samples.NAME, "草稿") == []
    assert wang.get(f"{at}pages/1/").content.startswith(b"\x89PNG")
    assert wang.get(f"{at}pages/9/").status_code == 404
    assert wang.get(f"{at}take/exe/").status_code == 404


def test_a_form_is_taken_as_pdf_and_word_each_with_an_entry(cast, wang):
    at = f"/papers/draft/test.form/{cast.pier.pk}/take/"

    pdf, word = wang.get(f"{at}pdf/"), wang.get(f"{at}word/")

    assert pdf.headers["Content-Disposition"].startswith("attachment")
    assert "草稿" not in reading.text_of(pdf.content)
    assert word.content.startswith(b"PK")
    assert [entry.facts["how"] for entry in entries("DraftTaken")] == ["下载 PDF", "下载 Word"]
    assert samples.NAME not in str(last().facts)


def test_issuing_leads_to_the_paper_and_twice_to_the_same(cast, wang):
    actions.set_series(cast.pier, "港一支", last=2, by=actor(cast.wang), at=now())
    at = f"/papers/draft/test.document/{cast.pier.pk}/issue/"

    first, second = wang.post(at), wang.post(at)

    held = Issued.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == f"/papers/{held.pk}/"
    page = wang.get(f"/papers/{held.pk}/")
    assert held.number in text(page)
    assert held.number.endswith("〕3号")
    assert "已经印发" in text(wang.get(f"/papers/draft/test.document/{cast.pier.pk}/"))


def test_without_a_word_issuing_says_what_to_do(cast, wang):
    page = wang.post(f"/papers/draft/test.document/{cast.pier.pk}/issue/")

    assert page.status_code == 422
    assert "还没有设置发文字号" in text(page)


def test_every_look_and_download_of_an_issued_paper_leaves_an_entry(cast, wang):
    at = f"/papers/{issued(cast).pk}/"

    for way in ("pdf/", "pages/1/", "take/pdf/", "take/word/"):
        assert wang.get(at + way).status_code == 200

    ways = [entry.facts["how"] for entry in entries("PaperTaken")]
    assert ways == ["查看", "查看", "下载 PDF", "下载 Word"]


def test_a_paper_bears_a_code_that_leads_to_its_check(cast, wang):
    held = issued(cast)
    pdf = wang.get(f"/papers/{held.pk}/take/pdf/").content

    assert reading.missing(pdf, "扫码核验真伪") == []
    page = Client().get(f"/v/{held.token}/")
    assert page.status_code == 200
    assert "有效" in text(page)
    assert cast.pier.name in text(page)
    assert samples.NAME not in text(page)
    assert held.title not in text(page)


def test_an_unknown_code_gets_a_page_of_the_same_shape(cast):
    known = text(Client().get(f"/v/{issued(cast).token}/"))
    unknown = Client().get("/v/AAAAAAAAAAAAAAAAAAAAAA/")

    assert unknown.status_code == 200
    assert "没有查到" in text(unknown)
    for word in ("文书种类", "印发组织", "印发月份"):
        assert word in known
        assert word in text(unknown)


def test_checking_too_often_is_slowed_down():
    visitor = Client()
    answers = [visitor.get("/v/AAAA/").status_code for _ in range(CHECKS_A_MINUTE + 1)]

    assert answers[-1] == 429
    assert set(answers[:-1]) == {200}


def test_voiding_asks_why_and_shows_it(cast, wang):
    held = issued(cast)

    assert wang.post(f"/papers/{held.pk}/void/", {"reason": ""}).status_code == 422
    done = wang.post(f"/papers/{held.pk}/void/", {"reason": "姓名写错"})

    assert done.status_code == 302
    page = text(wang.get(f"/papers/{held.pk}/"))
    assert "姓名写错" in page
    assert "已作废" in reading.text_of(wang.get(f"/papers/{held.pk}/pdf/").content)


def test_the_register_is_found_by_number_and_by_place(cast, wang):
    actions.set_series(cast.pier, "港一支", last=0, by=actor(cast.wang), at=now())
    numbers = [issued(cast, "test.document", key=str(n)).number for n in range(12)]

    def rows(q):
        page = text(wang.get(f"/papers/at/{cast.pier.pk}/", {"q": q}))
        return [number for number in numbers if f">{number}<" in page]

    assert rows("") == numbers
    assert rows("3") == [numbers[2]]
    assert rows(numbers[10]) == [numbers[10]]
    assert rows(f"港一支[{now().year}]1") == [numbers[0], *numbers[9:]]
    assert rows("没有") == []


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_register_costs_the_same_whatever_its_length(
    cast, wang, django_assert_num_queries, rows
):
    for number in range(rows):
        issued(cast, key=str(number))
    wang.get(f"/papers/at/{cast.pier.pk}/?size=50")

    with django_assert_num_queries(5):
        wang.get(f"/papers/at/{cast.pier.pk}/?size=50")


def test_the_word_of_the_numbers_is_set_on_a_page(cast, wang):
    at = f"/papers/at/{cast.pier.pk}/series/"

    assert wang.get(at).status_code == 200
    assert wang.post(at, {"word": "", "last": "x"}).status_code == 422
    assert wang.post(at, {"word": "港一支", "last": "7"}).status_code == 302
    assert "港一支〔" in text(wang.get(f"/papers/at/{cast.pier.pk}/"))


def test_a_character_no_font_has_is_named(cast, wang):
    from dataclasses import replace

    odd = replace(samples.LETTER, to="王\ue123")
    with samples.plugged(draft=lambda subject_id, by: samples.given(subject_id, odd)):
        page = wang.get(f"/papers/draft/test.plain/{cast.pier.pk}/")

    assert "有些字印不出来" in text(page)


def test_strangers_find_nothing(cast):
    held = issued(cast)
    zhao = sign_in(Client(), cast.zhao)
    before = traces()

    assert zhao.get(f"/papers/{held.pk}/").status_code == 404
    assert zhao.get(f"/papers/{held.pk}/pdf/").status_code == 404
    assert zhao.get(f"/papers/draft/test.plain/{cast.pier.pk}/").status_code == 403
    assert zhao.get(f"/papers/at/{cast.pier.pk}/").status_code == 404
    assert traces() == before


def test_whom_it_is_about_opens_his_own_paper(cast):
    held = issued(cast)
    chen = sign_in(Client(), cast.chen)

    assert chen.get(f"/papers/{held.pk}/").status_code == 404
    with samples.plugged(is_own=lambda subject_id, by: by.user_id == cast.chen.pk):
        page = chen.get(f"/papers/{held.pk}/")
        assert page.status_code == 200
        assert "文书登记" not in text(page).split("<main")[1]
