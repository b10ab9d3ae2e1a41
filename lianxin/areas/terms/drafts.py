"""What the papers of an election would say now: the case, who stands, what was counted."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from lianxin.areas.members.models import Member
from lianxin.areas.terms import queries, rules
from lianxin.areas.terms.catalogue import OFFICES, Office, by_election, election
from lianxin.areas.terms.catalogue.papers import (
    CandidatesReply,
    CandidatesRequest,
    ElectionReply,
    ElectionRequest,
    ResultReply,
    ResultRequest,
    Seats,
    Standing,
)
from lianxin.areas.terms.catalogue.sheets import BallotPaper, Counted, ResultSheet
from lianxin.areas.terms.models import Candidate, Poll
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.papers.catalogue import Draft, Form, Letter, Numbering, Paper, plug
from lianxin.foundation.procedures import queries as procedures
from lianxin.foundation.procedures.catalogue import Paper as Offered
from lianxin.foundation.procedures.catalogue import Past, as_day
from lianxin.foundation.procedures.models import Case

STEPS = [step.code for step in election.STEPS]


class NotReady(Refused):
    def __init__(self, name: str = "") -> None:
        super().__init__(f"“{name}”要写的内容还没有登记。请先在事项里登记相应环节，再来打印。")


@dataclass(frozen=True, kw_only=True)
class Course:
    """An election with its past and the organisation above."""

    case: Case
    past: Past
    above: Unit

    @property
    def names(self) -> dict[str, Any]:
        return {"unit": self.case.unit.name, "above": self.above.name}

    @property
    def seats(self) -> Seats:
        plan = queries.plan_of(self.case, self.past)
        return Seats(
            committee=plan.seats, secretary=plan.secretary, deputies=plan.deputies,
            candidates=plan.least(Office.COMMITTEE) if plan.seats else 0, surplus=plan.surplus,
        )  # fmt: skip

    def text(self, step: str, key: str) -> str:
        return str(self.past.value(step, key) or "")


Compose = Callable[[Course], Letter | Form | Mapping[str, Any] | None]


# ---- what each says -------------------------------------------------------------------------


def _request(course: Course) -> Letter | None:
    past, unit = course.past, course.case.unit
    if past.last("plan") is None:
        return None
    by_delegates = past.value("plan", "form") == "delegates"
    return ElectionRequest(
        **course.names, seats=course.seats, began_on=unit.term_starts_on, ends_on=unit.term_ends_on,
        met_on=past.held_on("plan"), planned_on=as_day(past.value("plan", "planned_on")),
        meeting="党员代表大会" if by_delegates else "党员大会",
        preliminary=past.value("plan", "preliminary") == "yes",
        on=past.held_on("request") or past.today,
    ).content()  # fmt: skip


def _reply(course: Course) -> Letter | None:
    replied = course.past.last("reply")
    if replied is None:
        return None
    return ElectionReply(
        **course.names, on=replied.held_on, seats=course.seats,
        planned_on=as_day(course.past.value("plan", "planned_on")),
        is_agreed=replied.way == "agree", remark=course.text("reply", "note"),
        request=course.text("request", "document"),
    ).content()  # fmt: skip


def _candidates_request(course: Course) -> Letter | None:
    groups = _groups(course.case)
    if not groups:
        return None
    manner = dict(election.MANNERS).get(course.text("nominate", "manner"), "")
    return CandidatesRequest(
        **course.names, groups=groups, manner=manner, met_on=course.past.held_on("nominate"),
        on=course.past.held_on("candidates_request") or course.past.today,
    ).content()  # fmt: skip


def _candidates_reply(course: Course) -> Letter | None:
    replied = course.past.last("candidates_reply")
    if replied is None:
        return None
    return CandidatesReply(
        **course.names, on=replied.held_on, groups=_groups(course.case),
        is_agreed=replied.way == "agree", request=course.text("candidates_request", "document"),
    ).content()  # fmt: skip


def _sheet(course: Course) -> Form | None:
    said = queries.report(course.case, course.past)
    votes = [vote for turn in said["turns"] for vote in turn["votes"]]
    if not votes:
        return None
    chosen = course.past.value("meeting", "scrutineers") or []
    return ResultSheet(
        unit=course.case.unit.name, votes=[_counted(vote) for vote in votes],
        elected=_elected(said), met_on=said["held_on"],
        scrutineers=[str(one.get("name", "")) for one in chosen],
    ).content()  # fmt: skip


def _counted(vote: Mapping[str, Any]) -> Counted:
    numbers = ("favour", "against", "abstain")
    rows = [
        (
            f"{one['name']}（另选）" if one["against"] is None else one["name"],
            *("" if one[key] is None else str(one[key]) for key in numbers),
            one["is_elected"],
        )
        for one in vote["rows"]
    ]
    kept = {
        key: vote[key]
        for key in (
            "name",
            "seats",
            "expected",
            "present",
            "issued",
            "returned",
            "valid",
            "invalid",
        )
    }
    return Counted(**kept, rows=rows, sentences=vote["sentences"])  # fmt: skip


def _elected(said: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    return [(turn["office"], turn["elected"]) for turn in said["turns"] if turn["elected"]]


def _result(course: Course) -> Letter | None:
    said = queries.report(course.case, course.past)
    elected = _elected(said)
    if not elected:
        return None
    first = next((vote for turn in said["turns"] for vote in turn["votes"]), None)
    return ResultRequest(
        **course.names, elected=elected, met_on=said["held_on"] or course.past.today,
        plenary_on=said["plenary_on"], expected=first["expected"] if first else 0,
        present=first["present"] if first else 0,
        on=course.past.held_on("report") or course.past.today,
    ).content()  # fmt: skip


def _approval(course: Course) -> Letter | None:
    approved = course.past.last("approve")
    if approved is None or approved.way != "agree":
        return None
    return ResultReply(
        **course.names, on=approved.held_on,
        elected=_elected(queries.report(course.case, course.past)),
        request=course.text("report", "document"),
    ).content()  # fmt: skip


def _ballot(office: Office) -> Compose:
    """Blank, for the vote that is due: all copies are alike."""

    def compose(course: Course) -> Mapping[str, Any] | None:
        found = [t for t in queries.turns(course.case, course.past) if t.office == office]
        due = found[0].contest.due if found else None
        if due is None or not found[0].standing:
            return None
        return BallotPaper(
            unit=course.case.unit.name, office=OFFICES[office], seats=due.seats,
            names=found[0].standing, preliminary=due.preliminary,
        ).values()  # fmt: skip

    return compose


def _groups(case: Case) -> list[tuple[str, list[Standing]]]:
    rows = queries.ballot_order(Candidate.objects.filter(case=case).select_related("member"))
    found: dict[str, list[Standing]] = {}
    for each in rows:
        found.setdefault(OFFICES[each.office], []).append(_standing(each.member))
    return list(found.items())


def _standing(member: Member) -> Standing:
    born, joined = member.born_on, member.joined_on
    return Standing(
        name=member.name,
        gender=member.get_gender_display() if member.gender else "",
        ethnicity=member.get_ethnicity_display() if member.ethnicity else "",
        born=f"{born.year}年{born.month}月" if born else "",
        education=member.get_education_display() if member.education else "",
        joined=f"{joined.year}年{joined.month}月" if joined else "",
        where=member.workplace,
    )


# ---- all of them ----------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One paper: between which steps it is wanted, whose it is."""

    code: str
    name: str
    compose: Compose
    first: str
    last: str = STEPS[-1]
    of_above: bool = False
    is_registered: bool = True
    template: str = ""
    office: str = ""  # of a ballot
    is_counted: bool = False  # it tells of votes

    @property
    def full_code(self) -> str:
        return f"election.{self.code}"

    @property
    def procedures(self) -> tuple[str, ...]:
        """Both are counted on the same sheets; the letters are those of a whole election."""
        return (election.CODE,) if self.is_registered else (election.CODE, by_election.CODE)

    @property
    def may(self) -> Callable[..., bool]:
        """The organisation above writes its replies, the unit everything else."""
        return rules.may_decide if self.of_above else rules.may_keep

    def is_wanted(self, code: str, step: str) -> bool:
        if code != election.CODE:
            return code in self.procedures
        place = STEPS.index(step) if step in STEPS else len(STEPS) - 1
        return STEPS.index(self.first) <= place <= STEPS.index(self.last)


_BALLOTS = tuple(
    Kind(
        code=f"ballot_{office}", name=f"{OFFICES[office]}选票", compose=_ballot(office),
        first="candidates_reply", is_registered=False, template="terms/papers/ballot.typ",
        last="meeting" if office == Office.COMMITTEE else "plenary", office=office,
    )
    for office in Office
)  # fmt: skip
KINDS: tuple[Kind, ...] = (
    Kind(code="request", name="换届请示", compose=_request, first="request", last="nominate"),
    Kind(code="reply", name="换届请示批复", compose=_reply, first="nominate", of_above=True),
    Kind(code="candidates_request", name="候选人预备人选请示", compose=_candidates_request,
         first="nominate", last="meeting"),
    Kind(code="candidates_reply", name="候选人预备人选批复", compose=_candidates_reply,
         first="meeting", of_above=True),
    *_BALLOTS,
    Kind(code="sheet", name="选举结果报告单", compose=_sheet, first="meeting",
         is_registered=False, is_counted=True),
    Kind(code="result", name="选举结果报告", compose=_result, first="report"),
    Kind(code="approval", name="选举结果批复", compose=_approval, first="announce",
         of_above=True),
)  # fmt: skip


def drafting(kind: Kind) -> Callable[[int, Actor], Draft | None]:
    def draft(case_id: int, by: Actor) -> Draft | None:
        seen = Case.objects.visible_to(by).filter(procedure__in=kind.procedures, pk=case_id)
        case = seen.select_related("unit", "desk", "other").first()
        if case is None:
            return None
        above = _above(case)
        past = procedures.past_of(case, today=localdate())
        said = kind.compose(Course(case=case, past=past, above=above))
        if said is None:
            raise NotReady(kind.name)
        return Draft(
            unit_id=above.pk if kind.of_above else case.unit_id,
            title=f"{kind.name}（{case.unit.short_name}）",
            content=said if isinstance(said, Letter | Form) else None,
            values=None if isinstance(said, Letter | Form) else said,
            case_id=case.pk,
        )

    return draft


def plug_papers() -> None:
    """Called once when the app is ready."""
    plug(
        *(
            Paper(
                code=kind.full_code, name=kind.name, draft=drafting(kind), template=kind.template,
                may=kind.may,
                numbering=Numbering.of(is_registered=kind.is_registered, of_above=kind.of_above),
            )
            for kind in KINDS
        )
    )  # fmt: skip


def offered(code: str, case_id: int, step: str) -> Iterator[Offered]:
    """What is wanted around a step; ballots of the offices that somebody stands for. A by-election
    is asked for and approved by letters of its own; it is counted on the same sheets."""
    case = Case.objects.select_related("unit", "desk").get(pk=case_id)
    above = _above(case)
    standing = set(Candidate.objects.filter(case=case).values_list("office", flat=True))
    counted = Poll.objects.filter(case=case, state=Poll.State.DECIDED)
    decided = set(counted.values_list("office", flat=True))
    for kind in KINDS:
        is_due = kind.is_wanted(code, step)
        has_facts = not (kind.office and kind.office not in standing - decided)
        if is_due and has_facts:
            ready = bool(decided) or not kind.is_counted
            yield Offered(
                name=kind.name, url=reverse("papers:draft", args=[kind.full_code, case_id]),
                ready=ready, note="" if ready else "还没有计票结果",
                may=partial(kind.may, at=above if kind.of_above else case.unit),
            )  # fmt: skip


def _above(case: Case) -> Unit:
    return procedures.desk_of(election.ELECTION.step("reply"), unit=case.unit, other=None)
