"""What the papers of admission would say now: the case and the person, composed and plugged."""

from collections.abc import Callable

from django.utils.timezone import localdate

from lianxin.areas.admission import rules
from lianxin.areas.admission.catalogue import ADMISSION, candidate_from, cultivated_from, joined_on
from lianxin.areas.admission.catalogue.papers import PAPERS, Composed, Course, Person
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import approver_of
from lianxin.foundation.papers.catalogue import Draft, Numbering, Paper, plug
from lianxin.foundation.procedures.catalogue import Past
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.queries import past_of


class NotReady(Refused):
    def __init__(self, name: str = "") -> None:
        super().__init__(f"“{name}”要写的内容还没有登记。请先在事项里登记相应环节，再来打印。")


def drafting(one: Composed) -> Callable[[int, Actor], Draft | None]:
    """The subject of these papers is the case."""

    def draft(case_id: int, by: Actor) -> Draft | None:
        cases = Case.objects.visible_to(by).filter(procedure=ADMISSION.code, pk=case_id)
        case = cases.select_related("unit", "desk", "other").first()
        above = approver_of(case.unit) if case else None
        issuer = above if one.of_committee else case and case.unit
        if case is None or issuer is None:
            return None
        course = _course(case, above)
        content = one.compose(course)
        if content is None:
            raise NotReady(one.name)
        return Draft(
            unit_id=issuer.pk,
            title=f"{one.name}（{course.person.name}）",
            content=content,
            case_id=case.pk,
        )

    return draft


def _course(case: Case, above: Unit | None) -> Course:
    past = past_of(case, today=localdate())
    member = Member.objects.get(pk=case.subject_id)
    return Course(
        procedure=ADMISSION,
        past=past,
        person=_person(member, past),
        branch=case.unit.name,
        committee=above.name if above else "",
        phone=case.unit.phone,
    )


def _person(member: Member, past: Past) -> Person:
    born, began = member.born_on, member.value("started_work_on")
    return Person(
        name=member.name,
        gender=member.get_gender_display() if member.gender else "",
        ethnicity=member.get_ethnicity_display() if member.ethnicity else "",
        born=f"{born.year}年{born.month}月" if born else "",
        native_place=str(member.value("native_place") or ""),
        education=member.get_education_display() if member.education else "",
        workplace=member.workplace,
        works_since=f"{began.on.year}年{began.on.month}月" if began else "",
        applied_on=past.held_on("apply"),
        activist_on=cultivated_from(past),
        candidate_on=candidate_from(past),
        joined_on=joined_on(past),
    )


def code_of(one: Composed) -> str:
    return f"{ADMISSION.code}.{one.code}"


def plug_papers() -> None:
    """Called once when the app is ready."""
    plug(
        *(
            Paper(
                code=code_of(one), name=one.name, draft=drafting(one),
                may=rules.may_take_in if one.of_committee else rules.may_receive,
                numbering=Numbering.of(is_registered=one.is_registered, of_above=one.of_committee),
            )
            for one in PAPERS
        )
    )  # fmt: skip
