from datetime import date

import pytest

from lianxin.foundation.core.events import Count
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions
from lianxin.foundation.organisation.actions.found import MayNotApprove
from lianxin.foundation.organisation.actions.history import PastContradicted
from lianxin.foundation.organisation.actions.tree import CodeTaken, NoTermHere, UnitIsClosed
from lianxin.foundation.organisation.events import UnitFounded
from lianxin.foundation.organisation.models import Unit
from tests.cast import HOUSE, LONG_AGO, actor

ON = date(2026, 3, 1)


def found(cast, parent, by, **facts):
    given = {"kind": "branch", "name": "中共二号码头支部", "on": ON} | facts
    return actions.found(parent=parent, by=by, **given)


def test_a_unit_is_founded_below_another_with_its_first_version(cast, told):
    unit = found(cast, cast.quay, actor(cast.lin), document="东港党〔2026〕3 号", code="DG-02")

    assert unit.path.startswith(cast.quay.path)
    assert (unit.short_name, unit.initials) == ("二号码头支部", "ehmtzb")
    version = unit.versions.get()
    assert (version.cause, version.from_on, version.document) == (
        "founded", ON, "东港党〔2026〕3 号",
    )  # fmt: skip
    assert told == [
        UnitFounded(
            unit_id=unit.pk, subject_id=unit.pk, name="中共二号码头支部", kind="branch", on=ON,
            document="东港党〔2026〕3 号",
            counted=(Count(what="units.branch", unit_id=unit.pk, amount=1),),
        )
    ]  # fmt: skip


def test_a_term_without_an_end_gets_the_one_of_the_regulations(cast):
    plain = found(cast, cast.quay, HOUSE, term_starts_on=ON)
    village = found(
        cast, cast.quay, HOUSE, name="中共渔村支部", domain="village", term_starts_on=ON
    )

    assert (plain.term_ends_on, village.term_ends_on) == (date(2029, 3, 1), date(2031, 3, 1))


def test_who_does_not_stand_above_founds_nothing(cast, told):
    for person in (cast.wang, cast.zhao, cast.chen, cast.security_admin):
        with pytest.raises(NotPermitted):
            found(cast, cast.quay, actor(person))

    assert Unit.objects.count() == 5
    assert told == []


@pytest.mark.parametrize(
    ("kind", "under"),
    [("branch", "pier"), ("general", "quay"), ("committee", "quay"), ("county", "harbour")],
)
def test_a_kind_that_has_no_place_there_is_refused(cast, told, kind, under):
    with pytest.raises(actions.NoSuchPlace, match="之下不能设"):
        found(cast, getattr(cast, under), HOUSE, kind=kind)

    assert Unit.objects.count() == 5
    assert told == []


def test_a_committee_may_stand_below_a_committee(cast):
    assert found(cast, cast.harbour, HOUSE, kind="committee").path > cast.harbour.path


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"approves_members": True}, MayNotApprove),
        ({"term_starts_on": ON, "term_ends_on": ON}, NoTermHere),
    ],
)
def test_facts_that_cannot_be_are_refused(cast, told, facts, refusal):
    with pytest.raises(refusal):
        found(cast, cast.quay, HOUSE, **facts)

    assert told == []


def test_a_code_is_borne_by_one_unit(cast):
    found(cast, cast.quay, HOUSE, code="DG-02")

    with pytest.raises(CodeTaken):
        found(cast, cast.quay, HOUSE, code="DG-02")


def test_nothing_is_founded_below_a_closed_unit(cast):
    actions.close(cast.pier, on=ON, document="", by=HOUSE)
    actions.close(cast.quay, on=ON, document="", by=HOUSE)

    with pytest.raises(UnitIsClosed):
        found(cast, cast.quay, HOUSE)


def test_a_unit_older_than_the_register_is_known_from_when_the_one_above_is(cast):
    unit = found(cast, cast.quay, HOUSE, on=date(1985, 7, 1))

    assert unit.founded_on == date(1985, 7, 1)
    assert unit.versions.get().from_on == LONG_AGO


def test_a_founding_before_the_upper_unit_could_bear_it_is_refused(cast, told):
    ferry = cast.found("轮渡党支部", "branch", cast.harbour)
    actions.amend(ferry, kind="general", on=date(2024, 1, 1), document="", by=HOUSE)
    told.clear()

    with pytest.raises(PastContradicted, match="2022-01-01 时“轮渡党支部”是党支部"):
        found(cast, ferry, HOUSE, on=date(2022, 1, 1))

    assert found(cast, ferry, HOUSE, on=date(2024, 1, 1)).parent_id == ferry.pk
    assert len(told) == 1


def test_a_city_opens_a_zone_that_all_below_it_share(db):
    from lianxin.foundation.organisation.actions.found import place_root

    province = place_root(kind="province", name="中共某省委员会", on=LONG_AGO, by=HOUSE)
    city = found(None, province, HOUSE, kind="city", name="中共甲市委员会")
    other = found(None, province, HOUSE, kind="city", name="中共乙市委员会")
    county = found(None, other, HOUSE, kind="county", name="中共丙县委员会")

    assert (province.zone, city.zone, other.zone, county.zone) == (0, 1, 2, 2)
