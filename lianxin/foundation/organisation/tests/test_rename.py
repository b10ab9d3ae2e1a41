from datetime import date

import pytest

from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions
from lianxin.foundation.organisation.actions.history import BeforeTheBeginning
from lianxin.foundation.organisation.actions.rename import SameName
from tests.cast import HOUSE, actor

ON = date(2026, 3, 1)


def rename(unit, name, by=HOUSE, on=ON):
    return actions.rename(unit, name=name, short_name="", on=on, document="文〔2026〕1 号", by=by)


def names(unit):
    thread = unit.versions.order_by("from_on", "id")
    return [(version.short_name, str(version.from_on), version.until_on) for version in thread]


def test_a_unit_is_renamed_and_found_by_its_new_sound(cast, told):
    unit = rename(cast.pier, "中共集装箱码头支部", by=actor(cast.lin))

    unit.refresh_from_db()
    assert (unit.short_name, unit.initials) == ("集装箱码头支部", "jzxmtzb")
    assert names(unit) == [
        ("一号码头党支部", "2020-01-01", ON),
        ("集装箱码头支部", "2026-03-01", None),
    ]
    assert [type(event).__name__ for event in told] == ["UnitRenamed"]


def test_a_name_of_the_past_entered_late_leaves_the_name_of_today(cast):
    rename(cast.pier, "中共集装箱码头支部")

    unit = rename(cast.pier, "中共散货码头支部", on=date(2023, 5, 1))

    unit.refresh_from_db()
    assert unit.short_name == "集装箱码头支部"
    assert names(unit) == [
        ("一号码头党支部", "2020-01-01", date(2023, 5, 1)),
        ("散货码头支部", "2023-05-01", ON),
        ("集装箱码头支部", "2026-03-01", None),
    ]


def test_a_units_own_secretary_does_not_rename_it(cast, told):
    for person in (cast.wang, cast.zhao, cast.chen):
        with pytest.raises(NotPermitted):
            rename(cast.pier, "中共集装箱码头支部", by=actor(person))

    assert cast.pier.versions.count() == 1
    assert told == []


def test_the_root_is_renamed_by_its_own_staff(cast):
    assert (
        rename(cast.harbour, "中共东港集团委员会", by=actor(cast.lin)).short_name
        == "东港集团委员会"
    )


def test_the_same_name_again_is_no_change(cast, told):
    rename(cast.pier, "中共集装箱码头支部")
    told.clear()

    with pytest.raises(SameName):
        rename(cast.pier, "中共集装箱码头支部", on=date(2026, 4, 1))

    assert told == []


def test_a_day_before_the_founding_is_refused(cast, told):
    with pytest.raises(BeforeTheBeginning):
        rename(cast.pier, "中共集装箱码头支部", on=date(2019, 12, 31))

    assert cast.pier.versions.count() == 1
    assert told == []
