"""What an approved result changes: the work of the new committee, posts and terms."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q

from lianxin.areas.members.models import Member
from lianxin.areas.terms import queries, rules
from lianxin.areas.terms.actions.held import hold
from lianxin.areas.terms.catalogue import Office, election
from lianxin.areas.terms.events import DutiesAssigned, ElectionTookEffect, PollSetAside
from lianxin.areas.terms.models import Duty, Poll
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.organisation.catalogue import POSTS
from lianxin.foundation.organisation.models import Appointment
from lianxin.foundation.procedures.models import Case

DUTIES = [
    (code, post.name)
    for code, post in POSTS.items()
    if post.in_committee and not post.approved_above
]


class NotElected(Refused):
    sentence = "分工只能安排给新当选的委员。请刷新页面后重填。"


class NoResult(Refused):
    sentence = "选举还没有全部结果，不能登记任职。"


class NoAccount(Refused):
    """Somebody who was elected cannot be put into a post yet."""


@transaction.atomic
def assign_duties(case: Case, duties: Mapping[int, str], *, by: Actor) -> None:
    """Record how the new committee divides its work: {member: post}."""
    case = hold(case)
    require(rules.may_keep(by, at=case.unit))
    elected = queries.progress_of([case])[case.pk].elected(Office.COMMITTEE)
    if not {str(pk) for pk in duties} <= set(elected):
        raise NotElected
    for member_id, post in duties.items():
        Duty.objects.update_or_create(case=case, member_id=member_id, defaults={"post": post})

    publish(DutiesAssigned(unit_id=case.unit_id, subject_id=case.pk, members=len(duties)), by=by)


@transaction.atomic
def set_aside_offices(case: Case, offices: Iterable[str], *, reason: str, by: Actor) -> None:
    """The result of these offices was not approved; they are elected again."""
    require(rules.may_decide(by, at=case.desk))
    for poll in Poll.objects.standing().filter(case=case, office__in=list(offices)):
        poll.state, poll.reason = Poll.State.SET_ASIDE, reason
        poll.save(update_fields=["state", "reason"])
        publish(
            PollSetAside(
                unit_id=case.unit_id, subject_id=poll.pk, office=poll.office, reason=reason
            ),
            by=by,
        )


@transaction.atomic
def take_office(case: Case, *, on: date, led_from: date, document: str, by: Actor) -> int:
    """Put the approved result into effect: the old posts end and the new ones begin on the day
    of the election, those of secretaries on the day of theirs, and a new term with them. Answers
    how many were appointed."""
    require(rules.may_decide(by, at=case.desk))
    posts = _posts(case)
    people = Member.objects.select_related("user").in_bulk(posts)
    without = [people[pk].name for pk in posts if people[pk].user_id is None]
    if without:
        raise NoAccount(f"请先为{'、'.join(without)}开通账号，再登记批准。")
    begin = {code: led_from if post.approved_above else on for code, post in POSTS.items()}
    _end_old(case, posts, begin, document, by=by)
    for pk, post in sorted(posts.items(), key=lambda pair: POSTS[pair[1]].rank):
        user = people[pk].user
        assert user is not None  # noqa: S101 - refused above
        organisation.appoint(
            user, post=post, unit=case.unit, starts_on=begin[post], by=by,
            how=Appointment.How.ELECTED, document=document,
        )  # fmt: skip
    if case.procedure == election.CODE:
        organisation.begin_term(case.unit, starts_on=on, document=document, by=by)

    publish(
        ElectionTookEffect(
            unit_id=case.unit_id, subject_id=case.pk, on=on, document=document,
            appointed=len(posts),
        ),
        by=by,
    )  # fmt: skip
    return len(posts)


def _posts(case: Case) -> dict[int, str]:
    """{member: the post he takes up}."""
    progress = queries.progress_of([case])[case.pk]
    undecided = [office for office in progress.contests if not progress.is_decided(office)]
    if undecided or not progress.contests:
        raise NoResult
    duties = dict(Duty.objects.filter(case=case).values_list("member_id", "post"))
    found = {
        int(key): duties.get(int(key), "commissioner") for key in progress.elected(Office.COMMITTEE)
    }
    for office in (Office.DEPUTY, Office.SECRETARY):
        found |= {int(key): str(office) for key in progress.elected(office)}
    return found


def _end_old(
    case: Case, posts: Mapping[int, str], begin: Mapping[str, date], document: str, *, by: Actor
) -> None:
    """In a full election the whole old committee; in a by-election whoever held a post that only
    one can hold, and what the newly elected held before."""
    lasting = Appointment.objects.filter(Q(ends_on=None), unit=case.unit)
    committee = [code for code, post in POSTS.items() if post.in_committee]
    ending = lasting.filter(post__in=committee)
    if case.procedure != election.CODE:
        only = {post for post in posts.values() if POSTS[post].only_one}
        ending = ending.filter(Q(post__in=sorted(only)) | Q(user__member__in=list(posts)))
    for appointment in ending.select_related("unit").order_by("pk"):
        on = begin[appointment.post]
        organisation.end_appointment(appointment, on=on, document=document, by=by)
