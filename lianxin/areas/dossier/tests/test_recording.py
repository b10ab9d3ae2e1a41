"""Trainings, awards, appraisals, help and documents are entered, and struck out when wrong."""

import pytest
from django.utils.timezone import now

from lianxin.areas.dossier import actions
from lianxin.areas.dossier.actions import recording
from lianxin.areas.dossier.actions.documents import NeitherPaperNorScan
from lianxin.areas.dossier.models import Item, Opening, Scan
from lianxin.areas.dossier.tests import making
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.files.looking import look
from tests.cast import actor
from tests.trace import last, traces


def wrong_people(cast):
    return (cast.zhao, cast.chen, cast.security_admin, cast.audit_admin)


def test_a_training_is_entered_with_its_hours(cast):
    item = making.training(cast.chen_member, cast.wang, hours=85, certificate="证 2026-7")

    assert (item.title, item.amount, item.year, item.actor) == ("党章专题培训", 85, 2026, "王海平")
    assert ("学时", "8.5") in item.told()
    assert last().facts == {"title": "党章专题培训", "on": "2026-03-10", "hours": "8.5"}


def test_the_same_training_twice_is_refused(cast):
    making.training(cast.chen_member, cast.wang)
    before = traces(), Item.objects.count()
    with pytest.raises(recording.EnteredAlready):
        making.training(cast.chen_member, cast.wang)
    assert (traces(), Item.objects.count()) == before


def test_what_is_asked_must_be_said(cast):
    before = traces()
    with pytest.raises(recording.Incomplete, match="请填写培训名称"):
        making.training(cast.chen_member, cast.wang, title="")
    with pytest.raises(recording.Incomplete, match="不在代码表中"):
        making.appraisal(cast.chen_member, cast.wang, grade="splendid")
    with pytest.raises(recording.InTheFuture):
        making.training(cast.chen_member, cast.wang, on="2199-01-01")
    with pytest.raises(KeyError, match="not asked"):
        making.training(cast.chen_member, cast.wang, colour="red")
    backwards = making.entry("2026-03-10", "2026-03-01", title="倒置", form="other", hours=10)
    with pytest.raises(recording.EndsBeforeItBegan):
        actions.record_training(cast.chen_member, backwards, by=actor(cast.wang), at=now())
    assert (traces(), Item.objects.count()) == (before, 0)


@pytest.mark.parametrize("enter", [making.training, making.award, making.appraisal,
                                   making.help_given])  # fmt: skip
def test_the_wrong_person_enters_nothing(cast, enter):
    before = traces()
    for wrong in wrong_people(cast):
        with pytest.raises(NotPermitted):
            enter(cast.chen_member, wrong)
    assert (traces(), Item.objects.count()) == (before, 0)


def test_an_award_may_be_known_to_the_month_only(cast):
    item = making.award(cast.chen_member, cast.wang, on="2019-07")
    assert str(item.dated) == "2019-07"
    assert last().facts == {"title": "优秀共产党员", "on": "2019-07"}


def test_one_appraisal_a_year(cast):
    making.appraisal(cast.chen_member, cast.wang)
    before = traces()
    with pytest.raises(recording.AppraisedAlready):
        making.appraisal(cast.chen_member, cast.wang, grade="excellent", on="2025-12-28")
    assert traces() == before
    assert last().facts == {"year": 2025, "grade": "qualified"}


def test_probationary_members_get_no_grade(cast):
    """Liu became probationary in March 2026 and is so still."""
    with pytest.raises(recording.NoGradeYet):
        making.appraisal(cast.liu_member, cast.wang, on="2026-06-20")
    item = making.appraisal(cast.liu_member, cast.wang, grade="none", on="2026-06-20")
    assert item.title == "参加评议，不评定等次"
    with pytest.raises(recording.GradeMissing):
        making.appraisal(cast.chen_member, cast.wang, grade="none")
    with pytest.raises(recording.NotAppraised):
        making.appraisal(cast.sun_member, cast.wang, grade="none")


def test_help_lies_under_seal_and_is_told_without_words(cast):
    item = making.help_given(cast.zhou_member, cast.wang)
    assert (item.title, item.details) == ("", {})
    assert item.hidden()["reason"] == "家属长期患病"
    assert last().facts == {}


def test_a_wrong_entry_is_struck_and_stays_readable(cast):
    item = making.appraisal(cast.chen_member, cast.wang)
    struck = actions.strike_item(item, reason="等次登记错误", by=actor(cast.wang), at=now())

    assert (struck.struck_by, struck.struck_reason) == ("王海平", "等次登记错误")
    assert making.appraisal(cast.chen_member, cast.wang, grade="excellent").title == "优秀"
    before = traces()
    with pytest.raises(recording.StruckAlready):
        actions.strike_item(item, reason="再撤一次", by=actor(cast.wang), at=now())
    assert traces() == before


def test_striking_needs_a_reason_and_a_keeper(cast):
    item = making.award(cast.chen_member, cast.wang)
    before = traces()
    with pytest.raises(recording.ReasonMissing):
        actions.strike_item(item, reason="错", by=actor(cast.wang), at=now())
    for wrong in wrong_people(cast):
        with pytest.raises(NotPermitted):
            actions.strike_item(item, reason="登记错误", by=actor(wrong), at=now())
    item.refresh_from_db()
    assert (traces(), item.is_struck) == (before, False)


def test_a_document_lies_on_paper_or_as_a_scan(cast):
    wang = actor(cast.wang)
    on_paper = making.entry("2015-06-30", document="volition", kept_at="局党委档案室")
    item = actions.file_document(cast.chen_member, on_paper, by=wang, at=now())
    assert (item.title, last().facts) == ("入党志愿书", {"document_kind": "volition", "files": 0})

    bare = making.entry("2014-01-05", document="application")
    with pytest.raises(NeitherPaperNorScan):
        actions.file_document(cast.chen_member, bare, by=wang, at=now())
    page = look("申请书.txt", "敬爱的党组织".encode())
    item = actions.file_document(cast.chen_member, bare, [page], by=wang, at=now())
    assert item.scans.get().file.name == "申请书.txt"
    with pytest.raises(NotPermitted):
        actions.file_document(cast.chen_member, bare, [page], by=actor(cast.zhao), at=now())
    assert Scan.objects.count() == 1


def test_reading_a_scan_leaves_a_line_for_the_member(cast):
    bare = making.entry("2014-01-05", document="application")
    page = look("申请书.txt", "敬爱的党组织".encode())
    item = actions.file_document(cast.chen_member, bare, [page], by=actor(cast.wang), at=now())
    scan = item.scans.get()

    actions.open_document(scan, by=actor(cast.chen), at=now())
    assert Opening.objects.count() == 0
    actions.open_document(scan, by=actor(cast.wang), at=now())
    opening = Opening.objects.get()
    assert (opening.looker, opening.part, opening.purpose) == ("王海平", "document", "入党申请书")
    with pytest.raises(NotPermitted):
        actions.open_document(scan, by=actor(cast.zhao), at=now())
