"""What stands inside a unit: the units of work it covers, its cells."""

from datetime import date

import pytest

from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions, credit_code
from lianxin.foundation.organisation.actions import cells, workplaces
from tests.cast import HOUSE, actor

ON = date(2026, 3, 1)
CODE = "9137020079888888X" + credit_code.check_digit("9137020079888888X")


def add(unit, name="东港拖轮公司", by=HOUSE, **facts):
    return actions.add_workplace(unit, name=name, on=ON, by=by, **facts)


def test_a_credit_code_is_checked_by_its_last_digit():
    assert credit_code.is_valid(CODE)
    assert credit_code.is_valid("91350100M000100Y43")
    assert not credit_code.is_valid(CODE[:-1] + ("0" if CODE[-1] != "0" else "1"))
    assert not credit_code.is_valid(CODE[:-1])
    assert not credit_code.is_valid("I" + CODE[1:])
    assert credit_code.tidy(" ９１35 0100-m000100y43") == "91350100M000100Y43"


def test_a_unit_of_work_is_covered_from_a_day_to_another(cast, told):
    place = add(cast.pier, by=actor(cast.wang), credit_code=CODE.lower())
    assert place.credit_code == CODE

    actions.end_workplace(place, on=date(2026, 4, 1), by=actor(cast.wang))

    place.refresh_from_db()
    assert place.ended_on == date(2026, 4, 1)
    assert [type(event).__name__ for event in told] == ["WorkplaceAdded", "WorkplaceEnded"]


def test_a_branch_covers_one_unit_and_a_joint_branch_several(cast, told):
    add(cast.pier)
    with pytest.raises(workplaces.CoversOnlyOne, match="联合党支部"):
        add(cast.pier, "东港船代公司")

    actions.amend(cast.pier, kind="joint", on=ON, document="", by=HOUSE)
    add(cast.pier, "东港船代公司")

    assert cast.pier.workplaces.count() == 2


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"credit_code": "91350100M000100Y44"}, workplaces.WrongCreditCode),
        ({"name": "东港拖轮公司"}, workplaces.AlreadyCovered),
    ],
)
def test_a_wrong_code_and_the_same_unit_twice_are_refused(cast, told, facts, refusal):
    actions.amend(cast.pier, kind="joint", on=ON, document="", by=HOUSE)
    add(cast.pier)
    told.clear()

    with pytest.raises(refusal):
        add(cast.pier, **({"name": "新公司"} | facts))

    assert told == []


def test_a_cover_ends_once_and_not_before_it_began(cast, told):
    place = add(cast.pier)
    told.clear()

    with pytest.raises(workplaces.EndsBeforeItStarts):
        actions.end_workplace(place, on=date(2025, 1, 1), by=HOUSE)
    assert told == []

    actions.end_workplace(place, on=ON, by=HOUSE)
    with pytest.raises(workplaces.AlreadyEnded):
        actions.end_workplace(place, on=ON, by=HOUSE)


def test_cells_are_formed_and_dissolved_inside_a_branch(cast, told):
    cell = actions.form_cell(
        cast.pier, name="第一党小组", leader=cast.chen, on=ON, by=actor(cast.wang)
    )
    cast.pier.refresh_from_db()
    assert cast.pier.has_cells

    actions.dissolve_cell(cell, on=ON, by=actor(cast.wang))

    cast.pier.refresh_from_db()
    assert not cast.pier.has_cells
    assert [type(event).__name__ for event in told] == ["CellFormed", "CellDissolved"]
    with pytest.raises(cells.AlreadyDissolved):
        actions.dissolve_cell(cell, on=ON, by=HOUSE)


def test_cells_that_cannot_be_are_refused(cast, told):
    cell = actions.form_cell(cast.pier, name="第一党小组", leader=None, on=ON, by=HOUSE)
    told.clear()

    with pytest.raises(cells.NameInUse):
        actions.form_cell(cast.pier, name="第一党小组", leader=None, on=ON, by=HOUSE)
    with pytest.raises(cells.OnlyInBranches):
        actions.form_cell(cast.quay, name="第一党小组", leader=None, on=ON, by=HOUSE)
    with pytest.raises(cells.EndsBeforeItStarts):
        actions.dissolve_cell(cell, on=date(2025, 1, 1), by=HOUSE)

    assert told == []


def test_a_stranger_touches_nothing_inside(cast, told):
    place = add(cast.pier)
    cell = actions.form_cell(cast.pier, name="第一党小组", leader=None, on=ON, by=HOUSE)
    told.clear()

    for deed in (
        lambda by: add(cast.pier, "新公司", by=by),
        lambda by: actions.end_workplace(place, on=ON, by=by),
        lambda by: actions.form_cell(cast.pier, name="第二党小组", leader=None, on=ON, by=by),
        lambda by: actions.dissolve_cell(cell, on=ON, by=by),
    ):
        for person in (cast.zhao, cast.chen):
            with pytest.raises(NotPermitted):
                deed(actor(person))

    assert told == []
