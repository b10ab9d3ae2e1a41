"""The socket where areas plug their procedures, with what passing a step does.

registry.plug(Plugged(procedure=ADMISSION, subject=subject_of, apply=apply))
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.procedures.catalogue.declared import Procedure, Step, Way
from lianxin.foundation.procedures.catalogue.past import Passing, Past


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Whom or what a case is about, as the area knows it now."""

    name: str
    url: str = ""  # the subject's page in the console
    open_it: str = "打开档案"  # what the button there says
    note: str = ""  # "第一党支部 · 男 · 1999 年 12 月生"
    tag: str = ""  # "预备党员"
    unit_id: int | None = None  # the unit that answers for it today
    user_id: int | None = None  # its account, if it is a person with one
    facts: Mapping[str, Any] = field(default_factory=dict)  # what steps look at: born_on…


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What an area's `apply` is told: the passing that was just recorded, in its transaction."""

    case_id: int
    subject_id: int
    unit_id: int
    step: Step
    way: Way
    passing: Passing
    past: Past
    by: Actor
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Turned:
    """What an area is told when a case went back or was corrected: the past that holds now."""

    case_id: int
    subject_id: int
    unit_id: int
    past: Past
    by: Actor
    at: datetime


def _anybody(_by: Actor) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document that can be printed from a case: a link of the area's own."""

    name: str
    url: str
    ready: bool = True
    note: str = ""
    may: Callable[[Actor], bool] = _anybody  # who may draw it, of those who work at the case


def _nothing(_deed: Deed) -> dict[str, Any]:
    return {}


def _as_before(_turned: Turned) -> None:
    return None


def _no_papers(_case_id: int, _step: str) -> tuple[()]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Plugged:
    """A procedure with its doors into the area that owns the matter."""

    procedure: Procedure
    #: {subject_id: Subject} for many subjects at once, in a constant number of statements.
    subjects: Callable[[Iterable[int]], Mapping[int, Subject]]
    #: Changes the roll through the verbs of the area; answers facts for the case to carry along,
    #: of which "unit_id" and "other_id" move the case. Raises Refused to stop the step.
    apply: Callable[[Deed], Mapping[str, Any]] = _nothing
    #: Puts the roll right after a return or a correction, by what holds now.
    turned: Callable[[Turned], None] = _as_before
    #: What can be printed from a case.
    papers: Callable[[int, str], Iterable[Paper]] = _no_papers


_plugged: dict[str, Plugged] = {}


def plug(one: Plugged) -> Plugged:
    """An area plugs a procedure when it starts."""
    _plugged[one.procedure.code] = one
    return one


def plugged(code: str) -> Plugged:
    return _plugged[code]


def procedures() -> list[Procedure]:
    return [one.procedure for one in _plugged.values()]
