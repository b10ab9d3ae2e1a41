"""The inbox as people use it: read by axe in every look, opened, marked as read."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.messaging import actions
from lianxin.foundation.messaging.actions import Note
from lianxin.foundation.messaging.models import Message
from tests.cast import HOUSE, Cast, actor

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = {"light": ("light", "normal"), "dark": ("dark", "normal"), "elder": ("light", "elder")}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SAID = (
    ("danger", "孙莉的政治审查已超过期限 3 天", "《细则》规定的期限是 2026-11-21，请尽快办理。"),
    ("warn", "刘思雨的预备期还有 30 天届满", "请提醒本人提出书面转正申请，并安排支部大会讨论。"),
    ("info", "有一件组织关系转接到您这里", "船坞党支部 → 一号码头党支部，请在 10 个工作日内回复。"),
    ("ok", "周国强的信息更正已确认", ""),
)  # fmt: skip


@pytest.fixture
def place():
    cast, at = Cast(), now()
    for user in (cast.wang, cast.chen):
        for number, (tone, title, body) in enumerate(SAID):
            url = f"/meetings/at/{cast.pier.pk}/" if user == cast.wang else "/m/meetings/"
            note = Note(
                user_id=user.pk, key=f"n-{number}", title=title, body=body, tone=tone, url=url,
                unit_id=cast.pier.pk,
            )  # fmt: skip
            actions.send(note, by=HOUSE, at=at - timedelta(hours=number * 5))
        actions.mark_read(Message.objects.get(user=user, key="n-3"), by=actor(user), at=at)
    return cast


def enter(page: Page, live_server, user: User) -> None:
    token, at = visits.new_token(), now()
    Session.objects.create(
        key=visits.digest(token), user=user, started_at=at, seen_at=at, second_factor_at=at
    )
    page.context.add_cookies([{"name": visits.COOKIE, "value": token, "url": live_server.url}])


def faults(page: Page) -> list[str]:
    answer = Axe().run(page, options={"runOnly": TAGS}).response
    return [
        f"{found['id']} {[node['target'][0] for node in found['nodes']][:4]}"
        for found in answer["violations"]
        if found["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("look", LOOKS)
def test_the_inbox_can_be_read_by_everybody(page: Page, live_server, place, look, width):
    theme, mode = LOOKS[look]
    User.objects.filter(pk__in=[place.wang.pk, place.chen.pk]).update(theme=theme, mode=mode)
    page.set_viewport_size({"width": width, "height": 900})
    wrong: list[str] = []
    for user, names in ((place.wang, ["messaging:inbox"]),
                        (place.chen, ["messaging:phone", "workbench:phone"])):  # fmt: skip
        enter(page, live_server, user)
        for name in names:
            page.goto(live_server.url + reverse(name))
            page.wait_for_load_state("networkidle")
            wrong += [f"{name}: {fault}" for fault in faults(page)]
            wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            wrong += [f"{name}: too wide"] if page.evaluate(wide) else []
    assert wrong == []


def test_a_message_is_opened_from_the_bell(page: Page, live_server, place):
    enter(page, live_server, place.wang)
    page.goto(live_server.url)
    page.get_by_role("link", name="消息，3 条未读").click()
    page.get_by_role("button", name="刘思雨的预备期").click()

    expect(page).to_have_url(f"{live_server.url}/meetings/at/{place.pier.pk}/")
    page.get_by_role("link", name="消息，2 条未读").click()
    page.get_by_role("button", name="全部标为已读").click()

    expect(page.get_by_text("没有未读消息")).to_be_visible()
    expect(page.get_by_role("link", name="消息", exact=True)).to_be_visible()
