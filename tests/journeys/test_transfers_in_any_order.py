"""Transfers through their real verbs, in any order: turned back, run out, cut off in the middle,
delivered twice, by two at once. At every moment each member counts with one branch, nobody is lost
or doubled, and the kept figures are those of a recount."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import close_old_connections, connection, transaction
from django.utils.timezone import localdate, now

from lianxin.areas.members.models import Affiliation, Member
from lianxin.areas.transfers import actions
from lianxin.areas.transfers.catalogue.codes import IN_TRANSIT
from lianxin.areas.transfers.models import Arrival, Letter
from lianxin.areas.transfers.tests.conftest import HOUSE, Sides, come, places
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import actions as engine
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case
from lianxin.overview.insight import folding
from tests.cast import Cast

HOUSES, DEEDS = 3, 100
OUT_BRANCH = {"reason": "job", "file": True, "delay": "leave", "document": "9 号", "dues": True}


class Cut(Exception):  # noqa: N818 - the power went, not an error of ours
    """Everything stops in the middle of a deed."""


@contextmanager
def cut_after(statements: int) -> Iterator[None]:
    """The deed gets so far and no further; what is rolled back goes through."""
    left = [statements]

    def count(execute: Callable[..., Any], *given: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            raise Cut
        return execute(*given)

    with connection.execute_wrapper(count):
        yield


@dataclass
class Days:
    """What happens, one deed after another."""

    sides: Sides
    dice: Random
    done: Counter[str] = field(default_factory=Counter)
    letters: int = 0

    def __post_init__(self) -> None:
        cast, sides = self.sides.cast, self.sides
        fitting = cast.found("舾装党支部", "branch", sides.shipyard)
        self.branches = [cast.pier, cast.dock, sides.slip, fitting]
        for number in range(4):
            cast.member(f"林{number}", self.dice.choice(self.branches))
        long_ago = localdate() - timedelta(days=300)
        Affiliation.objects.update(starts_on=long_ago)

    # ---- what may happen ----------------------------------------------------------------------

    def anything(self) -> None:
        deeds: list[Callable[[], None]] = [
            self.begin, self.begin_whole, self.arrive, self.give_up, *[self.night] * 3,
            *[self.step] * 9, self.twice,
        ]  # fmt: skip
        deed = self.dice.choice(deeds)
        is_cut = self.dice.random() < 0.2
        try:
            with transaction.atomic(), cut_after(self.dice.randrange(3, 60) if is_cut else 0):
                deed()
                self.fall(if_so=is_cut)
        except Refused:
            self.done["refused"] += 1
        except Cut:
            self.done["cut"] += 1

    def fall(self, *, if_so: bool) -> None:
        """Everything was said and done, and then the answer got lost with it."""
        if if_so:
            raise Cut

    def target(self) -> actions.Target:
        if self.dice.random() < 0.3:
            return actions.Target(name="中共滨海区工作委员会")
        return actions.Target(to=self.dice.choice([*self.branches, self.sides.shipyard]))

    def passing(self, step: str, way: str, **values: Any) -> Passing:
        return Passing(step=step, way=way, held_on=localdate(), values=values)

    def first(self) -> Passing:
        paid_to = f"{localdate():%Y-%m}"
        return self.passing("out_branch", "", **OUT_BRANCH, paid_to=paid_to)

    def begin(self) -> None:
        member = self.dice.choice(list(Member.objects.select_related("unit").order_by("pk")))
        actions.begin_transfer(member, self.target(), self.first(), by=HOUSE, at=now())

    def begin_whole(self) -> None:
        unit = self.dice.choice(self.branches)
        actions.begin_whole(unit, self.target(), self.first(), by=HOUSE, at=now())

    def arrive(self) -> None:
        self.letters += 1
        come(self.sides, number=f"{self.letters} 号", name=f"郑{self.letters}", id_number="",
             by=self.sides.fang)  # fmt: skip

    def open_case(self) -> Case | None:
        cases = list(Case.objects.open().select_related("unit", "other", "desk").order_by("pk"))
        return self.dice.choice(cases) if cases else None

    def step(self, times: int = 1) -> None:
        case = self.open_case()
        if case is None:
            return
        ways = case.step_of.ways
        way = (ways[0] if self.dice.random() < 0.6 else self.dice.choice(ways)).code
        passing = self.passing(case.step, way, **self.values(case))
        for _ in range(times):
            engine.pass_step(case, passing, by=HOUSE, at=now())
            self.done[f"{passing.step}.{way}"] += 1

    def twice(self) -> None:
        """The answer got lost, so it is sent again: all or nothing."""
        self.step(times=2)

    def values(self, case: Case) -> dict[str, Any]:
        under = case.other if case.other and not case.other.kind_of.holds_members else case.desk
        below = Unit.objects.under(under.path).filter(kind="branch")
        branch = self.dice.choice([*below.order_by("pk"), *self.branches])
        return {
            **OUT_BRANCH, "paid_to": f"{localdate():%Y-%m}", "valid_days": 30, "void": "lost",
            "branch": {"id": branch.pk, "name": branch.short_name}, "returned": "letter",
            "back_note": "另行编入", "received_by": "中共滨海区工作委员会",
            "received_on": case.facts.get("expired") or None, "carrier": "confidential",
        }  # fmt: skip

    def give_up(self) -> None:
        case = self.open_case()
        if case is not None:
            engine.withdraw_case(case, reason="不再转接", by=HOUSE, at=now())
            self.done["withdrawn"] += 1

    def night(self) -> None:
        held = Letter.objects.filter(voided_on=None, used_on=None, case__step__in=IN_TRANSIT)
        letters = list(held.select_related("case").order_by("pk"))
        if letters:
            self.sides.run_out(self.dice.choice(letters).case)
        self.done["expired"] += actions.expire_letters(by=HOUSE, at=now())
        self.done["settled"] += actions.settle(by=HOUSE, at=now())

    # ---- what holds ---------------------------------------------------------------------------

    def broken(self) -> str:
        """What does not hold now; nothing, it is to be hoped."""
        rows = Affiliation.objects.filter(kind="formal", ends_on=None)
        here = Counter(rows.values_list("member_id", "unit_id"))
        roll = dict.fromkeys(Member.objects.on_the_roll().values_list("pk", "unit_id"), 1)
        if here != roll:
            return f"rows {here - Counter(roll)}, roll {Counter(roll) - here}"
        twice = Counter(
            Letter.objects.filter(voided_on=None, used_on=None).values_list("case_id", flat=True)
        )
        return "two letters of one case" if max(twice.values(), default=0) > 1 else ""

    def headcount(self) -> int:
        """Who is on a roll, who left by a transfer added, who came by one taken off."""
        gone = Member.objects.filter(status="left").count()
        came = Arrival.objects.exclude(member=None).count()
        return Member.objects.on_the_roll().count() + gone - came


def lived(seed: int) -> Counter[str]:
    """What was done in one house, all of which is put back."""
    days = Days(Sides(Cast()), Random(seed))  # noqa: S311 - what happens next is invented
    everybody = days.headcount()
    folding.rebuild()  # the cast's root came without its event
    for turn in range(DEEDS):
        days.anything()
        assert days.broken() == "", f"seed {seed}, turn {turn}"
        assert days.headcount() == everybody, f"seed {seed}, turn {turn}"
        if turn % 20 == 0:
            folding.fold_all()
            assert folding.differences() == []
    folding.fold_all()
    assert folding.differences() == []
    return days.done


@pytest.mark.django_db
def test_at_every_moment_each_member_counts_with_one_branch() -> None:
    seen: Counter[str] = Counter()
    for seed in range(HOUSES):
        with transaction.atomic():
            seen += lived(seed)
            transaction.set_rollback(True)
    often = {
        "cut", "refused", "out_committee.issue", "in_committee.accept", "in_committee.return",
        "in_branch.receive", "receipt.receive", "expired", "withdrawn", "reply.sent",
    }  # fmt: skip
    assert {what for what in often if seen[what] < 2} == set(), seen


# ---- two at once -----------------------------------------------------------------------------


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Each deed on a connection of its own, all at the same moment; what became of each."""
    start, ends = Barrier(len(deeds)), ["" for _ in deeds]

    def run(place: int, deed: Callable[[], object]) -> None:
        close_old_connections()
        try:
            start.wait()
            ends[place] = "refused" if deed() == 0 else "done"
        except Refused:
            ends[place] = "refused"
        except Exception as error:  # noqa: BLE001 - shown by the test
            ends[place] = repr(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_act_at_once_one_wins_and_the_other_is_told() -> None:
    sides = Sides(Cast())
    folding.rebuild()
    for name, (step, way, other) in RACES.items():
        case = ready(sides, step)
        if name == "expiry":
            sides.run_out(case)
        branch = {"id": sides.slip.pk, "name": sides.slip.short_name}
        one = partial(pass_on, case, way, on=localdate() - timedelta(days=2), branch=branch)
        assert at_once(one, partial(other, case)) == ["done", "refused"], name
        assert len(places(Member.objects.get(pk=case.subject_id))) == 1, name
    folding.fold_all()
    assert folding.differences() == []


def ready(sides: Sides, step: str) -> Case:
    """A case that has come to a step, some days ago."""
    on = localdate() - timedelta(days=3)
    member = sides.cast.member(f"林{Member.objects.count()}", sides.cast.pier)
    Affiliation.objects.filter(member=member).update(starts_on=on)
    case = sides.go(sides.begin(member=member, on=on), "issue", HOUSE, on, valid_days=30)
    if step == "in_committee":
        return case
    branch = {"id": sides.slip.pk, "name": sides.slip.short_name}
    return sides.go(case, "accept", HOUSE, on, branch=branch)


def pass_on(case: Case, way: str, on: date, **values: Any) -> Case:
    held = Case.objects.select_related("unit", "desk", "other").get(pk=case.pk)
    passing = Passing(step=case.step, way=way, held_on=on, values=values)
    return engine.pass_step(held, passing, by=HOUSE, at=now())


def withdraw(case: Case) -> Case:
    held = Case.objects.select_related("unit", "desk", "other").get(pk=case.pk)
    return engine.withdraw_case(held, reason="不再转接", by=HOUSE, at=now())


def expire(_case: Case) -> int:
    return actions.expire_letters(by=HOUSE, at=now())


def receive(case: Case) -> Case:
    return pass_on(case, "receive", on=localdate())


#: What is raced for: the step, the way of the one, the deed of the other.
RACES: dict[str, tuple[str, str, Callable[[Case], object]]] = {
    "two receive": ("in_branch", "receive", receive),
    "expiry": ("in_committee", "accept", expire),
    "withdrawal": ("in_committee", "accept", withdraw),
}
