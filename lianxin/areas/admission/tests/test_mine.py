"""One's own way into the Party, on the phone."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from lianxin.areas.admission import actions
from lianxin.areas.members.models import Member
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Attachment, Case
from tests.cast import HOUSE, sign_in

pytestmark = pytest.mark.django_db
HERE = "admission:mine"


@pytest.fixture
def mei(cast):
    """An applicant of yesterday with an account."""
    user = cast.person("mei", "梅雪")
    case = actions.receive_application(
        cast.pier, on=localdate() - timedelta(days=1), by=HOUSE, at=now(), name="梅雪",
        born_on="1998-01-05",
    )  # fmt: skip
    Member.objects.filter(pk=case.subject_id).update(user=user)
    Case.objects.filter(pk=case.pk).update(user=user)
    return user


def page(user) -> str:
    return sign_in(Client(), user).get(reverse(HERE)).content.decode()


def test_where_one_stands_who_does_it_and_until_when(mei):
    case = Case.objects.get()
    said = page(mei)
    assert "第 2 步" in said
    assert "党组织派人谈话" in said
    assert "现在由一号码头党支部办理" in said
    assert f"期限 {case.due_on.year} 年 {case.due_on.month} 月 {case.due_on.day} 日" in said
    assert "共 25 步，已办 1 步。" in said
    for number, name in ((1, "递交入党申请书"), (15, "支部大会讨论"), (25, "材料归档")):
        assert f"{number}. {name}" in said
    assert "核对无误" in said
    assert reverse("dossier:propose") in said


def test_what_is_ones_own_step_is_offered(mei, cast):
    """An applicant may hand in his application himself when the branch opened his case."""
    case = Case.objects.get()
    assert "现在办理" not in page(mei)
    procedures.return_case(case, to="apply", reason="申请书没有署名", by=HOUSE, at=now())
    said = page(mei)
    assert "这一步由您办理" in said
    assert reverse("procedures:own", args=[case.pk]) in said


def test_the_days_that_can_be_told_are_told(cast):
    sun, someone = cast.sun_member, cast.person("lan", "兰心")
    Member.objects.filter(pk=sun.pk).update(born_on="1998-01-01", user=someone)
    actions.take_over(
        sun, on=localdate() - timedelta(days=400), by=HOUSE, at=now(), papers="考察登记表",
        activist_on=str(localdate() - timedelta(days=100)),
    )  # fmt: skip
    assert "培养教育考察满一年" in page(someone)


def test_who_has_no_case_reads_how_one_applies(cast):
    """A member is told that he is one; somebody on no roll how one applies."""
    assert "您已在党内" in page(cast.chen)
    assert "怎样申请入党" not in page(cast.chen)
    said = page(cast.person("lan", "兰心"))
    assert "怎样申请入党" in said
    assert "年满 18 周岁" in said


def test_the_phone_leads_there_whoever_is_on_the_way_and_nobody_else(mei, cast):
    home, there = reverse("workbench:phone"), reverse(HERE)
    assert there in sign_in(Client(), mei).get(home).content.decode()
    assert there not in sign_in(Client(), cast.chen).get(home).content.decode()


def test_it_costs_the_same_far_along_the_way(mei, cast):
    client, counts = sign_in(Client(), mei), []
    client.get(reverse(HERE))
    case = Case.objects.get()
    for _ in range(3):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(HERE))
        counts.append(len(captured))
        if case.step == "talk":
            values = {"talker": "王海平", "talker_post": "secretary", "record": "谈话"}
            passing = Passing(step="talk", way="on", held_on=localdate(), values=values)
            case = procedures.pass_step(case, passing, by=HOUSE, at=now())
    assert counts[0] == counts[1] == counts[2]
    assert counts[0] <= 20


def test_while_he_is_trained_he_hands_in_his_reports_himself(cast):
    sun, someone = cast.sun_member, cast.person("lan", "兰心")
    Member.objects.filter(pk=sun.pk).update(born_on="1998-01-01", user=someone)
    case = actions.take_over(
        sun, on=localdate() - timedelta(days=400), by=HOUSE, at=now(), papers="考察登记表",
        activist_on=str(localdate() - timedelta(days=100)),
    )  # fmt: skip
    people = [{"id": cast.wang_member.pk, "name": "王海平", "category": "formal"}]
    passing = Passing(step="contacts", way="on", held_on=localdate(), values={"contacts": people})
    procedures.pass_step(case, passing, by=HOUSE, at=now())

    assert "上传思想汇报" in page(someone)
    report = SimpleUploadedFile("思想汇报.txt", "敬爱的党组织".encode())
    there = reverse("procedures:attach", args=[case.pk])
    answer = sign_in(Client(), someone).post(there, {"ask": "reports", "file": report})
    assert answer.status_code == 302
    assert Attachment.objects.get(case=case.pk).ask == "reports"
