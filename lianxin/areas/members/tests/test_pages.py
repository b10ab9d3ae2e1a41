"""What people find at the addresses of the roll."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from lianxin.areas.members import actions, links
from lianxin.areas.members.models import Look, Member, SavedView
from tests.cast import actor, sign_in
from tests.trace import told, traces

NUMBER = "11010519491231002X"


@pytest.fixture
def wang(client, cast):
    return sign_in(client, cast.wang)


def get(client, name, /, *args, **query):
    return client.get(reverse(f"members:{name}", args=args), query)


def post(client, name, /, *args, **data):
    return client.post(reverse(f"members:{name}", args=args), data)


def words(answer):
    return answer.content.decode()


def test_home_leads_to_ones_own_roll(wang, cast):
    assert get(wang, "home")["Location"] == reverse("members:roll", args=[cast.pier.pk])


def test_home_of_a_member_is_his_file(client, cast):
    assert get(sign_in(client, cast.chen), "home")["Location"] == links.own_file()


def test_the_roll_lists_the_party_members(wang, cast):
    page = get(wang, "roll", cast.pier.pk)
    assert [row["name"] for row in page.context["rows"]] == ["陈晓帆", "刘思雨", "王海平", "周国强"]
    assert page.context["page"].total == 4
    assert "孙莉" not in words(page)
    assert "登记党员" in words(page)


def names(answer):
    return [row["name"] for row in answer.context["rows"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "陈"}, ["陈晓帆"]),
        ({"q": "chenx"}, ["陈晓帆"]),
        ({"q": "chen xiao"}, ["陈晓帆"]),
        ({"q": "cxf"}, ["陈晓帆"]),
        ({"q": "莉"}, ["孙莉"]),
        ({"category": "probationary"}, ["刘思雨"]),
        ({"category": "growing"}, ["孙莉"]),
        ({"category": "all"}, ["陈晓帆", "刘思雨", "孙莉", "王海平", "周国强"]),
        ({"ethnicity": "minority"}, ["刘思雨"]),
        ({"gender": "2"}, ["刘思雨"]),
        ({"account": "1"}, ["陈晓帆", "王海平"]),
        ({"complete": "1"}, []),
        ({"floating": "1"}, []),
        ({"status": "left"}, []),
        ({"sort": "joined"}, ["周国强", "王海平", "陈晓帆", "刘思雨"]),
        ({"sort": "-joined"}, ["刘思雨", "陈晓帆", "王海平", "周国强"]),
        ({"category": "kings", "sort": "x", "size": "7"}, ["陈晓帆", "刘思雨", "王海平", "周国强"]),
    ],
)
def test_the_address_narrows_the_roll(wang, cast, query, expected):
    assert names(get(wang, "roll", cast.pier.pk, **query)) == expected


def test_bands_of_age(wang, cast):
    today = localdate()
    born = today.replace(year=today.year - 36, day=min(today.day, 28))
    actions.amend(cast.chen_member, by=actor(cast.wang), at=now(), born_on=born)
    assert names(get(wang, "roll", cast.pier.pk, age="45")) == ["陈晓帆"]
    assert names(get(wang, "roll", cast.pier.pk, age="35")) == []


def test_whole_numbers_are_found_without_standing_in_the_address(wang, cast):
    actions.amend(
        cast.chen_member, by=actor(cast.wang), at=now(), id_number=NUMBER, phone="13800138000"
    )
    for typed in ("11010519491231002x", "138 0013 8000"):
        there = post(wang, "find", cast.pier.pk, q=typed)["Location"]
        assert typed.replace(" ", "")[:11] not in there
        assert names(wang.get(there)) == ["陈晓帆"]
    there = post(wang, "find", cast.pier.pk, q="陈", category="formal")["Location"]
    assert names(wang.get(there)) == ["陈晓帆"]


def test_a_roll_out_of_sight_is_not_there(wang, cast):
    assert get(wang, "roll", cast.dock.pk).status_code == 404
    assert get(wang, "member", cast.wu_member.pk).status_code == 404


def test_administrators_see_no_members(client, cast):
    for admin in (cast.security_admin, cast.system_admin, cast.audit_admin):
        there = sign_in(client, admin)
        assert get(there, "roll", cast.pier.pk).status_code == 403
        assert get(there, "member", cast.chen_member.pk).status_code == 404


def test_an_overseer_reads_what_is_public(client, cast):
    actions.amend(cast.chen_member, by=actor(cast.wang), at=now(), born_on="1986-04-02")
    from lianxin.foundation.organisation.catalogue import Role

    overseer = cast.person("guo", "郭望")
    from lianxin.foundation.organisation import actions as organisation
    from tests.cast import HOUSE, LONG_AGO

    organisation.give_grant(
        overseer, role=Role.OVERSEER, unit=cast.pier, starts_on=LONG_AGO, reason="查看", by=HOUSE
    )
    page = get(sign_in(client, overseer), "member", cast.chen_member.pk)
    assert "1986 年 4 月 2 日" not in words(page)
    assert "编辑信息" not in words(page)
    roll = words(get(client, "roll", cast.pier.pk))
    assert "登记党员" not in roll
    assert "导出" not in roll


@pytest.mark.parametrize("number", [1, 3, 50])
def test_the_roll_costs_the_same_for_any_number(wang, cast, number, django_assert_max_num_queries):
    for i in range(number):
        cast.member(f"何{i}", cast.pier)
    with django_assert_max_num_queries(12):
        page = get(wang, "roll", cast.pier.pk, size="100")
    assert len(page.context["rows"]) == number + 4


def test_pages_follow_each_other_by_key(wang, cast):
    for i in range(44):
        cast.member(f"何{i:02}", cast.pier)
    seen, there = [], reverse("members:roll", args=[cast.pier.pk])
    for _ in range(3):
        page = wang.get(there)
        seen += names(page)
        there = page.context["next"]
    assert there == ""
    assert len(seen) == len(set(seen)) == 48
    assert seen == names(get(wang, "roll", cast.pier.pk, size="50"))
    back = wang.get(page.context["prev"])
    assert names(back) == seen[20:40]


def test_the_page_of_a_member(wang, cast, django_assert_max_num_queries):
    actions.amend(cast.chen_member, by=actor(cast.wang), at=now(), phone="13800138000")
    with django_assert_max_num_queries(12):
        page = get(wang, "member", cast.chen_member.pk)
    assert "138****8000" in words(page)
    assert "13800138000" not in words(page)
    assert "还缺：" in words(page)
    assert "联系电话（敏感信息）" in words(page)


def test_whoever_looks_says_why(wang, cast):
    actions.amend(cast.chen_member, by=actor(cast.wang), at=now(), phone="13800138000")
    asked = get(wang, "show_sensitive", cast.chen_member.pk, "phone")
    assert "13800138000" not in words(asked)
    refused = post(wang, "show_sensitive", cast.chen_member.pk, "phone", purpose="看")
    assert (refused.status_code, Look.objects.count()) == (422, 0)
    shown = post(wang, "show_sensitive", cast.chen_member.pk, "phone", purpose="通知主题党日")
    assert "13800138000" in words(shown)
    assert Look.objects.get().purpose == "通知主题党日"
    assert get(wang, "show_sensitive", cast.chen_member.pk, "name").status_code == 403


def test_the_member_sees_who_looked(wang, client, cast):
    actions.amend(cast.chen_member, by=actor(cast.wang), at=now(), phone="13800138000")
    post(wang, "show_sensitive", cast.chen_member.pk, "phone", purpose="通知主题党日")
    there = sign_in(client, cast.chen)
    page = words(there.get(links.own_file("looks")))
    assert "王海平 查看联系电话" in page
    assert "用途：通知主题党日" in page
    assert "13800138000" in words(there.get(links.own_file()))


def test_whoever_has_no_file_is_told(client, cast):
    assert "还没有您的档案" in words(sign_in(client, cast.lin).get(links.own_file()))


def test_admitting_by_the_form(wang, cast):
    assert get(wang, "admit", cast.pier.pk).status_code == 200
    answer = post(
        wang, "admit", cast.pier.pk,
        name="何 静怡", category="formal", id_number="110105 19491231 002x",
        joined_on="1998-07", full_on="1999-07", phone="138-0013-8000",
    )  # fmt: skip
    member = Member.objects.get(name="何静怡")
    assert answer["Location"] == reverse("members:member", args=[member.pk])
    assert (member.id_number, member.gender, member.phone) == (NUMBER, "2", "13800138000")
    assert (str(member.value("born_on")), str(member.value("joined_on"))) == (
        "1949-12-31", "1998-07",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("data", "field", "word"),
    [
        ({"id_number": "110105194912310021"}, "id_number", "校验码"),
        ({"phone": "1380013"}, "phone", "11 位"),
        ({"joined_on": "1998-13"}, "joined_on", "年份"),
        ({"full_on": "1997", "joined_on": "1998"}, "full_on", "转正日期早于"),
        ({"name": ""}, "name", "填写"),
    ],
)
def test_errors_stand_at_their_field(wang, cast, data, field, word):
    before = traces()
    answer = post(wang, "admit", cast.pier.pk, **{"name": "何静怡", "category": "formal", **data})
    assert answer.status_code == 422
    assert word in answer.context["form"].errors[field][0]
    assert traces() == before


def test_doubts_are_asked_once(wang, cast):
    data = {"name": "陈晓帆", "category": "formal"}
    asked = post(wang, "admit", cast.pier.pk, **data)
    assert asked.status_code == 422
    assert "已有同名" in words(asked)
    answer = post(wang, "admit", cast.pier.pk, confirmed="on", **data)
    assert answer.status_code == 302


def test_a_committee_asks_for_the_branch(client, cast):
    page = get(sign_in(client, cast.lin), "admit", cast.quay.pk)
    assert "先选择党支部" in words(page)
    assert reverse("members:admit", args=[cast.pier.pk]) in words(page)


def test_a_number_is_read_while_typing(wang, cast):
    page = post(wang, "number", cast.pier.pk, id_number=NUMBER)
    assert "1949 年 12 月 31 日生，女" in words(page)
    assert "校验码" in words(post(wang, "number", cast.pier.pk, id_number=NUMBER[:17] + "1"))
    actions.amend(cast.wu_member, by=actor(cast.zhao), at=now(), id_number=NUMBER)
    taken = words(post(wang, "number", cast.pier.pk, id_number=NUMBER))
    assert "已在系统中登记" in taken
    assert "吴敏" not in taken


def amended(cast, **changed):
    return {"name": "陈晓帆", "category": "formal", "joined_on": "2015-06-30",
            "full_on": "2016-06-30", "gender": "1", "ethnicity": "01", **changed}  # fmt: skip


def test_amending_leaves_masked_fields_unless_typed_anew(wang, cast):
    actions.amend(
        cast.chen_member, by=actor(cast.wang), at=now(), phone="13800138000", address="海滨路18号"
    )
    page = get(wang, "amend", cast.chen_member.pk)
    assert "13800138000" not in words(page)
    post(wang, "amend", cast.chen_member.pk, **amended(cast, education="21", forget=["address"]))
    cast.chen_member.refresh_from_db()
    assert (cast.chen_member.phone, cast.chen_member.address) == ("13800138000", "")
    assert cast.chen_member.education == "21"


def test_the_form_of_the_wrong_person_is_not_there(client, cast):
    there = sign_in(client, cast.chen)
    before = traces()
    assert get(there, "admit", cast.pier.pk).status_code == 404
    assert get(there, "amend", cast.chen_member.pk).status_code == 403
    assert post(there, "amend", cast.chen_member.pk, **amended(cast)).status_code == 403
    assert traces() == before


@pytest.mark.parametrize(
    ("name", "data", "event"),
    [
        ("leave", {"reason": "transferred", "to": "滨海新区"}, "MemberLeft"),
        ("suspend", {"document": "港党〔2026〕1号"}, "MemberSuspended"),
        ("excuse", {"reason": "年老体弱", "document": "支部大会"}, "AttendanceExcused"),
    ],
)
def test_short_deeds_by_their_form(wang, cast, name, data, event):
    assert get(wang, name, cast.chen_member.pk).status_code == 200
    answer = post(wang, name, cast.chen_member.pk, on=localdate().isoformat(), **data)
    assert answer.status_code == 302
    assert told()[-1] == event
    assert post(wang, name, cast.chen_member.pk).status_code == 422


def test_moving_by_the_form(client, cast):
    there = sign_in(client, cast.lin)
    assert get(there, "move", cast.chen_member.pk).status_code == 200
    day = localdate().isoformat()
    post(there, "move", cast.chen_member.pk, to=cast.dock.pk, on=day)
    cast.chen_member.refresh_from_db()
    assert cast.chen_member.unit == cast.dock
    unknown = post(there, "move", cast.chen_member.pk, to="x", on=day)
    assert unknown.status_code == 422


def test_restoring_and_expecting(wang, cast):
    at, by = now(), actor(cast.wang)
    actions.leave_roll(cast.chen_member, reason="mistake", on=localdate(), by=by, at=at)
    assert "一号码头党支部" in words(get(wang, "restore", cast.chen_member.pk))
    post(
        wang, "restore", cast.chen_member.pk,
        unit=cast.pier.pk, on=localdate().isoformat(), document="更正",
    )  # fmt: skip
    assert told()[-1] == "MemberRestored"
    actions.excuse_from_attendance(
        cast.zhou_member, reason="年老体弱", document="会议", on=localdate(), by=by, at=at
    )
    post(wang, "expect", cast.zhou_member.pk)
    assert told()[-1] == "AttendanceExpected"


def test_affiliations_by_their_forms(client, cast):
    force = cast.found("抗台风临时党支部", "temporary", cast.quay)
    there, day = sign_in(client, cast.lin), localdate().isoformat()
    post(
        there, "affiliate", cast.chen_member.pk,
        kind="temporary", unit=force.pk, on=day,
    )  # fmt: skip
    begun = cast.chen_member.affiliations.get(unit=force)
    assert "抗台风临时党支部" in words(get(there, "member", cast.chen_member.pk))
    assert get(there, "end_affiliation", begun.pk).status_code == 200
    post(there, "end_affiliation", begun.pk, on=day)
    assert told()[-2:] == ["AffiliationStarted", "AffiliationEnded"]


def test_all_that_the_filter_finds_are_moved(client, cast):
    there = sign_in(client, cast.lin)
    chosen = {"everything": "1", "query": "category=probationary"}
    assert "1" in words(post(there, "move_chosen", cast.quay.pk, **chosen))
    day = localdate().isoformat()
    post(there, "move_chosen", cast.quay.pk, **chosen, sure="1", to=cast.dock.pk, on=day)
    cast.liu_member.refresh_from_db()
    cast.chen_member.refresh_from_db()
    assert (cast.liu_member.unit, cast.chen_member.unit) == (cast.dock, cast.pier)


def test_ticked_members_beyond_ones_reach_are_not_moved(wang, cast):
    before = traces()
    post(
        wang, "move_chosen", cast.pier.pk,
        id=[cast.wu_member.pk], sure="1", to=cast.pier.pk, on=localdate().isoformat(),
    )  # fmt: skip
    assert traces() == before


def test_views_are_saved_shared_and_dropped(wang, cast):
    post(wang, "save_view", cast.pier.pk, name="女党员", gender="2", shared="on")
    view = SavedView.objects.get()
    assert (view.query, view.shared) == ("gender=2", True)
    assert "女党员" in words(get(wang, "roll", cast.pier.pk))
    assert post(wang, "save_view", cast.pier.pk, name="").status_code == 422
    assert post(wang, "save_view", cast.pier.pk, name="女党员").status_code == 422
    post(wang, "drop_view", view.pk)
    assert not SavedView.objects.exists()
