"""Terms of office at the hospital: most run on, one ends soon, one is overdue, one was extended,
and one branch is on its way through an election."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import make_aware

from lianxin.areas.terms import actions as terms
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.organisation.catalogue.numbers import years_later
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import actor_for
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case
from lianxin.overview.rehearsal.demo import HOUSE, Hospital, Place

#: Days until the term ends, by branch.
ENDING = {
    "机关第二党支部": 160,
    "消化内分泌科党支部": 95,
    "普外与肝胆科党支部": 70,
    "医技党支部": -25,
    "骨科与麻醉科党支部": -40,
}
EXTENDED, ELECTING = "骨科与麻醉科党支部", "普外与肝胆科党支部"
#: The steps of the election that is under way: how many days ago, and what was entered.
PASSED: tuple[tuple[str, int, Mapping[str, Any]], ...] = (
    ("remind", 60, {"how": "letter", "document": "江三院党〔2026〕31 号"}),
    ("plan", 48, {"seats": 5, "deputies": 1, "form": "members", "preliminary": "no"}),
    ("request", 45, {"document": "普外支〔2026〕6 号"}),
    ("reply", 34, {"document": "江三院党〔2026〕36 号"}),
    ("nominate", 20, {"manner": "members", "inspection": "预备人选经考察合格。"}),
    ("candidates_request", 12, {"document": "普外支〔2026〕8 号"}),
)


def prepare(made: Hospital) -> Case:
    """Give the branches their terms and take one through half an election."""
    places = {place.branch.name: place for place in made.places}
    for name, days in ENDING.items():
        _ends_in(places[name].unit, days, made.today)
    organisation.extend_term(
        places[EXTENDED].unit, until=made.today + timedelta(days=140),
        document="江三院党〔2026〕28 号", by=HOUSE,
    )  # fmt: skip
    return _elect(made, places[ELECTING])


def _ends_in(unit: Unit, days: int, today: date) -> None:
    ends_on = today + timedelta(days=days)
    organisation.amend(
        unit, on=today, document="", by=HOUSE, term_starts_on=years_later(ends_on, -3),
        term_ends_on=ends_on,
    )  # fmt: skip


def _elect(made: Hospital, place: Place) -> Case:
    branch, above = _secretary(place.unit, made.today), _secretary(made.root, made.today)
    first = made.today - timedelta(days=PASSED[0][1])
    case = procedures.open_case(
        "election", place.unit.pk, unit=place.unit, on=first, by=branch, at=_at(first)
    )
    for step, days, values in PASSED:
        if step == "nominate":
            _put_up(case, place, by=branch)
        day = made.today - timedelta(days=days)
        more = {"planned_on": (made.today + timedelta(days=20)).isoformat()}
        passing = Passing(
            step=step, way=case.step_of.ways[0].code, held_on=day,
            values={**values, **(more if step == "plan" else {})},
        )  # fmt: skip
        by = branch if case.desk_id == place.unit.pk else above
        case = procedures.pass_step(case, passing, by=by, at=_at(day))
    return case


def _secretary(unit: Unit, today: date) -> Actor:
    """Who leads a unit: the case tells his name, as it would."""
    user = unit.appointments.select_related("user").get(post="secretary", ends_on=None).user
    return actor_for(user.pk, user.name, today=today)


def _put_up(case: Case, place: Place, *, by: Actor) -> None:
    """Six for five seats; the secretary and the deputy of today stand again."""
    full = [member for member in place.roll if member.category == "formal"]
    for member in full[:6]:
        terms.put_up(case, member, office="committee", by=by)
    terms.put_up(case, full[0], office="secretary", by=by)
    terms.put_up(case, full[1], office="deputy", by=by)


def _at(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(10)))
