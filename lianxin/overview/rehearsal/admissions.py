"""People on their way into the Party at the hospital: one who has just applied, one whom nobody has
talked to in time, an activist, a candidate whose papers lie with the committee, and a probationary
member. Each step was passed by the verb people use, on a day of its own."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import make_aware

from lianxin.areas.admission import actions
from lianxin.areas.admission.catalogue import cultivated_until
from lianxin.areas.admission.catalogue.simulating import WAYS, evidence
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import actor_for
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures import queries
from lianxin.foundation.procedures.catalogue import Ask, Passing, standing
from lianxin.foundation.procedures.models import Case
from lianxin.overview.rehearsal.demo import Hospital, Place

#: Days after the step before; what must wait longer by the rules, does.
GAPS = {"talk": 12, "recommend": 75, "file_activist": 9, "cultivate": 150, "review": 20}
GAP = 5
SAID = {
    "talk": "入党动机端正，了解党的基本知识，已说明入党条件和程序。",
    "cultivate": "工作主动，团结同事，按时参加党课学习和志愿服务。",
    "candidate": "党小组和群众反映良好，没有不同意见。",
    "review": "本人政治历史清楚，直系亲属和主要社会关系没有发现问题。",
    "committee": "材料齐全，同意报上级党委预审。",
}
DOCUMENT = "江三院组〔2026〕{} 号"
#: A year of training is long enough for one assessment in between.
MEANWHILE = ("cultivate", "more")


def begin(made: Hospital) -> int:
    """Bring five people to five places of the way; say how many cases there are."""
    places = {place.branch.name: place for place in made.places}
    _applied(made, places["心血管内科党支部"], 18)
    _applied(made, places["消化内分泌科党支部"], 47)
    _go(made, _applied(made, places["心血管内科党支部"], 330), until="cultivate", assessed=1)
    _go(made, _applied(made, places["普外与肝胆科党支部"], 640), until="prereview", assessed=1)
    _probationary(made, places["心血管内科党支部"])
    return Case.objects.filter(procedure="admission").count()


def _secretary(made: Hospital, unit: Unit) -> Actor:
    """Who keeps the cases that lie at a unit."""
    post = unit.appointments.select_related("user").get(post="secretary", ends_on=None)
    return actor_for(post.user_id, post.user.name, today=made.today)


def _at(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(10)))


def _applied(made: Hospital, place: Place, days: int) -> Case:
    """The first applicant of a branch who has no case yet hands in his application."""
    on = made.today - timedelta(days=days)
    found = Member.objects.filter(unit=place.unit, category="applicant").order_by("pk")
    known = queries.open_of([member.pk for member in found], "admission")
    member = next(each for each in found if each.pk not in known)
    by = _secretary(made, place.unit)
    return actions.receive_application(place.unit, on=on, by=by, at=_at(on), member=member)


def _go(made: Hospital, case: Case, *, until: str, assessed: int) -> Case:
    """Step by step, until the case stands where it is to be seen."""
    place = next(each for each in made.places if each.unit.pk == case.unit_id)
    while (case.step, assessed) != (until, 0):
        way = WAYS.get(case.step, "on")
        if case.step == MEANWHILE[0] and assessed:
            way, assessed = MEANWHILE[1], assessed - 1
        case = _pass(case, place, way, by=_secretary(made, case.desk))
    return case


def _pass(case: Case, place: Place, way: str, *, by: Actor) -> Case:
    past = queries.past_of(case, today=case.entered_on + timedelta(days=400))
    step = case.step_of
    bound = standing(step, past).earliest
    on = case.entered_on + timedelta(days=GAPS.get(step.code, GAP))
    on = max(on, bound.on) if bound else on
    until = cultivated_until(past)
    if step.code == "cultivate" and way == "on" and until is not None:
        on = max(on, until)
    made_up = evidence(step, past, on)
    values = {ask.key: _value(ask, step.code, place, made_up) for ask in step.asks_in(past)}
    passing = Passing(step=step.code, way=way, held_on=on, values=values)
    return procedures.pass_step(case, passing, by=by, at=_at(on))


def _value(ask: Ask, step: str, place: Place, made_up: dict[str, Any]) -> Any:
    """What is entered, with the people of the branch in it."""
    seats = len(place.officers)
    votes = {"expected": seats, "present": seats, "written": 0, "favour": seats, "against": 0,
             "abstain": 0}  # fmt: skip
    chosen = [
        {"id": each.pk, "name": each.name, "category": each.category, "restricted": False}
        for each in place.officers[:2]
    ]
    given = {
        "vote": votes, "members": chosen, "meeting": None, "note": SAID.get(step, "情况属实。"),
        "document": DOCUMENT.format(40 + len(step)),
    }  # fmt: skip
    said = {"talker": place.officers[0].name, "place": "党员活动室", "days": 3}
    return said.get(ask.key, given.get(ask.kind, made_up[ask.key]))


def _probationary(made: Hospital, place: Place) -> Case:
    """A probationary member of the time before this house is taken over."""
    member = next(each for each in place.roll if each.category == "probationary")
    joined = member.joined_on or made.today
    days = {"joined_on": joined, "approved_on": min(joined + timedelta(days=30), made.today)}
    return actions.take_over(
        member, on=joined - timedelta(days=800), by=_secretary(made, place.unit), at=made.at,
        papers="入党志愿书、政审材料、培训证书各 1 份，已核对。",
        **{key: day.isoformat() for key, day in days.items()},
    )  # fmt: skip
