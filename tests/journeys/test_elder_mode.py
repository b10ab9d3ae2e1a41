"""A retired member with large letters: from the first page of the phone to 已签到."""

import os
from pathlib import Path

import pytest
from django.test import Client
from django.utils.timezone import now
from playwright.sync_api import expect

from lianxin.areas.meetings import actions, codes
from lianxin.areas.meetings.actions import Plan
from lianxin.areas.meetings.models import Invitation
from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import User
from tests.cast import Cast, actor, sign_in
from tests.journeys.test_main_job import PHONE, soon

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
MEASURE = (ROOT / "lianxin/foundation/ui/tests/pages/measure.js").read_text("utf-8")


@pytest.fixture
def cast(transactional_db):
    return Cast()


class Eyes:
    """Looks at a page as somebody of eighty does, and keeps what is too small."""

    def __init__(self, page):
        self.page, self.faults = page, []
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def look(self, name: str) -> None:
        if "PICTURES" in os.environ:
            picture = Path(os.environ["PICTURES"]) / f"elder-{name}.png"
            self.page.screenshot(path=str(picture), full_page=True)
        for what, least in (("small", 18), ("narrow", 60)):
            found = self.page.evaluate(f"{MEASURE}\n{what}({least})")
            self.faults += [f"{name}, {what}: {each}" for each in found]
        if self.page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            self.faults.append(f"{name} is wider than the phone")
        if self.page.locator("html").get_attribute("data-mode") != "elder":
            self.faults.append(f"{name} forgot the mode")


def called(cast):
    begins, ends = soon()
    plan = Plan(
        kinds=["party_day"], title="十一月主题党日", place="码头会议室", starts_at=begins,
        ends_at=ends, agenda=[{"title": "集体学习", "minutes": 40}],
    )  # fmt: skip
    return actions.convene(cast.pier, plan, by=actor(cast.wang), at=now())


def test_an_old_member_signs_in_with_large_letters(page, live_server, cast):
    User.objects.filter(pk=cast.chen.pk).update(mode="elder")
    page.set_viewport_size(PHONE)
    token = sign_in(Client(), cast.chen).cookies[visits.COOKIE].value
    page.context.add_cookies([{"name": visits.COOKIE, "value": token, "url": live_server.url}])
    eyes, meeting = Eyes(page), called(cast)

    page.goto(f"{live_server.url}/m/")
    eyes.look("home")
    page.goto(f"{live_server.url}/m/meetings/")
    eyes.look("meetings")
    page.get_by_role("link", name="查看会议").click()
    expect(page.get_by_role("link", name="不能参加，我要请假")).to_be_visible()
    eyes.look("meeting")
    page.get_by_role("link", name="不能参加，我要请假").click()
    expect(page.get_by_role("button", name="提交请假")).to_be_visible()
    eyes.look("leave")

    meeting = actions.open_meeting(meeting, by=actor(cast.wang), at=now())
    page.goto(f"{live_server.url}/m/meetings/{meeting.pk}/")
    expect(page.get_by_role("link", name="打开相机扫码")).to_be_visible()
    eyes.look("ready")
    code = next(codes.codes_from(meeting.key, meeting.pk, now(), count=1))
    page.goto(f"{live_server.url}/q/{meeting.pk}/?{code.query}")
    expect(page.get_by_text("您已签到")).to_be_visible()
    eyes.look("signed-in")
    page.goto(f"{live_server.url}/m/meetings/")
    expect(page.get_by_text("已签到")).to_be_visible()
    page.goto(f"{live_server.url}/m/file/")
    eyes.look("file")

    assert Invitation.objects.get(member_id=cast.chen_member.pk).signed_in_at is not None
    assert eyes.faults == []
