"""Admission on the roll: from the application to full membership, through its case alone."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from lianxin.areas.admission import actions
from lianxin.areas.admission.catalogue import ADMISSION, joined_on
from lianxin.areas.admission.catalogue.simulating import WAYS, evidence
from lianxin.areas.admission.models import Approval, Plan
from lianxin.areas.admission.tests.ways import votes
from lianxin.areas.dossier import actions as dossier
from lianxin.areas.dossier.actions import Entry
from lianxin.areas.members import actions as members
from lianxin.areas.members.catalogue.partial import Partial
from lianxin.areas.members.models import Member
from lianxin.foundation.core.days import months_later
from lianxin.foundation.core.refusals import NotPermitted, Refused
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures import queries
from lianxin.foundation.procedures.catalogue import Passing, standing
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.tests.conftest import at
from tests.cast import HOUSE, actor, sign_in
from tests.trace import told, traces

pytestmark = pytest.mark.django_db
BEGAN = date(2023, 3, 1)


@pytest.fixture
def place(cast):
    Unit.objects.filter(pk=cast.harbour.pk).update(approves_members=True)
    Unit.objects.filter(pk=cast.pier.pk).update(has_committee=True)
    cast.pier.refresh_from_db()
    cast.harbour.refresh_from_db()
    return cast


@pytest.fixture
def case(place):
    return actions.receive_application(
        place.pier, on=BEGAN, by=actor(place.wang), at=at(BEGAN), name="田禾",
        born_on="1995-05-20", gender="2",
    )  # fmt: skip


def go(case: Case, until: str, **ways: str) -> Case:
    """Pass every step on its first lawful day until the case stands at `until`."""
    for _ in range(60):
        if case.step == until or not case.is_open:
            return case
        case = one(case, ways.get(case.step, WAYS.get(case.step, "on")))
    raise AssertionError(case.step)


def one(case: Case, way: str, on: date | None = None, **values: object) -> Case:
    past = queries.past_of(case, today=date(2999, 1, 1))
    step = case.step_of
    bound = standing(step, past).earliest
    on = on or max(case.entered_on, bound.on if bound else case.entered_on)
    if step.code == "cultivate" and way == "on":
        on = max(on, months_later(past.held_on("recommend") or on, 12))
    passing = Passing(
        step=step.code, way=way, held_on=on, values={**evidence(step, past, on), **values}
    )
    return procedures.pass_step(case, passing, by=HOUSE, at=at(on, 12))


def person(case: Case) -> Member:
    return Member.objects.select_related("unit").get(pk=case.subject_id)


def test_an_application_puts_the_person_on_the_roll_and_begins_the_case(place, case):
    assert (person(case).category, person(case).unit) == ("applicant", place.pier)
    assert (case.step, case.opened_on, case.due_on) == ("talk", BEGAN, date(2023, 4, 1))
    assert told()[-1] == "ApplicationReceived"


def test_whoever_is_too_young_is_refused_and_nothing_stays(place):
    before, people = traces(), Member.objects.count()

    with pytest.raises(Refused, match="申请人到 2024-08-01 才满"):
        actions.receive_application(
            place.pier, on=BEGAN, by=actor(place.wang), at=at(BEGAN), name="田禾",
            born_on="2006-08-01",
        )  # fmt: skip

    assert (traces(), Member.objects.count(), Case.objects.count()) == (before, people, 0)


def test_a_neighbour_receives_no_application_here(place):
    with pytest.raises(NotPermitted):
        actions.receive_application(
            place.pier, on=BEGAN, by=actor(place.zhao), at=at(BEGAN), name="田禾",
            born_on="1995-05-20",
        )  # fmt: skip


def test_twice_is_told_where_the_first_one_is(place, case):
    with pytest.raises(Refused, match="已在一号码头党支部办理"):
        actions.receive_application(
            place.pier, on=BEGAN, by=actor(place.wang), at=at(BEGAN), member=person(case)
        )


def test_from_application_to_full_member_the_roll_follows_the_case(place, case):
    stood = {}
    for step in ADMISSION.steps[1:]:
        case = go(case, step.code)
        stood[step.code] = person(case).category
    case = go(case, "nowhere")

    changes = [
        (code, stood[code])
        for before, code in zip(stood, list(stood)[1:], strict=False)
        if stood[before] != stood[code]
    ]
    assert changes == [
        ("contacts", "activist"), ("introducers", "candidate"), ("file_above", "probationary"),
        ("archive", "formal"),
    ]  # fmt: skip
    done = person(case)
    past = queries.past_of(case, today=localdate())
    assert done.joined_on == joined_on(past)
    assert done.full_on == months_later(done.joined_on, 12)
    assert (case.state, case.outcome) == ("done", "转为正式党员")
    assert Approval.objects.get().unit == place.harbour


def test_the_desk_is_where_the_step_is_done(place, case):
    desks = {"file_activist": place.harbour, "contacts": place.pier, "approve": place.harbour,
             "file_above": place.harbour}  # fmt: skip
    for step, desk in desks.items():
        case = go(case, step)
        assert case.desk_id == desk.pk, step


def test_extended_once_and_then_full_half_a_year_later(place, case):
    case = go(case, "full_meeting")
    case = one(case, "extend", months=6)
    case = one(case, "extend")
    assert case.step == "continue"
    until = months_later(person(case).joined_on, 18)
    assert case.facts["extended_until"] == until.isoformat()

    case = go(case, "nowhere")

    assert person(case).full_on == until


def test_cancelled_by_meeting_and_committee_he_leaves_the_roll(place, case):
    case = go(case, "full_meeting")
    case = one(case, "cancel", why="不履行党员义务")
    case = one(case, "cancel")

    gone = person(case)
    assert (case.state, case.outcome) == ("ended", "取消预备党员资格")
    assert (gone.status, gone.left_reason) == ("left", "probation_ended")


def test_after_six_months_the_branch_deliberates_anew_and_probation_begins_again(place, case):
    case = go(case, "approve")
    met = queries.past_of(case, today=localdate()).held_on("meeting")
    late = months_later(met, 6) + timedelta(days=1)
    before = traces()
    with pytest.raises(Refused, match="须退回支部重新召开支部大会讨论"):
        one(case, "yes", on=late)
    assert (person(case).category, traces()) == ("candidate", before)

    case = one(case, "again", on=late)
    case = go(case, "file_above")

    assert person(case).joined_on == late


def test_not_carried_he_goes_on_being_trained(place, case):
    case = go(case, "meeting")

    case = one(case, "no", vote=votes(40, 21, 20))

    assert (case.step, person(case).category) == ("cultivate", "candidate")


def test_by_hand_nobody_is_moved_on_while_his_case_is_open(place, case):
    before = traces()
    with pytest.raises(Refused, match="正在办理发展党员"):
        members.amend(person(case), by=actor(place.wang), at=now(), category="activist")
    with pytest.raises(Refused, match="正在办理发展党员"):
        members.amend_all(
            [members.Amendment(member_id=case.subject_id, facts={"category": "activist"})],
            unit=place.pier, by=actor(place.wang), at=now(),
        )  # fmt: skip
    assert traces() == before
    # What the matter does not change is corrected as ever.
    members.amend(person(case), by=actor(place.wang), at=now(), workplace="港务公司调度员")


def test_a_person_is_not_taken_two_steps_at_once(place, case):
    with pytest.raises(Refused, match="现在是入党申请人，不能直接成为预备党员"):
        members.become_probationary(person(case), joined_on=BEGAN, by=HOUSE, at=now())


def test_the_case_goes_with_its_person_and_time_counts_on(place, case):
    case = go(case, "cultivate")
    Unit.objects.filter(pk=place.dock.pk).update(has_committee=True)

    members.move_within(
        person(case), to=place.dock, on=BEGAN + timedelta(days=90), document="", by=HOUSE,
        at=at(BEGAN + timedelta(days=90)),
    )  # fmt: skip

    case.refresh_from_db()
    assert (case.unit_id, case.desk_id) == (place.dock.pk, place.dock.pk)
    case = one(case, "on")
    assert case.step == "candidate"
    assert case.earliest_on == months_later(BEGAN, 12)


def test_gone_back_he_is_on_the_roll_what_he_was(place, case):
    case = go(case, "introducers")
    assert person(case).category == "candidate"

    case = procedures.return_case(
        case, to="candidate", reason="群众意见没有听取", by=HOUSE, at=now()
    )
    assert (person(case).category, person(case).value("candidate_on")) == ("activist", None)
    case = procedures.return_case(case, to="talk", reason="谈话记录缺失", by=HOUSE, at=now())

    assert (person(case).category, person(case).value("activist_on")) == ("applicant", None)


def test_a_corrected_day_is_corrected_on_the_roll(place, case):
    case = go(case, "contacts")
    line = case.decisions.get(step="recommend", holds=True)
    day = BEGAN + timedelta(days=3)
    values = line.all_values() | {"meeting": None}
    assert str(person(case).value("activist_on")) == BEGAN.isoformat()
    passing = Passing(step="recommend", way="yes", held_on=day, values=values)
    with pytest.raises(Refused, match="“上级党委备案”不再合规"):
        procedures.correct_step(case, line.id, passing, reason="日期录错", by=HOUSE, at=now())

    filing = case.decisions.get(step="file_activist", holds=True)
    later = Passing(step="file_activist", way="on", held_on=day, values=filing.all_values())
    procedures.correct_step(case, filing.id, later, reason="日期录错", by=HOUSE, at=now())
    procedures.correct_step(case, line.id, passing, reason="日期录错", by=HOUSE, at=now())

    assert str(person(case).value("activist_on")) == day.isoformat()


def test_given_up_he_leaves_the_roll_of_those_on_the_way(place, case):
    case = go(case, "cultivate")
    case = one(case, "drop")

    assert (case.state, case.outcome) == ("ended", "不再培养")
    assert (person(case).status, person(case).left_reason) == ("left", "no_longer")


# ---- taken over midway ----------------------------------------------------------------------


LIU = {"joined_on": "2026-03-20", "approved_on": "2026-04-20", "papers": "志愿书 1 份"}
SUN = {"activist_on": "2024-09-10", "papers": "考察登记表 1 份"}


@pytest.fixture
def born(place):
    people = [place.liu_member.pk, place.sun_member.pk]
    Member.objects.filter(pk__in=people).update(born_on=date(1998, 1, 1))
    return place


def test_a_probationary_member_of_before_is_converted_by_his_case(born):
    by = actor(born.wang)
    case = actions.take_over(born.liu_member, on=date(2024, 2, 1), by=by, at=now(), **LIU)

    assert (case.step, case.facts) == ("continue", {"began_as": "probationary"})
    assert told()[-1] == "PersonTakenOver"
    case = go(one(case, "more", on=date(2026, 9, 20)), "full_meeting")
    with pytest.raises(Refused, match="支部大会日期不能早于 2027-03-20"):
        one(case, "full", on=date(2026, 11, 1))
    case = go(case, "nowhere")
    assert (person(case).category, person(case).full_on) == ("formal", date(2027, 3, 20))


def test_an_activist_is_taken_over_once_and_only_by_his_branch(born):
    sun, by = born.sun_member, actor(born.wang)
    with pytest.raises(NotPermitted):
        actions.take_over(sun, on=BEGAN, by=actor(born.zhao), at=now(), **SUN)
    with pytest.raises(Refused, match="只有入党积极分子、发展对象和预备党员可以接续办理"):
        actions.take_over(born.chen_member, on=BEGAN, by=by, at=now(), **SUN)
    before = traces()
    with pytest.raises(Refused, match="不能早于前一个日期"):
        actions.take_over(sun, on=BEGAN, by=by, at=now(), activist_on="2023-01-01", papers="表")
    assert (traces(), Case.objects.count()) == (before, 0)

    case = actions.take_over(sun, on=BEGAN, by=by, at=now(), **SUN)
    assert case.step == "contacts"
    stands = person(case)
    assert stands.value("applied_on").on == BEGAN
    assert stands.value("activist_on").on == date.fromisoformat(SUN["activist_on"])
    with pytest.raises(Refused, match="已在一号码头党支部办理"):
        actions.take_over(sun, on=BEGAN, by=by, at=now(), **SUN)


def test_nobody_takes_himself_over(born):
    mei = born.person("mei", "梅雪")
    Member.objects.filter(pk=born.sun_member.pk).update(user=mei)
    case = actions.take_over(born.sun_member, on=BEGAN, by=actor(born.wang), at=now(), **SUN)
    case = procedures.return_case(case, to="apply", reason="日期有误", by=HOUSE, at=now())
    passing = Passing(step="apply", way="as_activist", held_on=BEGAN, values=SUN)

    with pytest.raises(NotPermitted):
        procedures.pass_step(case, passing, by=actor(mei), at=now())


def test_taking_over_from_its_page(born):
    keeper = sign_in(Client(), born.wang)
    there = reverse("admission:take_over", args=[born.pier.pk])
    typed = {"member": born.sun_member.pk, "on": "2024-03-01", "papers": "考察登记表"}

    assert "孙莉（入党积极分子）" in keeper.get(there).content.decode()
    assert keeper.post(there, {"member": "", "on": ""}).status_code == 422
    undated = keeper.post(there, typed)
    assert "请填写“确定为入党积极分子的日期”。" in undated.content.decode()
    early = keeper.post(there, {**typed, "activist_on": "2024-02-01"})
    assert "不能早于前一个日期 2024-03-01" in early.content.decode()
    done = keeper.post(there, {**typed, "activist_on": "2024-09-10"})

    assert done.status_code == 302
    assert "指定培养联系人" in keeper.get(done.headers["Location"]).content.decode()
    assert "孙莉（入党积极分子）" not in keeper.get(there).content.decode()


def test_the_book_shows_each_person_with_his_days(place, case):
    keeper = sign_in(Client(), place.wang)
    case = go(case, "contacts")
    there = reverse("admission:book", args=[place.pier.pk])

    page = keeper.get(there).content.decode()
    assert "田禾" in page
    assert BEGAN.isoformat() in page
    with CaptureQueriesContext(connection) as alone:
        keeper.get(there)
    for name in ("田野", "田园"):
        actions.receive_application(
            place.pier, on=BEGAN, by=actor(place.wang), at=at(BEGAN), name=name,
            born_on="1995-05-20",
        )  # fmt: skip
    with CaptureQueriesContext(connection) as together:
        assert "田园" in keeper.get(there).content.decode()
    assert len(together) == len(alone)


def test_a_plan_is_set_once_counted_and_its_number_told(place, case):
    by = actor(place.lin)
    year = localdate().year
    plan = actions.set_plan(place.harbour, year=year, number=2, document="1 号", by=by, at=now())
    again = actions.set_plan(place.harbour, year=year, number=2, document="1 号", by=by, at=now())

    assert (plan.pk, Plan.objects.count(), told().count("PlanSet")) == (again.pk, 1, 1)
    assert queries.past_of(case, today=localdate()).subject["plan_left"] == 2
    with pytest.raises(NotPermitted):
        actions.set_plan(
            place.harbour, year=year, number=9, document="", by=actor(place.wang), at=now()
        )
    with pytest.raises(Refused, match="具有审批预备党员权限"):
        actions.set_plan(place.pier, year=year, number=9, document="", by=by, at=now())
    with pytest.raises(Refused, match="请核对年度"):
        actions.set_plan(place.harbour, year=year + 5, number=9, document="", by=by, at=now())


# ---- pages ----------------------------------------------------------------------------------


def test_an_application_from_its_page(place):
    keeper = sign_in(Client(), place.wang)
    there = reverse("admission:receive", args=[place.pier.pk])

    empty = keeper.post(there, {"on": "2026-11-01"})
    assert empty.status_code == 422
    assert "请填写申请人姓名" in empty.content.decode()
    young = keeper.post(
        there,
        {"on": "2026-11-01", "name": "田禾", "born_on_year": "2010", "born_on_month": "5",
         "born_on_day": "20"},
    )  # fmt: skip
    assert (young.status_code, "到 2028-05-20 才满" in young.content.decode()) == (422, True)
    nameless = keeper.post(there, {"on": "2026-11-01", "name": "田禾"})
    assert "请先补上出生日期" in nameless.content.decode()
    done = keeper.post(
        there,
        {"on": "2026-11-01", "name": "田禾", "born_on_year": "1995", "born_on_month": "5",
         "born_on_day": "20"},
    )  # fmt: skip

    assert done.status_code == 302
    page = keeper.get(done.headers["Location"]).content.decode()
    assert "党组织派人谈话" in page
    book = keeper.get(reverse("admission:book", args=[place.pier.pk])).content.decode()
    assert "申请入党" in book


def test_every_step_has_a_form_that_opens(place, case):
    keeper = sign_in(Client(), place.lin)
    for step in ADMISSION.steps[1:]:
        case = go(case, step.code)
        page = keeper.get(reverse("procedures:case", args=[case.pk]))
        assert page.status_code == 200
        assert f"第 {step.number} 步" in page.content.decode()
        for ask in step.asks:
            if ask.when is None:
                assert ask.label in page.content.decode(), (step.code, ask.label)


def test_two_introducers_are_chosen_by_name_on_the_page(place, case):
    case = go(case, "introducers")
    keeper = sign_in(Client(), place.wang)
    there = reverse("procedures:case", args=[case.pk])
    assert "王海平" in keeper.get(there).content.decode()
    first, second = place.wang_member.pk, place.zhou_member.pk
    given = {"version": case.passings, "held_on": localdate().isoformat()}

    same = keeper.post(there, {**given, "introducers_0": first, "introducers_1": first})
    assert "同一个人选了两次" in same.content.decode()
    done = keeper.post(
        there, {**given, "introducers_0": first, "introducers_1": second, "unburdened": "on"}
    )

    assert done.status_code == 302
    history = keeper.get(reverse("procedures:history", args=[case.pk])).content.decode()
    assert "王海平、周国强" in history


def test_the_simulator_says_which_day_and_why(place):
    keeper = sign_in(Client(), place.wang)

    page = keeper.get(reverse("admission:simulator"), {"apply": "2026-03-01"}).content.decode()

    assert "2027-03-01" in page
    assert "培养教育考察满一年" in page
    assert "2028-03-01" in page
    early = keeper.get(
        reverse("admission:simulator"), {"apply": "2026-03-01", "candidate": "2026-09-01"}
    ).content.decode()
    assert "不能早于 2027-03-01" in early


def test_the_whole_course_on_one_sheet(place, case):
    case = go(case, "oath")
    page = sign_in(Client(), place.wang).get(reverse("admission:course", args=[case.pk]))

    assert "批准为预备党员" in page.content.decode()
    assert "赞成 9" in page.content.decode()


def test_the_book_says_that_nobody_approves_and_where_to_enter_it(client, cast):
    says, amend = "没有登记审批预备党员权限", f"/units/{cast.harbour.pk}/amend/"
    for who, unit, may_mend in ((cast.lin, cast.harbour, True), (cast.wang, cast.pier, False)):
        page = sign_in(client, who).get(reverse("admission:book", args=[unit.pk]))
        said = page.content.decode()
        assert says in said
        assert (amend in said) is may_mend
        assert "年度计划" not in said
    Unit.objects.filter(pk=cast.harbour.pk).update(approves_members=True)
    said = client.get(reverse("admission:book", args=[cast.pier.pk])).content.decode()
    assert says not in said


def test_whoever_is_on_probation_within_the_party_introduces_nobody(place, case):
    """His file says so, whatever the form was told; before the decision and after it he may."""
    case = go(case, "introducers")
    wang, zhou = place.wang_member, place.zhou_member
    people = [
        {"id": each.pk, "name": each.name, "category": "formal", "restricted": False}
        for each in (wang, zhou)
    ]
    entry = Entry(
        on=Partial(case.entered_on),
        values={"measure": "probation_1", "by": "港务局纪委", "document": "3 号", "reason": "违纪"},
    )
    note = dossier.note_discipline(zhou, entry, by=HOUSE, at=now())
    over = months_later(case.entered_on, 12)
    before = traces()
    for day in (case.entered_on, over - timedelta(days=1)):
        with pytest.raises(Refused, match="正在留党察看期间，不能做入党介绍人"):
            one(case, "on", day, introducers=people)
    assert traces() == before

    # The probation is over, though the measure still has effect on posts.
    assert note.until == months_later(case.entered_on, 36)
    assert one(case, "on", over, introducers=people).step == "review"


def test_whoever_is_on_probation_within_the_party_is_no_voter(place, case):
    known = queries.past_of(case, today=localdate()).subject["voters"]
    entry = Entry(
        on=Partial(localdate()),
        values={"measure": "probation_2", "by": "港务局纪委", "document": "3 号", "reason": "违纪"},
    )
    dossier.note_discipline(place.zhou_member, entry, by=HOUSE, at=now())
    assert queries.past_of(case, today=localdate()).subject["voters"] == known - 1
