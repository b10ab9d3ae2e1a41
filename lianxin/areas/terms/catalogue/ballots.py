"""Slips, and what two tellers make of them.

A slip bears ○ for, × against, or nothing (abstention) beside each candidate. Who votes against
may write in another person; who abstains may not. A slip that names more people than there are
seats is invalid as a whole. Nobody votes for somebody else (不得委托投票), so there is no slip of
an absent voter.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Mark(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


MARKS: Mapping[str, str] = {Mark.FOR: "赞成", Mark.AGAINST: "不赞成", Mark.ABSTAIN: "弃权"}


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One ballot as it was taken out of the box."""

    marks: Mapping[str, Mark] = field(default_factory=dict)  # what is not marked is abstained
    others: tuple[str, ...] = ()  # written in

    def mark(self, candidate: str) -> Mark:
        return self.marks.get(candidate, Mark.ABSTAIN)

    def amiss(self, candidates: Sequence[str], seats: int) -> str:
        """Why the slip is invalid; nothing where it holds."""
        against = sum(self.mark(each) is Mark.AGAINST for each in candidates)
        named = sum(self.mark(each) is Mark.FOR for each in candidates) + len(self.others)
        if named > seats:
            return f"所选人数 {named} 人，多于应选名额 {seats} 人，整张票无效。"
        if len(set(self.others)) < len(self.others) or set(self.others) & set(candidates):
            return "另选的人重复，或者本来就是候选人，整张票无效。"
        if len(self.others) > against:
            return "另选他人的人数多于不赞成的人数（弃权不能另选他人），整张票无效。"
        return ""


@dataclass(frozen=True, kw_only=True)
class Votes:
    """What one candidate got."""

    favour: int = 0
    against: int = 0
    abstain: int = 0

    @property
    def total(self) -> int:
        return self.favour + self.against + self.abstain


@dataclass(frozen=True, kw_only=True)
class Tally:
    """One count of all slips: 发出、收回、有效、无效, and what everybody got."""

    issued: int
    returned: int
    invalid: int = 0
    votes: Mapping[str, Votes] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)

    @property
    def valid(self) -> int:
        return self.returned - self.invalid

    def favour(self, key: str) -> int:
        """How many voted for somebody, whether he stood or was written in."""
        return self.votes[key].favour if key in self.votes else self.others.get(key, 0)


def tally(slips: Iterable[Slip], *, candidates: Sequence[str], seats: int, issued: int) -> Tally:
    """Count slips as tellers do."""
    taken = list(slips)
    good = [slip for slip in taken if not slip.amiss(candidates, seats)]
    marks = {each: Counter(slip.mark(each) for slip in good) for each in candidates}
    return Tally(
        issued=issued,
        returned=len(taken),
        invalid=len(taken) - len(good),
        votes={
            each: Votes(
                favour=found[Mark.FOR], against=found[Mark.AGAINST], abstain=found[Mark.ABSTAIN]
            )
            for each, found in marks.items()
        },
        others=Counter(other for slip in good for other in slip.others),
    )


def told(tally: Tally) -> dict[str, Any]:
    """A count as it is kept."""
    return {
        "issued": tally.issued,
        "returned": tally.returned,
        "invalid": tally.invalid,
        "votes": {key: [v.favour, v.against, v.abstain] for key, v in tally.votes.items()},
        "others": dict(tally.others),
    }


def tally_of(kept: Mapping[str, Any]) -> Tally:
    """A count as it was kept."""
    return Tally(
        issued=kept["issued"],
        returned=kept["returned"],
        invalid=kept["invalid"],
        votes={
            key: Votes(favour=favour, against=against, abstain=abstain)
            for key, (favour, against, abstain) in kept["votes"].items()
        },
        others=kept["others"],
    )


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Why a tally cannot be right; `key` names the box it is about, or is empty."""

    sentence: str
    key: str = ""


def is_void(tally: Tally, present: int) -> bool:
    """More slips came back than were issued, or than voters are there: nothing was elected."""
    return tally.returned > min(tally.issued, present)


def faults(
    tally: Tally, *, candidates: Sequence[str], names: Mapping[str, str], seats: int, present: int
) -> list[Fault]:
    """What contradicts itself in one teller's count. A void vote is not counted any further."""
    found = list(_of_slips(tally, present))
    if found or is_void(tally, present):
        return found
    found += _of_candidates(tally, candidates, names)
    return found or list(_of_sums(tally, candidates, names, seats))


def _of_slips(tally: Tally, present: int) -> Iterator[Fault]:
    numbers = (tally.issued, tally.returned, tally.invalid, *tally.others.values())
    if min(numbers) < 0 or any(
        min(each.favour, each.against, each.abstain) < 0 for each in tally.votes.values()
    ):
        yield Fault(sentence="票数不能是负数。")
    if tally.issued > present:
        yield Fault(
            key="issued",
            sentence=f"发出 {tally.issued} 张，多于实到会有选举权 {present} 人，请核对。"
            "一人一票，不得委托投票。",
        )
    if tally.invalid > tally.returned:
        yield Fault(
            key="invalid",
            sentence=f"无效票 {tally.invalid} 张，多于收回的 {tally.returned} 张，请核对。",
        )


def _of_candidates(
    tally: Tally, candidates: Sequence[str], names: Mapping[str, str]
) -> Iterator[Fault]:
    for each in candidates:
        total = tally.votes.get(each, Votes()).total
        if total != tally.valid:
            less = "少" if total < tally.valid else "多"
            yield Fault(
                key=each,
                sentence=f"{names[each]}的赞成、不赞成、弃权合计 {total} 票，"
                f"比有效票 {tally.valid} 张{less} {abs(total - tally.valid)} 票，请核对。",
            )
    for other, votes in tally.others.items():
        if other in candidates:
            yield Fault(key=other, sentence=f"{names[other]}是候选人，不能计入另选他人。")
        elif votes > tally.valid:
            yield Fault(
                key=other,
                sentence=f"另选{names.get(other, '')} {votes} 票，"
                f"多于有效票 {tally.valid} 张，请核对。",
            )


def _of_sums(
    tally: Tally, candidates: Sequence[str], names: Mapping[str, str], seats: int
) -> Iterator[Fault]:
    written = sum(tally.others.values())
    favour = sum(tally.votes[each].favour for each in candidates)
    against = sum(tally.votes[each].against for each in candidates)
    if written > against:
        yield Fault(
            key="others",
            sentence=f"另选他人合计 {written} 票，多于不赞成合计 {against} 票，请核对。"
            "投不赞成票的才能另选他人。",
        )
    if favour + written > tally.valid * seats:
        yield Fault(
            sentence=f"赞成和另选合计 {favour + written} 票，多于有效票 {tally.valid} 张、"
            f"每张最多选 {seats} 人的票数 {tally.valid * seats}，请核对。"
        )


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Where two tellers disagree."""

    name: str
    first: int
    second: int
    key: str = ""


def differences(
    first: Tally, second: Tally, names: Mapping[str, str] = MappingProxyType({})
) -> list[Difference]:
    """Every number that the two tellers did not find alike."""
    pairs = [
        ("发出选票", "issued", first.issued, second.issued),
        ("收回选票", "returned", first.returned, second.returned),
        ("无效票", "invalid", first.invalid, second.invalid),
    ]
    for key in dict.fromkeys((*first.votes, *second.votes)):
        one, other = first.votes.get(key, Votes()), second.votes.get(key, Votes())
        name = names.get(key, key)
        pairs += [
            (f"{name} · 赞成", key, one.favour, other.favour),
            (f"{name} · 不赞成", key, one.against, other.against),
            (f"{name} · 弃权", key, one.abstain, other.abstain),
        ]
    for key in dict.fromkeys((*first.others, *second.others)):
        name = f"另选{names.get(key, key)}"
        pairs.append((name, key, first.others.get(key, 0), second.others.get(key, 0)))
    return [
        Difference(name=name, key=key, first=one, second=other)
        for name, key, one, other in pairs
        if one != other
    ]
