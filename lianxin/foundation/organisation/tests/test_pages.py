import re
from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from lianxin.foundation.core import tallies
from lianxin.foundation.organisation import actions, closing, links
from lianxin.foundation.organisation.forms.posts import sealed
from lianxin.foundation.organisation.models import Appointment, Cell, Unit, Workplace
from tests.cast import HOUSE, actor, sign_in

ON = date(2026, 3, 1)
JSON = {"Accept": "application/json"}
HTMX = {"HX-Request": "true"}


def url(name, *args, **query):
    address = reverse(f"organisation:{name}", args=[getattr(arg, "pk", arg) for arg in args])
    return address + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")


def module(name):
    return import_module(f"lianxin.foundation.organisation.queries.{name}")


@pytest.fixture
def lin(client, cast):
    return sign_in(client, cast.lin)


@pytest.fixture
def wang(client, cast):
    return sign_in(client, cast.wang)


def text(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


# ── seeing ───────────────────────────────────────────────────────────────────────────────────


def test_home_is_ones_own_unit(wang, cast):
    assert wang.get(url("tree")).headers["Location"] == url("unit", cast.pier)


def test_who_has_no_place_is_told_so(client, cast):
    page = sign_in(client, cast.chen).get(url("tree"))

    assert page.status_code == 200
    assert "您还没有管理的组织" in text(page)


def test_a_unit_page_shows_the_way_down_as_far_as_one_may_see(client, cast):
    above = sign_in(client, cast.lin).get(url("unit", cast.pier))
    assert "东港港务局委员会" in text(above)
    assert "码头党总支" in text(above)

    own = sign_in(client, cast.wang).get(url("unit", cast.pier))
    assert own.status_code == 200
    assert "东港港务局委员会" not in text(own)


@pytest.mark.parametrize("name", ["unit", "children", "history", "as_of", "people"])
def test_out_of_sight_is_not_found(wang, cast, name):
    assert wang.get(url(name, cast.dock)).status_code == 404
    assert wang.get(url(name, cast.harbour)).status_code == 404


def test_the_page_says_who_leads_and_what_is_amiss(lin, cast):
    page = text(lin.get(url("unit", cast.pier)))

    assert "王海平" in page
    assert "尚未登记本届任期" in page
    assert "成立：中共一号码头党支部" in page


def test_a_closed_unit_says_where_it_went(lin, cast):
    actions.merge(cast.pier, into=cast.dock, on=ON, document="", by=HOUSE)

    page = text(lin.get(url("unit", cast.pier)))

    assert "已并入其他组织" in page
    assert "船坞党支部" in page
    assert lin.get(url("rename", cast.pier)).status_code == 404


def test_children_are_loaded_when_a_node_is_opened(lin, cast):
    page = lin.get(url("children", cast.quay), headers=HTMX)

    assert "一号码头党支部" in text(page)
    assert url("unit", cast.pier) in page.content.decode()
    assert "<html" not in page.content.decode()


def test_nodes_lead_only_where_an_app_allowed(lin, cast):
    page = lin.get(url("children", cast.quay, link="accounts:me")).content.decode()
    assert url("unit", cast.pier) in page

    then = lin.get(url("children", cast.quay, link="organisation:as_of", on="2024-01-01"))
    assert url("as_of", cast.pier) + "?on=2024-01-01" in then.content.decode()


def test_more_than_a_page_of_children_goes_on_where_it_stopped(lin, cast, monkeypatch):
    monkeypatch.setattr(module("tree"), "PAGE", 3)
    for number in "一二三四五六七":
        cast.found(f"第{number}党支部", "branch", cast.quay)

    seen, address = [], url("children", cast.quay)
    while address:
        page = lin.get(address).content.decode()
        seen += re.findall(r'<span class="name">(.+?)</span>', page.replace("更多…", ""))
        more = re.search(r'href="([^"]+)" data-more', page)
        address = more[1].replace("&amp;", "&") if more else ""

    assert [name for name in seen if name] == [
        "一号码头党支部", *(f"第{number}党支部" for number in "一二三四五六七")
    ]  # fmt: skip


def test_numbers_stand_beside_the_names_for_who_looks_after_people(client, cast, monkeypatch):
    tallies.plug(lambda ids, words: {key: dict.fromkeys(words, 21) for key in ids})
    monkeypatch.setitem(links._allowed, links.UNIT, ("members.formal", "members.probationary"))

    page = sign_in(client, cast.lin).get(url("unit", cast.quay)).content.decode()
    part = client.get(url("children", cast.quay)).content.decode()
    then = client.get(url("children", cast.quay, on="2024-01-01")).content.decode()
    other = sign_in(client, cast.security_admin).get(url("unit", cast.quay)).content.decode()

    assert '<span class="count">42</span>' in page
    assert '<span class="count">42</span>' in part
    assert '<span class="count">' not in then
    assert '<span class="count">' not in other


def test_closed_units_are_shown_when_asked_for(lin, cast):
    actions.close(cast.pier, on=ON, document="", by=HOUSE)

    assert "一号码头党支部" not in text(lin.get(url("unit", cast.quay)))
    page = lin.get(url("unit", cast.quay, closed="1"))
    assert '<span class="name closed">一号码头党支部</span>' in page.content.decode()


def test_a_unit_far_down_a_long_list_is_shown_all_the_same(lin, cast, monkeypatch):
    monkeypatch.setattr(module("tree"), "PAGE", 3)
    for number in "二三四五六七":
        last = cast.found(f"第{number}党支部", "branch", cast.quay)

    page = lin.get(url("unit", last)).content.decode()

    shown = re.findall(r'<span class="name">(.+?)</span>', page)
    assert shown == [
        "东港港务局委员会", "船厂党总支", "码头党总支",
        "一号码头党支部", "第二党支部", "第三党支部", "第七党支部", "更多…",
    ]  # fmt: skip


def test_the_tree_of_a_day_and_the_unit_on_it(lin, cast):
    actions.rename(
        cast.pier, name="中共集装箱码头支部", short_name="", on=ON, document="", by=HOUSE
    )
    actions.move(cast.pier, to=cast.yard, on=ON, document="", by=HOUSE)

    then = text(lin.get(url("as_of", cast.pier, on="2024-06-01")))
    now = text(lin.get(url("as_of", cast.pier, on="2026-03-01")))

    assert "一号码头党支部" in then
    assert "上级组织 码头党总支" in then
    assert "集装箱码头支部" in now
    assert "上级组织 船厂党总支" in now
    assert "这一天还没有这个组织" in text(lin.get(url("as_of", cast.pier, on="2019-12-31")))
    for nonsense in ("", "2099-01-01", "昨天", "2024-13-45"):
        assert "选一个日期" in text(lin.get(url("as_of", cast.pier, on=nonsense)))


# ── finding ──────────────────────────────────────────────────────────────────────────────────


def found(client, q, **given):
    answer = client.get(url("search"), {"q": q, **given}, headers=JSON).json()
    return [item["label"] for item in answer["items"]]


@pytest.mark.parametrize("large", [False, True])
def test_units_are_found_by_name_sound_initials_and_code(lin, cast, monkeypatch, large):
    if large:
        monkeypatch.setattr(module("search"), "SIFTED", 1)
    actions.amend(cast.pier, code="DG-0101", on=ON, document="", by=HOUSE)

    for q in ("一号码头", "码头党支", "yihaoma", "yi hao ma", "YHMT", "dg-01", "中共一号"):
        assert "一号码头党支部" in found(lin, q), q
    assert large or found(lin, "mtdzb") == ["一号码头党支部"]
    assert found(lin, "没有的组织") == []
    assert found(lin, "%") == []
    assert len(found(lin, "")) == 5


def test_what_one_may_not_see_is_not_found(wang, cast):
    assert found(wang, "码头") == ["一号码头党支部"]
    assert found(wang, "船坞") == []


def test_closed_units_are_found_only_when_asked_for(lin, cast):
    actions.close(cast.pier, on=ON, document="", by=HOUSE)

    assert found(lin, "一号码头") == []
    assert found(lin, "一号码头", closed="1") == ["一号码头党支部"]


def test_a_picker_offers_only_places_that_can_be(lin, cast):
    assert set(found(lin, "", move=cast.pier.pk)) == {
        "东港港务局委员会", "码头党总支", "船厂党总支",
    }  # fmt: skip
    assert found(lin, "", move=cast.quay.pk) == ["东港港务局委员会"]
    assert "一号码头党支部" not in found(lin, "", merge=cast.quay.pk)


def test_lines_of_links_are_found_for_the_tree(lin, cast):
    part = lin.get(url("search", q="船坞"), headers=HTMX).content.decode()
    assert url("unit", cast.dock) in part
    assert "<html" not in part

    assert "<html" in lin.get(url("search", q="船坞")).content.decode()


def test_people_for_a_post_are_offered_without_listing_the_house(client, cast):
    sign_in(client, cast.wang)

    def people(q):
        answer = client.get(url("people", cast.pier), {"q": q}, headers=JSON).json()
        return [item["label"] for item in answer["items"]]

    assert people("") == ["王海平"]
    assert people("陈") == []
    assert people("che") == []
    assert people("chen") == ["陈晓帆"]


# ── doing ────────────────────────────────────────────────────────────────────────────────────


def filled(**given):
    return {"on": "2026-03-01", "document": "文〔2026〕1 号"} | given


def test_a_unit_is_founded_from_the_page(lin, cast):
    asked = lin.get(url("found", cast.quay))
    assert "基层党委" not in text(asked)

    answer = lin.post(
        url("found", cast.quay),
        filled(
            kind="branch", name="中共二号码头支部", domain="state_firm", term_starts_on="2026-03-01"
        ),
    )

    unit = Unit.objects.get(name="中共二号码头支部")
    assert answer.headers["Location"] == url("unit", unit)
    assert (unit.domain, unit.term_ends_on) == ("state_firm", date(2029, 3, 1))
    assert "已成立二号码头支部" in text(lin.get(url("unit", unit)))


def test_a_form_with_errors_comes_back_with_what_was_typed(lin, cast):
    page = lin.post(url("found", cast.quay), filled(kind="branch", name="", on="2099-01-01"))

    assert page.status_code == 422
    assert "有 3 处需要更正" in text(page)
    assert "日期不能晚于今天" in text(page)
    assert Unit.objects.count() == 5


def test_an_open_page_gets_only_the_form_back(lin, cast):
    page = lin.post(url("rename", cast.pier), filled(name=""), headers=HTMX)

    assert page.status_code == 422
    assert page.content.decode().lstrip().startswith("<form")


def test_a_refusal_is_said_in_a_sentence_and_leaves_no_trace(lin, cast):
    page = lin.post(url("rename", cast.pier), filled(name=cast.pier.name), headers=HTMX)

    assert page.status_code == 422
    assert "新名称与现名称相同" in text(page)
    assert cast.pier.versions.count() == 1


def test_renaming_amending_and_moving_from_the_page(lin, cast):
    lin.post(url("rename", cast.pier), filled(name="中共集装箱码头支部"))
    lin.post(
        url("amend", cast.pier),
        filled(kind="joint", domain="state_firm", code="DG-01", founded_on="2020-01-01", rank="3"),
    )
    lin.post(url("move", cast.pier), filled(to=cast.yard.pk))

    cast.pier.refresh_from_db()
    assert (cast.pier.short_name, cast.pier.kind, cast.pier.code, cast.pier.rank) == (
        "集装箱码头支部", "joint", "DG-01", 3,
    )  # fmt: skip
    assert cast.pier.parent_id == cast.yard.pk


def test_a_place_that_cannot_be_is_no_choice(lin, cast):
    for to in (cast.dock.pk, cast.pier.pk, "没有的组织", 999_999):
        page = lin.post(url("move", cast.pier), filled(to=to))
        assert page.status_code == 422
        assert "请从候选中选择" in text(page)

    assert lin.post(url("move", cast.pier), filled(to="船厂党总支")).status_code == 302


def test_what_cannot_be_taken_back_is_confirmed_by_name(lin, cast):
    page = lin.post(url("close", cast.pier), filled(confirm="一号"))
    assert page.status_code == 422
    assert "请输入“一号码头党支部”" in text(page)

    lin.post(url("close", cast.pier), filled(confirm="一号码头党支部"))
    cast.pier.refresh_from_db()
    assert cast.pier.closed_on == ON

    lin.post(url("merge", cast.quay), filled(into=cast.yard.pk, confirm="码头党总支"))
    cast.quay.refresh_from_db()
    assert cast.quay.successor_id == cast.yard.pk


def test_what_is_in_the_way_is_shown_before_it_is_tried(lin, cast, monkeypatch):
    monkeypatch.setattr(closing, "_asked", [lambda unit_id: ["名册上还有 12 名党员。"]])

    page = text(lin.get(url("close", cast.quay)))

    assert "还有 1 个下级组织" in page
    assert "名册上还有 12 名党员。" in page


def test_posts_are_taken_up_handed_over_and_laid_down_from_the_page(lin, cast):
    lin.post(
        url("appoint", cast.pier),
        {"user": "chen", "post": "deputy", "how": "elected", "starts_on": "2026-03-01"},
    )
    deputy = Appointment.objects.get(user=cast.chen)
    assert deputy.post == "deputy"

    secretary = Appointment.objects.get(user=cast.wang)
    lin.post(
        url("hand_over", cast.pier, secretary),
        {"user": sealed(cast.chen.pk), "how": "appointed", "on": "2026-04-01"},
    )
    secretary.refresh_from_db()
    assert secretary.ends_on == date(2026, 4, 1)
    assert Appointment.objects.get(user=cast.chen, post="secretary").how == "appointed"

    lin.post(url("end_appointment", cast.pier, deputy), {"on": "2026-04-01"})
    deputy.refresh_from_db()
    assert deputy.ends_on == date(2026, 4, 1)


def test_a_made_up_person_is_no_choice(lin, cast):
    for user in (str(cast.chen.pk), f"{cast.chen.pk}:made-up", "nobody"):
        page = lin.post(
            url("appoint", cast.pier),
            {"user": user, "post": "deputy", "how": "elected", "starts_on": "2026-03-01"},
        )
        assert page.status_code == 422
        assert "没有找到这个人的账号" in text(page)


def test_a_branchs_own_staff_enter_only_what_is_filed(wang, cast):
    page = wang.get(url("appoint", cast.pier)).content.decode()

    offered = re.findall(r'<option value="(\w+)"', page)

    assert "staff" in offered
    assert not {"secretary", "deputy", "first_secretary"} & set(offered)


def test_what_stands_inside_a_unit_is_kept_from_the_page(wang, cast):
    wang.post(
        url("add_workplace", cast.pier),
        {"name": "东港拖轮公司", "nature": "state_firm", "on": "2026-03-01"},
    )
    place = Workplace.objects.get()
    wang.post(url("end_workplace", cast.pier, place), {"on": "2026-04-01"})
    wang.post(
        url("form_cell", cast.pier), {"name": "第一党小组", "leader": "chen", "on": "2026-03-01"}
    )
    cell = Cell.objects.get()
    assert "第一党小组" in text(wang.get(url("unit", cast.pier)))
    wang.post(url("dissolve_cell", cast.pier, cell), {"on": "2026-04-01"})

    place.refresh_from_db()
    cell.refresh_from_db()
    assert (place.ended_on, cell.ended_on) == (date(2026, 4, 1), date(2026, 4, 1))


VERBS = (
    "found",
    "rename",
    "amend",
    "move",
    "merge",
    "close",
    "appoint",
    "add_workplace",
    "form_cell",
)


@pytest.mark.parametrize("verb", VERBS)
def test_every_form_opens_for_who_may_and_for_nobody_else(client, cast, verb):
    place = cast.quay if verb == "found" else cast.pier
    if verb == "form_cell":
        place = cast.pier

    sign_in(client, cast.lin)
    assert client.get(url(verb, place)).status_code == 200
    sign_in(client, cast.security_admin)
    assert client.get(url(verb, place)).status_code == 403
    assert client.post(url(verb, place), filled()).status_code == 403
    sign_in(client, cast.zhao)
    assert client.get(url(verb, place)).status_code == 404
    assert client.post(url(verb, place), filled()).status_code == 404
    client.cookies.clear()
    assert client.get(url(verb, place)).status_code == 302


@pytest.mark.parametrize("verb", ["rename", "move", "merge", "close"])
def test_a_units_own_staff_do_not_restructure_it(wang, cast, verb):
    assert wang.get(url(verb, cast.pier)).status_code == 403
    page = text(wang.get(url("unit", cast.pier)))
    assert "调整隶属" not in page.split("沿革")[0]


# ── statements ───────────────────────────────────────────────────────────────────────────────


def statements(client, address):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("name", "most"), [("unit", 12), ("children", 6), ("search", 5), ("history", 6)]
)
def test_pages_ask_as_often_for_one_child_as_for_fifty(lin, cast, name, most):
    address = url("search", q="支部") if name == "search" else url(name, cast.quay)
    lin.get(address)
    asked = []
    for size in (1, 3, 50):
        for number in range(cast.quay.children.count(), size):
            branch = cast.found(f"第{number}党支部", "branch", cast.quay)
            actions.add_workplace(branch, name=f"{number}公司", on=localdate(), by=HOUSE)
            person = cast.person(f"p{number}", "高远")
            actions.appoint(person, post="staff", unit=cast.quay, starts_on=ON, by=HOUSE)
        asked.append(statements(lin, address))

    assert len(set(asked)) == 1
    assert asked[0] <= most


def test_a_deep_unit_asks_no_more_than_a_shallow_one(lin, cast):
    deep = cast.harbour
    for level in range(2, 9):
        deep = cast.found(f"第{level}级党委", "committee", deep)
    lin.get(url("unit", cast.quay))

    assert statements(lin, url("unit", deep)) <= statements(lin, url("unit", cast.quay))


def test_the_actor_is_the_one_who_is_told_of(lin, cast, told):
    lin.post(url("rename", cast.pier), filled(name="中共集装箱码头支部"))

    assert cast.pier.versions.get(until_on=None).recorded_by_id == cast.lin.pk
    assert told[-1].name == "中共集装箱码头支部"
    assert actor(cast.lin).user_id == cast.lin.pk
