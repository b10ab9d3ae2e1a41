"""News of local rules (the subject is the policy)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class PolicySet(Event):
    """A unit asks more than the national number, of itself and all below it, from a day on.
    `national` and `amount` are the numbers in words."""

    label: ClassVar[str] = "收紧规定"
    rule: str
    national: str
    amount: str
    since: date
    document: str


@dataclass(frozen=True, kw_only=True)
class PolicyEnded(Event):
    """From a day on a unit no longer asks more."""

    label: ClassVar[str] = "停止执行本级规定"
    rule: str
    amount: str
    on: date
    document: str
