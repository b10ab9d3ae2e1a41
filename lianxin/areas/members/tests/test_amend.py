import pytest
from django.utils.timezone import now

from lianxin.areas.members import actions
from lianxin.areas.members.actions.history import OffTheRoll
from lianxin.areas.members.models import MemberChange
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import actor
from tests.trace import last, traces


def amend(cast, by, **facts):
    return actions.amend(cast.chen_member, by=actor(by), at=now(), **facts)


def test_only_what_changed_is_told(cast):
    member = amend(cast, cast.wang, ethnicity="03", education="21", phone="13800138000")

    assert (member.ethnicity, member.phone) == ("03", "13800138000")
    entry = last()
    assert entry.facts["before"] == {"ethnicity": "01", "education": ""}
    assert entry.facts["after"] == {"ethnicity": "03", "education": "21"}
    assert entry.facts["masked"] == ["phone"]
    assert "13800138000" not in str(entry.facts)


def test_history_keeps_masked_values_sealed(cast):
    amend(cast, cast.wang, phone="13800138000")
    change = MemberChange.objects.filter(member=cast.chen_member).latest("id")
    assert (change.masked, change.after) == ("phone", {})
    assert "13800138000" in change.sealed


def test_a_new_name_sounds_anew(cast):
    member = amend(cast, cast.wang, name="单晓帆")
    assert (member.pinyin, member.initials) == ("shan xiao fan", "sxf")


def test_the_same_twice_leaves_one_trace(cast):
    amend(cast, cast.wang, ethnicity="03")
    before = traces()
    amend(cast, cast.wang, ethnicity="03")
    assert traces() == before


def test_the_wrong_person_leaves_no_trace(cast):
    before = traces()
    for wrong in (cast.zhao, cast.chen, cast.security_admin):
        with pytest.raises(NotPermitted):
            amend(cast, wrong, ethnicity="03")
    assert traces() == before


def test_contradictions_are_refused(cast):
    before = traces()
    with pytest.raises(actions.Implausible, match="转正日期早于"):
        amend(cast, cast.wang, full_on="2001")
    assert traces() == before


def test_a_number_of_another_is_refused(cast):
    actions.amend(cast.wu_member, by=actor(cast.zhao), at=now(), id_number="11010519491231002X")
    before = traces()
    with pytest.raises(actions.AlreadyOnTheRoll):
        amend(cast, cast.wang, id_number="11010519491231002X")
    assert traces() == before


def test_those_who_left_are_not_amended(cast):
    at = now()
    actions.leave_roll(cast.chen_member, reason="died", on=at.date(), by=actor(cast.wang), at=at)
    before = traces()
    with pytest.raises(OffTheRoll):
        amend(cast, cast.wang, ethnicity="03")
    assert traces() == before


def test_undeclared_facts_are_a_mistake_of_the_caller(cast):
    with pytest.raises(KeyError, match="not declared"):
        amend(cast, cast.wang, shoe_size="42")


def test_completeness_follows_the_facts(cast):
    before = cast.chen_member.completeness
    member = amend(cast, cast.wang, education="21")
    assert before < member.completeness < 100
