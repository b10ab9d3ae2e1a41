"""Terms of office on the unit: they begin, they are extended, both with a trace."""

from datetime import date

import pytest

from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions, queries
from lianxin.foundation.organisation.actions.terms import (
    ExtendedTooFar,
    NoTerms,
    NoTermToExtend,
    TermBeganLater,
)
from lianxin.foundation.organisation.models import TermChange, Unit
from tests.cast import HOUSE, LONG_AGO, actor

ON = date(2026, 11, 20)


def begin(cast, by=HOUSE, unit=None, on=ON):
    return actions.begin_term(unit or cast.pier, starts_on=on, document="港党〔2026〕9 号", by=by)


def with_term(cast, starts_on=date(2023, 9, 1)):
    Unit.objects.filter(pk=cast.pier.pk).update(
        term_starts_on=starts_on, term_ends_on=starts_on.replace(year=starts_on.year + 3)
    )
    cast.pier.refresh_from_db()
    return cast.pier


def extend(cast, until, by=HOUSE):
    return actions.extend_term(cast.pier, until=until, document="港党〔2026〕7 号", by=by)


def test_a_new_term_lasts_as_long_as_the_regulations_say(cast, told):
    unit = begin(cast, by=actor(cast.lin))

    unit.refresh_from_db()
    assert (unit.term_starts_on, unit.term_ends_on) == (ON, date(2029, 11, 20))
    (event,) = told
    assert (type(event).__name__, event.starts_on, event.ends_on, event.document) == (
        "TermBegun", ON, date(2029, 11, 20), "港党〔2026〕9 号",
    )  # fmt: skip


def test_villages_and_communities_sit_for_five_years(cast):
    Unit.objects.filter(pk=cast.pier.pk).update(domain="village")

    assert begin(cast).term_ends_on == date(2031, 11, 20)


def test_appointed_bodies_have_no_term(cast, told):
    team = cast.found("抢险队临时党支部", "temporary", cast.quay)
    told.clear()

    with pytest.raises(NoTerms):
        begin(cast, unit=team)

    assert told == []
    assert TermChange.objects.count() == 0


@pytest.mark.parametrize("on", [date(2023, 9, 1), date(2023, 8, 31)])
def test_a_term_begins_after_the_one_before(cast, told, on):
    with_term(cast)

    with pytest.raises(TermBeganLater, match="2023-09-01"):
        begin(cast, on=on)

    assert told == []


def test_a_first_term_begins_no_earlier_than_the_unit(cast):
    with pytest.raises(TermBeganLater, match="2020-01-01"):
        begin(cast, on=date(2019, 12, 31))

    assert begin(cast, on=LONG_AGO).term_starts_on == LONG_AGO


def test_terms_are_decided_above(cast, told):
    with_term(cast)

    for deed in (lambda: begin(cast, by=actor(cast.wang)),
                 lambda: extend(cast, date(2027, 1, 1), by=actor(cast.wang))):  # fmt: skip
        with pytest.raises(NotPermitted):
            deed()

    assert told == []


def test_an_extension_remembers_when_the_term_would_have_ended(cast, told):
    with_term(cast)

    extend(cast, date(2027, 3, 1), by=actor(cast.lin))
    unit = extend(cast, date(2027, 9, 1), by=actor(cast.lin))

    unit.refresh_from_db()
    assert (unit.term_ends_on, unit.term_extended_from) == (date(2027, 9, 1), date(2026, 9, 1))
    assert [(event.before, event.ends_on) for event in told] == [
        (date(2026, 9, 1), date(2027, 3, 1)),
        (date(2027, 3, 1), date(2027, 9, 1)),
    ]


@pytest.mark.parametrize("until", [date(2026, 9, 1), date(2026, 8, 1), date(2027, 9, 2)])
def test_all_extensions_together_a_year_at_most(cast, told, until):
    with_term(cast)

    with pytest.raises(ExtendedTooFar):
        extend(cast, until)

    assert told == []


def test_what_has_no_end_is_not_extended(cast):
    with pytest.raises(NoTermToExtend):
        extend(cast, date(2027, 1, 1))


def test_a_new_term_ends_the_extension(cast):
    with_term(cast)
    extend(cast, date(2027, 3, 1))

    assert begin(cast).term_extended_from is None


def test_putting_the_dates_right_forgets_the_extension(cast):
    with_term(cast)
    extend(cast, date(2027, 3, 1))

    unit = actions.amend(cast.pier, on=ON, document="", by=HOUSE, term_ends_on=date(2026, 9, 1))

    unit.refresh_from_db()
    assert unit.term_extended_from is None


def test_the_history_of_the_unit_tells_both(cast):
    with_term(cast)
    extend(cast, date(2027, 3, 1))
    begin(cast)

    lines = [line["title"] for line in queries.history(cast.pier)]

    assert lines[:2] == ["换届：本届到 2029-11-20 届满", "延期换届：本届到 2027-03-01 届满"]
