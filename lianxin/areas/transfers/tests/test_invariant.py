"""At every moment a member counts with exactly one branch, whatever happens in whatever order."""

from collections import Counter
from random import Random

from lianxin.areas.transfers.tests.model import House

SEQUENCES, DEEDS = 10_000, 24


def broken(house: House) -> str:
    """What does not hold now; nothing, it is to be hoped."""
    for person in house.people:
        here = house.branches_of(person)
        if (
            len(here) + (person in house.gone) != 1
            or sum(house.rows[person, branch] for branch in here) > 1
        ):
            return f"{person} in {here}, gone: {person in house.gone}"
    for stranger in house.strangers:
        if len(house.branches_of(stranger)) > 1:
            return f"{stranger} in {house.branches_of(stranger)}"
    if min(house.rows.values()) < 0:
        return "a row was closed twice"
    return ""


def in_force_twice(house: House) -> bool:
    """A case has one letter in force at most, and a closed or waiting one has none."""
    held = {case.facts.get("number") for case in house.cases if case.is_open}
    return any(
        not why and str(number) not in held
        for number, why in house.letters.items()
        if not any(
            case.step == "done" for case in house.cases if case.facts.get("number") == str(number)
        )
    )


def test_ten_thousand_sequences_keep_every_member_in_one_branch() -> None:
    done: Counter[str] = Counter()
    refused = 0
    for seed in range(SEQUENCES):
        house = House(dice=Random(seed))  # noqa: S311 - what happens next is invented
        total = sum(house.rows.values())
        for turn in range(DEEDS):
            house.anything()
            assert broken(house) == "", f"seed {seed}, turn {turn}"
            assert not in_force_twice(house), f"seed {seed}, turn {turn}: a stray letter"
            came = sum(bool(house.branches_of(one)) for one in house.strangers)
            left = sum(one in house.gone for one in house.people)
            assert sum(house.rows.values()) == total + came - left
        done += house.done
        refused += house.refused
    ways = {
        "out_branch.send", "out_branch.forward", "out_branch.arrived", "out_committee.issue",
        "out_committee.back", "in_committee.accept", "in_committee.return", "in_branch.receive",
        "in_branch.return", "in_branch.back", "in_committee.expire", "receipt.receive",
        "receipt.reissue", "receipt.return", "receipt.expire", "reply.sent",
    }  # fmt: skip
    assert {way for way in ways if done[way] < 20} == set()
    assert refused > SEQUENCES
    assert sum(done.values()) > 3 * SEQUENCES


def test_until_the_last_step_the_sender_counts_the_member() -> None:
    for seed in range(1_000):
        house = House(dice=Random(seed))  # noqa: S311 - what happens next is invented
        for _ in range(DEEDS):
            house.anything()
            for case in house.cases:
                if case.is_open and case.procedure.code == "transfer":
                    moved = [one for one in house.cases if one is not case and not one.is_open]
                    assert moved or house.branches_of(case.subject) == [case.unit]
