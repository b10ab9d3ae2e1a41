"""Masks, partial dates, party age, identity numbers, contradictions: properties of plain values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.areas.members import catalogue
from lianxin.areas.members.actions.rows import complete
from lianxin.areas.members.catalogue import FIELDS, SENSITIVE, identity, mask, shown, shown_masked
from lianxin.areas.members.catalogue.partial import Partial, months_between
from lianxin.areas.members.models import Member

TODAY = date(2026, 11, 22)
days = st.dates(date(1930, 1, 1), TODAY)


@given(st.sampled_from(SENSITIVE), st.text(min_size=1, max_size=60))
def test_a_mask_hides_enough(key, value):
    masked = mask(key, value)
    assert masked
    if value[0] != "*" and set(value) != {"*"}:
        assert masked != value
    if masked != catalogue.masking.HIDDEN:
        assert len(masked) == len(value)
        assert masked.count("*") >= min(4, len(value))


def test_masks_as_people_know_them():
    assert mask("id_number", "11010519491231002X") == "110***********002X"
    assert mask("phone", "13800138000") == "138****8000"
    assert mask("address", "东港市海滨路18号2单元301室") == "东港市*************"
    assert mask("hardship", "丧偶，子女未成年") == "已登记（已隐藏）"
    assert mask("phone", "") == ""


def test_values_in_words():
    assert shown("gender", "2") == "女"
    assert shown("is_lost", False) == "否"
    assert shown("monthly_dues", 5800) == "58.00"
    assert shown("joined_on", Partial.of("1998-07")) == "1998-07"
    assert shown("note", "") == ""
    assert shown_masked("phone", "13800138000") == "138****8000"
    assert shown_masked("name", "陈晓帆") == "陈晓帆"


@given(days, days, st.integers(-120, 120))
def test_party_age_counts_from_full_membership_with_the_correction(full_on, on, correction):
    member = Member(category="formal", full_on=full_on, age_correction=correction)
    months = member.party_age_months(on)
    if on < full_on:
        assert months is None
    else:
        assert months == max(0, months_between(full_on, on) + correction)
        assert member.party_age(on) == months // 12


def test_a_probationary_member_has_no_party_age():
    assert Member(category="probationary", full_on=None).party_age(TODAY) is None


def test_party_age_turns_on_the_day():
    member = Member(category="formal", full_on=date(2000, 6, 30))
    assert member.party_age(date(2026, 6, 29)) == 25
    assert member.party_age(date(2026, 6, 30)) == 26


@given(days, st.integers(0, 40_000))
def test_months_between_grow_with_time(start, more):
    end = start + timedelta(days=more)
    assert 0 <= months_between(start, end) <= more / 28 + 1


@given(days, st.sampled_from([4, 7, 10]))
def test_a_partial_date_is_written_as_it_is_known(day, length):
    text = day.isoformat()[:length]
    known = Partial.of(text)
    assert str(known) == text
    assert known.on <= day <= known.last
    assert known.agrees_with(Partial(day))


@pytest.mark.parametrize("text", ["98", "1998-7", "1998-13", "1998-02-30", "July"])
def test_nonsense_is_no_partial_date(text):
    with pytest.raises(ValueError, match=text + "|month|day"):
        Partial.of(text)


def test_an_identity_number_says_birth_and_sex():
    said = identity.read("11010519491231002X")
    assert (said.born_on, said.gender) == (date(1949, 12, 31), "2")
    assert identity.read("440524188001010014").gender == "1"


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("1101051949123100", "18 位"),
        ("1101051949123100A1", "全为数字"),
        ("110105194912310021", "校验位"),
        ("110105194913310023", "出生日期"),
    ],
)
def test_a_wrong_number_is_explained(number, word):
    body = number[:17]
    if word == "出生日期":
        number = body + identity.check_character(body)
    assert identity.read(number) is None
    assert word in identity.fault(number)


def problems(**facts):
    known = complete({"name": "何静怡", "category": "formal", **facts})
    found = catalogue.contradictions(known, today=TODAY)
    return [(problem.key, problem.is_error) for problem in found]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"joined_on": "1998", "full_on": "1999-07"}, []),
        ({"born_on": "2030"}, [("born_on", True)]),
        ({"born_on": "1900"}, [("born_on", True)]),
        ({"joined_on": "1920"}, [("joined_on", True)]),
        ({"born_on": "1990-02-28", "joined_on": "2000"}, [("joined_on", False)]),
        ({"category": "probationary", "full_on": "2000"}, [("full_on", True)]),
        ({"category": "activist", "joined_on": "2000"}, [("joined_on", True)]),
        ({"lost_on": "2000"}, [("lost_on", True)]),
        ({"is_floating": True}, [("floating_to", False)]),
        ({"gender": "7"}, [("gender", True)]),
    ],
)
def test_what_does_not_fit_together_is_found(facts, expected):
    assert problems(**facts) == expected


def test_every_code_list_belongs_to_a_field_and_fits_its_column():
    for key, codes in catalogue.LISTS.items():
        assert FIELDS[key].codes == codes
        if FIELDS[key].column:
            most = Member._meta.get_field(key).max_length
            assert all(len(code) <= most for code in codes)
    for key, aliases in catalogue.ALIASES.items():
        assert set(aliases.values()) <= set(catalogue.LISTS[key])


def test_the_sixteen_items_are_there():
    national = [field.label for field in FIELDS.values() if field.national]
    # 所在党支部 is the unit, 党籍状态 the status; the other 14 are fields.
    assert len(national) == 14


def test_all_56_peoples_are_listed():
    assert len(catalogue.ETHNICITIES) == 58
    assert catalogue.ETHNICITIES["56"] == "基诺族"


def test_completeness_asks_what_applies():
    bare = complete({"name": "何静怡", "category": "applicant"})
    assert catalogue.completeness(bare) == 20
    assert "full_on" not in catalogue.missing(bare)
    assert "full_on" in catalogue.missing(complete({"name": "何静怡", "category": "formal"}))
    assert "floating_to" in catalogue.missing(
        complete({"name": "何静怡", "category": "formal", "is_floating": True})
    )


def test_counting_words():
    facts = complete(
        {"name": "何静怡", "category": "formal", "gender": "2", "ethnicity": "03", "is_lost": True}
    )
    words = catalogue.counts_of({**facts, "status": "normal"})
    assert words == ("members.formal", "members.female", "members.minority", "members.lost")
    assert catalogue.counts_of({**facts, "status": "left"}) == ()
    applicant = {**facts, "status": "normal", "category": "applicant"}
    assert catalogue.counts_of(applicant) == ("members.applicant",)
