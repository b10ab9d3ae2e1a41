"""An applicant from application to full membership: his branch, the committee above it, and he
himself with his phone. Between the steps the world grows older: every day that was entered moves
back, so that what is done today is done a year later."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils.timezone import localdate, localtime, now
from playwright.sync_api import Browser, Page, expect

from lianxin.areas.meetings import actions as meetings
from lianxin.areas.meetings.actions import Plan
from lianxin.areas.members.models import Member
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.models import Case, Decision
from tests.cast import HOUSE
from tests.journeys import trips
from tests.journeys.trips import give, look, record
from tests.looks import NARROW

pytestmark = pytest.mark.django_db(transaction=True)
COMMITTEE = {
    "vote_expected": 3, "vote_present": 3, "vote_favour": 3, "vote_against": 0, "vote_abstain": 0,
}  # fmt: skip
HALF_A_YEAR = 184


class Trip(trips.Trip):
    """The branch, the committee and the applicant."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        Unit.objects.filter(pk=self.cast.harbour.pk).update(approves_members=True)
        Unit.objects.filter(pk=self.cast.pier.pk).update(has_committee=True)
        Member.objects.filter(pk=self.cast.sun_member.pk).update(born_on=date(1998, 1, 1))
        self.mei = self.cast.person("mei", "梅雪")
        self.case_url = ""

    @property
    def case(self) -> Case:
        return Case.objects.get(procedure="admission")

    @property
    def person(self) -> Member:
        return Member.objects.get(pk=self.case.subject_id)

    def older(self, days: int) -> None:
        """So many days pass."""
        span = timedelta(days=days)
        Decision.objects.update(held_on=F("held_on") - span, at=F("at") - span)
        dates = ("opened_on", "entered_on", "earliest_on", "due_on")
        Case.objects.update(**{name: F(name) - span for name in dates})
        Member.objects.filter(pk=self.case.subject_id).update(joined_on=F("joined_on") - span)


@pytest.fixture
def trip(browser: Browser, live_server, browser_context_args) -> Iterator[Trip]:
    yield from trips.under_way(Trip(browser, live_server.url, browser_context_args), browser)


def at_step(page: Page, number: int, trip: Trip) -> None:
    """Open the case; it stands at this step."""
    page.goto(trip.case_url)
    expect(page.locator(".nowhead .step")).to_have_text(f"第 {number} 步")


def test_an_applicant_from_application_to_full_membership(trip: Trip):
    wang, lin = trip.window(trip.cast.wang), trip.window(trip.cast.lin)
    mei = trip.window(trip.mei, NARROW)
    apply(trip, wang)
    become_an_activist(trip, wang, lin)
    a_year_of_training(trip, wang)
    become_a_candidate(trip, wang, lin)
    prepare(trip, wang, lin)
    be_passed_by_the_meeting(trip, wang, lin, mei)
    be_approved(trip, wang, lin)
    a_year_of_probation(trip, wang, mei)
    become_a_full_member(trip, wang, lin)
    assert trip.wrong == []


def apply(trip: Trip, page: Page) -> None:
    """The secretary receives a written application; too young is told at once."""
    page.goto(f"{trip.url}/admission/at/{trip.cast.pier.pk}/")
    look(trip, page, "book-empty")
    page.get_by_role("link", name="登记入党申请").click()
    young = localdate().year - 17
    give(page, name="梅雪", gender="2", born_on_year=young, born_on_month=1, born_on_day=5)
    page.get_by_role("button", name="登记申请").click()
    expect(page.get_by_text("申请入党须年满 18 周岁").first).to_be_visible()
    give(page, born_on_year=1998)
    look(trip, page, "receive")
    page.get_by_role("button", name="登记申请").click()
    expect(page.get_by_role("heading", name="党组织派人谈话")).to_be_visible()
    trip.case_url = page.url
    Member.objects.filter(pk=trip.case.subject_id).update(user=trip.mei)
    Case.objects.update(user=trip.mei)
    look(trip, page, "step-2")
    record(page, talker="王海平", talker_post="secretary", record="谈话记录")


def become_an_activist(trip: Trip, wang: Page, lin: Page) -> None:
    at_step(wang, 3, trip)
    look(trip, wang, "step-3")
    record(wang, recommended_by="members", decided_by="committee", way="yes", **COMMITTEE)
    at_step(lin, 4, trip)
    record(lin, document="港党〔2026〕3 号")
    at_step(wang, 5, trip)
    assert trip.person.category == "activist"
    record(wang, contacts_0=trip.cast.wang_member.pk, contacts_1=trip.cast.zhou_member.pk)


def a_year_of_training(trip: Trip, page: Page) -> None:
    opinions = {"contact_opinion": "表现好", "branch_opinion": "继续培养"}
    at_step(page, 6, trip)
    record(page, way="on", **opinions)
    expect(page.get_by_text("不能进入第 7 步：培养考察满一年的日期是").first).to_be_visible()
    look(trip, page, "step-6-locked")
    trip.older(HALF_A_YEAR)
    at_step(page, 6, trip)
    record(page, way="more", **opinions)
    trip.older(HALF_A_YEAR)
    at_step(page, 6, trip)
    record(page, way="on", **opinions)


def become_a_candidate(trip: Trip, wang: Page, lin: Page) -> None:
    at_step(wang, 7, trip)
    record(wang, heard="意见一致", decided_by="committee", way="yes", **COMMITTEE)
    at_step(lin, 8, trip)
    record(lin)
    at_step(wang, 9, trip)
    assert trip.person.category == "candidate"
    record(wang, introducers_0=trip.cast.wang_member.pk, unburdened="on",
           introducers_1=trip.cast.zhou_member.pk)  # fmt: skip


def prepare(trip: Trip, wang: Page, lin: Page) -> None:
    at_step(wang, 10, trip)
    record(wang, by_talk="on", by_file="on", found="清楚", conclusion="sound", way="on")
    at_step(lin, 11, trip)
    record(lin, days=2, hours=16, way="on")
    expect(lin.get_by_text("集中培训须不少于 3 天或 24 学时").first).to_be_visible()
    record(lin, days=3, hours=24, way="on")
    at_step(wang, 12, trip)
    look(trip, wang, "step-12")
    record(wang, decided_by="committee", way="yes", **COMMITTEE)
    at_step(lin, 13, trip)
    number = lin.locator("form.form [name=form_number]")
    expect(number).to_be_hidden()
    give(lin, way="yes")
    expect(number).to_be_visible()
    give(lin, way="no")
    expect(number).to_be_hidden()
    record(lin, document="港党〔2026〕9 号", form_number="000123", way="yes")


def be_passed_by_the_meeting(trip: Trip, wang: Page, lin: Page, mei: Page) -> None:
    """The applicant fills in her form on the phone; a vote that does not carry is told why."""
    mei.goto(f"{trip.url}/m/cases/{trip.case.pk}/")
    expect(mei.get_by_text("这一步由您办理")).to_be_visible()
    look(trip, mei, "own-14")
    record(mei, form_number="000123", truly="on")
    meeting = members_meeting(trip)
    at_step(wang, 15, trip)
    votes = {"vote_expected": 3, "vote_present": 2, "vote_written": 0, "vote_favour": 1,
             "vote_against": 1, "vote_abstain": 0}  # fmt: skip
    ticks = {"present": "on", "secret": "on", "resolution": "同意接收", "record": meeting}
    record(wang, way="yes", **votes, **ticks)
    expect(
        wang.get_by_text("赞成 1 票，没有超过应到会有表决权人数 3 人的半数").first
    ).to_be_visible()
    look(trip, wang, "step-15-refused")
    record(wang, way="yes", **{**votes, "vote_favour": 2, "vote_against": 0}, **ticks)


def members_meeting(trip: Trip) -> int:
    start = localtime().replace(hour=0, minute=0, second=0)
    plan = Plan(
        kinds=("members_meeting",), title="讨论接收预备党员", place="会议室", starts_at=start,
        ends_at=start + timedelta(minutes=1),
    )  # fmt: skip
    return meetings.record_past_meeting(trip.cast.pier, plan, by=HOUSE, at=now()).pk


def be_approved(trip: Trip, wang: Page, lin: Page) -> None:
    """More than three months pass: approved with a remark, and from the day of the meeting on."""
    at_step(lin, 16, trip)
    record(lin, talker="林若溪", record="情况属实")
    trip.older(100)
    at_step(lin, 17, trip)
    look(trip, lin, "step-17-late")
    record(lin, way="yes", one_by_one="on", document="港党〔2026〕21 号", **COMMITTEE)
    person = trip.person
    assert (person.category, person.joined_on) == (
        "probationary", localdate() - timedelta(days=100),
    )  # fmt: skip
    at_step(lin, 18, trip)
    record(lin)
    at_step(wang, 19, trip)
    record(wang, told="on")
    at_step(wang, 20, trip)
    record(wang)


def a_year_of_probation(trip: Trip, wang: Page, mei: Page) -> None:
    opinions = {"introducer_opinion": "履行义务", "branch_opinion": "表现好"}
    at_step(wang, 21, trip)
    record(wang, way="more", **opinions)
    trip.older(266)
    at_step(wang, 21, trip)
    record(wang, way="on", **opinions)
    mei.goto(f"{trip.url}/m/cases/{trip.case.pk}/")
    look(trip, mei, "own-22")
    record(mei, truly="on")


def become_a_full_member(trip: Trip, wang: Page, lin: Page) -> None:
    at_step(wang, 23, trip)
    look(trip, wang, "step-23")
    votes = {**COMMITTEE, "vote_written": 0}
    record(wang, way="full", secret="on", resolution="按期转正", **votes)
    at_step(lin, 24, trip)
    look(trip, lin, "step-24")
    record(lin, way="full", document="港党〔2027〕8 号", **COMMITTEE)
    at_step(wang, 25, trip)
    record(wang, form="on", application="on", review="on", full="on", training="on",
           received_by="人事科 周")  # fmt: skip
    expect(wang.get_by_role("heading", name="转为正式党员")).to_be_visible()
    person = trip.person
    assert person.category == "formal"
    assert person.joined_on is not None
    assert person.full_on == person.joined_on.replace(year=person.joined_on.year + 1)
    look(trip, wang, "done")
    wang.goto(f"{trip.url}/admission/cases/{trip.case.pk}/course/")
    look(trip, wang, "course")


def test_the_simulator_the_plan_and_taking_over(trip: Trip):
    wang, lin = trip.window(trip.cast.wang), trip.window(trip.cast.lin)
    wang.goto(f"{trip.url}/admission/simulator/?apply=2026-03-01&candidate=2026-09-01")
    expect(wang.get_by_text("不能早于 2027-03-01").first).to_be_visible()
    wang.goto(f"{trip.url}/admission/simulator/?apply=2026-03-01")
    expect(wang.get_by_text("培养教育考察满一年").first).to_be_visible()
    look(trip, wang, "simulator")
    lin.goto(f"{trip.url}/admission/at/{trip.cast.harbour.pk}/plan/")
    give(lin, number=3, document="港组〔2026〕1 号")
    look(trip, lin, "plan")
    lin.get_by_role("button", name="下达计划").click()
    expect(lin.get_by_text("发展党员计划 3 人")).to_be_visible()
    look(trip, lin, "book")
    wang.goto(f"{trip.url}/admission/at/{trip.cast.pier.pk}/take-over/")
    give(wang, member=trip.cast.sun_member.pk, on="2025-03-01", papers="考察登记表 2 份")
    wang.get_by_role("button", name="接续办理").click()
    expect(wang.get_by_text("请填写“确定为入党积极分子的日期”。").first).to_be_visible()
    look(trip, wang, "take-over")
    give(wang, activist_on="2025-09-10")
    wang.get_by_role("button", name="接续办理").click()
    expect(wang.get_by_role("heading", name="指定培养联系人")).to_be_visible()
    wang.goto(f"{trip.url}/admission/at/{trip.cast.pier.pk}/")
    look(trip, wang, "book-people")
    assert trip.wrong == []
