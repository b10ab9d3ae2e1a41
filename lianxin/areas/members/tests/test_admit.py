import pytest
from django.utils.timezone import now

from lianxin.areas.members import actions
from lianxin.areas.members.models import Affiliation, Member, MemberChange
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import actor
from tests.trace import last, traces

NUMBER = "11010519491231002X"


def admit(cast, by, **facts):
    known = {"name": "何静怡", "category": "formal", **facts}
    return actions.admit(cast.pier, by=actor(by), at=now(), **known)


def test_the_secretary_admits(cast):
    member = admit(cast, cast.wang, joined_on="1998-07", id_number=NUMBER, phone="13800138000")

    assert (member.pinyin, member.initials) == ("he jing yi", "hjy")
    assert (str(member.value("joined_on")), member.id_number) == ("1998-07", NUMBER)
    assert Affiliation.objects.get(member=member).is_formal
    change = MemberChange.objects.get(member=member)
    assert change.after["joined_on"] == "1998-07"
    assert change.masked == "id_number,phone"
    assert NUMBER not in str(change.after)
    entry = last()
    assert (entry.event, entry.facts["name"]) == ("MemberAdmitted", "何静怡")
    assert NUMBER not in str(entry.facts)


def test_the_secretary_of_another_branch_does_not_and_leaves_no_trace(cast):
    before = Member.objects.count(), traces()
    with pytest.raises(NotPermitted):
        admit(cast, cast.zhao)
    assert (Member.objects.count(), traces()) == before


def test_nobody_is_admitted_twice(cast):
    admit(cast, cast.wang, id_number=NUMBER)
    before = Member.objects.count(), traces()
    with pytest.raises(actions.AlreadyOnTheRoll, match="一号码头党支部（何静怡"):
        admit(cast, cast.wang, id_number=NUMBER)
    assert (Member.objects.count(), traces()) == before


def test_a_number_held_elsewhere_reveals_nothing(cast):
    actions.admit(
        cast.dock, by=actor(cast.zhao), at=now(), name="吴某", category="formal", id_number=NUMBER
    )
    with pytest.raises(actions.AlreadyOnTheRoll) as refused:
        admit(cast, cast.wang, id_number=NUMBER)
    assert "吴" not in str(refused.value)
    assert "船坞" not in str(refused.value)


def test_a_committee_holds_no_members(cast):
    with pytest.raises(actions.NoBranch):
        actions.admit(cast.quay, by=actor(cast.lin), at=now(), name="何静怡", category="formal")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"id_number": "110105194912310021"}, "校验位"),
        ({"joined_on": "1998-07", "full_on": "1997-07"}, "转正日期早于"),
        ({"category": "activist", "joined_on": "1998-07"}, "尚未入党"),
        ({"category": "nobody"}, "代码表"),
        ({"name": ""}, "请填写姓名"),
    ],
)
def test_contradictions_are_refused(cast, facts, sentence):
    before = traces()
    with pytest.raises(actions.Implausible, match=sentence):
        admit(cast, cast.wang, **facts)
    assert traces() == before
