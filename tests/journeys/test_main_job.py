"""The main job in one trip: an empty house, an ugly roster, a meeting signed in to by five
phones, and a committee whose figures are those of the records."""

import io
import json
import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.timezone import localtime, now
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from lianxin.areas.meetings import codes
from lianxin.areas.meetings.models import Invitation, Meeting
from lianxin.areas.members.models import Member
from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import User
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.ui.codes import draw
from lianxin.overview.audit import sealing
from tests.cast import sign_in
from tests.journeys import roster
from tests.journeys.roster import FENG, INNER, OUTER, WU
from tests.servers import served
from tests.trace import told

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, OWN = "Yiyuan#2026", "Renmin!2027x"
PHONE = {"width": 390, "height": 844}
SIGN_IN = "/accounts/sign-in/"


@pytest.fixture
def house(transactional_db) -> Iterator[str]:
    with served() as url:
        yield url


def keep(page: Page, name: str) -> None:
    """Leaves a picture where PICTURES says, for whoever wants to look."""
    if "PICTURES" in os.environ:
        page.screenshot(path=str(Path(os.environ["PICTURES"]) / f"{name}.png"), full_page=True)


class Trip:
    """The secretary at her desk, the members with their phones, and what went wrong on the way."""

    def __init__(self, browser: Browser, page: Page, house: str, settings: dict[str, Any]) -> None:
        self.browser, self.page, self.house, self.settings = browser, page, house, settings
        self.wrong: list[str] = []
        self.listen(page)
        page.set_viewport_size({"width": 1440, "height": 900})

    def listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self.wrong.extend(breaches(said)))

    def go(self, path: str) -> None:
        self.page.goto(self.house + path)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def confirm(self, name: str) -> None:
        self.button(name).click()
        self.page.get_by_role("alertdialog").get_by_role("button").first.wait_for()
        self.page.get_by_role("alertdialog").locator(".btn.primary, .btn.danger").click()

    def phone(self, member: Member | None = None) -> Page:
        """A phone of this member, signed in; or of somebody who is not yet."""
        context = self.browser.new_context(
            **{**self.settings, "viewport": PHONE, "has_touch": True}
        )
        context.set_default_timeout(20_000)
        if member is not None:
            assert member.user is not None
            token = sign_in(Client(), member.user).cookies[visits.COOKIE].value
            context.add_cookies([{"name": visits.COOKIE, "value": token, "url": self.house}])
        page = context.new_page()
        self.listen(page)
        return page


def breaches(said: ConsoleMessage) -> list[str]:
    return [said.text] if "Content Security" in said.text else []


@pytest.fixture
def trip(browser: Browser, page: Page, house: str, browser_context_args) -> Iterator[Trip]:
    page.set_default_timeout(20_000)
    yield Trip(browser, page, house, browser_context_args)
    for context in browser.contexts:
        context.close()  # a screen that still listens keeps the live process from ending


def test_the_main_job(trip: Trip):
    set_the_house_up(trip)
    come_in(trip)
    found_the_branches(trip)
    bring_the_roster(trip)
    slips = open_accounts(trip)
    meeting = call_the_members(trip)
    ask_for_leave(trip, meeting)
    sign_them_in(trip, meeting, slips)
    close(trip, meeting)
    read_the_figures(trip, meeting)
    prove_the_record()
    assert trip.wrong == []


def set_the_house_up(trip: Trip) -> None:
    page, out = trip.page, io.StringIO()
    call_command("setup_link", "--base-url", trip.house, stdout=out)
    page.goto(out.getvalue().strip())
    page.get_by_label("组织全称").fill("中共东港市人民医院委员会")
    page.get_by_label("所属领域").select_option("hospital")
    page.get_by_label("成立日期").fill("1996-07-01")
    trip.button("保存，下一步").click()
    page.get_by_role("link", name="单机模式").click()
    for part, value in {"name": "王海平", "username": "wang", "password": FIRST}.items():
        page.locator(f"#id_one_{part}").fill(value)
    trip.button("保存，下一步").click()
    expect(page.get_by_label("管理员本人兼任")).to_be_checked()
    trip.button("保存，下一步").click()
    trip.button("核对无误，启用系统").click()
    expect(page.get_by_role("heading", name="系统已启用")).to_be_visible()


def come_in(trip: Trip) -> None:
    """With the first password, a password of her own and a second factor."""
    page = trip.page
    trip.go(f"{SIGN_IN}?next=/units/")
    page.get_by_label("用户名或手机号").fill("wang")
    page.get_by_label("密码", exact=True).fill(FIRST)
    trip.button("登录").click()
    choose_password(page, FIRST)
    secret = page.locator("#secret").inner_text().replace(" ", "")
    page.get_by_label("验证器显示的 6 位数字").fill(pyotp.TOTP(secret).at(now()))
    trip.button("确认绑定").click()
    expect(page.get_by_role("heading", name="请抄下或打印备用码")).to_be_visible()


def choose_password(page: Page, first: str) -> None:
    page.get_by_label("一次性密码").fill(first)
    page.get_by_label("新密码", exact=True).fill(OWN)
    page.get_by_label("再输一遍新密码").fill(OWN)
    page.get_by_role("button", name="保存新密码").click()


def found_the_branches(trip: Trip) -> None:
    root = Unit.objects.get(parent=None)
    for name in (INNER, OUTER):
        trip.go(f"/units/{root.pk}/found/")
        trip.page.get_by_label("组织类别").select_option("branch")
        trip.page.get_by_label("全称").fill(f"中共东港市人民医院{name[:2]}支部委员会")
        trip.page.get_by_label("简称").fill(name)
        trip.page.get_by_label("设委员会").check()
        trip.button("成立").click()
        expect(trip.page.get_by_text(f"已成立{name}")).to_be_visible()


def bring_the_roster(trip: Trip) -> None:
    page, root = trip.page, Unit.objects.get(parent=None)
    trip.go(f"/members/at/{root.pk}/")
    page.get_by_role("link", name="导入", exact=True).click()
    page.locator("input[type=file]").set_input_files(
        {"name": "花名册.xlsx", "mimeType": "application/octet-stream", "buffer": roster.workbook()}
    )
    trip.button("上传并识别").click()
    expect(page.get_by_text("列的对应")).to_be_visible()
    keep(page, "roster-columns")
    trip.button("开始检查").click()
    expect(page.locator("#line-6")).to_be_visible()
    keep(page, "roster-wrong")

    mend(page, 6, "公民身份证号", WU)
    mend(page, 8, "公民身份证号", FENG)
    page.locator("#line-7").get_by_role("button", name="改为“1998-07”").click()
    expect(page.locator("#line-7").get_by_text("可以导入")).to_be_visible()
    keep(page, "roster-mended")
    trip.confirm("整表导入")
    expect(page.get_by_text("导入完成")).to_be_visible()
    keep(page, "roster-done")

    known = {member.name: member for member in Member.objects.select_related("unit")}
    assert len(known) == 11
    assert {known[name].unit.short_name for name in ("孙立群", "陈晓帆")} == {INNER}
    assert str(known["孙立群"].value("joined_on")) == "1998-07"
    assert known["孙立群"].phone == "13800130001"
    assert known["吴国栋"].id_number == WU
    assert (known["陈晓帆"].category, known["陈晓帆"].ethnicity) == ("probationary", "01")
    trip.go(f"/members/at/{root.pk}/")
    expect(page.get_by_role("link", name="孙立群")).to_be_visible()
    keep(page, "roll")


def mend(page: Page, number: int, column: str, text: str) -> None:
    line = page.locator(f"#line-{number}")
    cell = line.locator("td").filter(has=page.get_by_label(f"第 {number} 行{column}"))
    cell.get_by_label(column).fill(text)
    cell.get_by_role("button", name="保存").click()
    expect(line.get_by_text("可以导入")).to_be_visible()


def open_accounts(trip: Trip) -> dict[str, list[str]]:
    """The slips, by name: phone, user name, one-time password."""
    page, branch = trip.page, Unit.objects.get(short_name=INNER)
    trip.go(f"/members/at/{branch.pk}/")
    page.get_by_label("全选本页").check()
    trip.button("开通账号").click()
    trip.button("开通并显示密码条").click()
    expect(page.get_by_role("heading", name="初始密码条")).to_be_visible()
    keep(page, "slips")
    cells = [row.split("\t") for row in page.locator("article tbody").inner_text().splitlines()]
    slips = {name.strip(): [cell.strip() for cell in rest[1:]] for name, *rest in cells}
    assert len(slips) == 8
    User.objects.filter(member__name__in=set(slips) - {"孙立群"}).update(must_change_password=False)
    return slips


def call_the_members(trip: Trip) -> Meeting:
    page, branch = trip.page, Unit.objects.get(short_name=INNER)
    trip.go(f"/meetings/at/{branch.pk}/convene/")
    page.get_by_label("主题党日").check()
    trip.button("下一步").click()
    begins, ends = soon()
    page.get_by_label("日期").fill(f"{begins:%Y-%m-%d}")
    page.get_by_label("开始").fill(f"{begins:%H:%M}")
    page.get_by_label("结束").fill(f"{ends:%H:%M}")
    page.get_by_label("地点").fill("三楼会议室")
    trip.button("召集会议").click()
    expect(page.get_by_text("会议已召集")).to_be_visible()
    keep(page, "meeting-called")
    return Meeting.objects.get()


def soon() -> tuple[datetime, datetime]:
    """A little later today, however late it is."""
    at = localtime(now())
    last = at.replace(hour=23, minute=59)
    return min(at + timedelta(minutes=20), last - timedelta(minutes=1)), last


def member_named(name: str) -> Member:
    return Member.objects.select_related("user").get(name=name)


def ask_for_leave(trip: Trip, meeting: Meeting) -> None:
    """Beforehand, on the phone; granted at the desk."""
    phone = trip.phone(member_named("卫建军"))
    phone.goto(f"{trip.house}/m/meetings/")
    phone.get_by_role("link", name="查看会议").click()
    phone.get_by_role("link", name="不能参加，我要请假").click()
    phone.get_by_label("病假").check()
    phone.get_by_label("说明").fill("术后复查")
    phone.get_by_role("button", name="提交请假").click()
    expect(phone.get_by_text("请假待审批")).to_be_visible()
    keep(phone, "phone-leave")

    trip.go(f"/meetings/{meeting.pk}/")
    expect(trip.page.get_by_text("术后复查")).to_be_visible()
    trip.button("准假").click()
    expect(trip.page.get_by_text("术后复查")).to_have_count(0)
    phone.reload()
    expect(phone.get_by_text("已准假")).to_be_visible()


def sign_them_in(trip: Trip, meeting: Meeting, slips: dict[str, list[str]]) -> None:
    screen = trip.page
    trip.button("开始签到").click()
    expect(screen.locator("[data-qr] svg")).to_be_visible()
    screen.evaluate("window.loadedOnce = true")
    meeting.refresh_from_db()
    turnout = screen.locator("p.big [data-live-field=present]")
    expect(turnout).to_have_text("0")
    expect(screen.locator("dl [data-live-field=leave]")).to_have_text("1")

    late = trip.phone(member_named("郑雅琴"))
    late.goto(code_of_the_screen(trip, meeting, ago=60))
    expect(late.get_by_role("heading", name="二维码已经过期")).to_be_visible()
    keep(late, "phone-stale")

    arrive_by_password(trip, meeting, slips["孙立群"])
    expect(turnout).to_have_text("1")
    for number, name in enumerate(("周晓梅", "吴国栋", "冯志远", "褚红霞"), start=2):
        phone = trip.phone(member_named(name))
        phone.goto(code_of_the_screen(trip, meeting))
        expect(phone.get_by_text("您已签到")).to_be_visible()
        expect(turnout).to_have_text(str(number))
        phone.context.close()
    expect(screen.get_by_role("list", name="最近签到")).to_contain_text("褚红霞")
    keep(screen, "host")
    assert screen.evaluate("window.loadedOnce") is True
    assert screen.locator("lx-live.polling").count() == 0
    assert Invitation.objects.filter(signed_in_at__isnull=False).count() == 5


def code_of_the_screen(trip: Trip, meeting: Meeting, *, ago: int = 0) -> str:
    """What a camera reads: the link whose picture the page holds for this moment."""
    at = now() - timedelta(seconds=ago)
    code = next(codes.codes_from(meeting.key, meeting.pk, at, count=1))
    link = f"{trip.house}/q/{meeting.pk}/?{code.query}"
    if not ago:
        shown = json.loads(trip.page.locator("#codes").text_content() or "{}")["codes"]
        assert draw(link) in {each["svg"] for each in shown}
    return link


def arrive_by_password(trip: Trip, meeting: Meeting, slip: list[str]) -> None:
    """Scanned by somebody who never signed in: the code waits while she finds her password."""
    masked, _, password = slip
    assert masked == "138****0001"
    phone = trip.phone()
    phone.goto(code_of_the_screen(trip, meeting))
    phone.get_by_label("用户名或手机号").fill(roster.phone(1))
    phone.get_by_label("密码", exact=True).fill(password)
    phone.get_by_role("button", name="登录").click()
    choose_password(phone, password)
    expect(phone.get_by_text("您已签到")).to_be_visible()
    keep(phone, "phone-signed-in")
    phone.context.close()


def close(trip: Trip, meeting: Meeting) -> None:
    page = trip.page
    Meeting.objects.update(starts_at=now() - timedelta(minutes=1))  # its hour has come
    trip.go(f"/meetings/{meeting.pk}/minutes/")
    for box in page.locator("textarea[name^=section]").all():
        box.fill("学习党的二十届四中全会精神，交流到病房志愿服务的安排。")
    page.get_by_label("主持人").select_option(label="孙立群")
    page.get_by_label("记录人").select_option(label="周晓梅")
    keep(page, "minutes")
    trip.button("保存，去结束会议").click()
    expect(page.get_by_role("heading", name="结束并封存")).to_be_visible()
    keep(page, "closing")
    trip.confirm("结束并封存")
    expect(page.get_by_text("与封存时一致")).to_be_visible()
    keep(page, "closed")


def figure(page: Page, name: str) -> Locator:
    return page.locator("dl.kpis > *").filter(has_text=re.compile(f"^{name}"))


def read_the_figures(trip: Trip, meeting: Meeting) -> None:
    """What the committee sees is what the records say, each number opening into its list."""
    page, root = trip.page, Unit.objects.get(parent=None)
    trip.go(f"/insight/{root.pk}/")
    keep(page, "dashboard")
    party = Member.objects.filter(category__in=["formal", "probationary"]).count()
    expected = Invitation.objects.filter(standing="expected").count()
    present = Invitation.objects.filter(standing="expected", signed_in_at__isnull=False).count()
    assert (party, expected, present) == (11, 8, 5)
    for name, value in (
        ("党员总数", str(party)), ("预备党员", "1"), ("下级组织", "2"), ("本月组织生活", "1"),
        ("到会率", f"{100 * present / expected:.1f}%"),
    ):  # fmt: skip
        expect(figure(page, name).locator("dd").first).to_contain_text(value)
    line = page.get_by_role("row").filter(has=page.get_by_role("link", name=INNER))
    expect(line).to_contain_text("62.5%")
    out = io.StringIO()
    call_command("reconcile", stdout=out)
    assert "0 处差异" in out.getvalue()

    figure(page, "党员总数").get_by_role("link").first.click()
    expect(page.get_by_role("link", name="韩玉兰")).to_be_visible()
    page.go_back()
    figure(page, "本月组织生活").get_by_role("link").first.click()
    page.get_by_role("link", name=meeting.title).click()
    expect(page.get_by_role("heading", level=1, name=meeting.title)).to_be_visible()


def prove_the_record() -> None:
    steps = [
        "HouseEstablished", "UnitFounded", "BatchApplied", "AccountsOpened", "MeetingConvened",
        "LeaveAsked", "LeaveDecided", "MeetingOpened", "SignedIn", "MinutesSaved", "MeetingClosed",
    ]  # fmt: skip
    assert [step for step in steps if step not in told()] == []
    assert told().count("SignedIn") == 5
    sealing.seal_all(at=now())
    out = io.StringIO()
    call_command("verify_audit", stdout=out)
    assert "审计记录完整" in out.getvalue()
