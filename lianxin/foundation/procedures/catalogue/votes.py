"""Votes with their numbers, counted by rules that are data, explained in a sentence.

Denominators differ by decision (domain: quorums and majorities): of those who should attend
(应到会) or of those present (实到会). Fractions are exact; "超过" is strict, "以上" is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import Any, Self

HALF = Fraction(1, 2)
NAMES = {HALF: "半数", Fraction(2, 3): "三分之二", Fraction(4, 5): "五分之四"}


class Base(StrEnum):
    """Of whom a majority is reckoned."""

    EXPECTED = "expected"
    PRESENT = "present"


@dataclass(frozen=True, kw_only=True)
class VoteRule:
    """A quorum and a majority."""

    quorum: Fraction = HALF
    quorum_strict: bool = False  # 超过半数, not 半数以上
    majority: Fraction = HALF  # always strict: 超过
    base: Base = Base.EXPECTED
    written: bool = False  # opinions handed in before the meeting count as votes
    source: str = ""

    @property
    def sentence(self) -> str:
        """The rule in words, to stand beside the numbers."""
        quorum = f"{'超过' if self.quorum_strict else '不少于'}应到会的{_name(self.quorum)}"
        base = "应到会" if self.base is Base.EXPECTED else "实到会"
        written = "，会前书面意见计入票数" if self.written else ""
        return (
            f"有表决权的实到人数须{quorum}，"
            f"赞成须超过{base}有表决权人数的{_name(self.majority)}{written}。"
        )

    def least_present(self, expected: int) -> int:
        """How many voters must be there."""
        return _least(self.quorum, expected, strict=self.quorum_strict)

    def least_for(self, base: int) -> int:
        """How many must be in favour."""
        return _least(self.majority, base, strict=True)


@dataclass(frozen=True, kw_only=True)
class Vote:
    """有表决权应到、实到、会前书面意见，赞成、不赞成、弃权。Written opinions are told apart, and
    are part of the three sums."""

    expected: int
    present: int
    written: int = 0
    favour: int
    against: int
    abstain: int

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        return cls(**{name: int(values.get(name) or 0) for name in cls.__dataclass_fields__})

    def told(self) -> dict[str, int]:
        return dict(vars(self))


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What a vote comes to."""

    passed: bool
    sentence: str
    flaws: tuple[str, ...] = ()


def count(vote: Vote, rule: VoteRule) -> Counted:
    """Whether the meeting was valid and the motion carried, and why, in a sentence."""
    flaws = tuple(_contradictions(vote, rule))
    if flaws:
        return Counted(passed=False, sentence=flaws[0], flaws=flaws)
    quorum = rule.least_present(vote.expected)
    if vote.present < quorum:
        return Counted(
            passed=False,
            sentence=f"应到会有表决权 {vote.expected} 人，实到 {vote.present} 人，"
            f"不足规定的 {quorum} 人，会议无效，表决不算数。",
        )
    is_expected = rule.base is Base.EXPECTED
    base = vote.expected if is_expected else vote.present
    least = rule.least_for(base)
    of_whom = f"{'应到会' if is_expected else '实到会'}有表决权人数 {base} 人"
    word = "超过" if vote.favour >= least else "没有超过"
    return Counted(
        passed=vote.favour >= least,
        sentence=f"赞成 {vote.favour} 票，{word}{of_whom}的{_name(rule.majority)}"
        f"（至少 {least} 票），{'通过' if vote.favour >= least else '未通过'}。",
    )


def _contradictions(vote: Vote, rule: VoteRule) -> list[str]:
    cast = vote.favour + vote.against + vote.abstain
    voters = vote.present + vote.written
    checks = (
        (min(vars(vote).values()) < 0, "人数和票数不能是负数。"),
        (vote.expected == 0, "应到会有表决权人数不能是 0。"),
        (
            vote.present > vote.expected,
            f"实到 {vote.present} 人，比应到 {vote.expected} 人还多，请核对。",
        ),
        (vote.written > 0 and not rule.written, "这类表决不计会前书面意见，请核对。"),
        (
            voters > vote.expected,
            f"实到和会前书面意见合计 {voters} 人，比应到 {vote.expected} 人还多，请核对。",
        ),
        (
            cast > voters,
            f"赞成、不赞成、弃权合计 {cast}，比参加表决的 {voters} 人多 {cast - voters}，请核对。",
        ),
        (
            cast < voters,
            f"赞成、不赞成、弃权合计 {cast}，比参加表决的 {voters} 人少 {voters - cast}。"
            "没有投票的请计入弃权。",
        ),
    )
    return [sentence for wrong, sentence in checks if wrong]


def _least(part: Fraction, whole: int, *, strict: bool) -> int:
    share = part * whole
    return floor(share) + 1 if strict else ceil(share)


def _name(part: Fraction) -> str:
    return NAMES.get(part, f"{part.denominator} 分之 {part.numerator}")
