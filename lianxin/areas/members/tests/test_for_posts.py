"""Whom the roll offers for posts."""

from lianxin.areas.members import queries
from tests.cast import actor


def offered(by, unit, text=""):
    return [person.name for person in queries.for_posts(actor(by), unit, text)]


def test_members_with_an_account_are_offered_by_name_and_sound(cast):
    assert "陈晓帆" in offered(cast.lin, cast.pier)
    for text in ("陈", "陈晓帆", "chen", "chen x"):
        assert offered(cast.lin, cast.harbour, text) == ["陈晓帆"]
    assert offered(cast.lin, cast.harbour, "晓帆") == []


def test_only_people_at_and_below_the_unit_and_in_sight_are_offered(cast):
    assert offered(cast.lin, cast.dock, "陈") == []
    assert offered(cast.zhao, cast.pier, "陈") == []


def test_who_has_left_or_may_not_sign_in_is_not_offered(cast):
    cast.chen_member.status = "left"
    cast.chen_member.save(update_fields=["status"])

    assert offered(cast.lin, cast.pier, "陈") == []
