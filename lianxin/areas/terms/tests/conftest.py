"""An election at Pier: a committee of three, eight full members, everybody with his account."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import pytest
from django.utils.timezone import make_aware

from lianxin.areas.members.models import Member
from lianxin.areas.terms import actions, queries
from lianxin.areas.terms.actions import Ballot
from lianxin.areas.terms.catalogue import Tally, Votes
from lianxin.areas.terms.models import Poll
from lianxin.foundation.core import events
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Event
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.queries import past_of
from tests.cast import actor

ENDS = date(2027, 3, 1)
NAMES = ("丁大海", "马小满", "吴敬山", "何清", "宋雨", "陆远")
DAYS = {
    "remind": date(2026, 9, 1), "plan": date(2026, 9, 20), "request": date(2026, 10, 8),
    "reply": date(2026, 10, 20), "nominate": date(2026, 11, 5),
    "candidates_request": date(2026, 11, 10), "candidates_reply": date(2026, 11, 20),
    "meeting": date(2026, 12, 10), "plenary": date(2026, 12, 10), "report": date(2026, 12, 12),
    "approve": date(2026, 12, 18), "announce": date(2026, 12, 21),
}  # fmt: skip
VOTE = {"expected": 8, "present": 8, "favour": 8, "against": 0, "abstain": 0}
VALUES: dict[str, dict[str, Any]] = {
    "remind": {"how": "letter"},
    "plan": {
        "seats": 3, "deputies": 1, "form": "members", "preliminary": "no",
        "planned_on": "2026-12-10",
    },
    "request": {"document": "支〔2026〕1 号"},
    "reply": {"document": "港党〔2026〕8 号"},
    "nominate": {"manner": "branch", "inspection": "考察合格。"},
    "candidates_request": {"document": "支〔2026〕2 号"},
    "candidates_reply": {"document": "港党〔2026〕9 号"},
    "meeting": {
        "work_report": True, "dues_report": True, "method": VOTE,
        "scrutineers": [{"id": 0, "name": "监票人"}],
    },
    "plenary": {"chair": "丁大海"},
    "report": {"document": "支〔2026〕3 号"},
    "approve": {"document": "港党〔2026〕12 号", "filed": True},
    "announce": {"where": "党员大会", "archived": True},
}  # fmt: skip


def at(day: date, hour: int = 15) -> datetime:
    return make_aware(datetime.combine(day, time(hour)))


class Elect:
    """The election played with its verbs; Wang keeps it, Lin of Harbour decides."""

    def __init__(self, cast: Any, code: str = "election", *, has_committee: bool = True) -> None:
        self.cast = cast
        Unit.objects.filter(pk=cast.pier.pk).update(
            has_committee=has_committee, term_starts_on=date(2024, 3, 1), term_ends_on=ENDS
        )
        cast.pier.refresh_from_db()
        self.unit = cast.pier
        self.wang, self.lin = actor(cast.wang), actor(cast.lin)
        self.people = [self._person(place, name) for place, name in enumerate(NAMES)]
        self.tellers = [cast.wang.pk, cast.chen.pk]
        self.case: Case = procedures.open_case(
            code,
            self.unit.pk,
            unit=self.unit,
            on=DAYS["remind"],
            by=self.wang,
            at=at(DAYS["remind"], 9),
        )

    def _person(self, place: int, name: str) -> Member:
        user = self.cast.person(f"pier{place}", name)
        member: Member = self.cast.member(name, self.unit, user=user)
        return member

    def fresh(self) -> Case:
        self.case = Case.objects.select_related("unit", "desk").get(pk=self.case.pk)
        return self.case

    def pass_(self, way: str | None = None, by: Actor | None = None, **values: Any) -> Case:
        case = self.fresh()
        step, day = case.step_of, DAYS.get(case.step, DAYS["announce"])
        day = max(day, case.entered_on)
        past = past_of(case, today=day)
        passing = Passing(
            step=step.code, way=way or step.ways_in(past)[0].code, held_on=day,
            values={**VALUES.get(step.code, {}), **values},
        )  # fmt: skip
        above = case.desk_id != self.unit.pk
        by = by or (self.lin if above else self.wang)
        self.case = procedures.pass_step(case, passing, by=by, at=at(day, 16))
        return self.case

    def to(self, step: str) -> "Elect":
        """Go on until the case stands at a step; lists and votes are filled in on the way."""
        for _ in range(16):
            if self.fresh().step == step:
                return self
            self.ready()
            self.pass_()
        raise AssertionError(self.case.step)

    def ready(self) -> None:
        """What the present step needs."""
        if self.case.step == "nominate" and not self.case.candidates.exists():
            self.put_up()
        if self.case.step == "meeting":
            for office in self.offices():
                self.elect(office)
        if self.case.step == "plenary":
            self.elect("secretary")
            self.elect("deputy")
        if self.case.step == "report" and self.unit.has_committee:
            actions.assign_duties(self.case, {self.people[2].pk: "organisation"}, by=self.wang)

    def offices(self) -> list[str]:
        past = past_of(self.case, today=DAYS["meeting"])
        return list(map(str, queries.plan_of(self.case, past).held_at("meeting")))

    def put_up(self) -> None:
        if self.unit.has_committee:
            for member in self.people[:4]:
                actions.put_up(self.case, member, office="committee", by=self.wang)
            actions.put_up(self.case, self.people[1], office="deputy", by=self.wang)
        actions.put_up(self.case, self.people[0], office="secretary", by=self.wang)

    def open(self, office: str = "committee", present: int | None = None, **more: Any) -> Poll:
        known = 3 if office != "committee" and self.unit.has_committee else 8
        ballot = Ballot(
            present=known if present is None else present,
            **{"tellers": self.tellers, **more},
        )
        return actions.open_poll(self.fresh(), office, ballot, by=self.wang, at=at(DAYS["meeting"]))

    def count(self, poll: Poll, *teller: int, favour: list[int], **more: Any) -> Poll:
        """Both tellers, or those named, enter that the candidates got so many votes each."""
        returned = more.pop("returned", poll.present)
        valid = returned - more.get("invalid", 0)
        votes = {
            key: Votes(favour=got, against=valid - got)
            for key, got in zip(poll.keys, favour, strict=False)
        }
        tally = Tally(issued=poll.present, returned=returned, votes=votes, **more)
        users = {self.cast.wang.pk: self.cast.wang, self.cast.chen.pk: self.cast.chen}
        users |= {member.user_id: member.user for member in self.people}
        for pk in teller or poll.tellers:
            poll = actions.enter_count(poll, tally, by=actor(users[pk]), at=at(DAYS["meeting"]))
        return poll

    def elect(self, office: str) -> Poll:
        """A clear vote: as many as seats pass, in the order of the ballot."""
        poll = self.open(office)
        favour = [poll.present - place for place in range(len(poll.candidates))]
        favour = [got if place < poll.seats else 0 for place, got in enumerate(favour)]
        return self.count(poll, favour=favour)


@pytest.fixture
def told() -> Iterator[list[Event]]:
    """Everything published from here on."""
    heard: list[Event] = []

    def hear(events: Any) -> None:
        heard.extend(event for event, _ in events)

    events.witness(hear)
    yield heard
    events._witnesses.remove(hear)


@pytest.fixture
def elect(cast: Any) -> Elect:
    return Elect(cast)


@pytest.fixture
def alone(cast: Any) -> Elect:
    return Elect(cast, has_committee=False)
