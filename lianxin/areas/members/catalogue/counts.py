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
    words = [f"members.{category}"]
    if facts["gender"] == "2":
        words.append("members.female")
    if facts["ethnicity"] not in ("", HAN):
        words.append("members.minority")
    if facts["is_floating"]:
        words.append("members.floating")
    if facts["is_lost"]:
        words.append("members.lost")
    return tuple(words)


def asked_of(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The national items that this person's particulars must have."""
    asked = list(ASKED)
    if facts.get("category") in PARTY:
        asked.append("joined_on")
    if facts.get("category") == "formal":
        asked.append("full_on")
    if facts.get("is_floating"):
        asked.append("floating_to")
    if facts.get("is_lost"):
        asked.append("lost_on")
    return tuple(asked)


def missing(facts: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(key for key in asked_of(facts) if not facts.get(key))


def completeness(facts: Mapping[str, Any]) -> int:
    """信息完整度, in percent of the national items that apply."""
    asked = asked_of(facts)
    return 100 * len([key for key in asked if facts.get(key)]) // len(asked)
