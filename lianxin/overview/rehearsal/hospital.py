"""An invented hospital committee: fourteen branches as one meets them, 600 members.

Branch by branch: where it stands, how many members, who they are. The odd ones are on purpose:
wards on night shift, a joint branch of three workplaces, a branch too small for a committee, a
branch of the retired, and one whose secretary has just left.
"""

from dataclasses import dataclass

COMMITTEE = "中共江城市第三人民医院委员会"
GENERALS = ("内科党总支", "外科党总支")


@dataclass(frozen=True)
class Branch:
    name: str
    general: str  # the general branch it stands under; empty: the committee itself
    members: int
    probationary: int = 1
    age: tuple[int, int, int] = (24, 59, 38)  # youngest, oldest, most
    jobs: str = "clinic"
    kind: str = "branch"
    workplaces: tuple[str, ...] = ()
    committee: bool = True
    attendance: float = 0.9  # how many come, on the average


BRANCHES = (
    Branch("机关第一党支部", "", 34, jobs="office", attendance=0.96),
    Branch("机关第二党支部", "", 31, jobs="office", attendance=0.94),
    Branch("心血管内科党支部", "内科党总支", 48, 3),
    Branch("呼吸与老年医学科党支部", "内科党总支", 46, 2, attendance=0.86),
    Branch("消化内分泌科党支部", "内科党总支", 44, 2),
    Branch("急诊与重症夜班党支部", "内科党总支", 57, 4, (23, 52, 31), attendance=0.71),
    Branch("普外与肝胆科党支部", "外科党总支", 49, 2, attendance=0.83),
    Branch("骨科与麻醉科党支部", "外科党总支", 47, 3, attendance=0.8),
    Branch("妇产与儿科夜班党支部", "外科党总支", 45, 3, (23, 54, 33), attendance=0.76),
    Branch("医技党支部", "", 42, 2),
    Branch(
        "医联体社区联合党支部", "", 26, 1, kind="joint", attendance=0.88,
        workplaces=("城南社区卫生服务中心", "临江街道卫生院", "第三医院互联网门诊部"),
    ),
    Branch("教学科研党支部", "", 6, 0, (27, 56, 36), committee=False),
    Branch("后勤保障党支部", "", 39, 1, (28, 59, 47), jobs="labour"),
    Branch("离退休党支部", "", 86, 0, (60, 91, 71), jobs="retired", attendance=0.62),
)  # fmt: skip

THEMES = (
    "学习党章党规，重温入党誓词", "义诊进社区", "清廉医院建设专题研讨", "改善就医感受大家谈",
    "急救知识进校园", "“我为群众办实事”项目推进", "学习先进典型事迹", "老党员讲院史",
    "夜班岗位关怀与谈心", "医德医风案例学习", "健康科普志愿服务", "年度学习交流与总结",
)  # fmt: skip
LESSONS = (
    "坚守初心，做人民健康的守护者",
    "从一次会诊看担当",
    "基层党支部怎样凝聚人",
    "弘扬伟大抗疫精神",
)
PLACES = ("门诊楼四层会议室", "党群活动室", "住院部示教室", "学术报告厅", "社区服务中心二楼")
