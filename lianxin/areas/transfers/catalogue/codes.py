"""Codes: lists of transfers, of floating members and of what ends a membership.

Sources: 《中国共产党党员教育管理工作条例》(2019) arts. 24, 25, 30–34; 《中国共产党章程》第九条;
practice of letters of transfer (介绍信) where no national list of codes is public.
"""

from collections.abc import Mapping

Codes = Mapping[str, str]

#: Within one committee; to another committee of this house; out of the house, by letter.
WITHIN, ACROSS, OUTSIDE = "within", "across", "outside"
KINDS: Codes = {
    WITHIN: "同一党委内",
    ACROSS: "跨党委（系统内）",
    OUTSIDE: "转往系统外",
}

#: 转接原因
REASONS: Codes = {
    "job": "工作调动",
    "home": "居住地变化",
    "school": "升学",
    "graduated": "毕业",
    "retired": "退休",
    "army": "参军或退役",
    "reformed": "单位改制、撤并",
    "branches": "支部设置调整",
    "away": "外出地点固定满 6 个月",
    "other": "其他",
}

#: 退回原因: nobody refuses without one.
RETURNS: Codes = {
    "elsewhere": "不属于本党组织接收范围",
    "particulars": "姓名、身份证号等信息有误",
    "letter": "介绍信抬头或内容填写有误",
    "dues": "党费未交至转出当月",
    "file": "预备党员考察材料不全",
    "identity": "党员身份需要核实档案",
    "absent": "本人未报到",
    "other": "其他（请在说明中写明）",
}

#: 介绍信作废原因
VOIDS: Codes = {
    "lost": "遗失",
    "wrong": "填写有误",
    "expired": "超过有效期",
    "returned": "接收方退回",
    "withdrawn": "转出方撤回",
    "ended": "转接终止",
}
#: For these a new letter is made out at once, the old one being void.
REISSUED: Codes = {code: VOIDS[code] for code in ("lost", "wrong")}

#: 未按期报到的原因: without a good one the member is criticised, and the case says so.
DELAYS: Codes = {
    "ill": "患病",
    "leave": "休假、出差等未能按时到达",
    "receiver": "接收方未及时办理",
    "paper": "介绍信遗失或有误",
    "none": "无正当理由（已批评教育）",
    "other": "其他",
}

#: How a receipt comes back, or goes back.
CARRIERS: Codes = {
    "confidential": "机要",
    "fax": "传真",
    "carried": "本人或党组织派人携带",
    "system": "党员管理信息系统",
}

# ---- floating members ------------------------------------------------------------------------

FLOWS: Codes = {"out": "流出", "in": "流入"}
FLOATS: Codes = {
    "work": "外出务工经商",
    "study": "求学",
    "family": "随子女或家属居住",
    "search": "求职",
    "abroad": "出国（境）",
    "other": "其他",
}
CONTACTS: Codes = {
    "phone": "电话",
    "message": "短信、即时消息",
    "video": "视频",
    "visit": "当面",
    "host": "通过流入地党组织",
    "failed": "未联系上",
}
FLOAT_ENDS: Codes = {
    "back": "返回",
    "transferred": "已转接组织关系",
    "left": "已离开名册",
    "mistake": "登记有误",
}

# ---- what ends a membership ------------------------------------------------------------------

#: 停止党籍的情形
STOPS: Codes = {
    "lost": "失去联系 6 个月以上",
    "settled": "因私出国（境）定居",
    "overdue": "出国（境）超过 5 年未归",
}
#: 出党的情形, each with the reason under which the roll keeps it.
REMOVALS: Codes = {
    "quit": "本人要求退党",
    "persuade": "劝其退党",
    "struck": "劝而不退，予以除名",
    "dropped": "自行脱党",
    "lost": "停止党籍满 2 年仍未取得联系",
    "expel": "开除党籍处分",
}
LEAVES: Codes = {
    "quit": "withdrew",
    "persuade": "persuaded",
    "struck": "struck",
    "dropped": "dropped",
    "lost": "dropped",
    "expel": "expelled",
}
NEGLECTS: Codes = {
    "life": "连续 6 个月不参加组织生活",
    "dues": "连续 6 个月不交纳党费",
    "work": "连续 6 个月不做党所分配的工作",
}

# ---- steps and ways of a transfer, which several modules speak of ------------------------------

OUT_BRANCH, OUT_COMMITTEE = "out_branch", "out_committee"
IN_COMMITTEE, IN_BRANCH, RECEIPT = "in_committee", "in_branch", "receipt"
#: Where a letter is on its way; past its last day the case goes back to the sender.
IN_TRANSIT = frozenset({IN_COMMITTEE, RECEIPT})
ISSUE, ACCEPT, RECEIVE, RETURN, REISSUE = "issue", "accept", "receive", "return", "reissue"
ARRIVED, EXPIRE, BACK = "arrived", "expire", "back"
