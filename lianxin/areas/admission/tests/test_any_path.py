"""Whatever people try at the real verbs, in whatever order: nobody becomes a full member against
the checklist, the roll says what the case says, and what is refused leaves nothing behind.

The pure rules are tried ten thousand times in `test_no_way_round`; here the same people, with the
same oracle, try at the database: wrong votes, wrong days, wrong steps, papers sent back, categories
changed by hand, a change of branch on the way.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.areas.admission import actions
from lianxin.areas.admission.catalogue import ADMISSION, joined_on, probation_until
from lianxin.areas.admission.catalogue.simulating import WAYS, evidence
from lianxin.areas.admission.models import Approval
from lianxin.areas.admission.tests.test_no_way_round import broken, tries
from lianxin.areas.members import actions as members
from lianxin.areas.members.models import Affiliation, Member, MemberChange
from lianxin.foundation.core.days import months_later
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures import queries
from lianxin.foundation.procedures.catalogue import Passing, Past, standing
from lianxin.foundation.procedures.models import Case, Decision
from lianxin.foundation.procedures.tests.conftest import at
from tests.cast import HOUSE, Cast
from tests.trace import traces

pytestmark = pytest.mark.django_db
PEOPLE, TRIES = 7, 50
#: What people in all examples did, so that the test is known to be awake.
seen: Counter[str] = Counter()


@dataclass
class Person:
    """Somebody on his way, and the day it is for him."""

    case: Case
    cast: Cast
    chance: random.Random
    today: date
    born_on: date
    careful: bool  # he tries wrong turns, too, but passes his own steps as they should be

    @property
    def member(self) -> Member:
        return Member.objects.select_related("unit").get(pk=self.case.subject_id)

    @property
    def past(self) -> Past:
        return queries.past_of(self.case, today=self.today)


COUNTED = (Decision, Approval, Affiliation, MemberChange)
COUNTS = ", ".join(f"(select count(*) from {each._meta.db_table})" for each in COUNTED)  # noqa: S608


def rows() -> tuple[object, ...]:
    """Everything that a refused deed might have touched."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {COUNTS}")
        counts = cursor.fetchone()
    kept = (list(each.objects.order_by("pk").values_list()) for each in (Case, Member))
    return (traces(), counts, *kept)


def attempt(person: Person, name: str, deed: Callable[[], object]) -> None:
    """Try it: refused, it leaves no trace; done, the roll and the case agree."""
    before = rows()
    try:
        with transaction.atomic():
            deed()
    except Refused:
        assert rows() == before, name
        person.case.refresh_from_db()
        seen[f"{name} refused"] += 1
    else:
        person.case = Case.objects.select_related("unit", "desk", "other").get(pk=person.case.pk)
        seen[name] += 1
        agrees(person)


# ---- what people do ---------------------------------------------------------------------------


def passes(person: Person) -> None:
    """The step he stands at, mostly as it should be."""
    _pass(person, person.case.step)


def passes_another(person: Person) -> None:
    """A step he does not stand at."""
    _pass(person, person.chance.choice(ADMISSION.steps).code)


def _pass(person: Person, code: str) -> None:
    wanted = _as_it_should_be(person, code) if person.careful else _wildly(person, code)
    day = max(wanted.held_on, person.today)
    attempt(
        person,
        "another step" if code != person.case.step else "a step",
        lambda: procedures.pass_step(person.case, wanted, by=HOUSE, at=at(day, 12)),
    )
    person.today = max(person.today, min(day, person.today + timedelta(days=200)))


def _as_it_should_be(person: Person, code: str) -> Passing:
    """Lawfully, though not at once: half a year between two assessments."""
    past, step = person.past, ADMISSION.step(code)
    bound = standing(step, past).earliest
    on = max((each.held_on for each in past.passed), default=past.opened_on)
    on = max(on, bound.on) if bound else on
    on += timedelta(days=183 if code == "cultivate" else 5)
    way = _way(past, code, on)
    return Passing(step=code, way=way, held_on=on, values=evidence(step, past, on))


def _wildly(person: Person, code: str) -> Passing:
    past = person.past
    wanted = tries(ADMISSION.step(code), past, person.chance, 0.03)
    if person.chance.random() < 0.85:
        return replace(wanted, way=_way(past, code, wanted.held_on))
    return wanted


def _way(past: Past, code: str, on: date) -> str:
    """The way of one who goes on; trained too short a time, he is trained further."""
    determined = past.held_on("recommend")
    if code == "cultivate" and determined is not None and on < months_later(determined, 12):
        return "more"
    return WAYS.get(code, "on")


def sends_back(person: Person) -> None:
    to = person.chance.choice(ADMISSION.steps).code
    attempt(
        person, "sent back",
        lambda: procedures.return_case(
            person.case, to=to, reason="材料不全", by=HOUSE, at=at(person.today, 13)
        ),
    )  # fmt: skip


def moves(person: Person) -> None:
    """Comes to the other branch; his case goes with him."""
    there = person.chance.choice((person.cast.pier, person.cast.dock))
    attempt(
        person, "moved",
        lambda: members.move_within(
            person.member, to=there, on=person.today, document="", by=HOUSE,
            at=at(person.today, 14),
        ),
    )  # fmt: skip
    if person.case.is_open:
        assert person.case.unit_id == person.member.unit_id


def changed_by_hand(person: Person) -> None:
    """A full member by hand, with all his dates."""
    if not person.case.is_open or person.member.category == "formal":
        return
    was = person.member.category
    facts = {"category": "formal", "joined_on": date(2016, 1, 1), "full_on": date(2017, 1, 1)}
    attempt(
        person, "by hand",
        lambda: members.amend(person.member, by=HOUSE, at=at(person.today, 15), **facts),
    )  # fmt: skip
    assert person.member.category == was


DEEDS = (passes,) * 16 + (passes_another, sends_back, moves, changed_by_hand)


# ---- what must hold ---------------------------------------------------------------------------


def said_by(case: Case, past: Past) -> str:
    """The category that the standing passings of a case give its person."""
    held = {(each.step, each.way) for each in past.passed}
    if ("full_approve", "full") in held:
        return "formal"
    if ("approve", "yes") in held:
        return "probationary"
    codes = {step for step, _ in held}
    if "file_candidate" in codes:
        return "candidate"
    return "activist" if "file_activist" in codes else "applicant"


def agrees(person: Person) -> None:
    member, past = person.member, person.past
    if not member.is_on_the_roll:
        assert person.case.state == Case.State.ENDED
        return
    assert member.category == said_by(person.case, past), past.passed
    if member.category in {"probationary", "formal"}:
        assert member.joined_on == joined_on(past)
    if member.category == "formal":
        assert member.full_on == probation_until(past)
        assert broken(person.born_on, past.passed) == [], past.passed


def begin(cast: Cast, chance: random.Random) -> Person | None:
    """Somebody applies; too young, he is turned away and stands nowhere."""
    opened = date(2015, chance.randint(1, 12), chance.randint(1, 28))
    born_on = date(chance.randint(1970, 1999), chance.randint(1, 12), chance.randint(1, 28))
    before = rows()
    try:
        with transaction.atomic():
            case = actions.receive_application(
                cast.pier, on=opened, by=HOUSE, at=at(opened), name="田禾",
                born_on=born_on.isoformat(),
            )  # fmt: skip
    except Refused:
        assert months_later(born_on, 12 * 18) > opened
        assert rows() == before
        return None
    return Person(
        case=case,
        cast=cast,
        chance=chance,
        today=opened,
        born_on=born_on,
        careful=chance.random() < 0.4,
    )


@pytest.fixture
def place(cast: Cast) -> Cast:
    Unit.objects.filter(pk=cast.harbour.pk).update(approves_members=True)
    Unit.objects.filter(pk__in=(cast.pier.pk, cast.dock.pk)).update(has_committee=True)
    for unit in (cast.pier, cast.dock, cast.harbour):
        unit.refresh_from_db()
    return cast


def test_no_path_through_the_verbs_leads_round_the_rules(place: Cast):
    seen.clear()
    live(place)
    became, tried = seen["full"], seen["a step"] + seen["a step refused"]
    assert became >= 1, seen
    assert tried > 100, seen
    for deed in ("another step", "sent back", "moved", "by hand"):
        assert seen[deed] + seen[f"{deed} refused"] > 0, seen
    assert seen["by hand"] == 0


def live(place: Cast) -> None:
    @settings(
        max_examples=PEOPLE, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(seed=st.integers(0, 2**32))
    def one(seed: int) -> None:
        with transaction.atomic():
            lived(place, random.Random(seed))  # noqa: S311 - invented cases
            # Nothing of an example stays for the next one.
            transaction.set_rollback(True)

    one()


def lived(place: Cast, chance: random.Random) -> None:
    person = begin(place, chance)
    if person is None:
        seen["too young"] += 1
        return
    for _ in range(TRIES):
        if not person.case.is_open:
            break
        chance.choice(DEEDS)(person)
    seen["full"] += person.member.category == "formal"
