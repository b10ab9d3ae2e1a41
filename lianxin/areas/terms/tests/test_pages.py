"""The pages of terms: what they say, to whom, and what they refuse."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from lianxin.areas.terms import actions
from lianxin.areas.terms.actions import Ballot
from lianxin.areas.terms.models import Candidate, Count, Exclusion, Poll
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case
from tests.cast import HOUSE, actor, sign_in

VALUES = {
    "remind": {"how": "letter"},
    "plan": {"seats": 3, "deputies": None, "form": "members", "preliminary": "no"},
    "request": {"document": "1 号"},
    "reply": {"document": "2 号"},
    "nominate": {"manner": "branch", "inspection": "合格"},
    "candidates_request": {"document": "3 号"},
    "candidates_reply": {"document": "4 号"},
    "meeting": {
        "work_report": True, "dues_report": True,
        "method": {"expected": 8, "present": 8, "favour": 8, "against": 0, "abstain": 0},
        "scrutineers": [{"id": 0, "name": "某"}],
    },
}  # fmt: skip


class Desk:
    """Wang's browser, at an election of Pier held today."""

    def __init__(self, cast):
        self.cast = cast
        ends = localdate() + timedelta(days=60)
        Unit.objects.filter(pk=cast.pier.pk).update(
            has_committee=True, term_starts_on=ends.replace(year=ends.year - 3), term_ends_on=ends
        )
        cast.pier.refresh_from_db()
        self.people = [
            cast.member(name, cast.pier, user=cast.person(f"p{place}", name))
            for place, name in enumerate(("丁大海", "马小满", "吴敬山", "何清", "宋雨"))
        ]
        self.browser = sign_in(Client(), cast.wang)
        self.case = None

    def open(self, step="nominate"):
        pier = self.cast.pier
        self.case = procedures.open_case(
            "election", pier.pk, unit=pier, on=localdate(), by=HOUSE, at=now()
        )
        while self.case.step != step:
            if self.case.step == "nominate":
                self.put_up()
            values = dict(VALUES[self.case.step])
            if self.case.step == "plan":
                values["planned_on"] = localdate().isoformat()
            way = self.case.step_of.ways[0].code
            passing = Passing(step=self.case.step, way=way, held_on=localdate(), values=values)
            self.case = procedures.pass_step(self.case, passing, by=HOUSE, at=now())
        return self

    def put_up(self):
        for member in self.people[:4]:
            actions.put_up(self.case, member, office="committee", by=HOUSE)
        actions.put_up(self.case, self.people[0], office="secretary", by=HOUSE)

    def poll(self, **facts):
        given = {"present": 8, "tellers": [self.cast.wang.pk, self.cast.chen.pk], **facts}
        return actions.open_poll(self.case, "committee", Ballot(**given), by=HOUSE, at=now())

    def at(self, name, *args):
        return reverse(f"terms:{name}", args=args)

    def get(self, name, *args, **query):
        return self.browser.get(self.at(name, *args), query)

    def post(self, name, *args, **said):
        return self.browser.post(self.at(name, *args), said, follow=True)


@pytest.fixture
def desk(cast):
    return Desk(cast)


def text(page):
    return page.content.decode()


# ── the board and a unit's term ──────────────────────────────────────────────────────────────


def test_the_board_opens_into_the_case(desk):
    desk.open()
    lin = sign_in(Client(), desk.cast.lin)

    page = lin.get(desk.at("board", desk.cast.harbour.pk), {"state": "started"})

    assert "一号码头党支部" in text(page)
    assert reverse("procedures:case", args=[desk.case.pk]) in text(page)
    assert "提名和考察" in text(page)
    assert "船坞党支部" not in text(page)


def test_a_board_with_nothing_to_show_says_so(desk):
    assert "没有这种状态的组织" in text(desk.get("board", desk.cast.pier.pk, state="overdue"))
    assert desk.get("board", desk.cast.pier.pk, state="nonsense").status_code == 200


def test_boards_of_others_are_not_found(desk):
    assert desk.get("board", desk.cast.dock.pk).status_code == 404
    assert sign_in(Client(), desk.cast.chen).get(
        desk.at("board", desk.cast.pier.pk)
    ).status_code == 404  # fmt: skip


def test_an_election_begins_from_the_page_of_the_term(desk):
    page = desk.post("start", desk.cast.pier.pk, procedure="election", on=localdate().isoformat())

    case = Case.objects.get()
    assert page.redirect_chain[0][0] == reverse("procedures:case", args=[case.pk])
    assert "届满提醒" in text(page)
    assert "打开换届事项" in text(desk.get("start", desk.cast.pier.pk))


def test_it_does_not_begin_twice_or_tomorrow(desk):
    desk.open("remind")

    again = desk.post("start", desk.cast.pier.pk, procedure="election", on=localdate().isoformat())
    assert again.status_code == 422
    assert "不能重复启动" in text(again)
    tomorrow = (localdate() + timedelta(days=1)).isoformat()
    assert desk.post(
        "start", desk.cast.pier.pk, procedure="term_change", on=tomorrow
    ).status_code == 422  # fmt: skip
    assert Case.objects.count() == 1


def test_who_may_only_look_is_told_who_begins(desk):
    from lianxin.foundation.organisation import actions as organisation

    looker = desk.cast.person("looker", "程观澜")
    organisation.give_grant(
        looker, role="overseer", unit=desk.cast.pier, starts_on=localdate(), reason="督导", by=HOUSE
    )
    page = text(sign_in(Client(), looker).get(desk.at("start", desk.cast.pier.pk)))
    assert "组织委员（组织员）启动" in page
    assert "启动事项" not in page


def test_a_term_that_is_not_known_is_entered_from_its_page(desk):
    Unit.objects.filter(pk=desk.cast.pier.pk).update(term_ends_on=None)
    lin = sign_in(Client(), desk.cast.lin)

    page = text(lin.get(desk.at("start", desk.cast.pier.pk)))

    assert reverse("organisation:amend", args=[desk.cast.pier.pk]) in page


def test_a_body_without_terms_has_nothing_to_begin(desk):
    team = desk.cast.found("抢险队临时党支部", "temporary", desk.cast.pier.parent)
    lin = sign_in(Client(), desk.cast.lin)

    page = text(lin.get(desk.at("start", team.pk)))

    assert "由上级任命，不需要换届" in page
    assert "启动事项" not in page


# ── candidates ───────────────────────────────────────────────────────────────────────────────


def test_the_list_says_what_it_lacks(desk):
    desk.open()

    page = desk.post(
        "candidates", desk.case.pk, office="committee", member=desk.people[0].pk, brief="船长"
    )

    assert "已把丁大海列为委员候选人。" in text(page)
    assert "委员候选人现有 1 人，至少要有 4 人" in text(page)
    assert Candidate.objects.get().brief == "船长"


def test_only_full_members_are_offered(desk):
    desk.open()

    page = desk.post("candidates", desk.case.pk, office="committee", member=desk.cast.liu_member.pk)

    assert page.status_code == 422
    assert Candidate.objects.count() == 0


def test_taken_down_twice_is_taken_down_once(desk):
    desk.open().put_up()
    candidate = Candidate.objects.filter(office="committee").first()

    for _ in range(2):
        page = desk.post("take_down", desk.case.pk, candidate.pk)
        assert page.status_code == 200
    assert Candidate.objects.filter(office="committee").count() == 3


def test_leaving_somebody_out_asks_for_the_day_of_the_vote(desk):
    desk.open()
    said = {"member": desk.cast.zhou_member.pk, "ground": "ill", "document": "港党 3 号"}

    page = desk.post("leave_out", desk.case.pk, **said)
    assert page.status_code == 422
    assert "须经党员大会通过" in text(page)

    page = desk.post("leave_out", desk.case.pk, **said, resolved_on=localdate().isoformat())
    assert "应到会有选举权 7 人；经批准不计入应到会 1 人" in text(page)
    page = desk.post("count_in", desk.case.pk, Exclusion.objects.get().pk)
    assert "应到会有选举权 8 人" in text(page)
    assert desk.post("count_in", desk.case.pk, 1).status_code == 200


def test_a_deprived_member_needs_only_the_decision(desk):
    desk.open()

    desk.post(
        "leave_out", desk.case.pk, member=desk.cast.zhou_member.pk, ground="probation",
        document="港纪 1 号",
    )  # fmt: skip

    assert Exclusion.objects.get().ground == "probation"


def test_reported_the_list_only_shows(desk):
    desk.open("candidates_request")

    page = text(desk.get("candidates", desk.case.pk))
    assert "名单已经报送" in page
    assert "列入名单" not in page
    assert desk.post(
        "candidates", desk.case.pk, office="committee", member=desk.people[4].pk
    ).status_code == 403  # fmt: skip


@pytest.mark.parametrize("number", [1, 3, 5])
def test_the_list_costs_the_same_whatever_its_length(desk, number, django_assert_max_num_queries):
    desk.open()
    for member in desk.people[:number]:
        actions.put_up(desk.case, member, office="committee", by=HOUSE)
    desk.get("candidates", desk.case.pk)

    with django_assert_max_num_queries(29):
        desk.get("candidates", desk.case.pk)


# ── votes ────────────────────────────────────────────────────────────────────────────────────


def test_a_vote_begins_on_its_page(desk):
    desk.open("meeting")
    page = text(desk.get("open_poll", desk.case.pk, "committee"))
    assert "8 人" in page
    assert "丁大海" in page

    said = {"present": 8, "first": desk.cast.wang.pk, "second": desk.cast.chen.pk}
    page = desk.post("open_poll", desk.case.pk, "committee", **said)
    assert "已登记，请两名计票人分别录入计票结果。" in text(page)
    assert "计票人 陈晓帆还没有录入" in text(page)

    page = desk.post("open_poll", desk.case.pk, "committee", **said)
    assert page.status_code == 422
    assert Poll.objects.count() == 1


def test_an_office_that_is_not_elected_is_not_found(desk):
    desk.open("meeting")

    assert desk.get("open_poll", desk.case.pk, "deputy").status_code == 404
    assert desk.get("open_poll", desk.case.pk, "king").status_code == 404


def typed(poll, favour, **more):
    """What a teller types: empty boxes count as nothing."""
    there = poll.present
    said = {"issued": str(there), "returned": str(there), **more}
    for key, got in zip(poll.keys, favour, strict=True):
        against = str(there - got) if got < there else ""
        said |= {f"favour_{key}": str(got), f"against_{key}": against}
    return said


def count(desk, user, poll, favour, **more):
    phone = sign_in(Client(), user)
    url = desk.at("count", poll.pk)
    return phone.post(url, typed(poll, favour, **more), follow=True)


def test_two_tellers_agree_at_last(desk):
    desk.open("meeting")
    poll, cast = desk.poll(), desk.cast

    assert "已录入您的计票结果。" in text(count(desk, cast.wang, poll, [8, 8, 7, 1]))
    page = text(count(desk, cast.chen, poll, [8, 8, 6, 1]))
    assert "两人的结果不一致" in page
    assert "吴敬山 · 赞成" in page
    # Whoever counts again finds what he typed, not what the other did.
    assert 'value="6"' in page
    assert "先录入" not in page

    assert "两名计票人的结果一致。" in text(count(desk, cast.chen, poll, [8, 8, 7, 1]))
    page = text(desk.get("polls", desk.case.pk))
    assert "当选委员：丁大海、马小满、吴敬山。" in page
    assert count(desk, cast.chen, poll, [0, 0, 0, 0]).status_code == 422


def test_what_a_teller_types_is_looked_at(desk):
    desk.open("meeting")
    poll, cast = desk.poll(), desk.cast

    page = count(desk, cast.wang, poll, [8, 8, 7, 3])
    assert page.status_code == 422
    assert "赞成和另选合计 26 票" in text(page)

    song = str(desk.people[4].pk)
    page = count(desk, cast.wang, poll, [8, 8, 0, 0], other_0=song, votes_0="")
    assert "另选他人要同时填写姓名和票数" in text(page)
    page = count(
        desk, cast.wang, poll, [8, 8, 0, 0], other_0=song, votes_0="2", other_1=song, votes_1="1"
    )
    assert "填了两行" in text(page)
    assert Count.objects.count() == 0

    count(desk, cast.wang, poll, [8, 8, 0, 0], other_0=song, votes_0="5")
    assert Count.objects.get().tally["others"] == {song: 5}


def test_only_the_tellers_find_the_page(desk):
    desk.open("meeting")
    poll = desk.poll()

    for user, status in ((desk.cast.zhao, 404), (desk.people[4].user, 404), (desk.cast.lin, 403)):
        phone = sign_in(Client(), user)
        assert phone.get(desk.at("count", poll.pk)).status_code == status


def test_a_vote_is_set_aside_with_a_reason(desk):
    desk.open("meeting")
    poll = desk.poll()

    assert desk.post("set_aside", poll.pk, reason="错").status_code == 422
    page = desk.post("set_aside", poll.pk, reason="实到人数填错了")

    assert "已作废这次委员选举。" in text(page)
    poll.refresh_from_db()
    assert poll.state == "set_aside"


def test_missing_seats_ask_for_candidates(desk):
    desk.open("meeting")
    poll = desk.poll()
    for user in (desk.cast.wang, desk.cast.chen):
        count(desk, user, poll, [8, 8, 4, 4])

    page = text(desk.get("polls", desk.case.pk))
    assert "不足的 1 个名额应当另行选举" in page
    assert "同意减少名额" in page
    page = text(desk.get("open_poll", desk.case.pk, "committee"))
    assert "本次候选人" in page
    refused = desk.post("fewer", poll.pk, agreed="8")
    assert refused.status_code == 422
    assert "少于委员会最少的 3 人" in text(refused)

    said = {"present": 8, "first": desk.cast.wang.pk, "second": desk.cast.chen.pk}
    desk.post(
        "open_poll", desk.case.pk, "committee", **said,
        candidates=[desk.people[2].pk, desk.people[4].pk],
    )  # fmt: skip
    assert Poll.objects.get(number=2).seats == 1


def lead(desk):
    """The first plenary elects the secretary; two of its members count."""
    passing = Passing(step="meeting", way="done", held_on=localdate(), values=VALUES["meeting"])
    desk.case = procedures.pass_step(desk.case, passing, by=HOUSE, at=now())
    tellers = [member.user for member in desk.people[1:3]]
    ballot = Ballot(present=3, tellers=[user.pk for user in tellers])
    poll = actions.open_poll(desk.case, "secretary", ballot, by=HOUSE, at=now())
    for user in tellers:
        count(desk, user, poll, [3])


def test_the_work_is_divided(desk):
    desk.open("meeting")
    poll = desk.poll()
    for user in (desk.cast.wang, desk.cast.chen):
        count(desk, user, poll, [8, 8, 7, 1])
    assert "委员分工" not in text(desk.get("polls", desk.case.pk))  # who leads is elected first
    lead(desk)

    assert "请为每名委员选择分工" in text(desk.post("duties", desk.case.pk))
    said = dict(
        zip((f"post_{member.pk}" for member in desk.people[1:3]),
            ("organisation", "publicity"), strict=True)
    )  # fmt: skip
    assert "已保存委员分工。" in text(desk.post("duties", desk.case.pk, **said))
    assert desk.case.duties.count() == 2


def test_what_can_be_printed_stands_on_the_case(desk):
    desk.open("meeting")

    page = text(desk.browser.get(reverse("procedures:case", args=[desk.case.pk])))

    assert desk.at("candidates", desk.case.pk) in page
    assert "还没有计票结果" in page


def test_other_cases_are_none_of_these_pages(desk):
    case = procedures.open_case(
        "term_change", desk.cast.pier.pk, unit=desk.cast.pier, on=localdate(),
        by=actor(desk.cast.wang), at=now(),
    )  # fmt: skip

    assert desk.get("candidates", case.pk).status_code == 404
    assert "报送提前（延期）换届请示" in text(
        desk.browser.get(reverse("procedures:case", args=[case.pk]))
    )


def test_a_meeting_on_record_is_chosen_and_its_day_compared(desk):
    from lianxin.areas.meetings import actions as meetings
    from lianxin.areas.meetings.actions import Plan

    start = now() - timedelta(days=3)
    plan = Plan(
        kinds=("committee_meeting",), title="研究换届", place="会议室", starts_at=start,
        ends_at=start + timedelta(hours=1),
    )  # fmt: skip
    held = meetings.record_past_meeting(desk.cast.pier, plan, by=HOUSE, at=now())
    desk.open("plan")
    url = reverse("procedures:case", args=[desk.case.pk])
    said = {
        "version": desk.case.passings, "held_on": localdate().isoformat(), "seats": "3",
        "deputies": "", "form": "members", "preliminary": "no",
        "planned_on": localdate().isoformat(),
        "meeting": str(held.pk),
    }  # fmt: skip

    page = desk.browser.post(url, said)
    assert page.status_code == 422
    assert "与填写的日期不一致" in text(page)

    desk.browser.post(url, {**said, "sure": "on"})
    desk.case.refresh_from_db()
    assert desk.case.step == "request"
    history = text(desk.browser.get(reverse("procedures:history", args=[desk.case.pk])))
    assert f"{held.held_on:%Y-%m-%d} 研究换届" in history
