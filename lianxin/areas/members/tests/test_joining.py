"""On the way into the Party: a step at a time, and back where the matter goes back."""

from datetime import date

import pytest
from django.utils.timezone import now

from lianxin.areas.members import actions
from lianxin.areas.members.models import Member, MemberChange
from lianxin.foundation.core.refusals import NotPermitted, Refused
from tests.cast import actor
from tests.trace import told, traces

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def applicant(cast):
    return cast.member(
        "田禾",
        cast.pier,
        category="applicant",
        joined_on=None,
        full_on=None,
        applied_on="2026-01-05",
    )


def fresh(member: Member) -> Member:
    return Member.objects.select_related("unit").get(pk=member.pk)


def test_step_by_step_with_its_dates_and_its_history(cast, applicant):
    by = actor(cast.wang)

    actions.become_activist(applicant, on=DAY, by=by, at=now())
    assert (fresh(applicant).category, str(fresh(applicant).value("activist_on"))) == (
        "activist", "2026-03-02",
    )  # fmt: skip
    actions.become_candidate(applicant, on=DAY, by=by, at=now())
    actions.become_probationary(applicant, joined_on=DAY, by=by, at=now())
    actions.become_full(applicant, full_on=DAY, by=by, at=now())

    done = fresh(applicant)
    assert (done.category, done.joined_on, done.full_on) == ("formal", DAY, DAY)
    deeds = (
        MemberChange.objects.filter(member=applicant).order_by("id").values_list("deed", flat=True)
    )
    assert list(deeds) == ["admitted", *["advanced"] * 4]
    assert told()[-1] == "MemberAdvanced"


def test_twice_leaves_no_second_trace(cast, applicant):
    by = actor(cast.wang)
    actions.become_activist(applicant, on=DAY, by=by, at=now())
    before = traces()

    actions.become_activist(applicant, on=DAY, by=by, at=now())

    assert traces() == before


def test_nobody_skips_a_step_and_nothing_stays_of_the_try(cast, applicant):
    before = traces()
    with pytest.raises(Refused, match="现在是入党申请人，不能直接成为预备党员"):
        actions.become_probationary(applicant, joined_on=DAY, by=actor(cast.wang), at=now())
    assert (fresh(applicant).category, traces()) == ("applicant", before)


def test_the_sibling_moves_nobody_here(cast, applicant):
    with pytest.raises(NotPermitted):
        actions.become_activist(applicant, on=DAY, by=actor(cast.zhao), at=now())
    with pytest.raises(NotPermitted):
        actions.put_on_the_way(applicant, "activist", by=actor(cast.zhao), at=now())


def test_back_where_the_matter_goes_back(cast, applicant):
    by = actor(cast.wang)
    actions.become_activist(applicant, on=DAY, by=by, at=now())

    actions.put_on_the_way(applicant, "applicant", activist_on=None, by=by, at=now())

    assert (fresh(applicant).category, fresh(applicant).value("activist_on")) == ("applicant", None)


def test_a_party_member_is_not_put_back_on_the_way(cast):
    with pytest.raises(Refused, match="刘思雨现在是预备党员，不能退回"):
        actions.put_on_the_way(cast.liu_member, "applicant", by=actor(cast.wang), at=now())
