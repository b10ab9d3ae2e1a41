from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.areas.members import catalogue, queries
from lianxin.areas.members.catalogue import FIELDS, Openness
from lianxin.areas.members.models import Member
from lianxin.areas.members.presenting.history import looks_at, places_of
from lianxin.areas.members.presenting.member import groups_of


@dataclass(frozen=True)
class MyFile:
    """One's own file, on the phone."""

    member: Member
    today: date

    def all(self) -> dict[str, Any]:
        member = self.member
        return {
            "member": member,
            "unit": member.unit,
            "party_age": member.party_age(self.today),
            "groups": list(groups_of(member, frozenset(Openness))),
            "missing": [FIELDS[key].label for key in catalogue.missing(member.facts())],
            "affiliations": places_of(queries.affiliations_of(member)),
            "posts": queries.posts_of(member),
            "looks": looks_at(queries.looks_at(member, most=50)),
        }
