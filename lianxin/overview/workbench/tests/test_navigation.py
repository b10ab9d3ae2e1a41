"""The menu holds what one may open, and nothing else; it costs no statement."""

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from lianxin.foundation.organisation import actions as organisation
from lianxin.overview.workbench import navigation
from lianxin.overview.workbench.context import navigation as context
from tests.cast import HOUSE, LONG_AGO, actor, sign_in

PEOPLE = ("wang", "zhao", "lin", "chen", "system_admin", "security_admin", "audit_admin")


def items(user, path="/"):
    request = RequestFactory().get(path)
    request.actor, request.resolver_match = actor(user), resolve(path)
    return context(request)["navigation"]


@pytest.mark.parametrize("name", PEOPLE)
def test_every_line_of_the_menu_opens(cast, name):
    user = getattr(cast, name)
    client = sign_in(Client(), user)
    ways = items(user)
    for item in (item for group in ways["groups"] for item in group["items"]):
        assert client.get(item["url"], follow=True).status_code == 200, item
    for item in ways["tabs"]:
        assert client.get(item["url"], follow=True).status_code == 200, item


def test_what_one_may_not_open_is_not_in_the_menu(cast):
    def shown(user):
        return {item["label"] for group in items(user)["groups"] for item in group["items"]}

    assert "审计记录" in shown(cast.audit_admin)
    assert "党员名册" not in shown(cast.audit_admin)
    assert "审计记录" not in shown(cast.lin)
    assert {"党员名册", "会议与活动", "统计看板"} <= shown(cast.wang)
    assert {"账号", "授权"} <= shown(cast.security_admin)
    assert shown(cast.chen) == set()


def test_the_line_of_the_page_one_is_on_is_marked_once(cast):
    for path in ("/", reverse("members:roll", args=[cast.pier.pk]), reverse("organisation:tree")):
        marked = [i for g in items(cast.wang, path)["groups"] for i in g["items"] if i["current"]]
        assert len(marked) == 1, path


def test_around_a_unit_stand_its_rooms(cast):
    around = items(cast.wang, reverse("members:roll", args=[cast.pier.pk]))["around"]

    assert [(each["label"], each["current"]) for each in around] == [
        ("概况", False), ("名册", True), ("发展党员", False), ("档案管理", False),
        ("转接", False), ("换届", False), ("组织生活", False), ("统计", False),
    ]  # fmt: skip
    assert items(cast.wang)["around"] == []


def test_the_menu_costs_no_statement(cast, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.actor, request.resolver_match = actor(cast.wang), resolve("/")

    with django_assert_num_queries(0):
        ways = context(request)["navigation"]
        assert ways["groups"]
        assert ways["tabs"]


def test_a_stranger_gets_no_menu(rf):
    assert "groups" not in context(rf.get("/"))["navigation"]


def test_every_way_has_an_address(cast):
    by = actor(cast.lin)
    for way in navigation.ways():
        assert way.url(by) if way not in navigation.AROUND else reverse(way.name, args=[1])


def test_the_bar_names_the_post_one_holds(cast):
    def bar(user):
        page = sign_in(Client(), user).get(reverse("workbench:phone"))
        return page.context["navigation"]["user"]["detail"]

    deputy = cast.holder("fu", "傅文", "deputy", cast.pier)
    organisation.appoint(cast.wang, post="publicity", unit=cast.pier, starts_on=LONG_AGO, by=HOUSE)
    assert bar(cast.wang) == "一号码头党支部 · 书记"
    assert bar(deputy) == "一号码头党支部 · 副书记"
    assert bar(cast.security_admin) == "东港港务局委员会 · 安全管理员"
    assert bar(cast.chen) == ""
