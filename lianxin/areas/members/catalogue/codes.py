"""Code lists of member data, as the national collection form and statistics use them.

Sources: 《党员基本信息采集表》(2017, 16 items); GB 3304 (民族); GB/T 2261.1 (性别);
GB/T 4658-2006 (学历) with the Party-school degrees that the collection form lists beside it;
《中国共产党党员教育管理工作条例》(2019) arts. 24, 25, 31, 32 (党籍, 流动党员).
Where a national list has no public code (工作岗位 beyond its prefixes), the digits after the
known prefix are ours and stay stable.
"""

from collections.abc import Mapping

Codes = Mapping[str, str]

GENDERS: Codes = {"1": "男", "2": "女"}

_ETHNIC = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 "
    "拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 "
    "怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
ETHNICITIES: Codes = {
    **{f"{number:02}": f"{name}族" for number, name in enumerate(_ETHNIC.split(), start=1)},
    "97": "其他",
    "98": "外国血统中国籍人士",
}
HAN = "01"
# 汉, 回, 蒙古…: rosters leave 族 out more often than not.
_BARE_ETHNICITIES = {name: f"{number:02}" for number, name in enumerate(_ETHNIC.split(), start=1)}

# The first character is the level; Party-school degrees are values of their own.
EDUCATIONS: Codes = {
    "11": "博士研究生",
    "14": "硕士研究生",
    "1A": "研究生班",
    "1B": "中央党校研究生",
    "1C": "省（区、市）委党校研究生",
    "21": "大学",
    "28": "大学普通班",
    "2A": "第二学士学位班",
    "2B": "中央党校大学",
    "2C": "省（区、市）委党校大学",
    "31": "大专",
    "3B": "中央党校大专",
    "3C": "省（区、市）委党校大专",
    "41": "中等专科",
    "44": "职业高中",
    "47": "技工学校",
    "61": "普通高中",
    "71": "初中",
    "81": "小学",
    "90": "其他",
}
EDUCATION_LEVELS: Codes = {
    "1": "研究生",
    "2": "大学本科",
    "3": "大学专科",
    "4": "中专中技",
    "6": "高中",
    "7": "初中",
    "8": "小学",
    "9": "其他",
}
DEGREES: Codes = {"1": "名誉博士", "2": "博士", "3": "硕士", "4": "学士", "9": "无"}
EDUCATION_MODES: Codes = {"1": "全日制教育", "2": "在职教育"}
MARITAL: Codes = {"10": "未婚", "20": "已婚", "30": "丧偶", "40": "离婚", "90": "未说明"}

JOBS: Codes = {
    "0110": "公务员",
    "0120": "参照公务员法管理的工作人员",
    "0130": "事业单位管理岗位",
    "0140": "事业单位专业技术岗位",
    "0211": "公有经济控制企业管理岗位",
    "0212": "非公有经济控制企业管理岗位",
    "0221": "公有经济控制企业专业技术岗位",
    "0222": "非公有经济控制企业专业技术岗位",
    "0230": "民办非企业单位管理岗位",
    "0240": "民办非企业单位专业技术岗位",
    "0251": "公有经济控制单位工勤岗位",
    "0252": "非公有经济控制企业工勤岗位",
    "0254": "民办非企业单位工勤岗位",
    "0255": "机关单位工勤岗位",
    "0256": "事业单位工勤岗位",
    "1110": "农牧渔业生产人员",
    "1120": "乡村医生",
    "1130": "外出务工经商人员",
    "1190": "其他农牧渔民",
    "2010": "解放军",
    "2020": "武警",
    "3111": "研究生毕业年级学生",
    "3112": "研究生一年级学生",
    "3119": "研究生其他年级学生",
    "3121": "大学本科毕业年级学生",
    "3122": "大学本科一年级学生",
    "3129": "大学本科其他年级学生",
    "3131": "大学专科毕业年级学生",
    "3132": "大学专科一年级学生",
    "3139": "大学专科其他年级学生",
    "3210": "中等专业学校学生",
    "3220": "高中学生",
    "3230": "技工学校学生",
    "4010": "离休干部",
    "4020": "退休人员",
    "4030": "退职人员",
    "4040": "内部退养职工",
    "5010": "大学生村官",
    "5020": "社区工作人员",
    "5030": "停薪留职人员",
    "5040": "个体工商户中的从业人员",
    "5050": "自由职业人员",
    "5060": "待安置或毕业未就业人员",
    "5070": "出国逾期未归人员",
    "5080": "改革后保留关系人员",
    "5090": "破产失业未再就业人员",
    "5100": "离岗仍保留劳动关系职工",
    "5110": "关系在人才中心职业不明人员",
    "5180": "其他从业人员",
    "5190": "其他无业人员",
}
JOB_GROUPS: Codes = {
    "0": "在岗职工",
    "1": "农牧渔民",
    "2": "解放军、武警",
    "3": "学生",
    "4": "离退休人员",
    "5": "其他",
}

# The pipeline of admission, in order.
CATEGORIES: Codes = {
    "applicant": "入党申请人",
    "activist": "入党积极分子",
    "candidate": "发展对象",
    "probationary": "预备党员",
    "formal": "正式党员",
}
PARTY = frozenset({"probationary", "formal"})

STATUSES: Codes = {"normal": "正常", "suspended": "停止党籍", "left": "已离开名册"}
ON_THE_ROLL = frozenset({"normal", "suspended"})

LEAVE_REASONS: Codes = {
    "died": "去世",
    "transferred": "转出",
    "withdrew": "退党除名",
    "persuaded": "劝退",
    "struck": "劝而不退除名",
    "dropped": "自行脱党除名",
    "expelled": "开除党籍",
    "probation_ended": "取消预备党员资格",
    "no_longer": "不再作为培养发展人选",
    "mistake": "错误录入",
}
# Leaving for these needs the document of a decision.
BY_DECISION = frozenset(
    {"withdrew", "persuaded", "struck", "dropped", "expelled", "probation_ended"}
)

JOINED_KINDS: Codes = {
    "1": "发展入党",
    "2": "追认入党",
    "3": "重新入党",
    "9": "其他",
}
STRATA: Codes = {
    "1": "民营科技企业创业和技术人员",
    "2": "外资企业管理技术人员",
    "3": "个体户",
    "4": "私营企业主",
    "5": "中介组织从业人员",
    "6": "自由职业人员",
    "7": "新媒体从业人员",
    "8": "社会组织从业人员",
}
LOST_CAUSES: Codes = {
    "1": "外出务工经商",
    "2": "单位改制或破产",
    "3": "毕业后去向不明",
    "4": "工作单位改变",
    "5": "出国（境）",
    "6": "居住地改变",
    "7": "其他",
}

#: One formal affiliation each (一方隶属), any number of others (参加多重组织生活).
AFFILIATIONS: Codes = {
    "formal": "正式组织关系",
    "temporary": "临时党支部",
    "mobile": "流动党员活动",
    "functional": "功能型党支部",
    "leader": "领导干部双重组织生活",
}
FORMAL = "formal"

#: Which kinds of unit a further affiliation may lie at.
FITTING: Mapping[str, frozenset[str]] = {
    "temporary": frozenset({"temporary"}),
    "mobile": frozenset({"mobile", "branch", "joint"}),
    "functional": frozenset({"functional"}),
    "leader": frozenset({"branch", "joint"}),
}

LISTS: Mapping[str, Codes] = {
    "gender": GENDERS,
    "ethnicity": ETHNICITIES,
    "education": EDUCATIONS,
    "degree": DEGREES,
    "education_mode": EDUCATION_MODES,
    "marital": MARITAL,
    "job": JOBS,
    "category": CATEGORIES,
    "joined_kind": JOINED_KINDS,
    "stratum": STRATA,
    "lost_cause": LOST_CAUSES,
}

#: What real rosters write instead of the name in the list.
ALIASES: Mapping[str, Codes] = {
    "gender": {"男性": "1", "女性": "2", "M": "1", "F": "2"},
    "ethnicity": {**_BARE_ETHNICITIES, "穿青人": "97", "其他族": "97", "外国血统": "98"},
    "education": {
        "博士": "11", "博士生": "11", "硕士": "14", "研究生": "14", "硕士生": "14",
        "硕士生班": "1A", "硕士研究生班": "1A", "在职研究生": "14", "研究生班毕业": "1A",
        "本科": "21", "大学本科": "21", "全日制本科": "21", "在职本科": "21", "普通本科": "21",
        "大本": "21", "本科学历": "21", "专科": "31", "大学专科": "31", "高职": "31",
        "全日制大专": "31", "在职大专": "31", "大专学历": "31", "党校研究生": "1C",
        "党校本科": "2C", "党校大学": "2C", "省委党校研究生": "1C", "省委党校大学": "2C",
        "省委党校大专": "3C", "党校大专": "3C", "中专": "41", "中等专业学校": "41", "中技": "47",
        "职高": "44", "技校": "47", "高中": "61", "初中毕业": "71", "小学毕业": "81",
        "高中毕业": "61", "初级中学": "71", "普通中学": "61",
    },
    "degree": {
        "博士学位": "2", "硕士学位": "3", "学士学位": "4", "无学位": "9", "研究生": "3",
    },
    "education_mode": {"全日制": "1", "在职": "2", "统招": "1"},
    "marital": {"初婚": "20", "再婚": "20", "离异": "40", "未婚单身": "10"},
    "job": {
        "退休": "4020", "离休": "4010", "离退休": "4020", "退休干部": "4020", "退休职工": "4020",
        "参公": "0120", "参公人员": "0120", "农民": "1110", "务农": "1110", "村民": "1110",
        "外出务工": "1130", "务工": "1130", "个体": "5040", "个体户": "5040", "自由职业": "5050",
        "社区工作者": "5020", "村官": "5010", "待业": "5060", "无业": "5190",
        "事业单位专技岗位": "0140", "专业技术岗位": "0140", "管理岗位": "0130",
        "医生": "0140", "护士": "0140", "教师": "0140",
    },
    "category": {
        "正式": "formal", "党员": "formal", "中共党员": "formal", "中共正式党员": "formal",
        "预备": "probationary", "中共预备党员": "probationary", "积极分子": "activist",
        "入党申请者": "applicant", "申请人": "applicant", "发展对象人选": "candidate",
    },
    "joined_kind": {"新发展": "1", "发展": "1"},
}  # fmt: skip
