"""A member moves from one committee to another: he asks on his phone, the letter is made out, sent
back for a reason, mended, runs out, is made out anew, and he is received. Between the steps the
world grows older; at every moment he counts with one branch, and his phone says who holds it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.utils.timezone import localdate, now
from playwright.sync_api import Browser, Page, expect

from lianxin.areas.members.models import Affiliation, Member
from lianxin.areas.transfers import actions
from lianxin.areas.transfers.models import Letter
from lianxin.areas.transfers.tasks import NIGHTLY
from lianxin.areas.transfers.tests.conftest import Sides, places
from lianxin.foundation.papers.models import Issued
from lianxin.foundation.procedures.models import Case, Decision
from tests.journeys import trips
from tests.journeys.trips import look, press, record
from tests.looks import NARROW

pytestmark = pytest.mark.django_db(transaction=True)
PIER, SLIP = "一号码头党支部", "船台党支部"


class Trip(trips.Trip):
    """Pier below Harbour sends; the Shipyard, a committee of its own, and its branch receive."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.sides = Sides(self.cast)
        self.members = Affiliation.objects.filter(kind="formal", ends_on=None).count()

    @property
    def case(self) -> Case:
        return Case.objects.get(procedure="transfer")

    def letters(self) -> list[Letter]:
        return list(Letter.objects.select_related("paper").order_by("pk"))

    def counts_with(self, branch: str) -> None:
        """He counts with one branch, which the roll shows too, and nobody else is counted less."""
        assert places(self.sides.chen) == [branch] == [self.sides.chen.unit.short_name]
        rows = Affiliation.objects.filter(kind="formal", ends_on=None)
        assert rows.count() == self.members == Member.objects.on_the_roll().count()

    def older(self, days: int) -> None:
        """So many days pass, and the night's work is done."""
        span = timedelta(days=days)
        Decision.objects.update(held_on=F("held_on") - span, at=F("at") - span)
        dates = ("opened_on", "entered_on", "earliest_on", "due_on")
        Case.objects.update(**{name: F(name) - span for name in dates})
        Letter.objects.update(issued_on=F("issued_on") - span, valid_until=F("valid_until") - span)
        Issued.objects.update(valid_until=F("valid_until") - span)
        Affiliation.objects.update(starts_on=F("starts_on") - span)
        case, letter = self.case, self.letters()[-1]
        case.facts["valid_until"] = letter.valid_until.isoformat()
        Case.objects.update(facts=case.facts)
        assert actions.expire_letters(by=NIGHTLY, at=now()) == 1


@pytest.fixture
def trip(browser: Browser, live_server, browser_context_args) -> Iterator[Trip]:
    yield from trips.under_way(Trip(browser, live_server.url, browser_context_args), browser)


def test_a_transfer_with_a_return_and_an_expiry(trip: Trip):
    cast, sides = trip.cast, trip.sides
    chen, wang, lin = trip.window(cast.chen, NARROW), trip.window(cast.wang), trip.window(cast.lin)
    fang, qiu = trip.window(sides.fang), trip.window(sides.qiu)

    ask(trip, chen)
    send_on(trip, wang)
    told(trip, chen, "转出党委审核，开具介绍信", "东港港务局委员会", "林若溪")
    issue(trip, lin)
    # Four presses of the sender at most: two of the branch, one of the committee.
    assert (trip.presses["wang"], trip.presses["lin"]) == (2, 1)
    told(trip, chen, "接收党委接收", "造船公司委员会", "方舟")
    assert verified(trip, chen) == ["有效"]

    turn_back(trip, fang)
    told(trip, chen, "转出支部提出", PIER, "王海平")
    expect(chen.get_by_text("接收方退回")).to_be_visible()
    assert verified(trip, chen) == ["已作废"]
    mend(trip, wang)
    issue(trip, lin)

    trip.older(31)
    told(trip, chen, "转出支部提出", PIER, "王海平")
    expect(chen.get_by_text("介绍信已过期")).to_be_visible()
    look(trip, chen, "own-expired")
    assert verified(trip, chen) == ["已作废", "已作废"]
    account_for(trip, wang)
    issue(trip, lin)
    assert verified(trip, chen) == ["已作废", "已作废", "有效"]

    receive(trip, fang, qiu)
    finished(trip, chen, wang)
    assert trip.wrong == []


def ask(trip: Trip, page: Page) -> None:
    """On the phone: where to and why."""
    page.goto(f"{trip.url}/m/transfer/")
    look(trip, page, "own-none")
    page.get_by_role("link", name="申请转接").click()
    page.get_by_role("combobox").first.fill("船台")
    page.get_by_role("option", name=SLIP).click()
    page.get_by_label("转接原因").select_option("job")
    look(trip, page, "own-ask")
    press(page, "提交支部")
    expect(page.get_by_text("待支部办理")).to_be_visible()
    look(trip, page, "own-asked")
    trip.counts_with(PIER)


def board(trip: Trip, page: Page, unit: Any) -> None:
    page.goto(f"{trip.url}/transfers/at/{unit.pk}/")


def send_on(trip: Trip, page: Page) -> None:
    """The secretary takes up what the member asked for: it is filled in already."""
    board(trip, page, trip.cast.pier)
    look(trip, page, "board-asked")
    page.get_by_role("link", name="办理", exact=True).click()
    expect(page.get_by_role("combobox").first).to_have_value(SLIP)
    page.get_by_label("党费交至").fill(f"{localdate():%Y-%m}")
    look(trip, page, "begin")
    press(page, "提交")
    expect(page.get_by_text("已提出，现在由")).to_be_visible()
    trip.counts_with(PIER)


def issue(trip: Trip, page: Page) -> None:
    """One press on the board of the committee."""
    board(trip, page, trip.cast.harbour)
    expect(page.get_by_label("有效期（天）")).to_have_value("30")
    look(trip, page, f"board-issue-{len(trip.letters())}")
    press(page, "同意并开具介绍信")
    expect(page.get_by_text("已办理，现在由")).to_be_visible()
    trip.counts_with(PIER)


def turn_back(trip: Trip, page: Page) -> None:
    """The receiver says why by one of the reasons there are."""
    board(trip, page, trip.sides.shipyard)
    look(trip, page, "board-receive")
    page.get_by_role("link", name="陈晓帆").click()
    look(trip, page, "case-receive")
    record(page, way="return")
    expect(page.get_by_text("请填写“退回原因”").first).to_be_visible()
    record(page, way="return", returned="letter", returned_note="抬头应为全称")
    assert trip.case.facts["returned"] == "letter"
    trip.counts_with(PIER)


def mend(trip: Trip, page: Page) -> None:
    """The sender sees why, and sends it again."""
    board(trip, page, trip.cast.pier)
    expect(page.get_by_text("被退回")).to_be_visible()
    look(trip, page, "board-returned")
    page.get_by_role("link", name="陈晓帆").click()
    expect(page.get_by_text("介绍信抬头或内容填写有误").first).to_be_visible()
    look(trip, page, "case-returned")
    record(page, reason="job", paid_to=f"{localdate():%Y-%m}")
    assert trip.case.step == "out_committee"
    trip.counts_with(PIER)


def account_for(trip: Trip, page: Page) -> None:
    """After the expiry the branch says why before a new letter is made out."""
    page.goto(f"{trip.url}/inbox/")
    page.get_by_text("陈晓帆的介绍信已过期").first.click()
    expect(page.get_by_text("介绍信已过期，组织关系仍在本支部").first).to_be_visible()
    look(trip, page, "case-expired")
    record(page, reason="job", paid_to=f"{localdate():%Y-%m}", delay="leave")
    assert trip.case.step == "out_committee"
    trip.counts_with(PIER)


def receive(trip: Trip, fang: Page, qiu: Page) -> None:
    """Two presses: the committee with the branch he wishes for, the branch when he reports."""
    before = trip.presses["fang"] + trip.presses["qiu"]
    board(trip, fang, trip.sides.shipyard)
    expect(fang.get_by_text(f"编入{SLIP}")).to_be_visible()
    press(fang, "接收")
    expect(fang.get_by_text(f"已办理，现在由{SLIP}办理")).to_be_visible()
    trip.counts_with(PIER)
    board(trip, qiu, trip.sides.slip)
    look(trip, qiu, "board-branch")
    press(qiu, "确认报到")
    expect(qiu.get_by_text("转接完成").first).to_be_visible()
    assert trip.presses["fang"] + trip.presses["qiu"] - before <= 2
    trip.counts_with(SLIP)


def told(trip: Trip, page: Page, step: str, desk: str, person: str) -> None:
    """The phone says which step it is at, who holds it and whom to call."""
    page.goto(f"{trip.url}/m/transfer/")
    now_at = page.locator(".tl li.now")
    expect(now_at).to_contain_text(step)
    expect(now_at).to_contain_text(desk)
    expect(page.locator(".dl.lines")).to_contain_text(person)


def verified(trip: Trip, page: Page) -> list[str]:
    """What the page behind each letter's code says; nothing of the person stands there."""
    said = []
    for letter in trip.letters():
        assert letter.paper is not None
        page.goto(f"{trip.url}/v/{letter.paper.token}/")
        said.append(page.locator(".alert b").inner_text())
        text = page.locator("main").inner_text()
        for private in ("陈晓帆", PIER, SLIP, letter.number):
            assert private not in text
    return said


def finished(trip: Trip, chen: Page, wang: Page) -> None:
    """The receipt: the letter is used, the sender sees it, the member reads where he is."""
    *old, last = trip.letters()
    assert [letter.void_reason for letter in old] == ["returned", "expired"]
    assert (last.used_on, last.voided_on) == (localdate(), None)
    wang.goto(f"{trip.url}/transfers/at/{trip.cast.pier.pk}/?tab=closed")
    expect(wang.get_by_text("转接完成")).to_be_visible()
    look(trip, wang, "board-closed")
    wang.goto(f"{trip.url}/transfers/letters/{last.pk}/")
    expect(wang.get_by_text("已使用")).to_be_visible()
    look(trip, wang, "letter-used")
    chen.goto(f"{trip.url}/m/transfer/")
    expect(chen.get_by_text(f"上一次：转往中共{SLIP}")).to_be_visible()
    look(trip, chen, "own-done")
