"""The doors: who gets in, what is shown, how many statements a page costs."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime, now

from lianxin.areas.meetings import actions, codes
from lianxin.areas.meetings.actions import Request
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.tests.making import (
    before,
    begun,
    called,
    closed,
    line,
    minuted,
    opened,
    plan,
    scanned,
    text,
    url,
)
from lianxin.foundation.organisation import actions as organisation
from tests.cast import HOUSE, LONG_AGO, actor, sign_in
from tests.trace import last, told, traces


@pytest.fixture
def wang(cast, client):
    return sign_in(client, cast.wang)


@pytest.fixture
def chen(cast):
    return sign_in(Client(), cast.chen)


def form_of(meeting_form):
    """What a browser would send of a form as it was shown."""
    said = {}
    forms = [meeting_form, *getattr(meeting_form, "items", [])]
    for form in forms:
        for bound in form:
            if bound.value() is not None:
                said[bound.html_name] = bound.value()
    management = meeting_form.items.management_form
    return said | {bound.html_name: bound.value() for bound in management}


# ── calling ──────────────────────────────────────────────────────────────────────────────────


def test_the_template_is_chosen_first_and_fills_the_form(cast, wang):
    page = wang.get(url("convene", cast.pier.pk))
    assert "选择会议类型" in text(page)
    assert "支部委员会会议" in text(page)  # among those that do not apply

    page = wang.get(url("convene", cast.pier.pk) + "?kinds=party_day&kinds=lecture")
    form = page.context["form"]
    assert form.initial["title"].endswith("月主题党日暨党课")
    assert [item["title"] for item in form.initial["agenda"]][-1] == "交流讨论"
    assert form.initial["chair"] == cast.wang_member.pk


def test_a_meeting_is_called_in_two_pages(cast, wang):
    address = url("convene", cast.pier.pk) + "?kinds=party_day"
    form = wang.get(address).context["form"]
    tomorrow = localtime(now() + timedelta(days=1)).date()
    said = form_of(form) | {"place": "党群服务中心", "on": tomorrow.isoformat()}
    said |= {"sitting_in": [cast.sun_member.pk], "recorder": cast.chen_member.pk}

    page = wang.post(address, said)

    meeting = Meeting.objects.get()
    assert page.url == url("detail", meeting.pk)
    assert meeting.recorder == cast.chen_member
    assert len(meeting.agenda) == 4
    assert line(meeting, cast.sun_member).standing == "guest"


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(cast, wang):
    address = url("convene", cast.pier.pk) + "?kinds=heart_talk"
    said = form_of(wang.get(address).context["form"])
    said |= {"place": "", "begins": "15:00", "ends": "14:00", "agenda-0-minutes": "0"}
    page = wang.post(address, said)
    assert page.status_code == 422
    errors = page.context["form"].errors
    assert set(errors) == {"place", "ends", "chosen", "__all__"}
    assert not Meeting.objects.exists()


def test_a_past_meeting_is_entered_and_marked_with_both_dates(cast, wang):
    address = url("record_past", cast.pier.pk) + "?kinds=party_day"
    said = form_of(wang.get(address).context["form"]) | {"on": "2026-01-09", "place": "会议室"}
    page = wang.post(address, said)
    meeting = Meeting.objects.get()
    assert page.url == url("attendance", meeting.pk)
    shown = text(wang.get(url("detail", meeting.pk)))
    assert "召开日期 2026 年 1 月 9 日" in shown
    today = localtime(now())
    assert f"登记日期 {today.year} 年 {today.month} 月 {today.day} 日" in shown


@pytest.mark.parametrize("name", ["convene", "record_past"])
def test_others_do_not_get_the_form(cast, name):
    for user, status in ((cast.zhao, 404), (cast.chen, 404), (cast.system_admin, 403)):
        visitor = sign_in(Client(), user)
        assert visitor.get(url(name, cast.pier.pk)).status_code == status
        assert visitor.post(url(name, cast.pier.pk) + "?kinds=party_day").status_code == status


def test_a_meeting_is_amended_and_called_off_on_its_pages(cast, wang):
    meeting = called(cast)
    page = wang.get(url("amend", meeting.pk))
    said = form_of(page.context["form"]) | {"place": "二号泊位"}
    assert wang.post(url("amend", meeting.pk), said).url == url("detail", meeting.pk)
    assert wang.post(url("amend", meeting.pk), said | {"place": ""}).status_code == 422
    meeting.refresh_from_db()
    assert meeting.place == "二号泊位"

    assert wang.get(url("cancel", meeting.pk)).status_code == 200
    assert wang.post(url("cancel", meeting.pk), {"reason": ""}).status_code == 422
    assert wang.post(url("cancel", meeting.pk), {"reason": "台风"}).status_code == 302
    assert "台风" in text(wang.get(url("detail", meeting.pk)))


# ── the list ─────────────────────────────────────────────────────────────────────────────────


def test_the_list_has_tabs_filters_and_pages(cast, wang):
    for number in range(25):
        called(cast, title=f"第{number}次会", starts_at=now() + timedelta(days=number + 1))
    called(cast, kinds=["lecture"], title="党课")
    page = wang.get(url("list", cast.pier.pk))
    assert [tab["count"] for tab in page.context["tabs"]] == [26, 0, 0, 0]
    assert len(page.context["lines"]) == 20
    rest = wang.get(url("list", cast.pier.pk) + page.context["pager"]["next"])
    assert len(rest.context["lines"]) == 6
    back = wang.get(url("list", cast.pier.pk) + rest.context["pager"]["prev"])
    assert [m.pk for m, _ in back.context["lines"]] == [m.pk for m, _ in page.context["lines"]]

    lectures = wang.get(url("list", cast.pier.pk) + "?tab=planned&kind=lecture")
    assert [meeting.title for meeting, _ in lectures.context["lines"]] == ["党课"]
    year = localtime(now()).year
    assert len(wang.get(url("list", cast.pier.pk) + f"?year={year - 1}").context["lines"]) == 0
    assert wang.get(url("list", cast.pier.pk) + "?tab=x&year=y&kind=z&late=1").status_code == 200


def test_the_list_above_shows_the_meetings_below(cast):
    meeting = called(cast)
    page = sign_in(Client(), cast.lin).get(url("list", cast.harbour.pk))
    assert [each.pk for each, _ in page.context["lines"]] == [meeting.pk]
    assert "一号码头党支部" in text(page)


@pytest.mark.parametrize("size", [1, 3, 20])
def test_the_list_costs_the_same_for_any_number(cast, wang, size, django_assert_num_queries):
    for _ in range(size):
        called(cast)
    wang.get(url("list", cast.pier.pk))  # the statistics of the table are asked once
    with django_assert_num_queries(6):  # who, unit, page, its rows, turnouts, tabs
        wang.get(url("list", cast.pier.pk))


@pytest.mark.parametrize("size", [1, 3, 50])
def test_the_meeting_costs_the_same_for_any_roll(cast, wang, size, django_assert_num_queries):
    for number in range(size):
        cast.member(f"新党员{number}", cast.pier)
    meeting = opened(cast)
    with django_assert_num_queries(4):  # who, meeting, roll, turnout
        wang.get(url("detail", meeting.pk))
    with django_assert_num_queries(4):
        wang.get(url("attendance", meeting.pk))
    with django_assert_num_queries(3):
        wang.get(url("host", meeting.pk))
    with django_assert_num_queries(3):
        wang.get(url("turnout", meeting.pk))


# ── who sees what ────────────────────────────────────────────────────────────────────────────

KEPT = ("attendance", "minutes", "host", "codes", "close", "amend", "cancel")


def test_whoever_is_only_invited_is_led_to_his_own_page(cast, chen):
    meeting = opened(cast)
    assert chen.get(url("detail", meeting.pk)).url == url("own", meeting.pk)
    for name in KEPT:
        assert chen.get(url(name, meeting.pk)).status_code == 403
    assert chen.get(url("turnout", meeting.pk)).status_code == 200


def test_out_of_sight_nothing_is_found(cast):
    meeting = opened(cast)
    zhao = sign_in(Client(), cast.zhao)
    for name in ("detail", "turnout", "own", "leave", *KEPT):
        assert zhao.get(url(name, meeting.pk)).status_code == 404
    for name in ("open", "refresh_roll", "digits", "withdraw_leave", "attendance", "close"):
        assert zhao.post(url(name, meeting.pk)).status_code == 404


def test_from_above_one_sees_and_may_act(cast):
    meeting = begun(cast)
    lin = sign_in(Client(), cast.lin)
    for name in ("detail", *KEPT):
        assert lin.get(url(name, meeting.pk)).status_code == 200


def test_what_a_member_confided_is_shown_to_whoever_decides(cast, wang):
    meeting = called(cast)
    request = Request(kind="sick", reason="孩子住院")
    actions.ask_leave(before(meeting, cast.chen), request, by=actor(cast.chen), at=now())
    assert "孩子住院" in text(wang.get(url("detail", meeting.pk)))
    commissioner = cast.holder("ou", "欧阳明", "publicity", cast.pier)
    seen = text(sign_in(Client(), commissioner).get(url("detail", meeting.pk)))
    assert "病假" in seen
    assert "孩子住院" not in seen


# ── in the room ──────────────────────────────────────────────────────────────────────────────


def test_opening_leads_to_the_screen_with_five_minutes_of_codes(cast, wang):
    meeting = called(cast)
    assert wang.post(url("open", meeting.pk)).url == url("host", meeting.pk)
    page = wang.get(url("host", meeting.pk))
    batch = page.context["batch"]
    assert len(batch["codes"]) == 30
    assert batch["codes"][0]["svg"].startswith("<svg")
    meeting.refresh_from_db()
    assert meeting.key not in text(page)
    assert wang.get(url("codes", meeting.pk)).json()["seconds"] == 10


def test_without_signing_in_there_is_no_screen(cast, wang):
    meeting = called(cast)
    assert wang.get(url("host", meeting.pk)).url == url("detail", meeting.pk)
    assert wang.get(url("codes", meeting.pk)).json()["codes"] == []


def test_the_list_ticks_strikes_and_enters_leave(cast, wang):
    meeting = opened(cast)
    address = url("attendance", meeting.pk)
    both = [cast.chen_member.pk, cast.liu_member.pk]
    assert wang.post(address, {"do": "present", "member": both}).status_code == 302
    assert wang.get(url("turnout", meeting.pk)).json()["present"] == 2
    struck = {"do": "strike", "member": both[:1], "reason": "点错"}
    wang.post(address, struck)
    wang.post(address, {"do": "leave", "member": both[:1], "kind": "shift"})
    assert line(meeting, cast.chen_member).leave == "approved"
    assert told()[-3:] == ["AttendanceTaken", "SignInStruck", "LeaveEntered"]
    wang.post(address, {"do": "present", "member": both[1:]})

    for wrong in (
        {"do": "present"},
        {"do": "strike", "member": both},
        {"do": "leave", "member": both},
        {"do": "present", "member": [cast.wu_member.pk]},
    ):
        assert wang.post(address, wrong).status_code == 422


def test_leave_is_decided_and_doubts_are_settled_on_the_page(cast, wang):
    meeting = opened(cast)
    for user in (cast.chen, cast.wang):
        actions.ask_leave(before(meeting, user), Request(kind="sick"), by=actor(user), at=now())
    wang.post(url("approve_leave", meeting.pk, cast.chen_member.pk), {"note": "好好休息"})
    declined = wang.post(url("decline_leave", meeting.pk, cast.wang_member.pk), {"note": ""})
    assert declined.status_code == 422
    wang.post(url("decline_leave", meeting.pk, cast.wang_member.pk), {"note": "要主持"})
    assert line(meeting, cast.wang_member).leave == "declined"

    at = now()
    for user in (cast.chen, cast.wang):
        proof = scanned(meeting, shown_at=at - timedelta(minutes=9), at=at)
        actions.sign_in_late(before(meeting, user), proof, by=actor(user), at=at)
    assert "待核实的签到" in text(wang.get(url("detail", meeting.pk)))
    wang.post(url("confirm_sign_in", meeting.pk, cast.wang_member.pk))
    wang.post(url("strike_sign_in", meeting.pk, cast.chen_member.pk), {"reason": "没见到人"})
    assert line(meeting, cast.chen_member).signed_in_at is None
    assert line(meeting, cast.wang_member).flags == []


def test_the_roll_is_refreshed_from_either_page(cast, wang):
    meeting = called(cast)
    cast.member("新同志", cast.pier)
    assert wang.post(url("refresh_roll", meeting.pk)).url == url("detail", meeting.pk)
    again = wang.post(url("refresh_roll", meeting.pk), {"to": "roll"})
    assert again.url == url("attendance", meeting.pk)


# ── the record ───────────────────────────────────────────────────────────────────────────────


def minutes_said(page):
    form = page.context["form"]
    said = {bound.html_name: bound.value() or "" for bound in form}
    said |= {bound.html_name: bound.value() for bound in form.decisions.management_form}
    return said | {name: "照议程进行。" for name in said if name.startswith("section_")}


def test_minutes_are_written_looked_through_and_frozen(cast, wang):
    meeting = begun(cast)
    actions.take_attendance(
        meeting,
        [cast.wang_member.pk, cast.chen_member.pk],
        by=actor(cast.wang),
        at=now(),
    )
    page = wang.get(url("minutes", meeting.pk))
    assert "刘思雨" in text(page)
    assert "还不能结束" in text(wang.get(url("close", meeting.pk)))
    refused = wang.post(url("close", meeting.pk))
    assert refused.status_code == 422

    said = minutes_said(page) | {"chair": cast.wang_member.pk, "recorder": cast.chen_member.pk}
    said |= {"decisions-0-text": "同意购置图书", "decisions-0-yes": "2"}
    assert wang.post(url("minutes", meeting.pk), said).url == url("minutes", meeting.pk)
    onward = wang.post(url("minutes", meeting.pk), said | {"then_close": "1"})
    assert onward.url == url("close", meeting.pk)
    preview = text(wang.get(url("close", meeting.pk)))
    assert "同意购置图书" in preview
    assert "将记为缺席" in preview
    assert wang.post(url("close", meeting.pk)).url == url("detail", meeting.pk)

    meeting.refresh_from_db()
    shown = text(wang.get(url("detail", meeting.pk)))
    assert meeting.digest_text in shown
    assert "与封存时一致" in shown
    printed = text(wang.get(url("record", meeting.pk)))
    assert "中共一号码头党支部" in printed
    assert "陈晓帆、王海平" in printed or "王海平、陈晓帆" in printed
    for name in ("minutes", "attendance", "close"):
        assert wang.get(url(name, meeting.pk)).status_code == 200


def test_votes_need_a_text_and_a_yes(cast, wang):
    meeting = begun(cast)
    said = minutes_said(wang.get(url("minutes", meeting.pk)))
    for wrong in ({"decisions-0-no": "1"}, {"decisions-0-text": "x", "decisions-0-no": "1"}):
        assert wang.post(url("minutes", meeting.pk), said | wrong).status_code == 422
    assert "MinutesSaved" not in told()


def test_an_open_meeting_has_no_frozen_record(cast, wang):
    assert wang.get(url("record", opened(cast).pk)).status_code == 404


def test_tampering_is_shown_on_the_page(cast, wang):
    meeting = closed(cast)
    Meeting.objects.filter(pk=meeting.pk).update(place="别处")
    for name in ("detail", "record"):
        assert "与封存时不一致" in text(wang.get(url(name, meeting.pk)))


def test_a_late_sign_in_is_judged_on_the_page(cast, wang, chen):
    meeting, at = closed(cast), now()
    for user in (cast.chen, cast.wang):
        proof = scanned(meeting, shown_at=at - timedelta(minutes=9), at=at)
        actions.sign_in_late(before(meeting, user), proof, by=actor(user), at=at)
    assert "等待主持人核实" in text(chen.get(url("own", meeting.pk)))
    wang.post(url("accept_late", meeting.pk, cast.chen_member.pk), {"note": "会场见到"})
    wang.post(url("dismiss_late", meeting.pk, cast.wang_member.pk), {"note": "未到"})
    assert "已认可您到会" in text(chen.get(url("own", meeting.pk)))
    assert "封存后的补充" in text(wang.get(url("record", meeting.pk)))
    assert "与封存时一致" in text(wang.get(url("detail", meeting.pk)))


# ── the phone ────────────────────────────────────────────────────────────────────────────────


def link(meeting, ago=0):
    step = codes.step_at(now()) - ago
    return url("arrive", meeting.pk) + f"?t={step}&c={codes.mark_of(meeting.key, meeting.pk, step)}"


def carried(page):
    return page.context["carried"]


def test_scanning_leads_to_a_button_and_the_button_signs_in(cast, chen):
    meeting = opened(cast)
    state = traces()
    page = chen.get(link(meeting), follow=True)
    assert page.context["state"] == "ready"
    assert traces() == state  # opening a link writes nothing
    assert line(meeting, cast.chen_member).signed_in_at is None

    answer = chen.post(url("here", meeting.pk), carried(page))

    assert answer.url == url("own", meeting.pk)
    shown = text(chen.get(answer.url))
    found = line(meeting, cast.chen_member)
    assert f"您已签到 {localtime(found.signed_in_at):%H:%M}" in shown
    again = chen.get(link(meeting), follow=True)
    assert again.redirect_chain[-1][0] == url("own", meeting.pk)


def test_signing_in_to_the_house_does_not_make_the_code_stale(cast):
    meeting, visitor = opened(cast), Client()
    page = visitor.get(link(meeting))
    away = visitor.get(page.url)
    assert away.url.startswith(reverse("accounts:sign_in"))
    sign_in(visitor, cast.chen)
    ready = visitor.get(page.url)
    assert ready.context["state"] == "ready"
    stale = carried(ready) | {"t": "1", "c": "x"}  # only the pass is left to speak for him
    assert visitor.post(url("here", meeting.pk), stale).status_code == 302
    assert line(meeting, cast.chen_member).signed_in_at is not None


def test_a_pass_is_of_no_use_in_another_browser(cast, chen):
    meeting = opened(cast)
    page = chen.get(link(meeting), follow=True)
    friend = sign_in(Client(), cast.wang)
    sent = carried(page) | {"t": "1", "c": "x"}
    assert friend.post(url("here", meeting.pk), sent).status_code == 422
    assert line(meeting, cast.wang_member).signed_in_at is None


def test_an_old_code_says_to_scan_again(cast, chen):
    meeting = opened(cast)
    page = chen.get(link(meeting, ago=2), follow=True)
    assert "重新扫" in text(page)
    refused = chen.post(url("here", meeting.pk), carried(page))
    assert refused.status_code == 422
    assert "重新扫" in text(refused)
    assert line(meeting, cast.chen_member).signed_in_at is None


def test_an_old_code_out_of_the_outbox_is_kept_with_a_flag(cast, chen):
    meeting = opened(cast)
    step = codes.step_at(now()) - 60
    sent = {"t": step, "c": codes.mark_of(meeting.key, meeting.pk, step)}
    answer = chen.post(
        url("here", meeting.pk), sent, headers={"X-Offline-Replay": "1", "HX-Request": "true"}
    )
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, url("own", meeting.pk))
    assert line(meeting, cast.chen_member).flags == ["late_upload"]
    assert "待主持人核实" in text(chen.get(url("own", meeting.pk)))


def test_the_scanned_page_says_why_there_is_no_button(cast, chen):
    stranger = sign_in(Client(), cast.zhao)
    meeting = opened(cast)
    assert "不在这次会议的名单中" in text(stranger.get(link(meeting), follow=True))
    assert stranger.post(url("here", meeting.pk)).status_code == 422
    assert "还没有开始签到" in text(chen.get(link(called(cast)), follow=True))
    assert "签到已经结束" in text(chen.get(link(closed(cast)), follow=True))
    off = actions.cancel_meeting(called(cast), "台风", by=actor(cast.wang), at=now())
    assert "会议已取消" in text(chen.get(link(off), follow=True))
    assert chen.get(url("arrive", 0)).status_code == 404
    assert chen.get(url("here", 0)).status_code == 404


def test_six_digits_on_the_phone(cast, chen):
    meeting = opened(cast)
    address = url("digits", meeting.pk)
    assert "6 位签到码" in text(chen.get(url("own", meeting.pk)))
    assert chen.post(address, {"digits": "12"}).status_code == 422
    step = codes.step_at(now(), length=codes.DIGITS_STEP)
    right = codes.digits_of(meeting.key, meeting.pk, step)
    wrong = f"{(int(right) + 7) % 1_000_000:06d}"
    assert "还可以试 4 次" in text(chen.post(address, {"digits": wrong}))
    assert last().event == "CodeMistyped"
    answer = chen.post(address, {"digits": f"{right[:3]} {right[3:]}"})
    assert answer.url == url("own", meeting.pk)
    assert line(meeting, cast.chen_member).how == "digits"


def test_too_many_wrong_digits_end_in_a_sentence(cast, chen):
    meeting = opened(cast)
    for _ in range(4):
        actions.note_wrong_digits(before(meeting, cast.chen), by=actor(cast.chen))
    step = codes.step_at(now(), length=codes.DIGITS_STEP)
    wrong = f"{(int(codes.digits_of(meeting.key, meeting.pk, step)) + 7) % 1_000_000:06d}"
    assert "次数太多" in text(chen.post(url("digits", meeting.pk), {"digits": wrong}))


def test_leave_on_the_phone(cast, chen):
    meeting = called(cast)
    assert chen.get(url("leave", meeting.pk)).status_code == 200
    assert chen.post(url("leave", meeting.pk), {"kind": ""}).status_code == 422
    chen.post(url("leave", meeting.pk), {"kind": "shift", "reason": "夜班"})
    assert "请假待审批" in text(chen.get(url("own", meeting.pk)))
    actions.approve_leave(meeting, cast.chen_member.pk, "准", by=actor(cast.wang), at=now())
    assert "已准假" in text(chen.get(url("own", meeting.pk)))
    chen.post(url("withdraw_leave", meeting.pk))
    assert "不能参加，我要请假" in text(chen.get(url("own", meeting.pk)))
    chen.post(url("leave", meeting.pk), {"kind": "shift"})
    actions.decline_leave(meeting, cast.chen_member.pk, "换班", by=actor(cast.wang), at=now())
    assert "换班" in text(chen.get(url("own", meeting.pk)))


def test_my_meetings(cast, chen, django_assert_num_queries):
    minuted(cast, begun(cast, title="进行中的会"))
    closed(cast, title="上次的会")
    called(cast, title="下周的会", starts_at=now() + timedelta(days=7))
    actions.record_past_meeting(
        cast.pier, plan(starts_at=now() - timedelta(days=9)), by=actor(cast.wang), at=now()
    )
    with django_assert_num_queries(2):
        page = chen.get(url("mine"))
    assert [each.meeting.title for each in page.context["coming"]][-1] == "下周的会"
    past = [(each.meeting.title, each.meeting.is_late) for each in page.context["past"]]
    assert past == [("上次的会", False), ("十一月党员大会", True)]
    assert chen.get(url("scan")).status_code == 200
    assert "没有要开的会" in text(sign_in(Client(), cast.lin).get(url("mine")))


def test_signing_in_by_post_costs_few_statements(cast, chen, django_assert_max_num_queries):
    meeting = opened(cast)
    sent = carried(chen.get(link(meeting), follow=True))
    # who, door, savepoint, write, record, numbers, release
    with django_assert_max_num_queries(7):
        assert chen.post(url("here", meeting.pk), sent).status_code == 302


def test_before_its_hour_the_last_page_says_so_and_offers_no_seal(client, cast):
    meeting = minuted(cast, opened(cast))
    sign_in(client, cast.wang)

    page = client.get(reverse("meetings:close", args=[meeting.pk])).content.decode()

    assert "还没有到开会时间" in page
    assert "data-confirm" not in page


# ── guests and cells ─────────────────────────────────────────────────────────────────────────


def test_a_guest_is_found_and_invited_from_a_page(cast, wang):
    meeting = called(cast, kinds=["heart_talk"], chosen=[cast.chen_member.pk])
    page = wang.get(url("guests", meeting.pk))
    assert [member.name for member in page.context["found"]] == ["孙莉"]
    page = wang.get(url("guests", meeting.pk) + "?q=zgq")
    assert [member.name for member in page.context["found"]] == ["周国强"]

    page = wang.post(url("invite_guest", meeting.pk, cast.zhou_member.pk), follow=True)
    assert "已邀请周国强列席" in text(page)
    assert [line.name for line in page.context["invited"]] == ["周国强"]
    assert not wang.get(url("guests", meeting.pk) + "?q=zgq").context["found"]

    page = wang.post(url("withdraw_guest", meeting.pk, cast.zhou_member.pk), follow=True)
    assert page.context["invited"] == []


def test_nobody_is_invited_whom_one_may_not_see(cast, wang):
    meeting, before_it = called(cast), traces()
    page = wang.post(url("invite_guest", meeting.pk, cast.wu_member.pk))
    assert (page.status_code, traces()) == (404, before_it)


def test_the_meeting_of_a_cell_begins_with_the_cell(cast, wang):
    cells = [
        organisation.form_cell(cast.pier, name=name, leader=None, on=LONG_AGO, by=HOUSE)
        for name in ("第一党小组", "第二党小组")
    ]
    cast.pier.refresh_from_db()
    called(cast, kinds=["cell_meeting"], chosen=[cast.zhou_member.pk], cell_id=cells[1].pk)
    address = url("convene", cast.pier.pk) + "?kinds=cell_meeting"
    assert "1 人参加" in text(wang.get(address))

    address += f"&cell={cells[1].pk}"
    form = wang.get(address).context["form"]
    assert form.initial["title"].endswith("月第二党小组会")
    assert form.initial["chosen"] == [cast.zhou_member.pk]
    said = form_of(form) | {"place": "码头", "chosen": [cast.chen_member.pk]}
    said["on"] = localtime(now() + timedelta(days=1)).date().isoformat()
    assert wang.post(address, said).status_code == 302
    meeting = Meeting.objects.order_by("-pk")[0]
    assert (meeting.cell, line(meeting, cast.chen_member).standing) == (cells[1], "expected")
