"""An empty house is set up in the browser; the first people come in through every door."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from django.core.management import call_command
from django.utils.timezone import now
from playwright.sync_api import ConsoleMessage, Page, expect

from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.organisation.models import Grant, Installation
from tests.cast import PASSWORD, sign_in
from tests.looks import faults

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, OWN = "Yiyuan#2026", "Renmin!2027x"


def breaches(said: ConsoleMessage) -> list[str]:
    return [said.text] if "Content Security" in said.text else []


def keep(page: Page, name: str) -> None:
    """Leaves a picture where PICTURES says, for whoever wants to look."""
    if "PICTURES" in os.environ:
        page.screenshot(path=str(Path(os.environ["PICTURES"]) / f"{name}.png"), full_page=True)


def fill_person(page: Page, key: str, name: str, username: str) -> None:
    for part, value in {"name": name, "username": username, "password": FIRST}.items():
        page.locator(f"#id_{key}_{part}").fill(value)


def link_of(live_server) -> str:
    out = io.StringIO()
    call_command("setup_link", "--base-url", live_server.url, stdout=out)
    return out.getvalue().strip()


def test_an_empty_house_is_set_up(page: Page, live_server):
    page.goto(link_of(live_server))
    keep(page, "setup-1")
    page.get_by_label("组织全称").fill("中共东港市人民医院委员会")
    page.get_by_label("所属领域").select_option("hospital")
    page.get_by_label("成立日期").fill("1996-07-01")
    page.get_by_role("button", name="保存，下一步").click()

    page.get_by_role("button", name="保存，下一步").click()
    expect(page.get_by_text("处需要更正")).to_be_visible()
    assert faults(page) == []
    keep(page, "setup-2")
    fill_person(page, "system_admin", "何守成", "he")
    fill_person(page, "security_admin", "安宁", "an")
    fill_person(page, "audit_admin", "沈明察", "shen")
    page.get_by_role("button", name="保存，下一步").click()

    expect(page.get_by_role("heading", name="党务负责人")).to_be_visible()
    keep(page, "setup-3")
    fill_person(page, "person", "林若溪", "lin")
    page.get_by_role("button", name="保存，下一步").click()

    expect(page.get_by_text("安宁（用户名 an）")).to_be_visible()
    keep(page, "setup-4")
    page.get_by_role("button", name="核对无误，启用系统").click()
    expect(page.get_by_role("heading", name="系统已启用")).to_be_visible()
    keep(page, "setup-5")

    assert Installation.objects.get().established_at is not None
    assert Grant.objects.count() == 4
    page.get_by_role("link", name="去登录").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()


def test_one_person_alone_sets_up_a_branch_in_single_machine_mode(page: Page, live_server):
    page.goto(link_of(live_server))
    page.get_by_label("组织全称").fill("中共东港港务局一号码头支部委员会")
    page.get_by_label("组织类别").select_option("branch")
    page.get_by_label("成立日期").fill("2003-03-01")
    page.get_by_role("button", name="保存，下一步").click()
    page.get_by_role("link", name="单机模式").click()
    expect(page.get_by_text("不符合三员分立要求")).to_be_visible()
    fill_person(page, "one", "王海平", "wang")
    keep(page, "setup-single-2")
    page.get_by_role("button", name="保存，下一步").click()
    expect(page.get_by_label("管理员本人兼任")).to_be_checked()
    keep(page, "setup-single-3")
    page.get_by_role("button", name="保存，下一步").click()
    keep(page, "setup-single-4")
    page.get_by_role("button", name="核对无误，启用系统").click()
    expect(page.get_by_role("heading", name="系统已启用")).to_be_visible()

    assert {grant.role for grant in User.objects.get().grants.all()} == {
        "system_admin",
        "security_admin",
        "audit_admin",
        "secretary",
    }


@pytest.fixture
def cast(transactional_db):
    from tests.cast import Cast

    return Cast()


@pytest.mark.parametrize("width", [390, 1440])
def test_an_administrator_comes_in_through_every_door(  # noqa: PLR0915 — one trip
    page: Page, live_server, cast, width
):
    User.objects.filter(pk=cast.security_admin.pk).update(
        second_factor_at=None, second_factor="", must_change_password=True
    )
    page.set_viewport_size({"width": width, "height": 900})
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.extend(breaches(said)))

    page.goto(f"{live_server.url}/accounts/me/")
    page.get_by_role("button", name="长辈模式").click()
    page.get_by_role("button", name="切换为深色").click()
    found = faults(page)
    keep(page, f"sign-in-{width}")
    page.get_by_label("用户名或手机号").fill("an")
    page.get_by_label("密码", exact=True).fill("wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.locator("#notice")).to_contain_text("用户名、手机号或密码不正确")
    found += faults(page)
    keep(page, f"sign-in-wrong-{width}")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()

    expect(page.get_by_role("heading", name="设置您自己的密码")).to_be_visible()
    found += faults(page)
    keep(page, f"first-password-{width}")
    page.get_by_label("一次性密码").fill(PASSWORD)
    page.get_by_label("新密码", exact=True).fill("short")
    page.get_by_label("再输一遍新密码").fill("short")
    page.get_by_role("button", name="保存新密码").click()
    expect(page.get_by_text("密码应为 8 至 128 位").first).to_be_visible()
    page.get_by_label("一次性密码").fill(PASSWORD)
    page.get_by_label("新密码", exact=True).fill(OWN)
    page.get_by_label("再输一遍新密码").fill(OWN)
    page.get_by_role("button", name="保存新密码").click()

    expect(page.get_by_role("heading", name="启用动态口令")).to_be_visible()
    found += faults(page)
    keep(page, f"enrol-{width}")
    secret = page.locator("#secret").inner_text().replace(" ", "")
    page.get_by_label("验证器显示的 6 位数字").fill(pyotp.TOTP(secret).at(now()))
    page.get_by_role("button", name="确认绑定").click()
    expect(page.get_by_role("heading", name="请抄下或打印备用码")).to_be_visible()
    found += faults(page)
    keep(page, f"codes-{width}")
    page.get_by_role("link", name="已妥善保存，继续").click()

    expect(page.get_by_role("heading", name="设置", exact=True)).to_be_visible()
    found += faults(page)
    keep(page, f"me-{width}")
    page.get_by_role("link", name="查看和退出").click()
    expect(page.get_by_role("heading", name="登录的设备")).to_be_visible()
    found += faults(page)
    keep(page, f"sessions-{width}")
    assert found == []
    assert errors == []


def test_a_role_is_given_by_picking_a_unit(page: Page, live_server, cast, client):
    sign_in(client, cast.security_admin)
    page.context.add_cookies(
        [{"name": "lianxin", "value": client.cookies["lianxin"].value, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/units/grants/")
    page.get_by_label("查找人员或组织").fill("chen")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="陈晓帆").first.click()
    page.get_by_label("角色").select_option("overseer")
    page.get_by_role("combobox", name="组织").fill("yhmt")
    page.get_by_role("option", name="一号码头党支部").click()
    page.get_by_label("授权理由").fill("东组〔2026〕3号")
    page.get_by_role("button", name="授权").click()
    page.get_by_role("alertdialog").get_by_role("button", name="授权").click()
    expect(page.get_by_text("已为陈晓帆授权")).to_be_visible()
    grant = Grant.objects.get(user=cast.chen)
    assert (grant.unit, grant.role) == (cast.pier, "overseer")

    page.get_by_role("link", name="撤销陈晓帆的上级查看授权").click()
    assert faults(page) == []
    page.get_by_label("撤销理由").fill("期满")
    page.get_by_role("button", name="撤销授权").click()
    expect(page.get_by_text("立即生效")).to_be_visible()
    grant.refresh_from_db()
    assert grant.withdrawn_for == "期满"


def test_a_quiet_page_says_that_it_will_close(page: Page, live_server, cast, client):
    sign_in(client, cast.chen)
    page.context.add_cookies(
        [{"name": "lianxin", "value": client.cookies["lianxin"].value, "url": live_server.url}]
    )
    page.clock.install()
    page.goto(f"{live_server.url}/accounts/me/")
    page.clock.fast_forward("27:00")
    expect(page.get_by_text("即将自动退出")).to_be_hidden()

    page.clock.run_for("01:30")
    expect(page.get_by_role("heading", name="即将自动退出")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="继续使用").click()
    expect(page.get_by_text("即将自动退出")).to_be_hidden()

    Session.objects.update(seen_at=now() - timedelta(minutes=31))
    page.clock.fast_forward("31:00")
    page.wait_for_url("**/accounts/sign-in/?next=%2Faccounts%2Fme%2F")
