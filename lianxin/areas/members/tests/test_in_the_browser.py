"""The roll as people use it: searched, ticked, looked into, typed."""

import re

import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from lianxin.areas.members import actions, links
from lianxin.areas.members.models import Look, Member
from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import Session, User
from tests.cast import HOUSE, Cast, actor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place():
    cast = Cast()
    for i in range(22):
        cast.member(f"何{'一二三四五六七八九十'[i % 10]}{'安平'[i % 2]}", cast.pier, gender="2")
    actions.amend(
        cast.chen_member, by=HOUSE, at=now(), phone="13800138000", id_number="11010519491231002X",
        address="东港市海滨路18号", born_on="1986-04-02", education="21", note="第一小组组长",
    )  # fmt: skip
    cast.chen_member.refresh_from_db()
    return cast


def enter(page: Page, live_server, user: User) -> None:
    token, at = visits.new_token(), now()
    Session.objects.create(
        key=visits.digest(token), user=user, started_at=at, seen_at=at, second_factor_at=at
    )
    page.context.add_cookies([{"name": visits.COOKIE, "value": token, "url": live_server.url}])


def go(page: Page, live_server, name: str, *args, query: str = "") -> None:
    page.goto(f"{live_server.url}{reverse(f'members:{name}', args=args)}{query}")
    page.wait_for_load_state("networkidle")


def test_somebody_is_found_ticked_and_the_rest_too(page: Page, live_server, place):
    enter(page, live_server, place.wang)
    go(page, live_server, "roll", place.pier.pk)
    page.get_by_label("姓名、拼音、完整手机号或身份证号").fill("cxf")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=cxf"))
    expect(page.locator("#rows tbody tr")).to_have_count(1)

    go(page, live_server, "roll", place.pier.pk)
    page.get_by_label("选择陈晓帆").check()
    expect(page.get_by_text("已选 1 人")).to_be_visible()
    page.get_by_role("button", name="选择全部 26 人").click()
    expect(page.get_by_text("已选 26 人")).to_be_visible()
    page.locator(".bulk").get_by_role("button", name="导出").click()
    expect(page.get_by_text("共 26 人")).to_be_visible()


def test_a_choice_narrows_the_roll_at_once(page: Page, live_server, place):
    enter(page, live_server, place.wang)
    go(page, live_server, "roll", place.pier.pk)
    page.get_by_label("类别").select_option("probationary")
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    expect(page.locator("#rows")).to_contain_text("刘思雨")


def test_a_masked_number_is_shown_for_a_purpose(page: Page, live_server, place):
    enter(page, live_server, place.wang)
    go(page, live_server, "member", place.chen_member.pk)
    expect(page.get_by_text("138****8000")).to_be_visible()
    page.get_by_role("link", name="显示联系电话").click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("查看用途").fill("通知主题党日")
    dialog.get_by_role("button", name="显示").click()
    expect(dialog.get_by_text("13800138000")).to_be_visible()
    assert Look.objects.get().purpose == "通知主题党日"


def test_a_member_leaves_through_a_dialog(page: Page, live_server, place):
    enter(page, live_server, place.wang)
    go(page, live_server, "member", place.chen_member.pk)
    page.locator("summary", has_text="办理").click()
    page.get_by_role("link", name="登记去世、补录离开名册").click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("离开原因").select_option("expelled")
    dialog.get_by_role("button", name="登记离开").click()
    expect(dialog.get_by_text("请填写批准文号")).to_be_visible()
    dialog.get_by_label("离开原因").select_option("transferred")
    dialog.get_by_role("button", name="登记离开").click()
    expect(page.locator("h1")).to_contain_text("已离开名册")


def test_a_person_is_typed_in(page: Page, live_server, place):
    enter(page, live_server, place.wang)
    go(page, live_server, "admit", place.pier.pk)
    page.get_by_label("姓名").fill("郑和平")
    number = page.get_by_label("公民身份证号")
    number.fill("110105194912310021")
    number.press("Tab")
    expect(page.locator("#from-number")).to_contain_text("校验码")
    number.fill("34052419800101001X")
    number.press("Tab")
    expect(page.locator("#from-number")).to_contain_text("1980 年 1 月 1 日生，男")
    page.get_by_label("人员类别").select_option("formal")
    page.get_by_role("button", name="登记").click()
    expect(page.locator("h1")).to_contain_text("郑和平")
    member = Member.objects.get(name="郑和平")
    assert (str(member.value("born_on")), member.gender) == ("1980-01-01", "1")


def test_the_member_reads_who_looked(page: Page, live_server, place):
    actions.show_sensitive(
        place.chen_member, "id_number", purpose="核对采集表", by=actor(place.wang), at=now()
    )
    enter(page, live_server, place.chen)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + links.own_file("looks"))
    expect(page.get_by_text("王海平 查看公民身份证号")).to_be_visible()
    expect(page.get_by_text("用途：核对采集表")).to_be_visible()
