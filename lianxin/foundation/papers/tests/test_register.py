"""The register: numbers without gaps, a paper once, voided for good, read by whom it concerns."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connections
from django.utils.timezone import now

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.papers import actions, printing, queries
from lianxin.foundation.papers.models import Issued, Series
from lianxin.foundation.papers.tests import reading, samples
from tests.cast import HOUSE, Cast, actor
from tests.trace import entries, last, traces

pytestmark = pytest.mark.django_db
BASE = "https://lianxin.example"


@pytest.fixture(autouse=True)
def kinds():
    with samples.plugged():
        yield


@pytest.fixture
def cast():
    return Cast()


def set_word(cast, word="港一支", last_used=0, at=None):
    return actions.set_series(cast.pier, word, last=last_used, by=actor(cast.wang), at=at or now())


def issue(cast, code="test.document", **more):
    return actions.issue(
        code, cast.pier.pk, by=actor(cast.wang), **{"at": now(), "key": "", **more}
    )


def test_numbers_follow_one_another_within_word_and_year(cast):
    set_word(cast, last_used=20)
    at = datetime(2026, 12, 6, tzinfo=UTC)

    numbers = [issue(cast, key=str(n), at=at).number for n in range(3)]

    assert numbers == ["港一支〔2026〕21号", "港一支〔2026〕22号", "港一支〔2026〕23号"]
    assert issue(cast, key="new year", at=datetime(2026, 12, 31, 20, tzinfo=UTC)).number == (
        "港一支〔2027〕1号"
    )


def test_a_letter_has_a_running_number_of_its_own_kind_and_no_word_must_be_set(cast):
    year = now().year
    assert issue(cast, "test.running").number == f"组转〔{year}〕第0001号"
    assert issue(cast, "test.running", key="2").number == f"组转〔{year}〕第0002号"
    assert issue(cast, "test.plain").number == ""


def test_twice_is_the_same_paper_and_leaves_one_entry(cast):
    set_word(cast)
    first, before = issue(cast), traces()

    assert issue(cast) == first
    assert traces() == before
    assert Series.objects.get().last == 1


def test_a_voided_number_is_never_used_again(cast):
    set_word(cast)
    first = issue(cast)
    actions.void_paper(first, reason="姓名写错", by=actor(cast.wang), at=now())

    second = issue(cast)

    assert (first.place, second.place) == (1, 2)
    assert last().event == "PaperIssued"
    (voided,) = entries("PaperVoided")
    assert voided.facts["reason"] == "姓名写错"


def test_voiding_twice_is_once_and_needs_a_reason(cast):
    issued = issue(cast, "test.plain")
    with pytest.raises(actions.ReasonMissing):
        actions.void_paper(issued, reason=" ", by=actor(cast.wang), at=now())
    first = actions.void_paper(issued, reason="重开", by=actor(cast.wang), at=now())
    before = traces()

    again = actions.void_paper(issued, reason="再作废", by=actor(cast.wang), at=now())

    assert (again.voided_for, again.voided_at) == ("重开", first.voided_at)
    assert traces() == before


def test_without_a_word_the_house_says_where_to_set_it(cast):
    before = traces()

    with pytest.raises(actions.NoSeries) as said:
        issue(cast)

    assert "文书登记" in str(said.value)
    assert (traces(), Issued.objects.count(), Series.objects.count()) == (before, 0, 0)


@pytest.mark.parametrize("word", ["", "港党〔2026〕", "港党3号", "很" * 13])
def test_a_word_is_a_word(cast, word):
    with pytest.raises(actions.WordUnclear):
        set_word(cast, word)


def test_numbers_do_not_go_back(cast):
    set_word(cast, last_used=20)
    issue(cast)

    with pytest.raises(actions.NumberGoesBack) as said:
        set_word(cast, last_used=20)

    assert "21" in str(said.value)
    assert set_word(cast, last_used=30).last == 30


def test_a_new_word_counts_from_its_own_beginning(cast):
    set_word(cast, "旧字", 5)
    set_word(cast, "新字")

    assert issue(cast).number.startswith("新字〔")
    assert queries.series_of(cast.pier, year=now().year).last == 1


def test_forms_are_not_numbered(cast):
    with pytest.raises(actions.NotRegistered):
        issue(cast, "test.form")


def test_what_is_not_there_is_not_printed(cast):
    with pytest.raises(actions.NothingToPrint):
        actions.issue("test.form", 0, by=actor(cast.wang), at=now())
    with pytest.raises(actions.NothingToPrint):
        actions.issue("no.such", 1, by=actor(cast.wang), at=now())


@pytest.mark.parametrize("who", ["chen", "zhao", "system_admin"])
def test_the_wrong_person_is_refused_and_leaves_no_trace(cast, who):
    issued = issue(cast, "test.plain")
    wrong, before = actor(getattr(cast, who)), traces()

    for deed in (
        lambda: actions.issue("test.plain", cast.pier.pk, key="x", by=wrong, at=now()),
        lambda: actions.void_paper(issued, reason="不要了", by=wrong, at=now()),
        lambda: actions.set_series(cast.pier, "港", last=0, by=wrong, at=now()),
        lambda: actions.take(issued, "查看", by=wrong),
        lambda: actions.take_draft("test.plain", cast.pier.pk, "下载 PDF", by=wrong),
    ):
        with pytest.raises(NotPermitted):
            deed()
    assert traces() == before


def test_whom_a_paper_is_about_may_read_it(cast):
    issued = issue(cast, "test.plain")

    with samples.plugged(is_own=lambda subject_id, by: by.user_id == cast.chen.pk):
        actions.take(issued, "下载 PDF", by=actor(cast.chen))

    assert last().facts["paper"] == "证明"


def test_what_is_frozen_is_sealed_and_drawn_the_same_later(cast):
    issued = issue(cast, "test.plain")
    first = printing.of_issued(issued, base=BASE).pdf

    changed = samples.given(cast.pier.pk, samples.FORM)
    with samples.plugged(draft=lambda subject_id, by: changed):
        again = Issued.objects.get(pk=issued.pk)
        assert printing.of_issued(again, base=BASE).pdf == first
    assert queries.is_sound(again)
    assert reading.missing(first, samples.NAME, "特此批复。", "扫码核验真伪") == []
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select values from papers_issued")
        assert samples.NAME.encode() not in bytes(cursor.fetchone()[0])


def test_what_was_changed_behind_the_house_is_found(cast):
    issued = issue(cast, "test.plain")
    Issued.objects.filter(pk=issued.pk).update(values='{"frame":"letter"}')

    issued.refresh_from_db()
    assert not queries.is_sound(issued)


def test_tokens_are_long_and_say_nothing(cast):
    tokens = {issue(cast, "test.plain", key=str(n)).token for n in range(20)}

    assert len(tokens) == 20
    assert {len(token) for token in tokens} == {22}


def test_a_stranger_learns_whether_it_holds_and_nothing_else(cast):
    issued = issue(cast, "test.running", at=datetime(2026, 11, 3, tzinfo=UTC))

    told = queries.verify(issued.token, on=date(2026, 12, 1))

    assert (told.state, told.kind, told.unit_name) == ("valid", "介绍信", cast.pier.name)
    assert queries.verify(issued.token, on=date(2027, 1, 1)).state == "expired"
    actions.void_paper(issued, reason="重开", by=HOUSE, at=now())
    assert queries.verify(issued.token, on=date(2026, 12, 1)).state == "void"
    assert queries.verify("x" * 22, on=date(2026, 12, 1)).state == "unknown"
    assert queries.verify(issued.token + "x", on=date(2026, 12, 1)).state == "unknown"


def test_the_papers_of_a_case_are_found(cast):
    set_word(cast)
    issued = issue(cast)

    assert queries.of_case([7, 8]) == {7: [issued]}


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_numbers_without_a_gap(cast):
    set_word(cast)
    by, unit = actor(cast.wang), cast.pier.pk

    def one(key: str) -> str:
        try:
            return actions.issue("test.document", unit, key=key, by=by, at=now()).number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as many:
        numbers = list(many.map(one, [str(n // 2) for n in range(32)]))

    assert sorted({int(number.split("〕")[1][:-1]) for number in numbers}) == list(range(1, 17))
    assert sorted(Issued.objects.values_list("place", flat=True)) == list(range(1, 17))


@pytest.mark.django_db(transaction=True)
def test_what_broke_off_takes_no_number(cast):
    set_word(cast)

    def broken(told):
        raise RuntimeError

    from lianxin.foundation.core import events

    events._witnesses.append(broken)
    try:
        with pytest.raises(RuntimeError):
            issue(cast, key="1")
    finally:
        events._witnesses.remove(broken)

    assert issue(cast, key="2").place == 1


def test_a_nameless_visitor_reads_no_register(cast):
    issue(cast, "test.plain")
    assert not Issued.objects.visible_to(Actor.nameless()).exists()
