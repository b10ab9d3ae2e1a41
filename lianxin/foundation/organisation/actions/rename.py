from datetime import date

from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.actions import history, tree
from lianxin.foundation.organisation.actions.found import sound
from lianxin.foundation.organisation.actions.history import Paper
from lianxin.foundation.organisation.events import UnitRenamed
from lianxin.foundation.organisation.models import Unit, UnitVersion


class SameName(Refused):
    sentence = "新名称与现名称相同，没有需要变更的内容。"


@transaction.atomic
def rename(unit: Unit, *, name: str, short_name: str, on: date, document: str, by: Actor) -> Unit:
    """Give the unit another name from a day on. A day in the past puts the history right and
    leaves the name of today if that was given later."""
    unit = tree.fresh(unit)
    require(rules.may_restructure(by, unit=unit))
    short_name = short_name or name.removeprefix("中共")
    if (name, short_name) == (unit.name, unit.short_name):
        raise SameName

    old_name = unit.name
    current = history.change(
        unit,
        UnitVersion.Cause.RENAMED,
        Paper(on=on, document=document),
        by=by,
        name=name,
        short_name=short_name,
    )
    unit.name, unit.short_name = current.name, current.short_name
    sound(unit)
    unit.save(update_fields=["name", "short_name", "pinyin", "initials"])

    publish(
        UnitRenamed(
            unit_id=unit.pk,
            subject_id=unit.pk,
            old_name=old_name,
            name=name,
            short_name=short_name,
            on=on,
            document=document,
        ),
        by=by,
    )
    return unit
