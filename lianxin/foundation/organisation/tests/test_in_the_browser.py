"""The tree and the page of a unit as people use them: found, moved, looked up."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.organisation import actions
from lianxin.foundation.organisation.models import Unit
from tests.cast import HOUSE, Cast

pytestmark = pytest.mark.django_db(transaction=True)

ON = date(2024, 5, 6)


@pytest.fixture
def place():
    cast = Cast()
    for number in "二三四":
        cast.found(f"第{number}码头党支部", "branch", cast.quay, term_starts_on=ON)
    actions.form_cell(cast.pier, name="第一党小组", leader=cast.chen, on=ON, by=HOUSE)
    actions.add_workplace(cast.pier, name="东港拖轮公司", on=ON, by=HOUSE)
    return cast


def enter(page: Page, live_server, user: User) -> None:
    from django.utils.timezone import now

    token, at = visits.new_token(), now()
    Session.objects.create(
        key=visits.digest(token), user=user, started_at=at, seen_at=at, second_factor_at=at
    )
    page.context.add_cookies([{"name": visits.COOKIE, "value": token, "url": live_server.url}])


def go(page: Page, live_server, name: str, *args, query: str = "") -> None:
    page.goto(f"{live_server.url}{reverse(f'organisation:{name}', args=args)}{query}")
    page.wait_for_load_state("networkidle")


def test_the_tree_is_opened_by_keyboard_and_loads_what_it_needs(page: Page, live_server, place):
    enter(page, live_server, place.lin)
    go(page, live_server, "unit", place.harbour.pk)
    yard = page.get_by_role("treeitem", name="船厂党总支")
    expect(page.get_by_role("treeitem", name="船坞党支部")).to_have_count(0)

    yard.focus()
    page.keyboard.press("ArrowRight")

    expect(page.get_by_role("treeitem", name="船坞党支部")).to_be_visible()
    page.get_by_role("treeitem", name="船坞党支部").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("船坞党支部")


def test_a_unit_is_looked_up_by_its_initials(page: Page, live_server, place):
    enter(page, live_server, place.lin)
    go(page, live_server, "unit", place.harbour.pk)

    page.get_by_role("searchbox", name="查找组织").press_sequentially("yhmt")

    page.get_by_role("list", name="查找结果").get_by_role("link", name="一号码头党支部").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("一号码头党支部")


def test_on_a_phone_the_tree_comes_as_a_drawer(page: Page, live_server, place):
    enter(page, live_server, place.lin)
    page.set_viewport_size({"width": 390, "height": 844})
    go(page, live_server, "unit", place.quay.pk)
    expect(page.get_by_role("tree")).to_be_hidden()

    page.get_by_role("link", name="组织树").click()

    expect(page.get_by_role("dialog").get_by_role("tree")).to_be_visible()


def test_a_branch_is_founded_and_errors_stay_beside_their_fields(page: Page, live_server, place):
    enter(page, live_server, place.lin)
    go(page, live_server, "unit", place.quay.pk)
    page.get_by_role("link", name="成立下级组织").click()
    page.get_by_label("全称").fill("中共港务局油港支部委员会")

    page.get_by_role("button", name="成立").click()
    expect(page.get_by_role("alert")).to_contain_text("有 1 处需要更正")
    expect(page.get_by_label("全称")).to_have_value("中共港务局油港支部委员会")
    page.get_by_label("组织类别").select_option("branch")
    page.get_by_role("button", name="成立").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("港务局油港支部委员会")
    expect(page.get_by_text("已成立港务局油港支部委员会。")).to_be_visible()


def test_a_branch_is_moved_to_a_place_found_by_typing(page: Page, live_server, place):
    enter(page, live_server, place.lin)
    go(page, live_server, "move", place.pier.pk)

    page.get_by_role("combobox", name="新的上级组织").press_sequentially("cc")
    page.get_by_role("option", name="船厂党总支").click()
    page.get_by_label("批准文号").fill("东港党〔2026〕9 号")
    page.get_by_role("button", name="调整隶属").click()

    expect(page).to_have_url(re.compile(f"/units/{place.pier.pk}/$"))
    expect(page.get_by_role("navigation", name="面包屑")).to_contain_text("船厂党总支")
    assert Unit.objects.get(pk=place.pier.pk).parent_id == place.yard.pk


def test_a_refusal_is_read_above_the_form_and_nothing_typed_is_lost(page: Page, live_server, place):
    enter(page, live_server, place.lin)
    go(page, live_server, "close", place.quay.pk)
    expect(page.get_by_text("还有 4 个下级组织")).to_be_visible()

    page.get_by_label("确认").fill("码头党总支")
    page.get_by_role("button", name="撤销组织").click()

    expect(page.locator("#notice")).to_contain_text("暂不能撤销")
    expect(page.get_by_label("确认")).to_have_value("码头党总支")
    assert Unit.objects.get(pk=place.quay.pk).is_open
