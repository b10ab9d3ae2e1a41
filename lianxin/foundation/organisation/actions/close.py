from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import Count, publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.actions import history, tree
from lianxin.foundation.organisation.actions.history import Paper
from lianxin.foundation.organisation.actions.move import RootStays, place_under
from lianxin.foundation.organisation.events import UnitClosed, UnitMerged
from lianxin.foundation.organisation.models import Unit, UnitVersion
from lianxin.foundation.organisation.queries.obstacles import before_closing, before_merging


class InTheWay(Refused):
    """The unit cannot go yet; the sentence lists everything in the way at once."""

    @classmethod
    def because(cls, verb: str, sentences: Iterable[str]) -> "InTheWay":
        listed = "".join(f"{at}. {said} " for at, said in enumerate(sentences, start=1))
        return cls(f"暂不能{verb}，请先处理以下事项：{listed.strip()}")


class TooEarly(Refused):
    """Something happened to the unit after the day it is said to have ended."""


class IntoItself(Refused):
    sentence = "不能并入该组织自己或它的下级组织。请另选并入的组织。"


@transaction.atomic
def close(unit: Unit, *, on: date, document: str, by: Actor) -> Unit:
    """Close a unit that nothing stands in or below; its posts and grants end that day."""
    tree.hold()
    unit = tree.fresh_alone(unit)
    require(rules.may_restructure(by, unit=unit))
    _check_root(unit)
    if found := before_closing(unit):
        raise InTheWay.because("撤销", found)

    _close(unit, UnitVersion.Cause.CLOSED, Paper(on=on, document=document), by=by)

    publish(
        UnitClosed(
            unit_id=unit.pk,
            subject_id=unit.pk,
            name=unit.name,
            kind=unit.kind,
            on=on,
            document=document,
            counted=_one_less(unit),
        ),
        by=by,
    )
    return unit


@transaction.atomic
def merge(unit: Unit, *, into: Unit, on: date, document: str, by: Actor) -> Unit:
    """Merge a unit into another: the units below it are placed under its successor, and it is
    closed. Its members must have been moved before, which the areas see to."""
    tree.hold_paths()
    unit, into = tree.fresh_alone(unit), tree.fresh(into)
    require(rules.may_restructure(by, unit=unit) and rules.may_restructure(by, unit=into))
    _check_root(unit)
    if into.path.startswith(unit.path):
        raise IntoItself
    if found := before_merging(unit, into):
        raise InTheWay.because("合并", found)

    paper = Paper(on=on, document=document)
    children = unit.children.open().select_for_update(no_key=True).order_by("path")
    for child in children:
        _bring_along(child, into, paper, by=by)
    unit.successor = into
    _close(unit, UnitVersion.Cause.MERGED, paper, by=by)

    publish(
        UnitMerged(
            unit_id=unit.pk,
            subject_id=unit.pk,
            name=unit.name,
            kind=unit.kind,
            successor_id=into.pk,
            on=on,
            document=document,
            counted=_one_less(unit),
        ),
        by=by,
    )
    return unit


def _check_root(unit: Unit) -> None:
    if unit.parent_id is None:
        raise RootStays


def _one_less(unit: Unit) -> tuple[Count, ...]:
    return (Count(what=f"units.{unit.kind}", unit_id=unit.pk, amount=-1),)


def _bring_along(child: Unit, into: Unit, paper: Paper, *, by: Actor) -> None:
    moved = place_under(child, into, paper, by=by)
    if moved.parent_id != into.pk:
        raise TooEarly(
            f"下级组织“{child.short_name}”在 {paper.on:%Y-%m-%d} 之后才调整到现在的位置，"
            "合并日期不能早于那一天。请核对日期。"
        )


def _close(unit: Unit, cause: str, paper: Paper, *, by: Actor) -> None:
    current = history.change(unit, cause, paper, by=by, is_open=False)
    if current.cause != cause:
        raise TooEarly(
            f"该组织在 {current.from_on:%Y-%m-%d} 还有“{current.get_cause_display()}”登记，"
            "撤销日期不能早于那一天。请核对日期。"
        )
    history.check_below(unit)
    unit.closed_on = paper.on
    unit.save(update_fields=["closed_on", "successor"])
    _end_posts(unit, paper.on)


def _end_posts(unit: Unit, on: date) -> None:
    """Posts and grants end with the unit; what had not begun never will."""
    with connection.cursor() as cursor:
        for table in ("appointment", "grant"):
            cursor.execute(
                f"update organisation_{table} set ends_on = greatest(starts_on, %s)"  # noqa: S608
                " where unit_id = %s and (ends_on is null or ends_on > %s)",
                [on, unit.pk, on],
            )
