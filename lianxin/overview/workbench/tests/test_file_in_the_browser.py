"""A correction's way: from the phone to the secretary's desk, in two presses, and back."""

import re

import pytest
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from lianxin.areas.dossier.models import Confirmation
from lianxin.areas.members import actions as members
from lianxin.areas.members.models import MemberChange
from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import Session, User
from tests.cast import HOUSE, Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place():
    cast = Cast()
    members.amend(cast.chen_member, by=HOUSE, at=now(), school="东港学院", phone="13800138000")
    return cast


def enter(page: Page, live_server, user: User) -> None:
    token, at = visits.new_token(), now()
    Session.objects.create(
        key=visits.digest(token), user=user, started_at=at, seen_at=at, second_factor_at=at
    )
    page.context.clear_cookies()
    page.context.add_cookies([{"name": visits.COOKIE, "value": token, "url": live_server.url}])


def test_a_correction_is_proposed_confirmed_and_seen(page: Page, live_server, place):
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))

    # The member, on his phone.
    enter(page, live_server, place.chen)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + reverse("workbench:my_file"))
    page.get_by_role("link", name="提出更正").click()
    page.locator("summary", has_text="学历学位").click()
    page.get_by_label("毕业院校").fill("东港大学")
    page.get_by_label("联系电话").fill("13900139000")
    page.get_by_role("button", name="提交更正").click()
    expect(page.get_by_text("您提出的更正正在等待答复")).to_be_visible()

    # The secretary: from his inbox it takes two presses.
    enter(page, live_server, place.wang)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(live_server.url + reverse("messaging:inbox"))
    page.get_by_text("陈晓帆提出了信息更正申请").click()
    expect(page.get_by_text("139****9000")).to_be_visible()
    expect(page.get_by_text("13900139000")).to_have_count(0)
    page.get_by_role("button", name="确认更正").click()
    expect(page.get_by_text("已更正").first).to_be_visible()
    assert MemberChange.objects.latest("id").deed == "corrected"

    # The member sees it, and says that all is right.
    enter(page, live_server, place.chen)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + reverse("workbench:my_file"))
    expect(page.get_by_text(re.compile("王海平 本人更正")).first).to_be_visible()
    expect(page.get_by_text("东港大学").first).to_be_visible()
    page.get_by_role("button", name="信息无误").click()
    expect(page.get_by_text("今年的信息已核对")).to_be_visible()
    assert Confirmation.objects.get().member == place.chen_member
    assert wrong == []


def test_a_training_is_entered_in_a_dialog_and_struck(page: Page, live_server, place):
    enter(page, live_server, place.wang)
    page.goto(live_server.url + reverse("workbench:file", args=[place.chen_member.pk]))
    page.locator("summary", has_text="办理").click()
    page.get_by_role("link", name="登记教育培训").click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("培训名称").fill("党章专题培训")
    dialog.get_by_label("培训形式").select_option("concentrated")
    dialog.get_by_label("学时").fill("7.55")
    dialog.get_by_role("button", name="登记").click()
    expect(dialog.get_by_text("学时最多一位小数，请核对。", exact=True)).to_be_visible()
    dialog.get_by_label("学时").fill("7.5")
    dialog.get_by_role("button", name="登记").click()
    expect(page.get_by_text("党章专题培训")).to_be_visible()
    page.get_by_role("link", name="撤销党章专题培训").click()
    dialog.get_by_label("撤销原因").fill("登记错误")
    dialog.get_by_role("button", name="撤销").click()
    expect(page.get_by_text("王海平撤销：登记错误")).to_be_visible()


def test_a_file_is_downloaded_for_a_purpose(page: Page, live_server, place):
    enter(page, live_server, place.wang)
    page.goto(live_server.url + reverse("workbench:export_file", args=[place.chen_member.pk]))
    page.get_by_label("导出用途").fill("报送组织部核对")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="生成并下载").click()
    assert waiting.value.suggested_filename.startswith("陈晓帆电子档案")
