from datetime import date

import pytest

from lianxin.foundation.core.events import Count
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions, closing
from lianxin.foundation.organisation.actions.amend import KindDoesNotFit, NothingChanged
from lianxin.foundation.organisation.actions.found import MayNotApprove
from lianxin.foundation.organisation.actions.history import PastContradicted
from lianxin.foundation.organisation.actions.tree import CodeTaken
from tests.cast import HOUSE, actor

ON = date(2026, 3, 1)


def amend(unit, by=HOUSE, on=ON, **facts):
    return actions.amend(unit, on=on, document="文〔2026〕6 号", by=by, **facts)


def test_facts_are_put_right_and_told_field_by_field(cast, told):
    amend(cast.pier, by=actor(cast.lin), code="DG-01", domain="state_firm", phone="0532-8000001")

    cast.pier.refresh_from_db()
    assert (cast.pier.code, cast.pier.domain) == ("DG-01", "state_firm")
    assert sorted(told[0].changes) == [
        ("code", "", "DG-01"), ("domain", "other", "state_firm"), ("phone", "", "（已更新）"),
    ]  # fmt: skip
    assert told[0].counted == ()


def test_a_units_own_staff_keep_the_telephone_and_nothing_else(cast, told):
    amend(cast.pier, by=actor(cast.wang), phone="0532-8000001")
    told.clear()

    for facts in ({"code": "DG-01"}, {"phone": "0532-8", "kind": "joint"}):
        with pytest.raises(NotPermitted):
            amend(cast.pier, by=actor(cast.wang), **facts)
    with pytest.raises(NotPermitted):
        amend(cast.pier, by=actor(cast.zhao), phone="0532-8000002")

    cast.pier.refresh_from_db()
    assert (cast.pier.code, cast.pier.phone) == ("", "0532-8000001")
    assert told == []


def test_the_same_again_is_no_change(cast, told):
    amend(cast.pier, code="DG-01")
    told.clear()

    with pytest.raises(NothingChanged):
        amend(cast.pier, code="DG-01")

    assert told == []


def test_a_change_of_kind_is_a_version_and_counts(cast, told):
    amend(cast.pier, kind="joint")

    version = cast.pier.versions.get(until_on=None)
    assert (version.kind, version.from_on) == ("joint", ON)
    assert told[0].counted == (
        Count(what="units.branch", unit_id=cast.pier.pk, amount=-1),
        Count(what="units.joint", unit_id=cast.pier.pk, amount=1),
    )


@pytest.mark.parametrize(("unit", "kind"), [("pier", "general"), ("pier", "committee")])
def test_a_kind_that_has_no_place_there_is_refused(cast, told, unit, kind):
    with pytest.raises(KindDoesNotFit):
        amend(getattr(cast, unit), kind=kind)

    assert told == []


def test_a_kind_that_cannot_bear_what_stands_below_is_refused(cast, told):
    with pytest.raises(PastContradicted, match="其下不能有党支部“一号码头党支部”"):
        amend(cast.quay, kind="branch")

    cast.quay.refresh_from_db()
    assert cast.quay.kind == "general"
    assert told == []


def test_a_kind_that_holds_no_members_waits_until_they_have_left(cast):
    ferry = cast.found("轮渡党支部", "branch", cast.harbour)
    closing.plug(lambda unit_id: ["名册上还有 3 名党员，请先转接。"])
    with pytest.raises(KindDoesNotFit, match="还有 3 名党员"):
        amend(ferry, kind="general")

    closing._asked.clear()
    assert amend(ferry, kind="general").is_internal


def test_a_later_change_of_kind_has_the_last_word(cast):
    amend(cast.pier, kind="joint")

    with pytest.raises(KindDoesNotFit, match="之后还有类别变更"):
        amend(cast.pier, kind="functional", on=date(2024, 1, 1))


def test_what_cannot_be_of_one_unit_is_refused(cast, told):
    amend(cast.dock, code="DG-09")
    told.clear()

    with pytest.raises(CodeTaken):
        amend(cast.pier, code="DG-09")
    with pytest.raises(MayNotApprove):
        amend(cast.pier, approves_members=True)

    assert told == []
