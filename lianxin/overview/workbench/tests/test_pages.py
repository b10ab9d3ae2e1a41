"""The desk, the phone's first page, one search: what waits, and ways to the place to act."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from lianxin.areas.meetings import actions as meetings
from lianxin.areas.meetings.actions import Request
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.tests.making import before, called, opened
from lianxin.foundation.organisation.models import Unit
from tests.cast import actor, sign_in

DESK, PHONE, SEARCH = (reverse(f"workbench:{name}") for name in ("desk", "phone", "search"))


def page(user, url, **query):
    return sign_in(Client(), user).get(url, query)


def texts(answer):
    return answer.content.decode()


def test_a_secretary_finds_what_waits_with_a_way_to_it(cast):
    meeting = called(cast)
    meetings.ask_leave(
        before(meeting, cast.chen), Request(kind="sick"), by=actor(cast.chen), at=now()
    )

    answer = page(cast.wang, DESK)

    tasks = {task.title: task.url for task in answer.context["desk"].tasks}
    own = reverse("meetings:detail", args=[meeting.pk])
    assert tasks["1 人请假待审批"] == own
    assert any("可以开始签到" in title and url == own for title, url in tasks.items())
    assert any("信息待完善" in title for title in tasks)
    assert all(url in texts(answer) for url in tasks.values())


def test_a_meeting_that_is_over_waits_for_its_minutes(cast):
    meeting = opened(cast)
    past = now() - timedelta(days=9)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=past, ends_at=past + timedelta(hours=1), held_on=past.date()
    )

    tasks = page(cast.wang, DESK).context["desk"].tasks

    late = next(task for task in tasks if "写好会议记录" in task.title)
    assert late.url == reverse("meetings:minutes", args=[meeting.pk])
    assert (late.tone, "已过 9 天" in late.note) == ("warn", True)


def test_the_numbers_on_the_desk_are_those_of_the_roll(cast):
    answer = page(cast.wang, DESK)

    desk = answer.context["desk"]
    roll = page(cast.wang, reverse("members:roll", args=[cast.pier.pk]))
    assert desk.party == roll.context["page"].total == 4
    assert desk.growing == 1


def test_a_member_without_an_office_goes_to_the_phone_pages(cast):
    assert page(cast.chen, DESK).headers["Location"] == PHONE


def test_administrators_have_a_desk_that_leads_to_their_work(cast):
    text = texts(page(cast.audit_admin, DESK))

    assert reverse("audit:entries") in text
    assert reverse("members:roll", args=[cast.harbour.pk]) not in text
    assert reverse("accounts:list") in texts(page(cast.security_admin, DESK))


def test_who_works_at_two_units_chooses_the_desk(cast):
    from lianxin.foundation.organisation import actions as organisation
    from tests.cast import HOUSE, LONG_AGO

    organisation.appoint(cast.wang, post="staff", unit=cast.dock, starts_on=LONG_AGO, by=HOUSE)

    answer = page(cast.wang, DESK, unit=cast.dock.pk)

    assert answer.context["desk"].unit == cast.dock
    assert [each["current"] for each in answer.context["offices"]] == [False, True]
    assert page(cast.wang, DESK, unit=cast.harbour.pk).context["desk"].unit == cast.pier
    assert page(cast.wang, DESK, unit="²").context["desk"].unit == cast.pier


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_desk_takes_the_same_statements_whatever_waits(
    cast, rows, django_assert_max_num_queries
):
    for number in range(rows):
        cast.member(f"方{'一二三四五六七八九十'[number % 10]}", cast.pier)
    client = sign_in(Client(), cast.wang)
    for _ in range(min(rows, 10)):
        called(cast)

    with django_assert_max_num_queries(12):
        client.get(DESK)
    client = sign_in(Client(), cast.lin)
    with django_assert_max_num_queries(12):
        client.get(DESK)


def test_terms_that_end_wait_on_the_desks_of_both_sides(cast):
    Unit.objects.filter(pk=cast.pier.pk).update(term_ends_on=localdate() + timedelta(days=60))
    Unit.objects.filter(pk=cast.dock.pk).update(term_ends_on=localdate() - timedelta(days=1))

    own = {task.title: task for task in page(cast.wang, DESK).context["desk"].tasks}
    above = {task.title: task.url for task in page(cast.lin, DESK).context["desk"].tasks}

    assert own["启动本级换届"].url == reverse("terms:start", args=[cast.pier.pk])
    assert "还有 60 天" in own["启动本级换届"].note
    board = reverse("terms:board", args=[cast.harbour.pk])
    assert above["1 个下级组织逾期未换届"] == f"{board}?state=overdue"
    assert above["1 个下级组织半年内届满"] == f"{board}?state=soon"


def test_the_phone_shows_the_next_meeting_and_what_to_do(cast):
    meeting = opened(cast)

    answer = page(cast.chen, PHONE)

    text = texts(answer)
    assert answer.context["home"].next.meeting == meeting
    assert f"签到：{meeting.title}" in text
    assert reverse("meetings:scan") in text
    assert "工作台" not in text


def test_the_phone_of_somebody_without_a_roll_says_so(cast):
    assert "没有关联名册" in texts(page(cast.lin, reverse("workbench:branch")))
    assert page(cast.lin, PHONE).status_code == 200


def test_the_branch_page_names_who_answers_for_it(cast):
    text = texts(page(cast.chen, reverse("workbench:branch")))

    assert "王海平" in text
    assert "书记" in text
    assert "赵立新" not in text


def test_a_search_finds_people_units_and_meetings_by_name_and_sound(cast):
    meeting = called(cast, title="主题党日：清理航道")

    found = page(cast.wang, SEARCH, q="陈").context["found"]
    assert [person.name for person in found.people] == ["陈晓帆"]
    found = page(cast.wang, SEARCH, q="cxf").context["found"]
    assert [person.name for person in found.people] == ["陈晓帆"]
    found = page(cast.lin, SEARCH, q="码头").context["found"]
    assert {unit.name for unit in found.units} == {"码头党总支", "一号码头党支部"}
    found = page(cast.lin, SEARCH, q="航道").context["found"]
    assert [each.pk for each in found.meetings] == [meeting.pk]


def test_a_search_never_leaves_what_one_may_see(cast):
    called(cast, title="主题党日：清理航道")

    for user in (cast.zhao, cast.chen, cast.audit_admin):
        found = page(user, SEARCH, q="航道").context["found"]
        assert found.meetings == []
    assert page(cast.zhao, SEARCH, q="陈").context["found"].people == []
    assert page(cast.audit_admin, SEARCH, q="陈").context["found"].people == []
    assert page(cast.wang, SEARCH, q="").context["found"].is_empty


def test_a_search_takes_few_statements(cast, django_assert_max_num_queries):
    client = sign_in(Client(), cast.lin)
    with django_assert_max_num_queries(12):
        client.get(SEARCH, {"q": "码头"})


@pytest.mark.parametrize("words", ["%", "'", "\\", "_", "a" * 500, "\x00", "¹²"])
def test_a_search_for_nonsense_finds_nothing_and_does_no_harm(cast, words):
    assert page(cast.lin, SEARCH, q=words).status_code == 200
