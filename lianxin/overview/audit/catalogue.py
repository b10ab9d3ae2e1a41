"""How the record is worded for its readers: fields of events, codes, ways in."""

from collections.abc import Mapping

from lianxin.areas.dossier.catalogue import DOCUMENT_NAMES, GRADES, PARTS
from lianxin.areas.dossier.catalogue import HOWS as CONFIRMED
from lianxin.areas.dossier.catalogue import KINDS as ITEM_KINDS
from lianxin.areas.meetings.catalogue import HOWS, LEAVE_KINDS, LEAVES, MEETING_KINDS
from lianxin.areas.members.catalogue import AFFILIATIONS, CATEGORIES, LEAVE_REASONS
from lianxin.areas.members.catalogue import FIELDS as MEMBER_FIELDS
from lianxin.areas.terms.catalogue import COMES, OFFICES
from lianxin.foundation.organisation.catalogue import KINDS, POSTS, ROLE_NAMES

# Names of the fields that events carry, as a reader of the record should see them.
FIELDS = {
    "actor": "操作人", "added": "新增", "address": "网络地址", "after": "变更后",
    "algorithm": "摘要算法", "amount": "数量", "at_unit_id": "所在组织", "attempts": "次数",
    "batch": "批次", "before": "变更前", "blocked": "锁定", "by_recovery_code": "使用恢复码",
    "bytes": "字节", "cell_id": "党小组", "category": "人员类别",
    "changed": "变更", "changes": "变更内容",
    "days": "日期", "national": "全国规定", "rule": "规定", "since": "执行日期",
    "provisional": "暂定", "works": "上班", "year": "年份",
    "code": "组织代码", "column": "列", "columns": "列", "counted": "计数", "created": "新建",
    "decision": "审批结果", "decisions": "决议数", "digest": "摘要", "document": "批准文号",
    "ended": "结束", "ends_on": "截止日期", "entries": "条数", "errors": "错误",
    "expected": "应到", "exports": "导出文件", "fault": "问题", "field": "字段",
    "fields": "字段", "file_name": "文件名", "filter": "条件", "forgotten": "清理条数",
    "found": "差异",
    "from_id": "原上级组织", "from_unit_id": "原支部", "head": "末批摘要",
    "header_row": "表头行", "holds": "认可",
    "how": "方式", "invited": "通知人数", "kept": "保留", "key": "编号",
    "kind": "类别", "kinds": "会议类型",
    "label": "名称", "last": "最近编号", "leader_id": "组长", "line": "行", "lines": "行数",
    "locks": "锁定",
    "masked": "涉及的敏感字段", "member_id": "成员", "member_ids": "成员", "members": "人数",
    "mode": "显示方式", "name": "名称", "new_path": "新位置", "note": "说明", "number": "编号",
    "old_kind": "原类别", "old_name": "原名称", "old_path": "原位置", "on": "日期",
    "paper": "文书", "period": "月份", "post": "职务", "purpose": "用途", "query": "查询内容",
    "reason": "理由", "replaced": "替换原有",
    "read": "已读条数", "refused": "未通过",
    "removed": "移除", "role": "角色", "rows": "行数", "seals": "封存批次",
    "sections": "记录栏目", "sent": "发出条数", "sessions": "会话", "shared": "共享",
    "sha256": "文件摘要", "sheet": "表格",
    "short_name": "简称", "shown_at": "扫码时间", "signed_in_at": "签到时间",
    "is_right": "选对",
    "single_machine": "单机模式", "sound": "完整", "starts_at": "开始时间",
    "starts_on": "起始日期", "step": "步骤", "successor_id": "并入组织", "tab": "工作表",
    "theme": "外观", "title": "主题", "to_id": "新上级组织", "to_unit_id": "新支部",
    "undone": "已撤销", "unit_id": "组织", "unmasked": "含完整敏感信息", "user_id": "人员",
    "user_ids": "人员", "username": "用户名", "what": "内容", "whole": "全部成功才导入",
    "agreed": "同意人数", "agrees": "两人一致", "appointed": "任职人数", "comes": "选举结果",
    "office": "选举职务", "present": "实到", "seats": "应选名额", "units": "组织数",
    "procedure": "事项",
    "about_id": "对象",
    "way": "结果",
    "held_on": "办理日期",
    "late": "补录天数",
    "decision_id": "登记",
    "to_step": "退回到",
    "outcome": "结局",
    "from_user_id": "移交人",
    "to_user_id": "接收人",
    "cases": "件数",
    "file_id": "文件",
    "reminded": "提醒",
    "escalated": "上报",
    "word": "机关代字",
    # 电子档案
    "document_kind": "材料", "files": "文件数", "grade": "评议等次", "hours": "学时",
    "item_kind": "档案条目", "part": "内容",
}  # fmt: skip
#: What a line of the list leaves out: it is told on the page of the entry.
LONG = frozenset({"digest", "sha256", "algorithm", "head", "old_path", "new_path", "batch", "step"})
#: Values that are codes, by field; a code that is not known is shown as it is.
CODES: Mapping[str, Mapping[str, str]] = {
    "role": {str(role): name for role, name in ROLE_NAMES.items()},
    "post": {code: post.name for code, post in POSTS.items()},
    "kind": {
        **AFFILIATIONS,
        **LEAVE_KINDS,
        **{code: kind.name for code, kind in KINDS.items()},
        **{code: kind.name for code, kind in MEETING_KINDS.items()},
    },
    "office": OFFICES,
    "comes": COMES,
    "old_kind": {code: kind.name for code, kind in KINDS.items()},
    "kinds": {code: kind.name for code, kind in MEETING_KINDS.items()},
    "category": CATEGORIES,
    "reason": LEAVE_REASONS,
    "decision": LEAVES,
    "how": {**CONFIRMED, **HOWS},
    "grade": GRADES,
    "document_kind": DOCUMENT_NAMES,
    "item_kind": {code: kind.name for code, kind in ITEM_KINDS.items()},
    "part": PARTS,
    "fields": {"words": "情况说明"} | {key: field.label for key, field in MEMBER_FIELDS.items()},
    "algorithm": {"sha256": "SHA-256", "sm3": "SM3"},
    "mode": {"normal": "标准", "elder": "长辈模式"},
    "theme": {"auto": "跟随系统", "light": "浅色", "dark": "深色"},
}  # fmt: skip
#: Fields whose value is the key of a unit, or of an account; readers see the name.
UNITS = frozenset(
    {"from_unit_id", "to_unit_id", "at_unit_id", "from_id", "to_id", "successor_id", "unit_id"}
)
USERS = frozenset({"user_id", "from_user_id", "to_user_id"})

VIAS = {"web": "网页", "system": "系统作业", "visitor": "访客", "command": "命令行"}
