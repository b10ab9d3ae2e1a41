from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from lianxin.areas.meetings import actions
from lianxin.areas.meetings.actions import Decision, Minutes, Request, Section
from lianxin.areas.meetings.actions.close import (
    BadCount,
    CancelReasonMissing,
    DoubtsPending,
    LeavePending,
    MinutesMissing,
    NoQuorum,
    NotOpened,
    NotYetHeld,
)
from lianxin.areas.meetings.actions.minutes import StrangeSection
from lianxin.areas.meetings.actions.roll import NotUnderWay
from lianxin.areas.meetings.models import Invitation, Meeting
from lianxin.areas.meetings.queries import counted_now, outcomes, verify
from lianxin.areas.meetings.tests.making import (
    before,
    begun,
    called,
    closed,
    line,
    minuted,
    opened,
    rows,
    scanned,
)
from lianxin.areas.members.models import Member
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import actor
from tests.trace import last, traces


def close(meeting, by, at=None):
    return actions.close_meeting(meeting, by=actor(by), at=at or now())


def refused(meeting, refusal, by, at=None):
    state = rows(meeting), traces()
    with pytest.raises(refusal):
        close(meeting, by, at)
    meeting.refresh_from_db()
    assert not meeting.is_closed
    assert (rows(meeting), traces()) == state


def test_closing_freezes_everything_under_a_digest(cast):
    meeting = begun(cast)
    actions.take_attendance(meeting, [cast.chen_member.pk], by=actor(cast.wang), at=now())
    minuted(cast, meeting)

    close(meeting, cast.wang)

    meeting.refresh_from_db()
    assert meeting.is_closed
    assert len(meeting.digest_text) == 64
    assert last().facts["digest"] == meeting.digest_text
    assert meeting.record["chair"] == "王海平"
    names = {each["name"]: each["state"] for each in meeting.record["roll"]}
    assert names == {
        "陈晓帆": "present",
        "王海平": "absent",
        "周国强": "absent",
        "刘思雨": "absent",
    }
    assert verify(meeting).holds


def test_a_digest_by_sm3_holds_as_well(cast, settings):
    settings.AUDIT_DIGEST = "sm3"
    meeting = closed(cast)
    settings.AUDIT_DIGEST = "sha256"
    assert meeting.algorithm == "sm3"
    assert verify(meeting).holds


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({"title": "另一个会"}, "title"),
        ({"minutes": []}, "minutes"),
        ({"is_late": True}, "is_late"),
        ({"record": {"roll": []}}, "digest"),
    ],
)
def test_a_tampered_meeting_is_found(cast, change, differs):
    meeting = closed(cast)
    Meeting.objects.filter(pk=meeting.pk).update(**change)
    meeting.refresh_from_db()
    verdict = verify(meeting)
    assert not verdict.holds
    assert differs in verdict.differs


def test_a_tampered_attendance_is_found_and_named(cast):
    meeting = closed(cast)
    output = StringIO()
    call_command("verify_meetings", stdout=output)
    assert "1" in output.getvalue()

    Invitation.objects.filter(meeting=meeting, member=cast.chen_member).update(
        signed_in_at=meeting.starts_at
    )

    assert verify(meeting).differs == ("roll", "voters_present")
    with pytest.raises(CommandError, match="十一月党员大会"):
        call_command("verify_meetings", stdout=output)


def test_a_later_change_of_a_name_is_no_tampering(cast):
    meeting = closed(cast)
    Member.objects.filter(pk=cast.chen_member.pk).update(name="陈小帆")
    assert verify(meeting).holds


def test_nothing_changes_afterwards(cast):
    meeting = closed(cast)
    state = rows(meeting), traces()
    by, at = actor(cast.wang), now()
    for verb in (
        lambda: actions.take_attendance(meeting, [cast.chen_member.pk], by=by, at=at),
        lambda: actions.strike_sign_ins(meeting, [cast.chen_member.pk], "误点", by=by),
        lambda: actions.confirm_sign_in(meeting, cast.chen_member.pk, by=by),
        lambda: actions.cancel_meeting(meeting, "取消", by=by, at=at),
        lambda: minuted(cast, meeting),
        lambda: close(meeting, cast.wang),
    ):
        with pytest.raises(NotUnderWay):
            verb()
    assert (rows(meeting), traces()) == state


def test_the_database_holds_the_seal_too(cast):
    meeting = closed(cast)
    for change in ({"state": "open"}, {"digest": None}, {"closed_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(**change)


def test_it_is_not_closed_before_it_is_complete(cast):
    refused(called(cast), NotOpened, cast.wang)
    meeting = begun(cast)
    refused(meeting, MinutesMissing, cast.wang)
    minuted(cast, meeting, chair_id=None)
    refused(meeting, MinutesMissing, cast.wang)
    minuted(cast, meeting)
    refused(meeting, NotYetHeld, cast.wang, at=meeting.starts_at - timedelta(minutes=1))
    refused(meeting, NotPermitted, cast.chen)
    refused(meeting, NotPermitted, cast.zhao)


def test_everyone_must_have_a_state(cast):
    meeting = opened(cast)
    actions.ask_leave(
        before(meeting, cast.chen), Request(kind="sick"), by=actor(cast.chen), at=now()
    )
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=now() - timedelta(minutes=1))
    meeting.refresh_from_db()
    minuted(cast, meeting)
    refused(meeting, LeavePending, cast.wang)


def test_doubts_are_settled_first(cast):
    meeting, at = begun(cast), now()
    proof = scanned(meeting, shown_at=at - timedelta(minutes=9), at=at)
    actions.sign_in_late(before(meeting, cast.chen), proof, by=actor(cast.chen), at=at)
    minuted(cast, meeting)
    refused(meeting, DoubtsPending, cast.wang)
    actions.confirm_sign_in(meeting, cast.chen_member.pk, by=actor(cast.wang))
    assert close(meeting, cast.wang).is_closed


def test_without_a_quorum_nothing_is_resolved(cast):
    meeting = begun(cast)
    actions.take_attendance(meeting, [cast.chen_member.pk], by=actor(cast.wang), at=now())
    minuted(cast, meeting, decisions=[Decision(text="同意", yes=1, no=0, abstained=0)])
    refused(meeting, NoQuorum, cast.wang)

    ids = [cast.wang_member.pk, cast.zhou_member.pk]
    actions.take_attendance(meeting, ids, by=actor(cast.wang), at=now())
    minuted(cast, meeting, decisions=[Decision(text="同意", yes=3, no=1, abstained=0)])
    refused(meeting, BadCount, cast.wang)
    minuted(cast, meeting, decisions=[Decision(text="同意", yes=3, no=0, abstained=0)])
    assert close(meeting, cast.wang).record["decisions"][0]["yes"] == 3


def test_minutes_fit_the_types_of_the_meeting(cast):
    meeting = begun(cast)
    strange = Minutes(sections=[Section(kind="lecture", title="授课人和主要内容", text="x")])
    before_that = traces()
    with pytest.raises(StrangeSection):
        actions.save_minutes(meeting, strange, by=actor(cast.wang))
    with pytest.raises(NotPermitted):
        actions.save_minutes(meeting, Minutes(sections=[]), by=actor(cast.chen))
    assert traces() == before_that


def test_several_types_at_once_have_minutes_of_their_own(cast):
    meeting = called(cast, kinds=["party_day", "lecture"])
    assert [(part["of"], part["title"]) for part in meeting.sections] == [
        ("主题党日", "活动主题"),
        ("主题党日", "开展情况"),
        ("党课", "授课人和主要内容"),
        ("党课", "交流讨论情况"),
    ]


def test_calling_off_asks_for_a_reason_and_uncounts(cast):
    meeting = opened(cast)
    actions.take_attendance(meeting, [cast.chen_member.pk], by=actor(cast.wang), at=now())
    assert {what: amount for what, _, _, amount in counted_now()} == {
        "meetings.held": 1,
        "meetings.held.members_meeting": 1,
        "meetings.expected": 4,
        "meetings.present": 1,
    }
    state = rows(meeting), traces()
    with pytest.raises(CancelReasonMissing):
        actions.cancel_meeting(meeting, " ", by=actor(cast.wang), at=now())
    with pytest.raises(NotPermitted):
        actions.cancel_meeting(meeting, "台风", by=actor(cast.zhao), at=now())
    assert (rows(meeting), traces()) == state

    actions.cancel_meeting(meeting, "台风", by=actor(cast.wang), at=now())

    assert list(counted_now()) == []
    assert line(meeting, cast.chen_member).frozen
    assert last().facts == {"reason": "台风"}


def test_a_planned_meeting_is_called_off_without_a_count(cast):
    meeting = called(cast)
    actions.cancel_meeting(meeting, "书记出差", by=actor(cast.wang), at=now())
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"


@pytest.mark.parametrize(
    ("kinds", "yes", "said"),
    [
        (["members_meeting"], 2, "赞成超过应到会有表决权 3 人的半数，通过"),
        (["members_meeting"], 1, "没有超过应到会有表决权 3 人的半数，未通过"),
        (["party_day"], 1, "没有超过实到会有表决权 2 人的半数，未通过"),
        (["party_day"], 2, "赞成超过实到会有表决权 2 人的半数，通过"),
        (["party_day"], None, ""),
    ],
)
def test_what_votes_mean_is_said_in_a_sentence(kinds, yes, said):
    decision = {"text": "同意", "yes": yes, "no": None, "abstained": 0}
    found = {"kinds": kinds, "voters": 3, "voters_present": 2, "decisions": [decision]}
    assert said in outcomes(found)[0]["said"]
