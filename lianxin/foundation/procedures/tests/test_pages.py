"""The doors of cases: the list, one case, its form with the rules at its fields, one's own page."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from lianxin.foundation.procedures import actions
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Attachment, Case, Decision, Draft
from tests.cast import HOUSE, sign_in
from tests.trace import traces

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast, hall):
    """Chen asked for the hall a month ago; Pier is to check."""
    opened = localdate() - timedelta(days=30)
    case = actions.open_case("hall", cast.chen.pk, unit=cast.pier, on=opened, by=HOUSE, at=now())
    passing = Passing(step="apply", way="on", held_on=opened, values={"purpose": "讲座"})
    return actions.pass_step(case, passing, by=HOUSE, at=now())


@pytest.fixture
def keeper(cast):
    return sign_in(Client(), cast.wang)


def url(name: str, case: Case, **more: object) -> str:
    return reverse(f"procedures:{name}", kwargs={"case_id": case.pk, **more})


def filled(case: Case, **more: object) -> dict[str, object]:
    return {"version": case.passings, "held_on": localdate().isoformat(), "opinion": "可以",
            "way": "yes", **more}  # fmt: skip


def test_the_page_says_what_is_to_be_done_by_when_and_why(keeper, case):
    page = keeper.get(url("case", case)).content.decode()

    assert "第 2 步" in page
    assert "本组织审核" in page
    assert "申请人年满十八岁" in page
    assert "已超期" in page
    assert "收到申请后10 个工作日内审核" in page


def test_a_step_is_recorded_from_the_page_once_its_doubt_is_confirmed(keeper, case):
    doubtful = keeper.post(url("case", case), filled(case))
    assert doubtful.status_code == 422
    assert "请核实上面的提醒" in doubtful.content.decode()

    done = keeper.post(url("case", case), filled(case, sure="on"))

    assert done.status_code == 302
    case.refresh_from_db()
    assert case.step == "decide"


def test_the_rule_speaks_at_its_field_and_nothing_typed_is_lost(keeper, case):
    early = (case.opened_on + timedelta(days=2)).isoformat()
    before = traces()

    page = keeper.post(url("case", case), filled(case, held_on=early, opinion="场地合适"))

    assert page.status_code == 422
    said = page.content.decode()
    assert "申请后等待5 天" in said
    assert "场地合适" in said
    # Opening the page leaves its own trace, recording leaves none.
    assert traces() - before <= 1
    assert not Decision.objects.filter(case=case, step="check").exists()


def test_a_page_that_has_grown_old_is_told_so(keeper, case):
    stale = filled(case, version=0, sure="on")

    page = keeper.post(url("case", case), stale)

    assert page.status_code == 422
    assert "刚刚有人办理过" in page.content.decode()


def test_a_draft_comes_back_into_the_form(keeper, case):
    answer = keeper.post(url("draft", case), {"opinion": "写到一半", "held_on": "2026-01-05"})
    assert "已自动暂存" in answer.content.decode()

    page = keeper.get(url("case", case)).content.decode()

    assert "写到一半" in page
    assert Draft.objects.get().step == "check"


def test_a_file_is_put_with_the_step_read_and_taken_back(keeper, case):
    given = SimpleUploadedFile("意见.txt", "同意借用。".encode())
    assert keeper.post(url("attach", case), {"file": given}).status_code == 302
    attachment = Attachment.objects.get()

    read = keeper.get(url("file", case, attachment_id=attachment.id))
    assert read.status_code == 200
    gone = keeper.post(url("detach", case, attachment_id=attachment.id))

    assert gone.status_code == 302
    attachment.refresh_from_db()
    assert attachment.removed_at is not None
    assert keeper.get(url("file", case, attachment_id=attachment.id)).status_code == 404


def test_no_file_chosen_is_said_and_loses_nothing(keeper, case):
    page = keeper.post(url("attach", case), {}, follow=True)

    assert "没有收到文件" in page.content.decode()


def test_sent_back_from_the_page_with_a_reason(keeper, case):
    short = keeper.post(url("return", case), {"to": "apply", "reason": "不清"})
    assert short.status_code == 422

    keeper.post(url("return", case), {"to": "apply", "reason": "用途写得不清楚"})

    case.refresh_from_db()
    assert case.step == "apply"


def test_corrected_from_the_history(keeper, case):
    row = Decision.objects.get(case=case, step="apply")
    history = keeper.get(url("history", case)).content.decode()
    there = url("correct", case, decision_id=row.id)
    assert there in history

    answer = keeper.post(
        there,
        {"version": case.passings, "held_on": case.opened_on.isoformat(), "purpose": "讲座和座谈",
         "why-reason": "漏写座谈"},
    )  # fmt: skip

    assert answer.status_code == 302
    assert Decision.objects.get(kind="corrected").values["purpose"] == "讲座和座谈"
    assert "已作废" in keeper.get(url("history", case)).content.decode()


def test_the_person_sees_where_he_stands_and_does_his_own_step(cast, hall):
    case = actions.open_case(
        "hall", cast.chen.pk, unit=cast.pier, on=localdate(), by=HOUSE, at=now()
    )
    phone = sign_in(Client(), cast.chen)
    assert "这一步由您办理" in phone.get(url("own", case)).content.decode()

    phone.post(
        url("own", case),
        {"version": 0, "held_on": localdate().isoformat(), "purpose": "婚礼"},
    )

    page = phone.get(url("own", case)).content.decode()
    assert "由一号码头党支部办理" in page
    assert "借用礼堂" in phone.get(reverse("procedures:mine")).content.decode()


def test_the_list_costs_the_same_for_one_three_and_fifty_cases(cast, hall, keeper):
    there = reverse("procedures:list", args=[cast.pier.pk])
    keeper.get(there)  # what is asked once in the life of the server
    counts = []
    made = 0
    for many in (1, 3, 50):
        while made < many:
            person = cast.person(f"someone{made}", f"某{made}")
            actions.open_case(
                "hall", person.pk, unit=cast.pier, on=date(2026, 3, 2), by=HOUSE, at=now()
            )
            made += 1
        with CaptureQueriesContext(connection) as captured:
            page = keeper.get(there + "?tab=open")
        assert page.status_code == 200
        counts.append(len(captured))

    assert len(set(counts)) == 1
    assert counts[0] <= 12


def test_handing_over_a_desk_from_its_page(cast, case, keeper):
    other = cast.holder("xie", "谢长风", "organisation", cast.pier)
    actions.assign_case(case, to=cast.wang, by=HOUSE, at=now())
    there = reverse("procedures:hand_over", args=[cast.pier.pk])

    same = keeper.post(there, {"from_user": cast.wang.pk, "to_user": cast.wang.pk})
    assert "不能是同一人" in same.content.decode()
    keeper.post(there, {"from_user": cast.wang.pk, "to_user": other.pk, "note": "调动"})

    case.refresh_from_db()
    assert case.holder_id == other.pk
