"""The inbox as people use it: opened, marked as read."""

from datetime import timedelta

import pytest
from django.utils.timezone import now
from playwright.sync_api import Page, expect

from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.messaging import actions
from lianxin.foundation.messaging.actions import Note
from lianxin.foundation.messaging.models import Message
from tests.cast import HOUSE, Cast, actor

pytestmark = pytest.mark.django_db(transaction=True)

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
