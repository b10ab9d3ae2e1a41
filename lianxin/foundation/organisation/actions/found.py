from datetime import date

from django.db import connection, transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Count, publish
from lianxin.foundation.core.pinyin import initials, sort_key
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.catalogue import KINDS, ZONED
from lianxin.foundation.organisation.events import UnitFounded
from lianxin.foundation.organisation.models import STEP, Unit, UnitVersion

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class NoSuchPlace(Refused):
    sentence = "这一类组织不能设在所选的上级组织之下。请核对组织类别和上级组织。"


@transaction.atomic
def found(
    *, parent: Unit, kind: str, name: str, on: date, by: Actor, **facts: str | bool | int | date
) -> Unit:
    """Found a unit below `parent`, on a date and by a document of approval.

    `facts`: short_name, domain, code, phone, document, has_committee, has_cells,
    approves_members, term_starts_on, term_ends_on, rank.
    """
    require(rules.may_found(by, at=parent))
    if not parent.is_open or KINDS[kind].level <= parent.kind_of.level:
        raise NoSuchPlace

    document = str(facts.pop("document", ""))
    unit = _place(Unit(kind=kind, name=name, founded_on=on, parent=parent, **facts))

    publish(
        UnitFounded(
            unit_id=unit.pk,
            subject_id=unit.pk,
            name=unit.name,
            kind=kind,
            on=on,
            document=document,
            counted=(Count(what=f"units.{kind}", unit_id=unit.pk, amount=1),),
        ),
        by=by,
    )
    _first_version(unit, document=document, by=by)
    return unit


def place_root(*, kind: str, name: str, on: date, by: Actor) -> Unit:
    """Put the root of the tree into an empty house."""
    unit = _place(Unit(kind=kind, name=name, founded_on=on, has_committee=True))
    _first_version(unit, document="", by=by)
    return unit


def _place(unit: Unit) -> Unit:
    """Give the unit its step of the path. Steps are never reused and say nothing of order."""
    above = unit.parent
    unit.short_name = unit.short_name or unit.name.removeprefix("中共")
    unit.pinyin = sort_key(unit.short_name)[:400]
    unit.initials = initials(unit.pinyin)[:60]
    unit.path = step(1) if above is None else above.path + step(_take_step(above))
    if above is not None:
        unit.zone = above.zone
    if unit.kind == ZONED:
        unit.zone = _new_zone()
    unit.save()
    return unit


def _take_step(above: Unit) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "update organisation_unit set next_step = next_step + 1 where id = %s"
            " returning next_step",
            [above.pk],
        )
        (number,) = cursor.fetchone()
    return int(number)


def _new_zone() -> int:
    highest = Unit.objects.order_by("-zone").values_list("zone", flat=True).first()
    return (highest or 0) + 1


def step(number: int) -> str:
    """A number as STEP characters in the order of the C locale."""
    digits = ""
    for _ in range(STEP):
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits


def _first_version(unit: Unit, *, document: str, by: Actor) -> None:
    UnitVersion.objects.create(
        unit=unit,
        cause=UnitVersion.Cause.FOUNDED,
        from_on=unit.founded_on,
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        parent=unit.parent,
        document=document,
        recorded_by_id=by.user_id,
    )
