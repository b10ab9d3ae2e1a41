"""The election as a case, step by step, with the sentence for everything in the way."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.areas.terms.catalogue import Contest, Due
from lianxin.areas.terms.catalogue import by_election as by
from lianxin.areas.terms.catalogue import change as changing
from lianxin.areas.terms.catalogue import election as full
from lianxin.areas.terms.catalogue.offices import Progress
from lianxin.foundation.policies.catalogue import Rules
from lianxin.foundation.procedures.catalogue import Passed, Passing, Past, judge

ENDS = date(2027, 3, 1)
NAMES = dict(zip("abcdef", "甲乙丙丁戊己", strict=True))
VOTE = {"expected": 20, "present": 18, "favour": 18, "against": 0, "abstain": 0}
LISTED = Progress(
    candidates={"committee": tuple("abcd"), "secretary": ("a",), "deputy": ("b",)}, names=NAMES
)
ELECTED = replace(
    LISTED,
    contests={
        "committee": Contest(seats=3, elected=tuple("abc")),
        "secretary": Contest(seats=1, elected=("a",)),
        "deputy": Contest(seats=1, elected=("b",)),
    },
)
COMMITTEE = {
    "kind": "branch", "domain": "organ", "has_committee": True, "members": 22,
    "term_ends_on": ENDS, "progress": ELECTED,
}  # fmt: skip
ALONE = {
    **COMMITTEE, "has_committee": False,
    "progress": Progress(
        candidates={"secretary": ("a",)}, names=NAMES,
        contests={"secretary": Contest(seats=1, elected=("a",))},
    ),
}  # fmt: skip

# What is entered where everything goes well.
VALUES = {
    "remind": {"how": "letter"},
    "plan": {
        "seats": 3, "deputies": 1, "form": "members", "preliminary": "no",
        "planned_on": "2026-12-10",
    },
    "request": {"document": "支〔2026〕1 号"},
    "reply": {"document": "党〔2026〕8 号"},
    "nominate": {"manner": "branch", "inspection": "考察合格。"},
    "candidates_request": {"document": "支〔2026〕2 号"},
    "candidates_reply": {"document": "党〔2026〕9 号"},
    "meeting": {
        "work_report": True, "dues_report": True, "method": VOTE,
        "scrutineers": [{"id": 7, "name": "监票人"}],
    },
    "plenary": {"chair": "甲"},
    "report": {"document": "支〔2026〕3 号"},
    "approve": {"document": "党〔2026〕12 号", "filed": True},
    "announce": {"where": "党员大会", "archived": True},
}  # fmt: skip
DAYS = {
    "remind": date(2026, 9, 1), "plan": date(2026, 9, 20), "request": date(2026, 10, 8),
    "reply": date(2026, 10, 20), "nominate": date(2026, 11, 5),
    "candidates_request": date(2026, 11, 10), "candidates_reply": date(2026, 11, 20),
    "meeting": date(2026, 12, 10), "plenary": date(2026, 12, 10), "report": date(2026, 12, 12),
    "approve": date(2026, 12, 18), "announce": date(2026, 12, 21),
}  # fmt: skip


class Play:
    """A case played without a database."""

    def __init__(self, procedure=full.ELECTION, subject=COMMITTEE, today=date(2027, 1, 1)):
        self.procedure, self.step = procedure, procedure.first.code
        self.past = Past(
            today=today, opened_on=date(2026, 9, 1), rules=Rules(on=today), subject=subject
        )

    def try_(self, way=None, held_on=None, **values):
        known = VALUES.get(self.step, {}) if self.procedure is full.ELECTION else {}
        step = self.procedure.step(self.step)
        self.passing = Passing(
            step=self.step,
            way=way or step.ways_in(self.past)[0].code,
            held_on=held_on or DAYS.get(self.step, date(2026, 12, 20)),
            values={**known, **values},
        )
        return judge(self.procedure, self.past, self.passing)

    def go(self, way=None, held_on=None, **values):
        verdict = self.try_(way, held_on, **values)
        assert verdict.holds, verdict.refused
        done = Passed(
            step=self.passing.step, way=self.passing.way, held_on=self.passing.held_on,
            recorded_on=self.passing.held_on, values=self.passing.values,
        )  # fmt: skip
        self.past = replace(self.past, passed=(*self.past.passed, done))
        self.step = verdict.next
        return verdict

    def to(self, step):
        while self.step != step:
            self.go()
        return self

    def with_(self, **facts):
        self.past = replace(self.past, subject={**self.past.subject, **facts})
        return self


def refused(verdict):
    return [flaw.sentence for flaw in verdict.refused]


def warned(verdict):
    return [flaw.sentence for flaw in verdict.warned]


def test_from_the_reminder_to_the_archive():
    play = Play()
    way = []
    while play.step not in {"done", "ended"}:
        way.append(play.step)
        play.go()

    assert way == [step.code for step in full.ELECTION.steps]
    assert play.step == "done"


def test_a_branch_without_committee_elects_its_secretary_in_the_meeting():
    play = Play(subject=ALONE).to("plan")
    assert [ask.key for ask in play.procedure.step("plan").asks_in(play.past)] == [
        "meeting", "deputies", "form", "planned_on",
    ]  # fmt: skip

    play.go(deputies=None)
    play.to("meeting").go()

    assert play.step == "report"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"seats": 2}, "委员会应选 2 人，少于规定的 3 人。"),
        ({"deputies": 3}, "书记、副书记合计不能多于委员人数。"),
        ({"planned_on": "2026-09-01"}, "拟召开日期不能早于研究的日期。"),
        ({"planned_on": ""}, "请填写“换届大会拟召开日期”。"),
    ],
)
def test_a_plan_that_cannot_be(values, sentence):
    assert sentence in refused(Play().to("plan").try_(**values))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"seats": 9}, "委员会应选 9 人，多于规定的 7 人。"),
        ({"seats": 4}, "委员人数以单数为宜，现为 4 人。"),
        ({"planned_on": "2027-03-02"}, "拟召开日期已经逾期"),
        ({"form": "delegates"}, "党员 22 人，不足 500 人"),
    ],
)
def test_a_plan_that_is_remarked_on(values, sentence):
    verdict = Play().to("plan").try_(**values)

    assert verdict.holds
    assert any(sentence in said for said in warned(verdict))


def test_earlier_than_the_reminder_is_an_early_election_and_needs_approval():
    play = Play().with_(term_ends_on=date(2028, 3, 1)).to("plan")

    assert refused(play.try_()) == [
        "本届 2028-03-01 届满，2027-09-01 之前召开属于提前换届，须先报上级党委批准"
        "（一般不超过 1 年）。请先办理“提前、延期换届”。"
    ]
    assert play.with_(early_approved=True).try_().holds


def test_the_request_should_come_a_month_before_the_meeting():
    verdict = Play().to("request").try_(held_on=date(2026, 11, 20))

    assert verdict.holds
    assert warned(verdict) == [
        "换届请示一般在大会前 1 个月报送，大会拟于 2026-12-10 召开，请留足批复的时间。"
    ]


def test_the_unit_above_may_send_the_plan_back():
    play = Play().to("reply")
    play.go(way="revise")

    assert play.step == "plan"


@pytest.mark.parametrize(
    ("progress", "sentence"),
    [
        (Progress(), "委员候选人现有 0 人，至少要有 4 人（应选 3 人，差额不少于 20%）。"),
        (
            replace(LISTED, candidates={**LISTED.candidates, "committee": tuple("abc")}),
            "委员候选人现有 3 人，至少要有 4 人（应选 3 人，差额不少于 20%）。",
        ),
        (
            replace(LISTED, candidates={**LISTED.candidates, "secretary": ("a", "b")}),
            "书记实行等额选举，候选人应为 1 人，现有 2 人。",
        ),
        (
            replace(LISTED, candidates={**LISTED.candidates, "secretary": ("e",)}),
            "戊是书记候选人，也应当列为委员候选人。",
        ),
        (replace(LISTED, flaws=("己是预备党员，没有被选举权。",)), "己是预备党员，没有被选举权。"),
    ],
)
def test_a_list_of_candidates_that_is_not_complete(progress, sentence):
    play = Play().to("nominate").with_(progress=progress)

    (said,) = refused(play.try_())
    assert sentence in said


@pytest.mark.parametrize(
    ("step", "office"), [("meeting", "committee"), ("plenary", "secretary"), ("plenary", "deputy")]
)
def test_without_a_result_it_does_not_go_on(step, office):
    undecided = Contest(seats=1, due=Due(seats=1))
    progress = replace(ELECTED, contests={**ELECTED.contests, office: undecided})

    verdict = Play().to(step).with_(progress=progress).try_()

    assert refused(verdict) == ["请登记到会人数，由两名计票人分别录入计票结果。"]


def test_scrutineers_and_tellers_do_not_stand_themselves():
    play = (
        Play()
        .to("meeting")
        .with_(progress=replace(ELECTED, candidates={"committee": ("7", "b", "c", "d")}))
    )

    assert refused(play.try_()) == ["监票人是候选人，不能担任监票人。"]
    assert refused(
        play.try_(scrutineers=[{"id": 1, "name": "子"}], tellers=[{"id": 7, "name": "丑"}])
    ) == ["丑是候选人，不能担任计票人。"]


def test_the_method_of_election_is_adopted():
    verdict = Play().to("meeting").try_(method={**VOTE, "favour": 30})

    assert not verdict.holds


def test_after_the_term_is_over_the_meeting_is_remarked_on():
    play = Play(today=date(2027, 4, 1)).to("meeting")

    assert warned(play.try_(held_on=date(2027, 3, 5))) == [
        "已超过期限 2027-03-01：本届 2027-03-01 届满。"
    ]


def test_nobody_is_reported_without_work_or_account():
    play = (
        Play()
        .to("report")
        .with_(progress=replace(ELECTED, without_post=("丙",), without_account=("乙",)))
    )

    assert refused(play.try_()) == [
        "还没有分工：丙。",
        "请先在名册中为乙开通账号，批准后才能登记任职。",
    ]


@pytest.mark.parametrize(
    ("subject", "way", "step"), [(COMMITTEE, "again", "plenary"), (ALONE, "all_again", "meeting")]
)
def test_secretaries_who_are_not_approved_are_elected_again(subject, way, step):
    play = Play(subject=subject)
    if subject is ALONE:
        play.to("plan").go(deputies=None)
    play.to("approve").go(way=way)

    assert play.step == step


# ── by-election ──────────────────────────────────────────────────────────────────────────────


def by_play(subject=COMMITTEE, **plan):
    play = Play(by.BY_ELECTION, subject, today=date(2027, 1, 1))
    values = {"why": "transfer", "seats": 1, "secretary": "no", "deputies": None, **plan}
    return play, play.go(**values)


def test_a_vacant_seat_is_filled_by_the_members():
    play, _ = by_play()
    play.with_(
        progress=replace(
            LISTED, candidates={"committee": ("a", "b")},
            contests={"committee": Contest(seats=1, elected=("b",))},
        )
    )  # fmt: skip
    way = []
    for values in (
        {"document": "1 号", "inspection": "合格"}, {"document": "2 号"},
        {"method": VOTE, "scrutineers": [{"id": 7, "name": "监"}]},
        {"document": "3 号"}, {"document": "4 号"},
    ):  # fmt: skip
        way.append(play.step)
        play.go(**values)

    assert way == ["request", "reply", "meeting", "report", "approve"]
    assert play.step == "done"


def test_a_secretary_may_be_elected_from_within_the_committee():
    play, _ = by_play(seats=0, secretary="yes")
    play.with_(progress=replace(LISTED, candidates={"secretary": ("a",)}))
    play.go(document="1 号", inspection="合格")
    play.go(way="agree_plenary", document="2 号")

    assert play.step == "plenary"


def test_one_candidate_for_one_vacant_seat_is_remarked_on():
    play, _ = by_play()
    play.with_(progress=replace(LISTED, candidates={"committee": ("a",)}))

    verdict = play.try_(document="1 号", inspection="合格")
    assert verdict.holds
    assert "差额选举" in warned(verdict)[0]


def test_nothing_to_fill_is_no_by_election():
    play = Play(by.BY_ELECTION)

    assert refused(play.try_(why="transfer", seats=0, secretary="no")) == ["请填写要补选的名额。"]


# ── early and late ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "until", "sentence"),
    [
        ("extend", "2027-03-01", "延期后的日期应当晚于本届届满的 2027-03-01。"),
        (
            "extend", "2028-03-02",
            "延期一般不超过 1 年：原定 2027-03-01 届满，最晚可以延到 2028-03-01。",
        ),
        ("early", "2027-03-01", "提前换届的日期应当早于本届届满的 2027-03-01。"),
        (
            "early", "2026-02-28",
            "提前一般不超过 1 年：本届 2027-03-01 届满，最早可以提前到 2026-03-01。",
        ),
    ],
)  # fmt: skip
def test_a_year_at_most_either_way(kind, until, sentence):
    play = Play(changing.CHANGE)
    values = {"kind": kind, "until": until, "reason": "书记调动。", "document": "1 号"}

    assert refused(play.try_(**values)) == [sentence]


@pytest.mark.parametrize(
    ("kind", "until"),
    [("extend", "2028-03-01"), ("extend", "2027-03-02"), ("early", "2026-03-01")],
)
def test_within_a_year_it_is_asked_and_decided(kind, until):
    play = Play(changing.CHANGE)
    play.go(kind=kind, until=until, reason="书记调动。", document="1 号")
    play.go(document="2 号")

    assert play.step == "done"


def test_an_extension_is_measured_from_the_first_end():
    play = Play(changing.CHANGE).with_(term_extended_from=date(2026, 9, 1))

    verdict = play.try_(kind="extend", until="2027-09-02", reason="书记调动。", document="1 号")
    assert refused(verdict) == [
        "延期一般不超过 1 年：原定 2026-09-01 届满，最晚可以延到 2027-09-01。"
    ]


def test_without_a_known_term_there_is_nothing_to_shift():
    play = Play(changing.CHANGE).with_(term_ends_on=None)

    assert refused(
        play.try_(kind="extend", until="2027-09-02", reason="书记调动", document="1")
    ) == ["没有登记本届届满日期，请先在组织信息中补登。"]


# ── whatever is entered, no election ends without a result that the rules allow ──────────────

CONTESTS = st.sampled_from(
    [None, Contest(seats=3, due=Due(seats=3)), Contest(seats=3, elected=tuple("abc"))]
)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_no_way_leads_to_the_end_round_the_rules(data):
    play = Play(today=date(2027, 6, 1))
    for _ in range(40):
        if play.step == "done":
            break
        draw, step = data.draw, full.ELECTION.step(play.step)
        contests = {
            office: found
            for office in ("committee", "secretary", "deputy")
            if (found := draw(CONTESTS)) is not None
        }
        count = draw(st.integers(2, 4))
        play.with_(
            progress=replace(
                ELECTED, contests=contests,
                candidates={**LISTED.candidates, "committee": tuple("abcd"[:count])},
                without_account=draw(st.sampled_from([(), ("甲",)])),
            )
        )  # fmt: skip
        way = draw(st.sampled_from(step.ways_in(play.past))).code
        held = DAYS[play.step] + timedelta(days=draw(st.integers(-40, 60)))
        verdict = play.try_(way, held)
        if not verdict.holds:
            continue
        at, progress = play.step, play.past.subject["progress"]
        play.go(way, held)
        days = [passed.held_on for passed in play.past.passed]
        assert days == sorted(days)
        if at in {"candidates_request", "candidates_reply"}:
            assert len(progress.candidates["committee"]) >= 4
        if at == "meeting":
            assert progress.is_decided("committee")
        if at == "plenary":
            assert progress.is_decided("secretary")
            assert progress.is_decided("deputy")
        if at == "report":
            assert not progress.without_account
