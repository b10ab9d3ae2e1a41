"""The board: every state, exact counts, the page by key; reminders; shifted terms; by-elections."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from lianxin.areas.terms import actions, queries
from lianxin.areas.terms.catalogue import STATES, Term, state_of
from lianxin.areas.terms.queries import Asked
from lianxin.areas.terms.tests.conftest import DAYS, Elect, at
from lianxin.foundation.core.days import months_later
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.messaging.models import Message
from lianxin.foundation.organisation.models import Appointment, Unit
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.actions.opening import AlreadyUnderWay
from lianxin.foundation.procedures.actions.passing import StepRefused
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case
from tests.cast import HOUSE, actor

TODAY = date(2026, 11, 24)


def term(unit, ends_on, extended_from=None):
    Unit.objects.filter(pk=unit.pk).update(
        term_starts_on=ends_on and ends_on.replace(year=ends_on.year - 3),
        term_ends_on=ends_on, term_extended_from=extended_from,
    )  # fmt: skip
    unit.refresh_from_db()


@pytest.fixture
def units(cast):
    """One unit in each state, at Harbour and below, and one that has no terms."""
    made = {"unknown": cast.harbour, "normal": cast.quay, "soon": cast.yard,
            "overdue": cast.pier, "extended": cast.dock}  # fmt: skip
    made["started"] = cast.found("机关党支部", "branch", cast.harbour)
    cast.found("抢险队临时党支部", "temporary", cast.quay)
    term(cast.quay, date(2028, 1, 1))
    term(cast.yard, date(2027, 2, 1))
    term(cast.pier, date(2026, 11, 24))
    term(cast.dock, date(2027, 2, 1), extended_from=date(2026, 8, 1))
    term(made["started"], date(2026, 1, 1))
    procedures.open_case(
        "election", made["started"].pk, unit=made["started"], on=TODAY, by=HOUSE, at=at(TODAY)
    )
    return made


def test_every_unit_is_counted_once(cast, units):
    assert queries.counts(cast.harbour, today=TODAY) == dict.fromkeys(STATES, 1)


def board(cast, state="", cursor=None, by=None):
    asked = Asked.of({"state": state})
    total = queries.counts(cast.harbour, today=TODAY)
    number = total[state] if state else sum(total.values())
    return queries.board(
        cast.harbour, by or actor(cast.lin), asked, cursor or Cursor(), today=TODAY, total=number
    )


@pytest.mark.parametrize("state", list(STATES))
def test_a_state_lists_its_units(cast, units, state):
    page = board(cast, state)

    assert [unit.pk for unit in page.rows] == [units[state].pk]
    assert page.total == 1
    assert queries.rows(page.rows, today=TODAY)[0].stand.state == state


def test_the_earliest_end_comes_first_and_unknown_ones_last(cast, units):
    found = board(cast)

    assert [unit.pk for unit in found.rows] == [
        units[state].pk for state in ("started", "overdue", "soon", "extended", "normal", "unknown")
    ]
    first = board(cast, cursor=Cursor(size=2))
    second = board(cast, cursor=Cursor(after=first.after, size=2))
    assert [unit.pk for unit in second.rows] == [units["soon"].pk, units["extended"].pk]


def test_sql_and_the_rule_say_the_same(cast, units):
    for shift in range(-400, 800, 37):
        term(cast.quay, TODAY + timedelta(days=shift))
        rule = state_of(Term(kind="general", ends_on=cast.quay.term_ends_on), TODAY)
        assert cast.quay.pk in {unit.pk for unit in board(cast, rule).rows}


def test_a_closed_unit_is_on_no_board(cast, units):
    Unit.objects.filter(pk=cast.dock.pk).update(closed_on=TODAY)

    assert queries.counts(cast.harbour, today=TODAY)["extended"] == 0


@pytest.mark.parametrize("number", [1, 3, 50])
def test_a_page_costs_the_same_whatever_its_length(cast, number, django_assert_max_num_queries):
    for place in range(number):
        unit = cast.found(f"第{place + 1}作业队党支部", "branch", cast.yard)
        term(unit, date(2027, 1, 1) + timedelta(days=place))
    by = actor(cast.lin)
    board(cast)  # how large the tables are is asked once in ten minutes

    # Counts, the page (one statement to walk, two to gather, as the table's size has it), cases.
    with django_assert_max_num_queries(4):
        queries.counts(cast.yard, today=TODAY)
        page = queries.board(cast.yard, by, Asked(), Cursor(size=50), today=TODAY, total=number)
        queries.rows(page.rows, today=TODAY)


def test_the_desk_asks_what_waits(cast, units):
    found = queries.waiting(cast.harbour, at=TODAY)
    assert (found.overdue, found.soon) == (1, 1)
    assert found.own is None  # not registered: the unit's own findings say so

    own = queries.waiting(cast.pier, at=TODAY)
    assert own.own.sentence == "2026-11-24 届满，已逾期 0 天，尚未启动换届。"
    assert (own.overdue, own.soon) == (0, 0)
    assert queries.waiting(cast.quay, at=TODAY).own is None


def test_what_is_begun_waits_as_a_case(cast, units):
    began = TODAY - timedelta(days=1)
    procedures.open_case("election", cast.pier.pk, unit=cast.pier, on=began, by=HOUSE, at=at(TODAY))
    assert queries.waiting(cast.pier, at=TODAY).own is None
    assert queries.waiting(cast.harbour, at=TODAY).overdue == 0


# ── reminders ────────────────────────────────────────────────────────────────────────────────


def inbox(user):
    return list(Message.objects.filter(user_id=user.pk, key__startswith="terms:").order_by("key"))


def test_the_unit_and_the_unit_above_are_reminded_once_for_every_mark(cast):
    luo = cast.holder("luo", "罗远航", "secretary", cast.quay)
    term(cast.pier, date(2027, 5, 1))

    actions.remind(by=HOUSE, at=at(TODAY))
    actions.remind(by=HOUSE, at=at(TODAY + timedelta(days=1)))

    (own,), (above,) = inbox(cast.wang), inbox(luo)
    assert own.title == "一号码头党支部：请做好换届准备"
    assert own.body == "本届 2027-05-01 届满，请研究换届方案并报送请示。"
    assert above.title == "请提醒一号码头党支部换届"
    assert (own.tone, inbox(cast.lin)) == ("warn", [])

    for day in (date(2027, 2, 2), date(2027, 4, 2), date(2027, 5, 1)):
        actions.remind(by=HOUSE, at=at(day))
    assert len(inbox(cast.wang)) == 4
    assert {each.tone for each in inbox(cast.wang)} == {"warn", "danger"}


def test_nobody_is_reminded_of_what_is_far_or_begun(cast):
    term(cast.pier, date(2027, 5, 25))
    term(cast.dock, date(2027, 1, 1))
    procedures.open_case("election", cast.dock.pk, unit=cast.dock, on=TODAY, by=HOUSE, at=at(TODAY))
    Message.objects.all().delete()

    assert actions.remind(by=HOUSE, at=at(TODAY)) == 0


def test_only_the_clock_reminds(cast):
    with pytest.raises(NotPermitted):
        actions.remind(by=actor(cast.lin), at=now())


@pytest.mark.parametrize("number", [1, 3, 50])
def test_reminding_is_set_based(cast, number, django_assert_max_num_queries):
    for place in range(number):
        unit = cast.found(f"第{place + 1}作业队党支部", "branch", cast.quay)
        term(unit, TODAY + timedelta(days=30))
    cast.holder("luo", "罗远航", "secretary", cast.quay)

    with django_assert_max_num_queries(12):
        assert actions.remind(by=HOUSE, at=at(TODAY)) == number


# ── early and late ───────────────────────────────────────────────────────────────────────────


def shift(cast, kind, until, way="agree"):
    term(cast.pier, date(2027, 3, 1))
    wang, lin = actor(cast.wang), actor(cast.lin)
    case = procedures.open_case(
        "term_change", cast.pier.pk, unit=cast.pier, on=TODAY, by=wang, at=at(TODAY)
    )
    asked = Passing(
        step="request", way="done", held_on=TODAY,
        values={"kind": kind, "until": until, "reason": "书记调动", "document": "支 4 号"},
    )  # fmt: skip
    procedures.pass_step(case, asked, by=wang, at=at(TODAY))
    decided = Passing(step="decide", way=way, held_on=TODAY, values={"document": "党 5 号"})
    with pytest.raises(NotPermitted):
        procedures.pass_step(case, decided, by=wang, at=at(TODAY))
    return procedures.pass_step(case, decided, by=lin, at=at(TODAY))


def test_an_approved_extension_lengthens_the_term(cast):
    case = shift(cast, "extend", "2027-09-01")

    cast.pier.refresh_from_db()
    assert (case.state, cast.pier.term_ends_on) == ("done", date(2027, 9, 1))
    assert cast.pier.term_extended_from == date(2027, 3, 1)


def test_a_refused_extension_changes_nothing(cast):
    case = shift(cast, "extend", "2027-09-01", way="refuse")

    cast.pier.refresh_from_db()
    assert (case.state, case.outcome) == ("ended", "不同意")
    assert cast.pier.term_ends_on == date(2027, 3, 1)


def test_an_approved_early_election_opens_the_way(cast):
    elect = Elect(cast)
    Unit.objects.filter(pk=cast.pier.pk).update(term_ends_on=date(2028, 3, 1))
    elect.to("plan")
    with pytest.raises(StepRefused, match="提前换届"):
        elect.pass_()
    Unit.objects.filter(pk=cast.pier.pk).update(term_ends_on=date(2027, 3, 1))
    shift(cast, "early", "2026-12-10")
    Unit.objects.filter(pk=cast.pier.pk).update(term_ends_on=date(2028, 3, 1))

    assert elect.pass_().step == "request"


# ── by-election ──────────────────────────────────────────────────────────────────────────────


def test_a_vacant_seat_is_filled_and_the_term_stays(cast):
    elect = Elect(cast, "by_election")
    before = elect.unit.term_ends_on
    elect.pass_(why="transfer", seats=1, secretary="no", deputies=None)
    for member in elect.people[:2]:
        actions.put_up(elect.case, member, office="committee", by=elect.wang)
    elect.pass_(inspection="合格", document="支 6 号")
    elect.pass_(document="党 6 号")
    elect.elect("committee")
    elect.pass_()
    actions.assign_duties(elect.case, {elect.people[0].pk: "youth"}, by=elect.wang)
    elect.pass_(document="支 7 号")
    case = elect.pass_(document="党 7 号")

    assert (case.state, case.outcome) == ("done", "补选完成")
    assert Appointment.objects.get(user=elect.people[0].user).post == "youth"
    assert Appointment.objects.get(user=cast.wang).ends_on is None
    elect.unit.refresh_from_db()
    assert elect.unit.term_ends_on == before


def test_a_new_secretary_from_within_ends_the_old_one_that_day(cast):
    elect = Elect(cast, "by_election")
    for member in elect.people[:2]:
        Appointment.objects.create(
            unit=elect.unit, user=member.user, post="commissioner", starts_on=date(2024, 3, 1)
        )
    elect.pass_(why="transfer", seats=0, secretary="yes", deputies=None)
    actions.put_up(elect.case, elect.people[0], office="secretary", by=elect.wang)
    elect.pass_(inspection="合格", document="支 6 号")
    elect.pass_(way="agree_plenary", document="党 6 号")
    elect.tellers = [cast.wang.pk, elect.people[1].user_id]
    poll = elect.open("secretary", present=3)
    assert poll.expected == 3  # two members of the committee and Wang, its secretary
    elect.count(poll, favour=[3])
    elect.pass_()
    elect.pass_(document="支 7 号")
    case = elect.pass_(document="党 7 号")

    day = max(DAYS["plenary"], case.opened_on)
    assert Appointment.objects.get(user=cast.wang).ends_on == day
    rows = Appointment.objects.filter(user=elect.people[0].user).order_by("pk")
    assert [(row.post, row.ends_on) for row in rows] == [("commissioner", day), ("secretary", None)]


def test_one_election_of_a_unit_at_a_time(cast):
    elect = Elect(cast)

    with pytest.raises(AlreadyUnderWay):
        procedures.open_case(
            "election", elect.unit.pk, unit=elect.unit, on=localdate(), by=elect.wang, at=now()
        )
    assert Case.objects.count() == 1


def test_months_before_the_reminder_are_those_of_the_rule():
    assert months_later(TODAY, 6) == date(2027, 5, 24)
