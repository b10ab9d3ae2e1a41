"""What a vote comes to, explained in sentences; and what must be voted on next.

A contest (选举事项) is one office with its seats. It takes one vote, or several: again where the
vote was void, among the tied where the last seat is tied, for the missing seats where too few
passed; and it may end with fewer seats where more than half of the voters agree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from lianxin.areas.terms.catalogue.ballots import Tally, is_void
from lianxin.areas.terms.catalogue.numbers import FOUR_FIFTHS, least_present, least_votes


class Sort(StrEnum):
    """What kind of vote it is."""

    FIRST = "first"
    RUNOFF = "runoff"
    MISSING = "missing"


SORTS: Mapping[str, str] = {
    Sort.FIRST: "选举",
    Sort.RUNOFF: "得票相等再次投票",
    Sort.MISSING: "不足名额另行选举",
}


def sort_name(sort: str, *, preliminary: bool) -> str:
    """What a vote is called: 选举, 预选, 预选（得票相等再次投票）."""
    if not preliminary:
        return SORTS[sort]
    return "预选" if sort == Sort.FIRST else f"预选（{SORTS[sort]}）"


class Comes(StrEnum):
    """What a vote comes to."""

    NO_QUORUM = "no_quorum"
    VOID = "void"
    FILLED = "filled"
    TIED = "tied"
    SHORT = "short"


COMES: Mapping[str, str] = {
    Comes.NO_QUORUM: "到会不足",
    Comes.VOID: "选举无效",
    Comes.FILLED: "已选出",
    Comes.TIED: "得票相等",
    Comes.SHORT: "名额不足",
}


@dataclass(frozen=True, kw_only=True)
class Poll:
    """One vote: who stands, in the order of the ballot, for how many seats, before how many."""

    sort: Sort = Sort.FIRST
    preliminary: bool = False  # 差额预选: the winners become the candidates of the election
    office: str = "委员"
    seats: int
    candidates: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    expected: int
    present: int
    quorum: Fraction = FOUR_FIFTHS

    def name(self, key: str) -> str:
        return self.names.get(key, key)

    def listed(self, keys: Sequence[str]) -> str:
        return "、".join(map(self.name, keys))


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Who is elected by this vote, who is tied, how many seats stay open, and why."""

    comes: Comes
    elected: tuple[str, ...] = ()  # by votes; equal ones in the order of the ballot
    tied: tuple[str, ...] = ()
    open_seats: int = 0
    sentences: tuple[str, ...] = ()


def decide(poll: Poll, tally: Tally) -> Outcome:
    """What the vote comes to: the meeting, the vote, the majority, the seats, in this order."""
    least = least_present(poll.expected, poll.quorum)
    there = f"应到会有选举权 {poll.expected} 人，实到会 {poll.present} 人"
    if poll.present < least:
        return Outcome(
            comes=Comes.NO_QUORUM,
            open_seats=poll.seats,
            sentences=(
                f"{there}，不足应到会的五分之四（至少 {least} 人），会议无效，须另行召开。",
            ),
        )
    said = [f"{there}，不少于应到会的五分之四（至少 {least} 人），会议有效。"]
    slips = f"发出选票 {tally.issued} 张，收回 {tally.returned} 张"
    if is_void(tally, poll.present):
        said.append(f"{slips}，多于发出的选票或者投票人数，选举无效，应当重新选举。")
        return Outcome(comes=Comes.VOID, open_seats=poll.seats, sentences=tuple(said))
    said.append(
        f"{slips}，不多于发出的选票和投票人数，选举有效。"
        f"其中有效票 {tally.valid} 张，无效票 {tally.invalid} 张。"
    )
    return _runoff(poll, tally, said) if poll.sort is Sort.RUNOFF else _elect(poll, tally, said)


def _standing(poll: Poll, tally: Tally) -> list[str]:
    """Everybody who got votes, the most first; equal ones in the order of the ballot."""
    keys = [*poll.candidates, *(key for key in tally.others if key not in poll.candidates)]
    return sorted(keys, key=lambda key: -tally.favour(key))


def _elect(poll: Poll, tally: Tally, said: list[str]) -> Outcome:
    least = least_votes(poll.present)
    said.append(f"当选须得赞成票超过实到会有选举权 {poll.present} 人的半数，即至少 {least} 票。")
    passing = [key for key in _standing(poll, tally) if tally.favour(key) >= least]
    if len(passing) < poll.seats:
        return _short(poll, passing, said)
    if len(passing) == poll.seats:
        said.append(
            f"得赞成票过半数的有 {len(passing)} 人，等于应选 {poll.seats} 人，"
            f"{_won(poll)}：{poll.listed(passing)}。"
        )
        return Outcome(comes=Comes.FILLED, elected=tuple(passing), sentences=tuple(said))
    said.append(
        f"得赞成票过半数的有 {len(passing)} 人，多于应选 {poll.seats} 人，以得票多少为序取足名额。"
    )
    return _by_votes(poll, tally, passing, said)


def _runoff(poll: Poll, tally: Tally, said: list[str]) -> Outcome:
    """They all had their majority; now the most votes decide."""
    said.append("就得票相等的被选举人再次投票，得赞成票多的当选。")
    standing = [key for key in _standing(poll, tally) if key in poll.candidates]
    return _by_votes(poll, tally, standing, said)


def _by_votes(poll: Poll, tally: Tally, ranked: list[str], said: list[str]) -> Outcome:
    last = tally.favour(ranked[poll.seats - 1])
    above = [key for key in ranked if tally.favour(key) > last]
    level = [key for key in ranked if tally.favour(key) == last]
    if len(above) + len(level) == poll.seats:
        elected = (*above, *level)
        said.append(f"{_won(poll)}：{poll.listed(elected)}。")
        return Outcome(comes=Comes.FILLED, elected=elected, sentences=tuple(said))
    left = poll.seats - len(above)
    if above:
        said.append(f"{_won(poll)}：{poll.listed(above)}。")
    said.append(
        f"{poll.listed(level)}同得 {last} 票，剩余 {left} 个名额不能确定，"
        f"应当就这 {len(level)} 人再次投票，得赞成票多的当选。"
    )
    return Outcome(
        comes=Comes.TIED,
        elected=tuple(above),
        tied=tuple(level),
        open_seats=left,
        sentences=tuple(said),
    )


def _short(poll: Poll, passing: list[str], said: list[str]) -> Outcome:
    left = poll.seats - len(passing)
    if passing:
        said.append(f"{_won(poll)}：{poll.listed(passing)}。")
    said.append(
        f"得赞成票过半数的有 {len(passing)} 人，少于应选 {poll.seats} 人，"
        f"不足的 {left} 个名额应当另行选举，不能从未过半数的人中依次递补。"
        + ("接近应选名额的，经半数以上选举人同意，也可以减少名额，不再选举。" if passing else "")
    )
    return Outcome(
        comes=Comes.SHORT, elected=tuple(passing), open_seats=left, sentences=tuple(said)
    )


def _won(poll: Poll) -> str:
    return "列为正式候选人" if poll.preliminary else f"当选{poll.office}"


# ── a contest: one office, as many votes as it takes ─────────────────────────────────────────


@dataclass(frozen=True, kw_only=True)
class Due:
    """The vote that must be held next."""

    sort: Sort = Sort.FIRST
    seats: int
    preliminary: bool = False
    candidates: tuple[str, ...] = ()  # none: whoever is put up
    again: bool = False  # the same vote once more: it was void, or too few were there


@dataclass(frozen=True, kw_only=True)
class Contest:
    """How far the election of one office has come."""

    seats: int  # as many as are to be elected
    elected: tuple[str, ...] = ()
    nominated: tuple[str, ...] = ()  # by a preliminary vote
    due: Due | None = None
    may_reduce: bool = False
    is_reduced: bool = False

    @property
    def is_decided(self) -> bool:
        return self.due is None


def contest(first: Due, votes: Sequence[tuple[Poll, Tally]], *, reduced: bool = False) -> Contest:
    """Follow the votes of one office; `first` is the vote it began with, `reduced` says that the
    voters agreed to leave the missing seats open."""
    now = Contest(seats=first.seats, due=first)
    for poll, tally in votes:
        came = decide(poll, tally)
        if came.comes in {Comes.NO_QUORUM, Comes.VOID}:
            now = replace(now, due=_again(poll))
        elif poll.preliminary:
            now = _after_preliminary(now, came)
        else:
            now = _after(now, came)
    if reduced and now.may_reduce:
        return replace(now, due=None, may_reduce=False, is_reduced=True)
    return now


def _again(poll: Poll) -> Due:
    return Due(
        sort=poll.sort,
        seats=poll.seats,
        preliminary=poll.preliminary,
        candidates=poll.candidates,
        again=True,
    )


def _after(now: Contest, came: Outcome) -> Contest:
    elected = (*now.elected, *came.elected)
    if came.comes is Comes.FILLED:
        return replace(now, elected=elected, due=None, may_reduce=False)
    if came.comes is Comes.TIED:
        due = Due(sort=Sort.RUNOFF, seats=came.open_seats, candidates=came.tied)
        return replace(now, elected=elected, due=due, may_reduce=False)
    due = Due(sort=Sort.MISSING, seats=came.open_seats)
    return replace(now, elected=elected, due=due, may_reduce=is_near(len(elected), now.seats))


def _after_preliminary(now: Contest, came: Outcome) -> Contest:
    """Whoever wins is nominated; once there are enough, the election itself is due, in which as
    many stand as there are seats."""
    nominated = (*now.nominated, *came.elected)
    if came.comes is Comes.FILLED:
        due = Due(seats=now.seats, candidates=nominated)
    elif came.comes is Comes.TIED:
        due = Due(sort=Sort.RUNOFF, seats=came.open_seats, preliminary=True, candidates=came.tied)
    else:
        due = Due(sort=Sort.MISSING, seats=came.open_seats, preliminary=True)
    return replace(now, nominated=nominated, due=due)


def is_near(elected: int, seats: int) -> bool:
    """接近应选名额: the regulation gives no number; here more than half of the seats are filled."""
    return elected > seats - elected


def reduction(agreed: int, present: int) -> str:
    """Why the number of seats may not be reduced; nothing where the voters agreed."""
    least = least_votes(present)
    if agreed > present:
        return f"同意 {agreed} 人，多于实到会有选举权 {present} 人，请核对。"
    if agreed < least:
        return f"同意减少名额的 {agreed} 人，没有超过实到会 {present} 人的半数（至少 {least} 人）。"
    return ""
