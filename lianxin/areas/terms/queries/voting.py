"""The votes of a case as its page shows them: what is due, what was counted, what it came to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from lianxin.areas.members.models import Member
from lianxin.areas.terms.catalogue import (
    COMES,
    OFFICES,
    Comes,
    Contest,
    Difference,
    Due,
    Office,
    Outcome,
    Plan,
    Progress,
    Tally,
    decide,
    differences,
    stroke_key,
    tally_of,
)
from lianxin.areas.terms.catalogue.offices import DELEGATES, MEETING, PLENARY
from lianxin.areas.terms.models import Count, Poll
from lianxin.areas.terms.queries.progress import contest_of, plan_of, progress_of, voters_of
from lianxin.foundation.accounts.models import User
from lianxin.foundation.organisation.catalogue import POSTS
from lianxin.foundation.organisation.models import Appointment
from lianxin.foundation.procedures.catalogue import Past
from lianxin.foundation.procedures.models import Case

TONES = {Comes.FILLED: "ok", Comes.TIED: "warn", Comes.SHORT: "warn"}


@dataclass(frozen=True, kw_only=True)
class Result:
    """A line of the table of a vote."""

    key: str
    name: str
    favour: int
    against: int | None  # None for whoever was written in
    abstain: int | None
    is_elected: bool


@dataclass(frozen=True, kw_only=True)
class Told:
    """One vote with everything told of it."""

    poll: Poll
    names: Mapping[str, str]
    outcome: Outcome | None
    results: Sequence[Result]
    tellers: Sequence[tuple[str, bool]]  # name, whether he has entered his count
    differences: Sequence[Difference]

    @property
    def tally(self) -> Tally | None:
        return self.poll.counted

    @property
    def came(self) -> str:
        return COMES[self.outcome.comes] if self.outcome else ""

    @property
    def tone(self) -> str:
        if self.outcome is None:
            return ""
        return TONES.get(self.outcome.comes, "danger")


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One office: its votes so far, and which is due."""

    office: str
    seats: int
    contest: Contest
    votes: Sequence[Told]
    standing: Sequence[str]  # names on the next ballot

    @property
    def name(self) -> str:
        return OFFICES[self.office]

    @property
    def is_counting(self) -> bool:
        return any(told.poll.is_open for told in self.votes)

    @property
    def due(self) -> Due | None:
        return None if self.is_counting else self.contest.due


def polls_of(case: Case, office: str) -> list[Poll]:
    return list(Poll.objects.standing().filter(case=case, office=office).order_by("number"))


def contest_in(case: Case, office: str, plan: Plan, progress: Progress) -> Contest:
    """The contest of an office; before its first vote, what that vote will be."""
    polls = polls_of(case, office)
    if polls:
        return contest_of(polls)
    due = Due(
        seats=plan.seats_of(office),
        preliminary=plan.preliminary and office == Office.COMMITTEE,
        candidates=progress.candidates.get(office, ()),
    )
    return Contest(seats=due.seats, due=due)


def turns(case: Case, past: Past) -> list[Turn]:
    """Every office of the case, in the order in which they are elected."""
    plan, progress = plan_of(case, past), progress_of([case])[case.pk]
    polls = list(Poll.objects.standing().filter(case=case).order_by("number"))
    told = {each.poll.pk: each for each in tell(polls)}
    found = []
    for office in plan.offices:
        own = [poll for poll in polls if poll.office == office]
        now = contest_in(case, office, plan, progress)
        due = now.due.candidates if now.due else ()
        found.append(
            Turn(
                office=office, seats=plan.seats_of(office), contest=now,
                votes=[told[poll.pk] for poll in own],
                standing=[progress.name(key) for key in due],
            )
        )  # fmt: skip
    return found


def tell(polls: Sequence[Poll]) -> list[Told]:
    """Votes in words and numbers, in a constant number of statements."""
    counts: dict[int, list[Count]] = {poll.pk: [] for poll in polls}
    for count in Count.objects.filter(poll__in=polls).order_by("at", "pk"):
        counts[count.poll_id].append(count)
    tallies = {pk: [tally_of(count.tally) for count in rows] for pk, rows in counts.items()}
    names = _names(polls, tallies)
    users = dict(
        User.objects.filter(pk__in={pk for poll in polls for pk in poll.tellers}).values_list(
            "pk", "name"
        )
    )
    return [_told(poll, counts[poll.pk], tallies[poll.pk], names, users) for poll in polls]


def _names(polls: Sequence[Poll], tallies: Mapping[int, Sequence[Tally]]) -> dict[str, str]:
    keys = {int(key) for poll in polls for key in poll.keys}
    keys |= {int(key) for rows in tallies.values() for each in rows for key in each.others}
    known = Member.objects.filter(pk__in=keys).values_list("pk", "name")
    return {str(pk): name for pk, name in known}


def _told(
    poll: Poll,
    counts: Sequence[Count],
    tallies: Sequence[Tally],
    names: Mapping[str, str],
    users: Mapping[int, str],
) -> Told:
    entered = {count.user_id for count in counts}
    differ = poll.is_open and len(tallies) == 2
    tally = poll.counted
    outcome = decide(poll.value(dict(names)), tally) if tally else None
    return Told(
        poll=poll,
        names=names,
        outcome=outcome,
        results=_results(poll, tally, outcome, names) if tally and outcome else (),
        tellers=[(users.get(pk, ""), pk in entered) for pk in poll.tellers],
        differences=differences(tallies[0], tallies[1], names) if differ else (),
    )


def _results(poll: Poll, tally: Tally, outcome: Outcome, names: Mapping[str, str]) -> list[Result]:
    stood = [
        Result(
            key=key, name=names[key], favour=votes.favour, against=votes.against,
            abstain=votes.abstain, is_elected=key in outcome.elected,
        )
        for key in poll.keys
        if (votes := tally.votes.get(key)) is not None
    ]  # fmt: skip
    written = [
        Result(
            key=key, name=names[key], favour=votes, against=None, abstain=None,
            is_elected=key in outcome.elected,
        )
        for key, votes in sorted(tally.others.items(), key=lambda item: stroke_key(names[item[0]]))
    ]  # fmt: skip
    return stood + written


def expected_at(case: Case, office: str, past: Past, *, today: date) -> int | None:
    """How many voters are expected; None where it cannot be known from the roll (delegates)."""
    plan = plan_of(case, past)
    if plan.where(office) == PLENARY:
        return len(plenary(case, today=today))
    return None if plan.form == DELEGATES else voters_of(case, today=today).expected


def plenary(case: Case, *, today: date) -> set[int]:
    """The members of the committee that elects: the new one; in a by-election those in office
    and whoever joins them."""
    polls = polls_of(case, Office.COMMITTEE)
    elected = {int(key) for key in contest_of(polls).elected} if polls else set()
    if case.procedure == "election":
        return elected
    posts = sorted(code for code, post in POSTS.items() if post.in_committee)
    sitting = Appointment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=today), unit=case.unit, post__in=posts, starts_on__lte=today
    )
    members = Member.objects.filter(user__in=sitting.values("user_id")).values_list("pk", flat=True)
    return elected | set(members)


def eligible(case: Case, office: str, past: Past, *, today: date) -> list[tuple[str, str]]:
    """Who may be elected to an office, written in as well: (key, name) in the order of strokes."""
    found = voters_of(case, today=today)
    people = [*found.voters, *(person for person, _ in found.left_out)]
    if plan_of(case, past).where(office) == PLENARY:
        inside = {str(pk) for pk in plenary(case, today=today)}
        people = [person for person in people if person.key in inside]
    return [(p.key, p.name) for p in sorted(people, key=lambda p: stroke_key(p.name))]


def counters(case: Case) -> list[tuple[int, str]]:
    """Who may be named to count: people of the unit who can sign in."""
    rows = (
        Member.objects.under(case.unit.path)
        .in_force()
        .in_the_party()
        .filter(user__isnull=False, user__blocked_at=None)
        .values_list("user_id", "name")
    )
    return sorted(
        ((pk, name) for pk, name in rows if pk is not None), key=lambda pair: stroke_key(pair[1])
    )


def is_at(case: Case, office: str, past: Past) -> bool:
    """Whether the office is elected at the step where the case stands."""
    return (
        case.is_open
        and case.step in {MEETING, PLENARY}
        and (plan_of(case, past).where(office) == case.step)
    )


def step_of(case: Case, office: str, past: Past) -> str:
    """What the step is called at which an office is elected."""
    return case.procedure_of.step(plan_of(case, past).where(office)).name


def report(case: Case, past: Past) -> dict[str, Any]:
    """What the 选举结果报告单 says, in plain values."""
    found = turns(case, past)
    return {
        "unit": case.unit.name,
        "held_on": past.held_on(MEETING),
        "plenary_on": past.held_on(PLENARY),
        "is_counted": any(told.tally for turn in found for told in turn.votes),
        "turns": [
            {
                "office": turn.name,
                "seats": turn.seats,
                "elected": [
                    told.names[key]
                    for told in turn.votes
                    if told.outcome and not told.poll.preliminary
                    for key in told.outcome.elected
                ],
                "reduced": turn.contest.is_reduced,
                "votes": [_sheet(told) for told in turn.votes if told.tally],
            }
            for turn in found
        ],
    }


def _sheet(told: Told) -> dict[str, Any]:
    poll, tally = told.poll, told.tally
    assert tally is not None  # noqa: S101 - the caller takes only counted votes
    return {
        "name": poll.name, "seats": poll.seats, "expected": poll.expected,
        "present": poll.present, "issued": tally.issued, "returned": tally.returned,
        "valid": tally.valid, "invalid": tally.invalid,
        "rows": [vars(each) for each in told.results],
        "sentences": list(told.outcome.sentences) if told.outcome else [],
    }  # fmt: skip
