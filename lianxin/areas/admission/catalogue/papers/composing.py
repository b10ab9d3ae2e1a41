"""Each paper of admission from the course of a case: pure, so that what a paper says can be tested
without drawing it. A paper whose facts are not there yet is None."""

from collections.abc import Callable
from dataclasses import dataclass

from lianxin.areas.admission.catalogue.days import joined_on, probation_until
from lianxin.areas.admission.catalogue.papers.decisions import (
    ApprovalReply,
    ApprovalRequest,
    BookSheets,
    Resolution,
)
from lianxin.areas.admission.catalogue.papers.forms import (
    ActivistRecord,
    Assessment,
    ProbationRecord,
)
from lianxin.areas.admission.catalogue.papers.full_record import Filed, FullRecord, stages_of
from lianxin.areas.admission.catalogue.papers.letters import (
    POINTS,
    FilingReply,
    FilingReport,
    Inquiry,
    Notice,
    PoliticalReview,
    PreReviewReply,
    PreReviewRequest,
)
from lianxin.areas.admission.catalogue.papers.people import Person, Relative
from lianxin.foundation.papers.catalogue import Form, Letter
from lianxin.foundation.procedures.catalogue import Passed, Past, Procedure, Vote, as_day

NOTICE_DAYS = 5
#: A typed resolution shorter than this only says what was resolved, which the paper says itself.
TELLING = 20


@dataclass(frozen=True, kw_only=True)
class Course:
    """What papers are composed of: the case, the person, the two organisations."""

    procedure: Procedure
    past: Past
    person: Person
    branch: str
    committee: str = ""
    phone: str = ""

    def vote(self, step: str) -> Vote | None:
        values = self.past.value(step, "vote")
        return Vote.of(values) if values else None

    def text(self, step: str, key: str) -> str:
        return str(self.past.value(step, key) or "")

    def people(self, step: str, key: str) -> list[Person]:
        return [Person(name=str(one.get("name", ""))) for one in self.past.value(step, key) or ()]

    def names(self, step: str, key: str) -> list[str]:
        return [person.name for person in self.people(step, key)]

    def passed(self, step: str, *ways: str) -> Passed | None:
        """The last passing, if it went one of these ways."""
        last = self.past.last(step)
        return last if last and (not ways or last.way in ways) else None


Content = Letter | Form
Compose = Callable[[Course], Content | None]


# ---- notices and filings --------------------------------------------------------------------


def notice(point: str, step: str) -> Compose:
    """Before the meeting: from today; afterwards as it was held."""

    def compose(course: Course) -> Content | None:
        past, last = course.past, course.past.last(step)
        first, end = (
            as_day(past.value(step, key)) if last else None for key in ("notice_from", "notice_to")
        )
        if first is None or end is None:
            days = past.number("admission.notice_workdays") or NOTICE_DAYS
            first = past.calendar.after(past.today, 1).on
            end = past.calendar.after(first, days - 1).on
        days = past.calendar.between(first, end) + int(past.calendar.works(first))
        return Notice(
            point=point, people=[course.person], branch=course.branch, first=first, last=end,
            workdays=days, phone=course.phone,
        ).content()  # fmt: skip

    return compose


def filing_report(stage: str, step: str) -> Compose:
    def compose(course: Course) -> Content | None:
        decided = course.passed(step, "yes")
        if decided is None:
            return None
        by_league = decided.values.get("recommended_by") == "league"
        by_all = decided.values.get("decided_by") == "members"
        return FilingReport(
            stage=stage, people=[course.person], branch=course.branch, committee=course.committee,
            met_on=decided.held_on, vote=course.vote(step),
            decided_by="支部大会" if by_all else "支部委员会",
            how="群团组织推优" if by_league else "党员推荐",
        ).content()  # fmt: skip

    return compose


def filing_reply(stage: str, step: str) -> Compose:
    def compose(course: Course) -> Content | None:
        filed = course.passed(step)
        if filed is None:
            return None
        return FilingReply(
            stage=stage, people=[course.person], branch=course.branch, committee=course.committee,
            on=filed.held_on,
        ).content()  # fmt: skip

    return compose


# ---- the candidate --------------------------------------------------------------------------

REVIEWED_BY = (
    ("by_talk", "同本人谈话"),
    ("by_file", "查阅有关档案材料"),
    ("by_letter", "函调或外调"),
)


def political_review(course: Course) -> Content | None:
    reviewed = course.passed("review")
    if reviewed is None:
        return None
    ways = [name for key, name in REVIEWED_BY if reviewed.values.get(key)]
    return PoliticalReview(
        person=course.person, branch=course.branch, committee=course.committee,
        ways=ways or ["同本人谈话"], found=course.text("review", "found"),
        is_sound=reviewed.values.get("conclusion") == "sound", on=reviewed.held_on,
    ).content()  # fmt: skip


def inquiry(course: Course) -> Content | None:
    """About whom is filled in by hand: relatives are not on the roll."""
    unknown = Relative(kinship="　　　　", name="　　　　　　")
    return Inquiry(
        person=course.person, relative=unknown, to="　　　　　　　　　　", branch=course.branch,
        on=course.past.today, phone=course.phone,
    ).content()  # fmt: skip


def prereview_request(course: Course) -> Content | None:
    met = course.passed("committee", "yes")
    if met is None:
        return None
    days, hours = (course.past.value("training", key) for key in ("days", "hours"))
    measures = [f"{days}天" if days else "", f"{hours}学时" if hours else ""]
    length = "、".join(each for each in measures if each)
    return PreReviewRequest(
        person=course.person, branch=course.branch, committee=course.committee,
        met_on=met.held_on, vote=course.vote("committee"),
        introducers=course.names("introducers", "introducers"),
        training=f"参加发展对象集中培训（{length}）并合格" if length else "",
    ).content()  # fmt: skip


def prereview_reply(course: Course) -> Content | None:
    answered = course.passed("prereview")
    if answered is None:
        return None
    opinion = course.text("prereview", "opinion")
    wanting = [] if answered.way == "yes" else opinion.splitlines() or ["材料不齐全。"]
    return PreReviewReply(
        person=course.person, branch=course.branch, committee=course.committee,
        on=answered.held_on, form_number=course.text("prereview", "form_number"), wanting=wanting,
    ).content()  # fmt: skip


# ---- meetings and approvals -----------------------------------------------------------------

JOINED = {"yes": "join", "no": "not_join"}
FULL = {"full": "full", "extend": "extend", "cancel": "cancel"}


def _resolution(course: Course, step: str, kinds: dict[str, str]) -> Resolution | None:
    met, vote = course.past.last(step), course.vote(step)
    if met is None or vote is None or met.way not in kinds:
        return None
    said = course.text(step, "resolution")
    return Resolution(
        kind=kinds[met.way], person=course.person, branch=course.branch, met_on=met.held_on,
        vote=vote, opinion=said if len(said) > TELLING else "", why=course.text(step, "why"),
        months=int(met.values.get("months") or 0),
    )  # fmt: skip


def resolution(step: str, kinds: dict[str, str]) -> Compose:
    def compose(course: Course) -> Content | None:
        made = _resolution(course, step, kinds)
        return made.content() if made else None

    return compose


def approval_request(step: str, kinds: dict[str, str]) -> Compose:
    def compose(course: Course) -> Content | None:
        made = _resolution(course, step, kinds)
        if made is None or made.kind == "not_join":
            return None
        return ApprovalRequest(
            kind=made.kind, person=course.person, branch=course.branch,
            committee=course.committee, resolution=made, attachments=MATERIALS[step],
        ).content()  # fmt: skip

    return compose


MATERIALS = {
    "meeting": ("入党志愿书", "入党申请书", "政治审查材料", "培养教育考察材料", "支部大会会议记录"),
    "full_meeting": ("转正申请书", "入党志愿书", "预备党员教育考察登记表", "支部大会会议记录"),
}


def join_reply(course: Course) -> Content | None:
    approved = course.passed("approve", "yes")
    if approved is None:
        return None
    return ApprovalReply(
        kind="join", person=course.person, branch=course.branch, committee=course.committee,
        met_on=approved.held_on, vote=course.vote("approve"), begins=joined_on(course.past),
        ends=probation_until(course.past),
    ).content()  # fmt: skip


def full_reply(course: Course) -> Content | None:
    approved = course.passed("full_approve", *FULL)
    if approved is None:
        return None
    until = probation_until(course.past)
    return ApprovalReply(
        kind=FULL[approved.way], person=course.person, branch=course.branch,
        committee=course.committee, met_on=approved.held_on, vote=course.vote("full_approve"),
        begins=until if approved.way == "full" else None,
    ).content()  # fmt: skip


def book_sheets(course: Course) -> Content | None:
    made = _resolution(course, "meeting", JOINED)
    approved = course.passed("approve", "yes")
    return BookSheets(
        person=course.person,
        form_number=course.text("form", "form_number") or course.text("prereview", "form_number"),
        introducers=[(name, "") for name in course.names("introducers", "introducers")],
        resolution=made.said() if made else "",
        talk=course.text("talk_above", "record"),
        approval=f"批准{course.person.name}同志为中共预备党员。" if approved else "",
    ).content()


# ---- records --------------------------------------------------------------------------------


def _assessments(course: Course, step: str, contact: str) -> list[Assessment]:
    return [
        Assessment(
            on=each.held_on, contact_opinion=str(each.values.get(contact) or ""),
            branch_opinion=str(each.values.get("branch_opinion") or ""),
        )
        for each in course.past.all(step)
    ] or [Assessment(), Assessment()]  # fmt: skip


def activist_record(course: Course) -> Content | None:
    return ActivistRecord(
        person=course.person, branch=course.branch, contacts=course.people("contacts", "contacts"),
        assessments=_assessments(course, "cultivate", "contact_opinion"),
    ).content()  # fmt: skip


def probation_record(course: Course) -> Content | None:
    past = course.past
    return ProbationRecord(
        person=course.person, branch=course.branch,
        introducers=course.people("introducers", "introducers"), begins=joined_on(past),
        ends=probation_until(past), approved_on=past.held_on("approve"),
        oath_on=past.held_on("oath"), asked_on=past.held_on("ask_full"),
        assessments=_assessments(course, "continue", "introducer_opinion"),
    ).content()  # fmt: skip


#: 细则 第三十七条*: what goes into the file, and the step that brings it.
ARCHIVE = (
    ("apply", "入党申请书"), ("cultivate", "入党积极分子培养教育考察登记表"),
    ("review", "政治审查材料"), ("training", "集中培训结业材料"), ("prereview", "上级党委预审材料"),
    ("form", "入党志愿书"), ("continue", "预备党员教育考察登记表"), ("ask_full", "转正申请书"),
)  # fmt: skip


def full_record(course: Course) -> Content | None:
    held = {step: course.past.held_on(step) for step, _ in ARCHIVE}
    return FullRecord(
        person=course.person, branch=course.branch, committee=course.committee,
        stages=stages_of(course.procedure, course.past),
        archive=[
            Filed(name=name, is_there=held[step] is not None, on=held[step])
            for step, name in ARCHIVE
        ],
    ).content()  # fmt: skip


# ---- all of them ----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Composed:
    """One paper: what it is called, whose it is, between which steps it is wanted."""

    code: str
    name: str
    compose: Compose
    first: int  # the number of the step at which it is offered
    last: int = 99
    of_committee: bool = False
    is_registered: bool = True


def _notice_of(point: str, step: str, first: int, last: int) -> Composed:
    return Composed(
        code=f"notice_{point}", name=POINTS[point][0].removeprefix("关于"),
        compose=notice(point, step), first=first, last=last, is_registered=False,
    )  # fmt: skip


ACTIVIST, CANDIDATE = "入党积极分子", "发展对象"
PAPERS: tuple[Composed, ...] = (
    Composed(code="full_record", name="发展党员全程记实表", compose=full_record, first=1,
             is_registered=False),
    _notice_of("activist", "recommend", 3, 3),
    Composed(code="activist_report", name="积极分子备案报告", first=4, last=6,
             compose=filing_report(ACTIVIST, "recommend")),
    Composed(code="activist_reply", name="积极分子备案批复", first=5, last=6, of_committee=True,
             compose=filing_reply(ACTIVIST, "file_activist")),
    Composed(code="activist_record", name="入党积极分子培养教育考察登记表", first=5,
             compose=activist_record, is_registered=False),
    _notice_of("candidate", "candidate", 7, 7),
    Composed(code="candidate_report", name="发展对象备案报告", first=8, last=11,
             compose=filing_report(CANDIDATE, "candidate")),
    Composed(code="candidate_reply", name="发展对象备案批复", first=9, last=11, of_committee=True,
             compose=filing_reply(CANDIDATE, "file_candidate")),
    Composed(code="inquiry", name="政治审查函调信", compose=inquiry, first=9, last=12),
    Composed(code="review", name="政治审查情况报告", compose=political_review, first=11),
    Composed(code="prereview_request", name="预审请示", compose=prereview_request, first=13,
             last=18),
    Composed(code="prereview_reply", name="预审批复", compose=prereview_reply, first=12, last=18,
             of_committee=True),
    _notice_of("joining", "meeting", 13, 15),
    Composed(code="book_sheets", name="入党志愿书填写参考页", compose=book_sheets, first=14,
             last=18, is_registered=False),
    Composed(code="join_resolution", name="接收预备党员决议", first=16,
             compose=resolution("meeting", JOINED)),
    Composed(code="join_request", name="接收预备党员请示", first=16, last=18,
             compose=approval_request("meeting", JOINED)),
    Composed(code="join_reply", name="接收预备党员批复", compose=join_reply, first=18,
             of_committee=True),
    Composed(code="probation_record", name="预备党员教育考察登记表", compose=probation_record,
             first=19, is_registered=False),
    _notice_of("full", "full_meeting", 22, 23),
    Composed(code="full_resolution", name="转正决议", first=24,
             compose=resolution("full_meeting", FULL)),
    Composed(code="full_request", name="转正请示", first=24,
             compose=approval_request("full_meeting", FULL)),
    Composed(code="full_reply", name="转正批复", compose=full_reply, first=25, of_committee=True),
)  # fmt: skip


def offered(number: int) -> list[Composed]:
    """What can be printed while a case stands at the step with this number."""
    return [each for each in PAPERS if each.first <= number <= each.last]
