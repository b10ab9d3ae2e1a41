"""The question "may he here?" and the set "where may he?" are one rule, for everybody."""

from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation import grants
from lianxin.foundation.organisation.actions.tree import step
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.models import Grant, Unit
from tests.cast import actor


def test_question_and_set_agree_for_everybody_everywhere(cast):
    units = list(Unit.objects.all())
    people = [actor(user) for user in vars(cast).values() if hasattr(user, "username")]
    for by in [*people, Actor.nameless(), Actor.system("test")]:
        for permission in grants.table():
            found = set(Unit.objects.filter(grants.reach(by, permission, unit="")))
            asked = {unit for unit in units if grants.may(by, permission, at=unit)}
            assert found == asked, (by.name, permission)
            assert grants.may_anywhere(by, permission) == (bool(found) or by.is_system)


def test_a_nameless_actor_owns_nothing(cast):
    assert not Grant.objects.filter(grants.own(Actor.nameless())).exists()
    assert not Grant.objects.filter(grants.own(Actor.nameless(), "given_by")).exists()
    assert Grant.objects.filter(grants.own(actor(cast.wang))).count() == 1


def paths():
    """Trees of up to five floors with up to forty children each: codes must not run together."""
    return st.lists(st.integers(1, 40).map(step), min_size=1, max_size=5).map("".join)


@given(st.lists(st.tuples(st.sampled_from(list(Role)), paths()), max_size=8), paths())
def test_reach_is_what_walking_up_the_tree_would_find(held, place):
    by = Actor(user_id=1, name="谁", reach=grants.reach_of(held))
    above = {place[:end] for end in range(4, len(place) + 1, 4)}
    at = type("Place", (), {"path": place})()

    for permission, roles in grants.table().items():
        walked = any(role in roles and path in above for role, path in held)
        assert grants.may(by, permission, at=at) == walked
        kept = by.reach.get(permission, ())
        assert not [one for one in kept for other in kept if one != other and one.startswith(other)]
        in_range = any(path <= place < path + grants.END for path in kept)
        assert in_range == walked
