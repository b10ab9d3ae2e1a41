from datetime import date
from typing import Any

from django.db import transaction

from lianxin.areas.members.models import Member
from lianxin.areas.terms import rules
from lianxin.areas.terms.actions.held import hold, not_voting
from lianxin.areas.terms.catalogue import OFFICES
from lianxin.areas.terms.catalogue import Exclusion as ExclusionValue
from lianxin.areas.terms.events import CandidatePutUp, CandidateTakenDown, CountedIn, LeftOut
from lianxin.areas.terms.models import Candidate, Exclusion
from lianxin.areas.terms.queries import list_is_open
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.procedures.models import Case


class ListIsFixed(Refused):
    sentence = "候选人名单已经报送，不能再改动。需要调整的，请把事项退回到提名环节。"


class AlreadyStands(Refused):
    """Somebody is on the list for the same office."""


class MayNotStand(Refused):
    """Only full members of the unit, with all their rights."""


class AlreadyLeftOut(Refused):
    sentence = "此人已在不计入应到会的名单中。"


class NoDecision(Refused):
    """Nobody is left out without a recorded decision."""


class NotAVoter(Refused):
    sentence = "只有本组织的正式党员才计入应到会，此人不需要办理。"


@transaction.atomic
def put_up(case: Case, member: Member, *, office: str, by: Actor, **facts: Any) -> Candidate:
    """Put a full member of the unit on the list for an office.

    `facts`: brief (who he is, for the voters), rank (the order of secretaries).
    """
    case = hold(case)
    require(rules.may_keep(by, at=case.unit))
    if not list_is_open(case):
        raise ListIsFixed
    if Candidate.objects.filter(case=case, office=office, member=member).exists():
        raise AlreadyStands(f"{member.name}已是{OFFICES[office]}候选人，不必重复填写。")
    _may_stand(case, member)
    facts.setdefault("rank", Candidate.objects.filter(case=case, office=office).count())
    candidate = Candidate.objects.create(case=case, member=member, office=office, **facts)

    publish(
        CandidatePutUp(
            unit_id=case.unit_id, subject_id=case.pk, member_id=member.pk, office=office
        ),
        by=by,
    )
    return candidate


def _may_stand(case: Case, member: Member) -> None:
    if not member.unit.path.startswith(case.unit.path):
        raise MayNotStand(f"{member.name}不是本组织的党员，不能作候选人。")
    if member.status != "normal" or member.category != "formal":
        raise MayNotStand(
            f"{member.name}是{member.get_category_display()}（{member.get_status_display()}），"
            "没有被选举权，不能作候选人。"
        )


@transaction.atomic
def take_down(candidate: Candidate, *, by: Actor) -> None:
    """Take somebody off the list while it is open."""
    case = hold(candidate.case)
    require(rules.may_keep(by, at=case.unit))
    if not list_is_open(case):
        raise ListIsFixed
    candidate.delete()

    publish(
        CandidateTakenDown(
            unit_id=case.unit_id,
            subject_id=case.pk,
            member_id=candidate.member_id,
            office=candidate.office,
        ),
        by=by,
    )


@transaction.atomic
def leave_out(
    case: Case, member: Member, *, ground: str, document: str, resolved_on: date | None, by: Actor
) -> Exclusion:
    """Record the decision that a member does not count as expected, or has no vote."""
    case = hold(case)
    require(rules.may_keep(by, at=case.unit))
    not_voting(case)
    if member.category != "formal" or not member.unit.path.startswith(case.unit.path):
        raise NotAVoter
    if Exclusion.objects.filter(case=case, member=member).exists():
        raise AlreadyLeftOut
    decision = ExclusionValue(
        key=str(member.pk), ground=ground, document=document, resolved_on=resolved_on
    )
    if decision.missing:
        raise NoDecision(f"{decision.missing}，不能把{member.name}列为不计入应到会。")
    exclusion = Exclusion.objects.create(
        case=case, member=member, ground=ground, document=document, resolved_on=resolved_on
    )

    publish(
        LeftOut(unit_id=case.unit_id, subject_id=case.pk, member_id=member.pk, document=document),
        by=by,
    )
    return exclusion


@transaction.atomic
def count_in(exclusion: Exclusion, *, by: Actor) -> None:
    """Count somebody as expected again."""
    case = hold(exclusion.case)
    require(rules.may_keep(by, at=case.unit))
    not_voting(case)
    exclusion.delete()

    publish(
        CountedIn(unit_id=case.unit_id, subject_id=case.pk, member_id=exclusion.member_id), by=by
    )
