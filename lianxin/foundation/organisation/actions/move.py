from datetime import date

from django.db import connection, transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.actions import history, tree
from lianxin.foundation.organisation.actions.history import Paper
from lianxin.foundation.organisation.catalogue import may_stand_below
from lianxin.foundation.organisation.events import UnitMoved
from lianxin.foundation.organisation.models import Unit, UnitVersion


class RootStays(Refused):
    sentence = "这是本系统的根组织，不能调整隶属、合并或撤销。"


class StandsThere(Refused):
    sentence = "该组织已经隶属于所选的上级组织，没有需要调整的内容。"


class BelowItself(Refused):
    sentence = "不能把组织调整到它自己或它的下级组织之下。请另选上级组织。"


# All units that stood above a unit on some day of a period, by the versions of each.
ABOVE_THEN = """
with recursive up (unit_id, from_on, until_on) as (
    select %(start)s::bigint, %(from)s::date, %(until)s::date
  union
    select v.parent_id, greatest(up.from_on, v.from_on),
           least(coalesce(up.until_on, 'infinity'), coalesce(v.until_on, 'infinity'))
    from up join organisation_unitversion v on v.unit_id = up.unit_id
      and v.parent_id is not null and v.from_on < coalesce(up.until_on, 'infinity')
      and coalesce(v.until_on, 'infinity') > up.from_on
      and v.from_on < coalesce(v.until_on, 'infinity')
)
select exists (select 1 from up where unit_id = %(unit)s)
"""


@transaction.atomic
def move(unit: Unit, *, to: Unit, on: date, document: str, by: Actor) -> Unit:
    """Place the unit, with everything below it, under another one from a day on.

    Only rows of units change; grants, members and meetings follow by the unit's id.
    """
    tree.hold_paths()
    unit, to = tree.fresh(unit), tree.fresh(to)
    require(rules.may_restructure(by, unit=unit) and rules.may_found(by, at=to))
    if unit.parent_id is None:
        raise RootStays
    if to.path.startswith(unit.path):
        raise BelowItself
    if unit.parent_id == to.pk:
        raise StandsThere
    if not may_stand_below(unit.kind, to.kind):
        raise tree.NoSuchPlace(f"{to.kind_of.name}之下不能设{unit.kind_of.name}。请另选上级组织。")
    return place_under(unit, to, Paper(on=on, document=document), by=by)


def place_under(unit: Unit, to: Unit, paper: Paper, *, by: Actor) -> Unit:
    """Write and tell a move that was asked and checked; the tree is held."""
    _check_cycle_then(unit, to, paper.on)
    current = history.change(unit, UnitVersion.Cause.MOVED, paper, by=by, parent_id=to.pk)
    history.check_place(unit)
    from_id, old_path = unit.parent_id or 0, unit.path
    if current.parent_id == to.pk and unit.parent_id != to.pk:
        unit.parent, unit.path = to, tree.new_path(to)
        tree.replace_path(old_path, unit.path)
        unit.save(update_fields=["parent"])

    publish(
        UnitMoved(
            unit_id=unit.pk,
            subject_id=unit.pk,
            from_id=from_id,
            to_id=to.pk,
            old_path=old_path,
            new_path=unit.path,
            on=paper.on,
            document=paper.document,
        ),
        by=by,
    )
    return unit


def _check_cycle_then(unit: Unit, to: Unit, on: date) -> None:
    """Refuse when on some day of the period the new upper unit stood below this one."""
    later = unit.versions.filter(cause=UnitVersion.Cause.MOVED, from_on__gt=on)
    until = later.order_by("from_on").values_list("from_on", flat=True).first()
    with connection.cursor() as cursor:
        cursor.execute(ABOVE_THEN, {"start": to.pk, "from": on, "until": until, "unit": unit.pk})
        (found,) = cursor.fetchone()
    if found:
        raise BelowItself(
            f"自 {on:%Y-%m-%d} 起的一段时间里，“{to.short_name}”曾在“{unit.short_name}”之下，"
            "不能这样调整。请核对生效日期。"
        )
