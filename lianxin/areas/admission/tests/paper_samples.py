"""One of each paper of admission, about invented people."""

from datetime import date

from lianxin.areas.admission.catalogue.papers import (
    ActivistRecord,
    ApprovalReply,
    ApprovalRequest,
    Assessment,
    BookSheets,
    Filed,
    FilingReply,
    FilingReport,
    FullRecord,
    Inquiry,
    Notice,
    Person,
    PoliticalReview,
    PreReviewReply,
    PreReviewRequest,
    ProbationRecord,
    Relative,
    Resolution,
    Told,
)
from lianxin.foundation.procedures.catalogue import Vote

BRANCH, COMMITTEE = "中共东港港务局一号码头支部委员会", "中共东港港务局委员会"
WANG = Person(
    name="王思远", gender="男", ethnicity="汉族", born="1998年7月", native_place="东港市",
    education="大学本科", workplace="东港港务局一号码头", duty="装卸调度员",
    works_since="2020年7月",
    applied_on=date(2024, 3, 5), activist_on=date(2024, 9, 10), candidate_on=date(2025, 11, 3),
    joined_on=date(2026, 6, 18),
)  # fmt: skip
LIU = Person(
    name="阿依古丽·买买提", gender="女", ethnicity="维吾尔族", born="1999年12月",
    education="硕士研究生",
    workplace="东港港务局集装箱码头生产业务部", duty="理货员", applied_on=date(2024, 5, 1),
    activist_on=date(2024, 11, 1), candidate_on=date(2025, 12, 1), joined_on=date(2026, 6, 18),
)  # fmt: skip
FATHER = Relative(kinship="父亲", name="王建国", where="东港市第二中学教师", standing="中共党员",
                  found="未发现问题")  # fmt: skip
MOTHER = Relative(kinship="母亲", name="李秀兰", where="东港市人民医院护士", standing="群众",
                  found="未发现问题")  # fmt: skip
VOTE = Vote(expected=23, present=20, written=1, favour=20, against=0, abstain=1)
COMMITTEE_VOTE = Vote(expected=5, present=5, favour=5, against=0, abstain=0)
LONG = (
    "该同志拥护党的路线、方针、政策，自觉学习党的理论，按时参加组织生活；工作认真负责，主动承担急难任务，"
    "团结同志，群众反映良好。不足之处是理论学习还不够系统，联系实际不够。"
)
RESOLUTION = Resolution(
    kind="join", person=WANG, branch=BRANCH, met_on=date(2026, 6, 18), vote=VOTE, opinion=LONG
)
FULL = Resolution(
    kind="full", person=WANG, branch=BRANCH, met_on=date(2027, 6, 20), vote=VOTE, opinion=LONG
)
HALF_YEARS = [
    Assessment(on=date(2025, 3, 10), period="2024年9月至2025年3月", conduct=LONG,
               contact_opinion="能够经常汇报思想，进步明显。", cell_opinion="同意继续培养。",
               branch_opinion="表现良好，继续培养考察。"),
    Assessment(on=date(2025, 9, 10), period="2025年3月至9月", conduct=LONG,
               contact_opinion="建议列为发展对象。", branch_opinion="同意列为发展对象。"),
]  # fmt: skip

STAGES = [
    ("申请入党", [
        Told(number=1, name="递交入党申请书", on=date(2024, 3, 5), said="接收人：王海平；递交"),
        Told(number=2, name="党组织派人谈话", on=date(2024, 3, 20), is_late=True,
             said="谈话人：王海平；谈话人职务：书记；谈话地点：一号码头会议室"),
    ]),
    ("入党积极分子", [
        Told(number=3, name="推荐和确定入党积极分子", on=date(2024, 9, 10),
             said="产生方式：党员推荐；应到会有表决权的正式党员5名，实到会5名；赞成5票，不赞成0票，弃权0票"),
        Told(number=4, name="上级党委备案", on=date(2024, 9, 20), said="同意备案"),
        Told(number=5, name="指定培养联系人", on=date(2024, 9, 22),
             said="培养联系人：周国强、孙莉"),
        Told(number=6, name="培养教育考察", on=date(2025, 3, 10), said=LONG),
        Told(number=6, name="培养教育考察", on=date(2025, 9, 10), said=LONG),
    ]),
    ("发展对象", [Told(number=n, name=name) for n, name in (
        (7, "确定发展对象"), (8, "报上级党委备案"), (9, "确定入党介绍人"), (10, "进行政治审查"),
        (11, "开展集中培训"))]),
    ("接收预备党员", [Told(number=n, name=name) for n, name in (
        (12, "支部委员会审查"), (13, "上级党委预审"), (14, "填写入党志愿书"), (15, "支部大会讨论"),
        (16, "上级党委派人谈话"), (17, "上级党委审批"), (18, "再上一级党委组织部门备案"))]),
    ("预备党员考察和转正", [Told(number=n, name=name) for n, name in (
        (19, "编入党支部和党小组"), (20, "入党宣誓"), (21, "继续教育考察"), (22, "提出转正申请"),
        (23, "支部大会讨论转正"), (24, "上级党委审批"), (25, "材料归档"))]),
]  # fmt: skip
ARCHIVE = [
    Filed(name="入党申请书", is_there=True, on=date(2024, 3, 5)),
    Filed(name="入党积极分子培养教育考察登记表", is_there=True, on=date(2025, 9, 10)),
    Filed(name="政治审查材料"),
    Filed(name="入党志愿书"),
    Filed(name="转正申请书"),
]

SAMPLES = {
    "notice": Notice(
        point="joining", people=[WANG, LIU], branch=BRANCH, first=date(2026, 6, 8),
        last=date(2026, 6, 12), workdays=5, contact="周文静", phone="0000-1234567",
        place="一号码头办公楼201室",
    ),
    "filing-report": FilingReport(
        stage="入党积极分子", people=[WANG, LIU], branch=BRANCH, committee=COMMITTEE,
        met_on=date(2024, 9, 10), vote=COMMITTEE_VOTE,
    ),
    "filing-reply": FilingReply(
        stage="发展对象", people=[WANG], branch=BRANCH, committee=COMMITTEE, on=date(2025, 11, 10)
    ),
    "political-review": PoliticalReview(
        person=WANG, branch=BRANCH, committee=COMMITTEE,
        ways=["同本人谈话", "查阅有关档案材料", "函调"], found=LONG, is_sound=True,
        relatives=[FATHER, MOTHER], reviewers="周国强、孙莉", on=date(2026, 4, 20),
    ),
    "inquiry": Inquiry(
        person=WANG, relative=FATHER, to="东港市第二中学党支部", branch=BRANCH, on=date(2026, 3, 2),
        contact="周文静", phone="0000-1234567", address="东港市海滨路18号",
    ),
    "prereview-request": PreReviewRequest(
        person=WANG, branch=BRANCH, committee=COMMITTEE, met_on=date(2026, 5, 20),
        training="2026年4月参加发展对象集中培训，共24学时，成绩合格",
        introducers=["周国强", "孙莉"], vote=COMMITTEE_VOTE,
    ),
    "prereview-reply": PreReviewReply(
        person=WANG, branch=BRANCH, committee=COMMITTEE, on=date(2026, 5, 28),
        form_number="DG20260012", printed_by="中共东港港务局委员会办公室",
    ),
    "prereview-returned": PreReviewReply(
        person=WANG, branch=BRANCH, committee=COMMITTEE, on=date(2026, 5, 28),
        wanting=["缺少集中培训结业材料。", "政治审查材料没有结论性意见。"],
    ),
    "resolution": RESOLUTION,
    "resolution-full": FULL,
    "resolution-extend": Resolution(
        kind="extend", person=WANG, branch=BRANCH, met_on=date(2027, 6, 20), vote=VOTE, months=6,
        why="预备期内未能按时参加组织生活",
    ),
    "full-request": ApprovalRequest(
        kind="full", person=WANG, branch=BRANCH, committee=COMMITTEE, resolution=FULL,
        attachments=["转正申请书", "预备党员教育考察登记表", "支部大会会议记录"],
    ),
    "full-reply": ApprovalReply(
        kind="full", person=WANG, branch=BRANCH, committee=COMMITTEE, met_on=date(2027, 7, 2),
        begins=date(2027, 6, 18), vote=COMMITTEE_VOTE, printed_by="中共东港港务局委员会办公室",
    ),
    "join-reply": ApprovalReply(
        kind="join", person=WANG, branch=BRANCH, committee=COMMITTEE, met_on=date(2026, 7, 10),
        begins=date(2026, 6, 18), ends=date(2027, 6, 18), vote=COMMITTEE_VOTE,
    ),
    "book-sheets": BookSheets(
        person=WANG, form_number="DG20260012",
        introducers=[("周国强", LONG), ("孙莉", "同意介绍王思远同志加入中国共产党。")],
        resolution=RESOLUTION.said(), talk=LONG, approval="经研究，批准王思远同志为中共预备党员。",
    ),
    "activist-record": ActivistRecord(
        person=WANG, branch=BRANCH, contacts=[LIU], relatives=[FATHER, MOTHER],
        career="2016年9月至2020年7月　东港大学学生\n2020年7月至今　东港港务局一号码头装卸调度员",
        honours="2023年度港务局先进工作者", activist_opinion="同意确定为入党积极分子。",
        assessments=HALF_YEARS, printed_by="中共东港港务局委员会印制",
    ),
    "probation-record": ProbationRecord(
        person=WANG, branch=BRANCH, introducers=[LIU, WANG], begins=date(2026, 6, 18),
        ends=date(2027, 6, 18), approved_on=date(2026, 7, 10), oath_on=date(2026, 7, 20),
        assessments=HALF_YEARS,
    ),
    "full-record": FullRecord(
        person=WANG, branch=BRANCH, committee=COMMITTEE, stages=STAGES, archive=ARCHIVE
    ),
}  # fmt: skip
