"""News of the roll. Values of masked fields are never told, only their names."""

from dataclasses import dataclass
from typing import ClassVar

from lianxin.foundation.core.events import Event


@dataclass(frozen=True, kw_only=True)
class MemberAdmitted(Event):
    """A person was entered on the roll (the subject is the member)."""

    label: ClassVar[str] = "登记成员"
    name: str
    category: str


@dataclass(frozen=True, kw_only=True)
class MemberAdvanced(Event):
    """A person came a step further on the way into the Party, by decision of a matter."""

    label: ClassVar[str] = "变更人员类别"
    category: str


@dataclass(frozen=True, kw_only=True)
class MembersAdmitted(Event):
    """A batch of people was entered on the roll (the subject is the unit worked at)."""

    label: ClassVar[str] = "批量登记成员"
    batch: int
    members: int


@dataclass(frozen=True, kw_only=True)
class MemberAmended(Event):
    """Particulars were corrected: `before` and `after` of open fields, names of masked ones."""

    label: ClassVar[str] = "更正成员信息"
    before: dict[str, str]
    after: dict[str, str]
    masked: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MemberCorrected(MemberAmended):
    """Particulars were corrected as the member himself proposed."""

    label: ClassVar[str] = "按本人申请更正信息"


@dataclass(frozen=True, kw_only=True)
class MembersAmended(Event):
    """Particulars of a batch were corrected (the subject is the unit worked at)."""

    label: ClassVar[str] = "批量更正成员信息"
    batch: int
    members: int
    fields: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class MembersReverted(Event):
    """A batch was undone (the subject is the unit worked at)."""

    label: ClassVar[str] = "撤销批次"
    batch: int
    members: int


@dataclass(frozen=True, kw_only=True)
class MemberMoved(Event):
    """The formal affiliation passed from one branch to another inside one's scope."""

    label: ClassVar[str] = "调整所在支部"
    from_unit_id: int
    to_unit_id: int
    on: str
    document: str


@dataclass(frozen=True, kw_only=True)
class MembersMoved(Event):
    """Several members passed to another branch at once (the subject is the branch)."""

    label: ClassVar[str] = "批量调整所在支部"
    members: int
    to_unit_id: int
    on: str
    document: str


@dataclass(frozen=True, kw_only=True)
class MemberTransferred(Event):
    """The formal affiliation passed to a branch of another keeper, who took the member over."""

    label: ClassVar[str] = "组织关系转接"
    from_unit_id: int
    to_unit_id: int
    on: str
    document: str


@dataclass(frozen=True, kw_only=True)
class MembersTransferred(Event):
    """The members of a whole branch passed to another (the subject is the branch)."""

    label: ClassVar[str] = "整建制转接"
    members: int
    from_unit_id: int
    to_unit_id: int
    on: str
    document: str


@dataclass(frozen=True, kw_only=True)
class MembersReleased(Event):
    """The members of a whole branch left for outside (the subject is the branch)."""

    label: ClassVar[str] = "整建制转出"
    members: int
    title: str
    on: str
    document: str


@dataclass(frozen=True, kw_only=True)
class MemberArrived(Event):
    """Somebody came on the roll from an organisation outside (the subject is the member)."""

    label: ClassVar[str] = "组织关系转入"
    name: str
    category: str
    title: str
    on: str
    document: str


@dataclass(frozen=True, kw_only=True)
class MemberSuspended(Event):
    label: ClassVar[str] = "停止党籍"
    on: str
    document: str


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Event):
    """A member left the roll; the row stays."""

    label: ClassVar[str] = "离开名册"
    reason: str
    on: str
    document: str


@dataclass(frozen=True, kw_only=True)
class MemberRestored(Event):
    """A member who had left, or was suspended, is on the roll again."""

    label: ClassVar[str] = "恢复"
    on: str
    document: str


@dataclass(frozen=True, kw_only=True)
class AffiliationStarted(Event):
    """A member takes part in the life of a further organisation (the subject is the member)."""

    label: ClassVar[str] = "增加活动组织关系"
    kind: str
    at_unit_id: int
    on: str


@dataclass(frozen=True, kw_only=True)
class AffiliationEnded(Event):
    label: ClassVar[str] = "结束活动组织关系"
    kind: str
    at_unit_id: int
    on: str


@dataclass(frozen=True, kw_only=True)
class SensitiveShown(Event):
    """Somebody looked at a masked field, for a purpose that the member can read."""

    label: ClassVar[str] = "查看敏感信息"
    field: str
    purpose: str


@dataclass(frozen=True, kw_only=True)
class AttendanceExcused(Event):
    """By decision, an old, frail or long ill member is no longer expected at meetings."""

    label: ClassVar[str] = "免于参会"
    reason: str
    document: str


@dataclass(frozen=True, kw_only=True)
class AttendanceExpected(Event):
    """The exemption ended."""

    label: ClassVar[str] = "恢复参会"


@dataclass(frozen=True, kw_only=True)
class AccountsOpened(Event):
    """Members may sign in (the subject is the unit whose roll was worked on)."""

    label: ClassVar[str] = "为成员开通账号"
    member_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class RollExported(Event):
    """A file of the roll was asked for (the subject is the export)."""

    label: ClassVar[str] = "导出名册"
    filter: str
    members: int
    fields: tuple[str, ...]
    unmasked: bool
    purpose: str


@dataclass(frozen=True, kw_only=True)
class ViewSaved(Event):
    label: ClassVar[str] = "保存名册视图"
    name: str
    filter: str
    shared: bool


@dataclass(frozen=True, kw_only=True)
class ViewDropped(Event):
    label: ClassVar[str] = "删除名册视图"
    name: str


@dataclass(frozen=True, kw_only=True)
class ExportFiled(Event):
    """The file lies ready for whoever asked for it."""

    label: ClassVar[str] = "生成导出文件"
    bytes: int


@dataclass(frozen=True, kw_only=True)
class ExportFailed(Event):
    label: ClassVar[str] = "导出未成功"


@dataclass(frozen=True, kw_only=True)
class ExportsExpired(Event):
    """Files whose time was over were deleted."""

    label: ClassVar[str] = "清除过期导出文件"
    exports: int


@dataclass(frozen=True, kw_only=True)
class PhotoPut(Event):
    """A member was given a picture, or another one."""

    label: ClassVar[str] = "上传照片"
    replaced: bool


@dataclass(frozen=True, kw_only=True)
class PhotoRemoved(Event):
    """The picture of a member was taken away and erased."""

    label: ClassVar[str] = "移除照片"
    reason: str
