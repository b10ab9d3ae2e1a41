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
class AdministratorsSeparated(Event):
    """Single-machine mode ended: the three administrators are three people from now on."""

    label: ClassVar[str] = "结束单机模式"
    user_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class UnitFounded(Event):
    label: ClassVar[str] = "成立组织"
    name: str
    kind: str
    on: date
    document: str


@dataclass(frozen=True, kw_only=True)
class UnitRenamed(Event):
    label: ClassVar[str] = "更名"
    old_name: str
    name: str
    short_name: str
    on: date
    document: str


@dataclass(frozen=True, kw_only=True)
class UnitMoved(Event):
    """A unit and all below it now stand elsewhere. The paths are equal when only the past was
    put right."""

    label: ClassVar[str] = "调整隶属"
    from_id: int
    to_id: int
    old_path: str
    new_path: str
    on: date
    document: str


@dataclass(frozen=True, kw_only=True)
class UnitMerged(Event):
    """The unit (the subject) is closed and goes on in its successor."""

    label: ClassVar[str] = "并入其他组织"
    name: str
    kind: str
    successor_id: int
    on: date
    document: str


@dataclass(frozen=True, kw_only=True)
class UnitClosed(Event):
    label: ClassVar[str] = "撤销组织"
    name: str
    kind: str
    on: date
    document: str


@dataclass(frozen=True, kw_only=True)
class UnitAmended(Event):
    """Facts of a unit were put right; `changes` are (field, before, after), a phone without
    its digits. A change of kind also counts one unit less of the old and one more of the new."""

    label: ClassVar[str] = "变更组织信息"
    changes: tuple[tuple[str, str, str], ...]
    old_kind: str
    kind: str
    on: date
    document: str


@dataclass(frozen=True, kw_only=True)
class WorkplaceAdded(Event):
    """An organisation covers one more unit of work (the subject)."""

    label: ClassVar[str] = "增加覆盖单位"
    name: str
    on: date


@dataclass(frozen=True, kw_only=True)
class WorkplaceEnded(Event):
    label: ClassVar[str] = "解除覆盖单位"
    name: str
    on: date


@dataclass(frozen=True, kw_only=True)
class CellFormed(Event):
    """A cell was formed inside a branch (the subject is the cell)."""

    label: ClassVar[str] = "设立党小组"
    name: str
    leader_id: int | None
    on: date


@dataclass(frozen=True, kw_only=True)
class CellDissolved(Event):
    label: ClassVar[str] = "撤销党小组"
    name: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Appointed(Event):
    """A person took up a post (the subject is the appointment)."""

    label: ClassVar[str] = "任职"
    user_id: int
    post: str
    starts_on: date
    document: str = ""


@dataclass(frozen=True, kw_only=True)
class AppointmentEnded(Event):
    """A person laid a post down (the subject is the appointment)."""

    label: ClassVar[str] = "免职"
    user_id: int
    post: str
    ends_on: date
    document: str


@dataclass(frozen=True, kw_only=True)
class TermBegun(Event):
    """A new term of the unit's committee or secretary began; the one before ended that day."""

    label: ClassVar[str] = "新一届任期开始"
    starts_on: date
    ends_on: date
    document: str


@dataclass(frozen=True, kw_only=True)
class TermExtended(Event):
    """The present term lasts longer than it would have, with approval."""

    label: ClassVar[str] = "延长任期"
    before: date
    ends_on: date
    document: str


@dataclass(frozen=True, kw_only=True)
class GrantGiven(Event):
    """A person was given a role at a unit (the subject is the grant)."""

    label: ClassVar[str] = "授权"
    user_id: int
    role: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class GrantWithdrawn(Event):
    """A role was taken back from a person (the subject is the grant)."""

    label: ClassVar[str] = "撤销授权"
    user_id: int
    role: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SetupOffered(Event):
    """A one-time link to the set-up pages was printed; one printed before is worth nothing."""

    label: ClassVar[str] = "生成启用链接"


@dataclass(frozen=True, kw_only=True)
class SetupSaved(Event):
    """A step of the set-up was answered."""

    label: ClassVar[str] = "填写启用步骤"
    step: str
