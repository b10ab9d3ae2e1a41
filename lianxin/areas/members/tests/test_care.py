"""Looking at what is masked, and excusing the old and the ill."""

import pytest
from django.utils.timezone import localdate, now

from lianxin.areas.members import actions
from lianxin.areas.members.actions.excuses import ReasonMissing
from lianxin.areas.members.actions.looks import NotMasked, PurposeMissing
from lianxin.areas.members.models import Look
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import actor
from tests.trace import last, traces


def show(cast, by, field="phone", purpose="通知主题党日"):
    return actions.show_sensitive(cast.chen_member, field, purpose=purpose, by=actor(by), at=now())


def test_a_look_is_answered_and_kept(cast):
    actions.amend(cast.chen_member, by=actor(cast.wang), at=now(), phone="13800138000")
    cast.chen_member.refresh_from_db()

    assert show(cast, cast.wang) == "13800138000"

    look = Look.objects.get()
    assert (look.looker, look.field, look.purpose) == ("王海平", "phone", "通知主题党日")
    assert last().facts == {"field": "phone", "purpose": "通知主题党日"}


def test_looking_twice_leaves_two_traces(cast):
    show(cast, cast.wang)
    show(cast, cast.wang)
    assert Look.objects.count() == 2


def test_no_purpose_no_look(cast):
    before = traces()
    with pytest.raises(PurposeMissing):
        show(cast, cast.wang, purpose=" 看 ")
    with pytest.raises(NotMasked):
        show(cast, cast.wang, field="name")
    for wrong in (cast.zhao, cast.security_admin, cast.audit_admin):
        with pytest.raises(NotPermitted):
            show(cast, wrong)
    assert (traces(), Look.objects.count()) == (before, 0)


def excuse(cast, by, reason="年老体弱", document="2026 年 3 月支部大会决定"):
    return actions.excuse_from_attendance(
        cast.zhou_member,
        reason=reason,
        document=document,
        on=localdate(),
        by=actor(by),
        at=now(),
    )


def test_by_decision_the_old_are_excused(cast):
    member = excuse(cast, cast.wang)
    assert member.attendance_excused
    before = traces()
    excuse(cast, cast.wang)
    assert traces() == before


def test_an_excuse_has_a_reason_and_a_decision(cast):
    before = traces()
    with pytest.raises(ReasonMissing):
        excuse(cast, cast.wang, document=" ")
    with pytest.raises(NotPermitted):
        excuse(cast, cast.zhao)
    assert traces() == before


def test_an_excuse_ends(cast):
    member = excuse(cast, cast.wang)
    member = actions.expect_at_meetings(member, by=actor(cast.wang), at=now())
    assert (member.attendance_excused, member.attendance_excused_on) == (False, None)
    before = traces()
    actions.expect_at_meetings(member, by=actor(cast.wang), at=now())
    with pytest.raises(NotPermitted):
        actions.expect_at_meetings(member, by=actor(cast.zhao), at=now())
    assert traces() == before
