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
    return words_of(facts, facts["status"])


def words_of(facts: Mapping[str, Any], status: str) -> tuple[str, ...]:
    """`counts_of` where the status stands beside the facts."""
    if status != "normal":
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
    known = sum(1 for key in asked if facts.get(key))
    return 100 * known // len(asked)
