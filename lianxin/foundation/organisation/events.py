"""News of the tree, its posts and its grants."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class HouseEstablished(Event):
    """The installation was set up: its root unit and first administrators are known."""

    label: ClassVar[str] = "启用系统"
    single_machine: bool


@dataclass(frozen=True, kw_only=True)
class UnitFounded(Event):
    label: ClassVar[str] = "成立组织"
    name: str
    kind: str
    on: date
    document: str


@dataclass(frozen=True, kw_only=True)
class Appointed(Event):
    """A person took up a post (the subject is the appointment)."""

    label: ClassVar[str] = "任职"
    user_id: int
    post: str
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class GrantGiven(Event):
    """A person was given a role at a unit (the subject is the grant)."""

    label: ClassVar[str] = "授权"
    user_id: int
    role: str
    reason: str
