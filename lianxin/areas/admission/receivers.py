"""A case goes with its person: whoever moves to another branch finds it going on there."""

from collections.abc import Sequence

from django.utils.timezone import now

from lianxin.areas.admission.queries.people import CODE
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Told, witness
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.models import Case

FOLLOWER = Actor.system("发展党员：随人转移")
ROOM = "lianxin.areas.members.events"


@witness
def follow_the_person(told: Sequence[Told]) -> None:
    """In the transaction of the move, so that nobody's case is ever at another branch than he."""
    moved = {
        to_id
        for event, _ in told
        if type(event).__module__ == ROOM
        and (to_id := getattr(event, "to_unit_id", None)) is not None
    }
    for to_id in moved:
        _follow(to_id)


def _follow(to_id: int) -> None:
    there = Member.objects.filter(unit_id=to_id).values("pk")
    cases = Case.objects.open().filter(procedure=CODE, subject_id__in=there).exclude(unit_id=to_id)
    waiting = list(cases)
    if not waiting:
        return
    unit = Unit.objects.get(pk=to_id)
    for case in waiting:
        procedures.move_case(case, to=unit, by=FOLLOWER, at=now())
