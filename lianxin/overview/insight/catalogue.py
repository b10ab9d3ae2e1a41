"""The dictionary of figures (指标字典): each once, with its number in the tables for ever.

A number is never reused or changed; a figure that is no longer kept leaves a gap.
"""

from dataclasses import dataclass
from enum import StrEnum

from lianxin.areas.meetings.catalogue import MEETING_KINDS
from lianxin.foundation.organisation.catalogue import KINDS


class Source(StrEnum):
    """The records from which a figure can be counted anew."""

    UNITS = "units"
    MEMBERS = "members"
    MEETINGS = "meetings"
    TURNOUT = "turnout"


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A figure that is kept for every unit with others below it."""

    key: str
    number: int
    name: str
    meaning: str
    measure: str  # 量词
    source: Source
    events: tuple[str, ...]
    monthly: bool = False


FOUNDING = ("HouseEstablished", "UnitFounded", "UnitAmended", "UnitMerged", "UnitClosed")
ROLL = (
    "MemberAdmitted", "MembersAdmitted", "MemberAmended", "MembersAmended", "MembersReverted",
    "MemberMoved", "MembersMoved", "MemberTransferred", "MembersTransferred",
    "MembersReleased", "MemberArrived", "MemberSuspended", "MemberLeft", "MemberRestored",
)  # fmt: skip
HOLDING = ("MeetingOpened", "PastMeetingRecorded", "MeetingCancelled")
ATTENDING = (
    "MeetingOpened", "PastMeetingRecorded", "RollRefreshed", "MeetingCancelled", "SignedIn",
    "AttendanceTaken", "SignInStruck", "LateSignInDecided",
)  # fmt: skip

UNIT_NUMBERS = {
    "central": 1, "province": 2, "city": 3, "county": 4, "working": 5, "committee": 6,
    "general": 7, "branch": 8, "joint": 9, "temporary": 10, "mobile": 11, "functional": 12,
    "group": 13, "cell": 14,
}  # fmt: skip
MEETING_NUMBERS = {
    "members_meeting": 101, "committee_meeting": 102, "cell_meeting": 103, "lecture": 104,
    "party_day": 105, "life_meeting": 106, "appraisal": 107, "heart_talk": 108,
    "democratic_life": 109,
}  # fmt: skip
IN_FORCE = "党籍正常、组织关系在本组织及下级的"


def _member(key: str, number: int, name: str, meaning: str) -> Metric:
    return Metric(
        key=f"members.{key}", number=number, name=name, meaning=IN_FORCE + meaning, measure="人",
        source=Source.MEMBERS, events=ROLL,
    )  # fmt: skip


METRICS = {
    metric.key: metric
    for metric in (
        *(
            Metric(
                key=f"units.{code}", number=UNIT_NUMBERS[code], name=kind.name,
                meaning=f"存续的{kind.name}，含本组织", measure="个", source=Source.UNITS,
                events=FOUNDING,
            )
            for code, kind in KINDS.items()
        ),
        _member("formal", 31, "正式党员", "正式党员"),
        _member("probationary", 32, "预备党员", "预备党员"),
        _member("candidate", 33, "发展对象", "发展对象"),
        _member("activist", 34, "入党积极分子", "入党积极分子"),
        _member("applicant", 35, "入党申请人", "入党申请人"),
        _member("female", 36, "女党员", "女性正式党员和预备党员"),
        _member("minority", 37, "少数民族党员", "民族不是汉族（且已填写）的正式党员和预备党员"),
        _member("floating", 38, "流动党员", "外出流动的正式党员和预备党员"),
        _member("lost", 39, "失联党员", "失去联系的正式党员和预备党员"),
        Metric(
            key="meetings.held", number=100, name="组织生活",
            meaning="当月开始签到、没有取消的会议和活动", measure="次", source=Source.MEETINGS,
            events=HOLDING, monthly=True,
        ),
        *(
            Metric(
                key=f"meetings.held.{code}", number=MEETING_NUMBERS[code], name=kind.name,
                meaning=f"当月召开的{kind.name}；一次会议兼有几种的，各计一次", measure="次",
                source=Source.MEETINGS, events=HOLDING, monthly=True,
            )
            for code, kind in MEETING_KINDS.items()
        ),
        Metric(
            key="meetings.expected", number=141, name="应到人次",
            meaning="当月召开的会议应到人次：请假的计入，按决定免于到会的不计",
            measure="人次", source=Source.TURNOUT, events=ATTENDING, monthly=True,
        ),
        Metric(
            key="meetings.present", number=142, name="实到人次",
            meaning="当月召开的会议应到人员中签到的人次", measure="人次",
            source=Source.TURNOUT, events=ATTENDING, monthly=True,
        ),
    )
}  # fmt: skip
BY_NUMBER = {metric.number: metric for metric in METRICS.values()}

PARTY = ("members.formal", "members.probationary")
PIPELINE = ("members.candidate", "members.activist", "members.applicant")
MARKS = ("members.female", "members.minority", "members.floating", "members.lost")
UNITS = tuple(f"units.{code}" for code in KINDS)
HELD = tuple(f"meetings.held.{code}" for code in MEETING_KINDS)
TURNOUT = ("meetings.expected", "meetings.present")
