"""What is elected in a case: the offices with their seats, who stands, and how far it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lianxin.areas.terms.catalogue.deciding import Contest
from lianxin.areas.terms.catalogue.numbers import least_candidates
from lianxin.foundation.procedures.catalogue import Past

MEETING, PLENARY = "meeting", "plenary"
MEMBERS, DELEGATES = "members", "delegates"


class Office(StrEnum):
    COMMITTEE = "committee"
    SECRETARY = "secretary"
    DEPUTY = "deputy"


OFFICES: Mapping[str, str] = {
    Office.COMMITTEE: "委员",
    Office.SECRETARY: "书记",
    Office.DEPUTY: "副书记",
}


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the unit wants to elect, as the unit above agreed to it."""

    has_committee: bool
    seats: int = 0  # of the committee
    secretary: int = 1
    deputies: int = 0
    preliminary: bool = False
    form: str = MEMBERS
    surplus: int = 20  # per cent
    must_choose: bool = True  # a by-election may have one candidate for a seat, with a remark

    def seats_of(self, office: str) -> int:
        return {
            Office.COMMITTEE: self.seats,
            Office.SECRETARY: self.secretary,
            Office.DEPUTY: self.deputies,
        }[Office(office)]

    @property
    def offices(self) -> list[Office]:
        return [office for office in Office if self.seats_of(office)]

    def where(self, office: str) -> str:
        """Committee members are elected by the members; secretaries by the first plenary of the
        new committee, or by the members where there is none."""
        if office == Office.COMMITTEE or not self.has_committee:
            return MEETING
        return PLENARY

    def held_at(self, step: str) -> list[Office]:
        return [office for office in self.offices if self.where(office) == step]

    def least(self, office: str) -> int:
        """How many candidates there must be: more than seats for the committee, as many as seats
        (等额) for secretaries."""
        seats = self.seats_of(office)
        chooses = office == Office.COMMITTEE and self.must_choose
        return least_candidates(seats, self.surplus) if chooses else seats


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far the candidates and the votes of a case are."""

    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # keys, by office
    flaws: tuple[str, ...] = ()  # why somebody may not stand
    contests: Mapping[str, Contest] = field(default_factory=dict)  # that were begun
    names: Mapping[str, str] = field(default_factory=dict)
    without_post: tuple[str, ...] = ()  # elected members whose work is not yet agreed
    without_account: tuple[str, ...] = ()  # elected people who cannot sign in yet
    candidates_url: str = ""
    polls_url: str = ""

    def elected(self, office: str) -> tuple[str, ...]:
        contest = self.contests.get(office)
        return contest.elected if contest and contest.is_decided else ()

    def is_decided(self, office: str) -> bool:
        contest = self.contests.get(office)
        return contest is not None and contest.is_decided

    def name(self, key: str) -> str:
        return self.names.get(key, key)


def progress_of(past: Past) -> Progress:
    found = past.subject.get("progress")
    return found if isinstance(found, Progress) else Progress()


def list_flaws(plan: Plan, progress: Progress) -> Iterator[str]:
    """What the list of candidates still lacks."""
    for office in plan.offices:
        standing, least = progress.candidates.get(office, ()), plan.least(office)
        if len(standing) < least:
            rule = f"（应选 {plan.seats_of(office)} 人，差额不少于 {plan.surplus}%）"
            yield (
                f"{OFFICES[office]}候选人现有 {len(standing)} 人，至少要有 {least} 人"
                f"{rule if least > plan.seats_of(office) else ''}。"
            )
        elif office != Office.COMMITTEE and len(standing) > plan.seats_of(office):
            yield (
                f"{OFFICES[office]}实行等额选举，候选人应为 {plan.seats_of(office)} 人，"
                f"现有 {len(standing)} 人。"
            )
    if plan.has_committee and plan.seats:
        yield from _outside(progress)
    yield from progress.flaws


def _outside(progress: Progress) -> Iterator[str]:
    """Secretaries are elected from the committee, so they stand for it too."""
    inside = progress.candidates.get(Office.COMMITTEE, ())
    for office in (Office.SECRETARY, Office.DEPUTY):
        for key in progress.candidates.get(office, ()):
            if key not in inside:
                yield f"{progress.name(key)}是{OFFICES[office]}候选人，也应当列为委员候选人。"
