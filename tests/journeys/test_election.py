"""An election from the reminder to the appointment: the branch, the committee above it, and two
tellers with their phones, who first disagree."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate, now
from playwright.sync_api import Browser, Page, expect

from lianxin.areas.terms import actions
from lianxin.areas.terms.tasks import CLOCK
from lianxin.foundation.accounts.models import User
from lianxin.foundation.organisation.models import Appointment, Unit
from tests.journeys import trips
from tests.journeys.trips import look, press
from tests.looks import NARROW

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("丁大海", "马小满", "吴敬山", "何清", "宋雨", "陆远")


class Trip(trips.Trip):
    """The branch whose committee is elected anew, and the committee above it."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        ends = localdate() + timedelta(days=100)
        Unit.objects.filter(pk=self.cast.pier.pk).update(
            has_committee=True, term_starts_on=ends.replace(year=ends.year - 3), term_ends_on=ends
        )
        for place, name in enumerate(NAMES):
            user = self.cast.person(f"pier{place}", name)
            self.cast.member(name, self.cast.pier, user=user)


@pytest.fixture
def trip(browser: Browser, live_server, browser_context_args) -> Iterator[Trip]:
    yield from trips.under_way(Trip(browser, live_server.url, browser_context_args), browser)


def record(page: Page, button: str, **values: str) -> None:
    """Fill in the present step and record it; what is only remarked on is confirmed."""
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)
    press(page, button)
    if page.locator("[name=sure]").count():
        page.locator("[name=sure]").check()
        press(page, button)


def test_an_election_from_the_reminder_to_the_appointment(trip: Trip):
    wang, lin = trip.window(trip.cast.wang), trip.window(trip.cast.lin)
    case = remind_and_plan(trip, wang)
    agree(trip, lin, case)
    put_up(trip, wang, case)
    agree(trip, lin, case)
    vote_for_the_committee(trip, wang, case)
    first_plenary(trip, wang, case)
    report(trip, wang, case)
    approve(trip, lin, case)
    announce(trip, wang, lin, case)
    assert trip.wrong == []


def remind_and_plan(trip: Trip, page: Page) -> str:
    """The morning's reminder leads to the unit's term; the case begins there."""
    actions.remind(by=CLOCK, at=now())
    page.goto(f"{trip.url}/inbox/")
    page.get_by_text("一号码头党支部：请做好换届准备").click()
    expect(page.get_by_text("尚未启动换届")).to_be_visible()
    look(trip, page, "terms-start")
    page.get_by_text("任期届满，选举新一届").click()
    press(page, "启动")
    expect(page.get_by_role("heading", name="届满提醒")).to_be_visible()
    case = page.url

    page.get_by_text("本系统消息").click()
    record(page, "登记本环节")
    expect(page.get_by_role("heading", name="委员会研究换届方案")).to_be_visible()
    page.locator("[name=seats]").fill("3")
    page.locator("[name=deputies]").fill("1")
    page.locator("label.opt", has_text="党员大会").first.click()
    page.get_by_text("不预选，直接差额选举").click()
    page.locator("[name=planned_on]").fill(localdate().isoformat())
    look(trip, page, "terms-plan")
    record(page, "登记本环节")
    expect(page.get_by_role("heading", name="报送换届请示")).to_be_visible()
    record(page, "报送上级", document="一支〔2026〕5 号")
    expect(page.get_by_text("这一环节由东港港务局委员会办理")).to_be_visible()
    return case


def agree(trip: Trip, page: Page, case: str) -> None:
    """The committee above finds the case on its desk and replies."""
    page.goto(case)
    page.locator("label.opt", has_text="同意").first.click()
    record(page, "登记批复", document="港党〔2026〕18 号")
    expect(page.get_by_text("已登记“")).to_be_visible()


def put_up(trip: Trip, page: Page, case: str) -> None:
    """The list of candidates says what it still lacks, and orders itself by strokes."""
    page.goto(case)
    page.get_by_role("link", name="填写名单").click()
    expect(page.get_by_text("委员候选人现有 0 人，至少要有 4 人")).to_be_visible()
    for name in ("何清", "吴敬山", "丁大海", "马小满"):
        stand(page, "委员", name)
    stand(page, "书记", "丁大海")
    stand(page, "副书记", "马小满")
    expect(page.locator(".standing").first.locator("b")).to_have_text(
        ["丁大海", "马小满", "吴敬山", "何清"]
    )
    expect(page.get_by_text("名单还不完整")).to_have_count(0)
    look(trip, page, "terms-candidates")
    page.goto(case)
    page.get_by_text("支部委员会提名").click()
    page.locator("[name=inspection]").fill("四名人选考察合格。")
    record(page, "登记本环节")
    record(page, "报送上级", document="一支〔2026〕6 号")


def stand(page: Page, office: str, name: str) -> None:
    page.locator("label.opt", has_text=office).filter(
        has=page.get_by_text(office, exact=True)
    ).click()
    page.locator("#id_member").select_option(label=name)
    press(page, "列入名单")
    expect(page.get_by_text(f"已把{name}列为{office}候选人。")).to_be_visible()


def begin(page: Page, present: str, tellers: tuple[str, str]) -> None:
    page.get_by_role("link", name="登记到会人数，开始计票").first.click()
    page.locator("[name=present]").fill(present)
    page.locator("[name=first]").select_option(label=tellers[0])
    page.locator("[name=second]").select_option(label=tellers[1])


def count(trip: Trip, user: User, favour: dict[str, int], present: int) -> Page:
    """A teller opens the message on his phone and enters what he counted."""
    page = trip.window(user, NARROW)
    page.goto(f"{trip.url}/m/inbox/")
    page.get_by_text("请录入计票结果").first.click()
    page.locator("[name=issued]").fill(str(present))
    page.locator("[name=returned]").fill(str(present))
    for name, votes in favour.items():
        box = page.locator("fieldset.ballot", has_text=name)
        box.get_by_label("赞成", exact=True).fill(str(votes))
        box.get_by_label("不赞成", exact=True).fill(str(present - votes))
    press(page, "录入结果")
    return page


def vote_for_the_committee(trip: Trip, page: Page, case: str) -> None:
    page.goto(case)
    expect(page.get_by_text("请登记到会人数，由两名计票人分别录入计票结果")).to_be_visible()
    page.get_by_role("link", name="登记选举").click()
    begin(page, "7", ("宋雨", "陆远"))
    press(page, "开始计票")
    expect(page.get_by_text("会议无效，不能选举")).to_be_visible()
    page.go_back()
    page.locator("[name=present]").fill("8")
    page.locator("[name=first]").select_option(label="宋雨")
    page.locator("[name=second]").select_option(label="陆远")
    look(trip, page, "terms-open-poll")
    press(page, "开始计票")
    song, lu = (User.objects.get(name=name) for name in ("宋雨", "陆远"))
    right = {"丁大海": 8, "马小满": 7, "吴敬山": 6, "何清": 3}
    first = count(trip, song, {**right, "吴敬山": 5}, 8)
    expect(first.get_by_text("已录入您的计票结果。")).to_be_visible()
    second = count(trip, lu, right, 8)
    expect(second.get_by_text("请重新清点这些项目后再录入")).to_be_visible()
    look(trip, second, "terms-count-differs")
    page.reload()
    expect(page.get_by_text("吴敬山 · 赞成")).to_be_visible()
    look(trip, page, "terms-polls-differ")
    again = count(trip, song, right, 8)
    expect(again.get_by_text("两名计票人的结果一致。")).to_be_visible()
    look(trip, again, "terms-count-done")
    hold_the_meeting(trip, page, case)


def hold_the_meeting(trip: Trip, page: Page, case: str) -> None:
    page.reload()
    expect(page.get_by_text("当选委员：丁大海、马小满、吴敬山。")).to_be_visible()
    page.goto(case)
    look(trip, page, "terms-meeting")
    page.get_by_label("听取和审议工作报告").check()
    page.get_by_label("听取党费收缴、使用和管理情况报告").check()
    for name, value in zip(
        ("expected", "present", "favour", "against", "abstain"), "98800", strict=True
    ):
        page.locator(f"[name=method_{name}]").fill(value)
    page.locator("#id_scrutineers label", has_text="周国强").click()
    record(page, "登记本环节")
    expect(page.get_by_role("heading", name="委员会第一次全体会议")).to_be_visible()


def first_plenary(trip: Trip, page: Page, case: str) -> None:
    """The three new members elect their secretary and deputy; two of them are no candidates of
    the vote and count."""
    page.goto(case)
    ding, ma, wu = (User.objects.get(name=name) for name in ("丁大海", "马小满", "吴敬山"))
    for name, tellers in (("丁大海", (ma, wu)), ("马小满", (ding, wu))):
        page.goto(case)
        page.get_by_role("link", name="登记选举").first.click()
        begin(page, "3", (tellers[0].name, tellers[1].name))
        press(page, "开始计票")
        for teller in tellers:
            count(trip, teller, {name: 3}, 3)
    page.reload()
    look(trip, page, "terms-polls")
    page.goto(case)
    record(page, "登记本环节", chair="丁大海")
    expect(page.get_by_role("heading", name="报送选举结果报告")).to_be_visible()


def report(trip: Trip, page: Page, case: str) -> None:
    expect(page.get_by_text("还没有分工：吴敬山")).to_be_visible()
    page.get_by_role("link", name="填写分工").click()
    page.get_by_label("吴敬山").select_option(label="组织委员")
    press(page, "保存分工")
    page.get_by_role("link", name="选举结果报告单").click()
    expect(page.get_by_role("heading", name="选举结果报告单")).to_be_visible()
    look(trip, page, "terms-report")
    page.goto(case)
    record(page, "报送上级", document="一支〔2026〕7 号")


def approve(trip: Trip, page: Page, case: str) -> None:
    page.goto(case)
    page.get_by_text("批准", exact=True).last.click()
    page.get_by_label("委员已备案").check()
    look(trip, page, "terms-approve")
    record(page, "登记批准", document="港党〔2026〕21 号")
    expect(page.get_by_text("公布结果，材料归档").first).to_be_visible()
    posts = Appointment.objects.filter(unit=trip.cast.pier, ends_on=None)
    assert {(post.user.name, post.post) for post in posts} == {
        ("丁大海", "secretary"), ("马小满", "deputy"), ("吴敬山", "organisation"),
    }  # fmt: skip


def announce(trip: Trip, wang: Page, lin: Page, case: str) -> None:
    """Wang is no longer secretary and sees the case no more; his successor closes it. The board
    of the committee says the new term."""
    gone = wang.goto(case)
    assert gone is not None
    assert gone.status == 404
    ding = trip.window(User.objects.get(name="丁大海"))
    ding.goto(case)
    ding.locator("[name=where]").fill("党员大会宣布")
    ding.get_by_label("已归档").check()
    record(ding, "登记本环节")
    expect(ding.get_by_role("heading", name="换届完成")).to_be_visible()
    lin.goto(f"{trip.url}/terms/at/{trip.cast.harbour.pk}/")
    expect(lin.locator("tr", has_text="一号码头党支部").get_by_text("正常")).to_be_visible()
    look(trip, lin, "terms-board")


def test_an_extension_is_a_year_at_most(trip: Trip):
    """Asked for from the page of the term; what is too long says until when it may last."""
    wang, lin = trip.window(trip.cast.wang), trip.window(trip.cast.lin)
    ends = localdate() + timedelta(days=100)
    wang.goto(f"{trip.url}/terms/at/{trip.cast.pier.pk}/start/")
    wang.get_by_text("报上级党委批准").click()
    press(wang, "启动")
    case = wang.url
    wang.locator("label.opt", has_text="延期换届").click()
    wang.locator("[name=reason]").fill("正在实施码头搬迁，申请延期换届。")
    wang.locator("[name=until]").fill((ends + timedelta(days=400)).isoformat())
    record(wang, "报送上级", document="一支〔2026〕4 号")
    expect(wang.get_by_text("延期一般不超过 1 年").first).to_be_visible()
    look(trip, wang, "terms-extension")
    wang.locator("[name=until]").fill((ends + timedelta(days=90)).isoformat())
    press(wang, "报送上级")
    expect(wang.get_by_text("这一环节由东港港务局委员会办理")).to_be_visible()
    agree(trip, lin, case)
    lin.goto(f"{trip.url}/terms/at/{trip.cast.pier.pk}/start/")
    expect(lin.get_by_text("经批准延期到")).to_be_visible()
    look(trip, lin, "terms-extended")
    assert trip.wrong == []
