"""What a member adds to the numbers of a unit, and how complete his particulars are."""

from collections.abc import Mapping
from typing import Any

from lianxin.areas.members.catalogue.codes import HAN, PARTY

#: The national items that are asked of everybody.
ASKED = (
    "name", "gender", "ethnicity", "id_number", "born_on", "education", "category", "job",
    "phone", "address",
)  # fmt: skip


def counts_of(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The words under which a member with these facts is counted; none if not in force."""
    if facts["status"] != "normal":
        return ()
    category = facts["category"]
    if category not in PARTY:
        return (f"members.{category}",)
    marks = {
        "members.female": facts["gender"] == "2",
        "members.minority": facts["ethnicity"] not in ("", HAN),
        "members.floating": facts["is_floating"],
        "members.lost": facts["is_lost"],
    }
    return (f"members.{category}", *(word for word, holds in marks.items() if holds))


def asked_of(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The national items that this person's particulars must have."""
    more = {
        "joined_on": facts.get("category") in PARTY,
        "full_on": facts.get("category") == "formal",
        "floating_to": facts.get("is_floating"),
        "lost_on": facts.get("is_lost"),
    }
    return (*ASKED, *(key for key, holds in more.items() if holds))


def missing(facts: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(key for key in asked_of(facts) if not facts.get(key))


def completeness(facts: Mapping[str, Any]) -> int:
    """信息完整度, in percent of the national items that apply."""
    asked = asked_of(facts)
    return 100 * (len(asked) - len(missing(facts))) // len(asked)
