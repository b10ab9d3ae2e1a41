"""Keys of transfers, of floating members, and of what takes membership away."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Q

from lianxin.areas.members.models import Member
from lianxin.areas.transfers.catalogue.keys import Can
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.grants import Place, may, own, reach

KEEPERS = frozenset({Role.SECRETARY, Role.ORGANISER})

ROLES: Mapping[StrEnum, frozenset[Role]] = {
    Can.VIEW: KEEPERS | {Role.COMMISSIONER, Role.OVERSEER},
    Can.HANDLE: KEEPERS,
    Can.DECIDE: KEEPERS,
    Can.ACCOMPANY: KEEPERS | {Role.COMMISSIONER},
}


def visible(by: Actor) -> Q:
    """Floating members of the units where one sees transfers, those hosted there, and oneself."""
    return _seen(by, "unit", "host") | _own(by)


def letters(by: Actor) -> Q:
    """Letters from, by and to the units where one sees transfers, and one's own."""
    return _seen(by, "unit", "issuer", "case__other", "case__desk") | _own(by)


def applications(by: Actor) -> Q:
    """Applications at the units where one sees transfers, and one's own."""
    return _seen(by, "unit") | _own(by)


def letters_in(by: Actor) -> Q:
    """Letters brought from outside to the units where one sees transfers."""
    return _seen(by, "unit")


def _own(by: Actor) -> Q:
    # "Everything or nothing" would be nothing: Django drops an empty Q.
    return Q() if by.is_system else own(by, "member__user")


def _seen(by: Actor, *sides: str) -> Q:
    found = reach(by, Can.VIEW, unit=sides[0])
    for side in sides[1:]:
        found |= reach(by, Can.VIEW, unit=side)
    return found


def may_view(by: Actor, *, at: Place) -> bool:
    """Whoever sees transfers of the unit: whoever works there, and who oversees it."""
    return may(by, Can.VIEW, at=at)


def may_handle(by: Actor, *, at: Place) -> bool:
    """Secretaries and organisers of the unit, here or above."""
    return may(by, Can.HANDLE, at=at)


def may_decide(by: Actor, *, at: Place) -> bool:
    """Secretaries and organisers begin what may take membership away; the meeting resolves."""
    return may(by, Can.DECIDE, at=at)


def may_accompany(by: Actor, *, at: Place) -> bool:
    """Whoever keeps contact with floating members for the unit: its committee."""
    return may(by, Can.ACCOMPANY, at=at)


def may_report(by: Actor, member: Member | None) -> bool:
    """Only the floating member himself."""
    return member is not None and member.is_person_of(by)


def may_apply(by: Actor, member: Member) -> bool:
    """Only the member himself asks for his transfer, and takes his asking back."""
    return member.is_person_of(by)


def may_begin(by: Actor, member: Member) -> bool:
    """Who handles transfers of his branch, for a member in force."""
    return _in_force(member) and may_handle(by, at=member.unit)


def may_float(by: Actor, member: Member) -> bool:
    """Who handles transfers of his branch, for a member in force. Whether he is entered as away
    already is asked at the register: the roll may call him floating before he is."""
    return may_begin(by, member)


def may_stop(by: Actor, member: Member) -> bool:
    """Who begins such matters at his branch, for a member in force."""
    return _in_force(member) and may_decide(by, at=member.unit)


def may_restore(by: Actor, member: Member) -> bool:
    """Who begins such matters at his branch, for a stopped membership."""
    return member.status == "suspended" and may_decide(by, at=member.unit)


def may_remove(by: Actor, member: Member) -> bool:
    """Who begins such matters at his branch, for a Party member on the roll."""
    return member.is_on_the_roll and member.is_in_the_party and may_decide(by, at=member.unit)


def _in_force(member: Member) -> bool:
    return member.status == "normal" and member.is_in_the_party


def may_issue(by: Actor, *, at: Place) -> bool:
    """Secretaries and organisers of the committee that makes the letter out."""
    return may(by, Can.HANDLE, at=at)


def may_follow(by: Actor) -> bool:
    """Only the house itself, where a step of a case used a letter or made it void."""
    return by.is_system


def may_sweep(by: Actor) -> bool:
    """Only the house itself reminds."""
    return by.is_system
