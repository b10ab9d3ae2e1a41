"""At whose desk a step lies, and who sits there."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation.grants import table
from lianxin.foundation.organisation.models import Grant, Unit
from lianxin.foundation.procedures.catalogue import Desk, Step
from lianxin.foundation.procedures.models import Case


class NoApprover(Refused):
    sentence = (
        "本组织之上没有具有审批预备党员权限的党委，无法报批。请先在组织信息里"
        "为上级党委登记“具有审批预备党员权限”。"
    )


class NoOtherSide(Refused):
    sentence = "还没有选定对方组织，不能转到对方办理。"


def desk_of(step: Step, *, unit: Unit, other: Unit | None) -> Unit:
    """The unit that acts at a step."""
    if step.desk in {Desk.UNIT, Desk.SUBJECT}:
        return unit
    if step.desk is Desk.OTHER:
        if other is None:
            raise NoOtherSide
        return other
    above = list(Unit.objects.above(unit.path))[:-1][::-1]  # nearest first
    if step.desk in {Desk.ABOVE, Desk.COMMITTEE}:
        asked = [each for each in above if step.desk is Desk.ABOVE or each.kind_of.is_committee]
        return asked[0] if asked else unit
    return _approver(step.desk, above)


def _approver(desk: Desk, above: list[Unit]) -> Unit:
    for place, each in enumerate(above):
        if each.approves_members:
            over = above[place + 1] if place + 1 < len(above) else each
            return over if desk is Desk.OVER_APPROVER else each
    raise NoApprover


def holders(step: Step, desk_ids: Iterable[int], *, today: date) -> dict[int, list[int]]:
    """{unit: accounts that hold the step's key there}, in one statement."""
    return seated({str(step.key)}, desk_ids, today=today)


def seated(keys: Iterable[str], unit_ids: Iterable[int], *, today: date) -> dict[int, list[int]]:
    """{unit: accounts with a grant at that very unit that holds one of the permissions}."""
    allowed = table()
    roles = {role for key in keys for role in allowed.get(key, ())}
    found: dict[int, list[int]] = defaultdict(list)
    rows = (
        Grant.objects.in_force(today)
        .filter(unit__in=set(unit_ids), role__in=roles, user__blocked_at=None)
        .values_list("unit_id", "user_id")
        .distinct()
    )
    for unit_id, user_id in rows:
        found[unit_id].append(user_id)
    return found


def who_waits(case: Case, *, today: date) -> list[int]:
    """The accounts that may act on an open case now: its holder, else whoever sits at the desk."""
    return waiting_users([case], today=today)[case.pk]


def waiting_users(cases: Iterable[Case], *, today: date) -> dict[int, list[int]]:
    """{case: who may act on it now}, in one statement for each permission asked."""
    found: dict[int, list[int]] = {}
    asked: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        step = case.step_of
        if not case.is_open:
            found[case.pk] = []
        elif case.holder_id:
            found[case.pk] = [case.holder_id]
        elif step.desk is Desk.SUBJECT and case.user_id:
            found[case.pk] = [case.user_id]
        else:
            asked[str(step.key)].append(case)
    for key, group in asked.items():
        at_desks = seated({key}, {case.desk_id for case in group}, today=today)
        found |= {case.pk: at_desks.get(case.desk_id, []) for case in group}
    return found


def may_be_named(case: Case, user_id: int, *, today: date) -> bool:
    """Whether an account holds the key of the present step where the case lies."""
    return user_id in holders(case.step_of, [case.desk_id], today=today).get(case.desk_id, [])


def is_held(case: Case, by: Actor) -> bool:
    """Whether the actor was named to see the case through."""
    return by.user_id is not None and by.user_id == case.holder_id
