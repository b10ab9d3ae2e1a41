"""How the record is worded for its readers: fields of events, ways in, digests."""

# Names of the fields that events carry, as a reader of the record should see them.
FIELDS = {
    "actor": "操作人", "address": "网络地址", "algorithm": "摘要算法", "amount": "数量",
    "appointment_id": "任职", "at": "时间", "batch": "批次", "batch_id": "导入批次",
    "before": "变更前", "after": "变更后", "category": "人员类别", "changes": "变更内容",
    "changed": "变更内容", "code": "组织代码", "count": "数量", "document": "批准文号",
    "ends_on": "截止日期", "ends_at": "结束时间", "entries": "条数", "event": "事项",
    "expected": "应到", "fault": "问题", "fields": "字段", "filters": "筛选条件",
    "found": "发现差异", "from_unit_id": "原组织", "from_id": "原组织", "head": "末批摘要",
    "how": "方式", "kind": "类别", "late": "补录", "left": "离开方式", "lines": "行数",
    "marks": "登记结果", "meeting_id": "会议", "member_id": "成员", "member_ids": "成员",
    "mode": "显示方式", "name": "名称", "new": "变更后", "note": "说明", "number": "数量",
    "old": "变更前", "on": "日期", "parent_id": "上级组织", "period": "月份", "place": "地点",
    "post": "职务", "present": "实到", "purpose": "用途", "query": "查询内容", "reason": "理由",
    "repaired": "已修正", "role": "角色", "rows": "行数", "seals": "封存批次",
    "session": "会话", "short_name": "简称", "single_machine": "单机模式", "sound": "验证结果",
    "starts_at": "开始时间", "starts_on": "起始日期", "status": "状态", "subject": "对象",
    "successor_id": "并入组织", "theme": "外观", "title": "主题", "to_id": "新组织",
    "to_unit_id": "新组织", "unit_id": "组织", "until": "截止", "user_id": "人员",
    "username": "用户名", "via": "途径",
}  # fmt: skip
#: Fields whose value is the key of a unit, or of an account; readers see the name.
UNITS = frozenset({"from_unit_id", "to_unit_id", "from_id", "to_id", "parent_id", "successor_id"})
USERS = frozenset({"user_id"})

VIAS = {"web": "网页", "system": "系统作业", "visitor": "访客", "command": "命令行"}
DIGESTS = {"sha256": "SHA-256", "sm3": "SM3"}
