"""Keys of the file: who reads it, who keeps it, who sees what is under seal."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import Q

from lianxin.areas.dossier.catalogue import HELP, NOTE, OPEN
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.grants import Place, may, own, reach, under


class Can(StrEnum):
    VIEW = "dossier.view"
    KEEP = "dossier.keep"
    SEE_HELP = "dossier.see_help"
    SEE_DISCIPLINE = "dossier.see_discipline"
    EXPORT = "dossier.export"


KEEPERS = frozenset({Role.SECRETARY, Role.ORGANISER})

ROLES: Mapping[StrEnum, frozenset[Role]] = {
    Can.VIEW: KEEPERS | {Role.COMMISSIONER},
    Can.KEEP: KEEPERS,
    Can.SEE_HELP: KEEPERS,
    Can.SEE_DISCIPLINE: frozenset({Role.SECRETARY, Role.DISCIPLINE}),
    Can.EXPORT: KEEPERS,
}
#: The keys of what is kept under seal.
KEYS: Mapping[str, Can] = {HELP: Can.SEE_HELP, NOTE: Can.SEE_DISCIPLINE}


def visible(by: Actor) -> Q:
    """Files of the members whose unit lies where one reads files, and one's own."""
    return reach(by, Can.VIEW, unit="member__unit") | own(by, "member__user")


def visible_items(by: Actor) -> Q:
    """Open items where one reads files, sealed ones where one holds their key, all of one's own."""
    found = Q(kind__in=OPEN) & reach(by, Can.VIEW, unit="member__unit")
    for kind, key in KEYS.items():
        found |= Q(kind=kind) & reach(by, key, unit="member__unit")
    return found | own(by, "member__user")


def waiting(by: Actor) -> Q:
    """Proposals and confirmations of the members whose files one keeps."""
    return reach(by, Can.KEEP, unit="member__unit")


def in_subtree(path: str) -> Q:
    """Rows about members whose unit stands at a path or below it."""
    return under(path, unit="member__unit")


def may_view(by: Actor, *, at: Place) -> bool:
    """The committee of the unit, or of one above it."""
    return may(by, Can.VIEW, at=at)


def may_keep(by: Actor, *, at: Place) -> bool:
    """Whoever keeps files at the unit: secretaries and organisers, here or above."""
    return may(by, Can.KEEP, at=at)


def may_open(by: Actor, member: Member) -> bool:
    """Oneself, or whoever reads files at the member's unit."""
    return member.is_person_of(by) or may_view(by, at=member.unit)


def may_see(by: Actor, member: Member, kind: str) -> bool:
    """Oneself; sealed kinds need a key of their own: discipline only secretaries and the
    discipline commissioner, help whoever keeps files."""
    return member.is_person_of(by) or may(by, KEYS.get(kind, Can.VIEW), at=member.unit)


def may_record(by: Actor, kind: str, *, at: Place) -> bool:
    """Whoever keeps files; sealed kinds are entered by those alone who may see them."""
    return may(by, KEYS.get(kind, Can.KEEP), at=at)


def may_reply(by: Actor, member: Member) -> bool:
    """Nobody but the member himself answers what is noted of him."""
    return member.is_person_of(by)


def may_propose(by: Actor, member: Member) -> bool:
    """The member himself, about himself."""
    return member.is_person_of(by)


def may_decide(by: Actor, member: Member) -> bool:
    """Whoever keeps files at the unit, but nobody about himself."""
    return not member.is_person_of(by) and may_keep(by, at=member.unit)


def may_confirm(by: Actor, member: Member) -> bool:
    """The member himself."""
    return member.is_person_of(by)


def may_export(by: Actor, member: Member) -> bool:
    """Oneself, or whoever may take a file of the unit out of the house."""
    return member.is_person_of(by) or may(by, Can.EXPORT, at=member.unit)
