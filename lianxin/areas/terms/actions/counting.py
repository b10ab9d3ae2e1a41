"""Two people count the slips, each for himself; what they agree on is the result."""

from datetime import datetime

from django.db import transaction

from lianxin.areas.members.models import Member
from lianxin.areas.terms import queries, rules
from lianxin.areas.terms.actions.held import hold
from lianxin.areas.terms.catalogue import (
    Outcome,
    Tally,
    decide,
    differences,
    faults,
    is_void,
    reduction,
    tally_of,
    told,
)
from lianxin.areas.terms.events import CountEntered, PollDecided, SeatsReduced
from lianxin.areas.terms.models import Count, Poll
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.catalogue import number
from lianxin.foundation.procedures.queries import past_of


class NotCounting(Refused):
    sentence = "这次选举已经有了结果或者已作废，不能再录入。"


class CountIsWrong(Refused):
    """The numbers contradict each other; the sentences say where."""


class NotElectable(Refused):
    """Somebody was written in who cannot be elected."""


class NothingToReduce(Refused):
    sentence = "这次选举没有缺额，或者还没有人当选，不能减少名额。"


class NotAgreed(Refused):
    """Too few agree to fewer seats, or too few would be left."""


@transaction.atomic
def enter_count(poll: Poll, tally: Tally, *, by: Actor, at: datetime) -> Poll:
    """Enter, or enter again, what one of the two tellers counted. Once both agree, the vote is
    decided, and nothing in it changes any more."""
    require(rules.may_count(by, tellers=poll.tellers))
    poll = Poll.objects.select_for_update(of=("self",)).select_related("case__unit").get(pk=poll.pk)
    if not poll.is_open:
        raise NotCounting
    tally = _checked(poll, tally, at)
    count, is_new = Count.objects.get_or_create(
        poll=poll, user_id=by.user_id, defaults={"tally": told(tally), "at": at}
    )
    if not is_new:
        count.tally, count.at, count.tries = told(tally), at, count.tries + 1
        count.save(update_fields=["tally", "at", "tries"])
    other = Count.objects.filter(poll=poll).exclude(pk=count.pk).first()
    agrees = None if other is None else not differences(tally, tally_of(other.tally))

    publish(CountEntered(unit_id=poll.case.unit_id, subject_id=poll.pk, agrees=agrees), by=by)
    if agrees:
        _decide(poll, tally, by=by, at=at)
    return poll


def _checked(poll: Poll, tally: Tally, at: datetime) -> Tally:
    """The count without boxes left at nothing, refused where it contradicts itself."""
    others = {key: votes for key, votes in tally.others.items() if votes}
    if is_void(tally, poll.present):
        # A void vote is not counted any further; both must only find it void alike.
        return Tally(issued=tally.issued, returned=tally.returned)
    tally = Tally(
        issued=tally.issued, returned=tally.returned, invalid=tally.invalid, votes=tally.votes,
        others=others,
    )  # fmt: skip
    keys = {int(key) for key in (*poll.keys, *others)}
    names = {str(pk): name for pk, name in Member.objects.filter(pk__in=keys).values_list(
        "pk", "name")}  # fmt: skip
    found = faults(tally, candidates=poll.keys, names=names, seats=poll.seats, present=poll.present)
    if found:
        raise CountIsWrong("".join(fault.sentence for fault in found))
    if others:
        _may_be_elected(poll, others, names, at)
    return tally


def _may_be_elected(
    poll: Poll, others: dict[str, int], names: dict[str, str], at: datetime
) -> None:
    past = past_of(poll.case, today=day_of(at))
    known = dict(queries.eligible(poll.case, poll.office, past, today=day_of(at)))
    for key in others:
        if key not in known:
            raise NotElectable(
                f"另选的{names.get(key, '人')}没有被选举权，所选无效，请按无效票处理。"
            )


def _decide(poll: Poll, tally: Tally, *, by: Actor, at: datetime) -> Outcome:
    outcome = decide(poll.value(), tally)
    poll.tally, poll.state, poll.decided_at = told(tally), Poll.State.DECIDED, at
    poll.save(update_fields=["tally", "state", "decided_at"])

    publish(
        PollDecided(
            unit_id=poll.case.unit_id,
            subject_id=poll.pk,
            office=poll.office,
            comes=outcome.comes,
            member_ids=tuple(map(int, outcome.elected)),
        ),
        by=by,
    )
    return outcome


@transaction.atomic
def agree_to_fewer(poll: Poll, *, agreed: int, by: Actor) -> Poll:
    """Record that more than half of the voters agree to leave the missing seats open."""
    case = hold(poll.case)
    require(rules.may_keep(by, at=case.unit))
    polls = queries.polls_of(case, poll.office)
    last = polls[-1] if polls else None
    if last is None or last.pk != poll.pk or not queries.contest_of(polls).may_reduce:
        raise NothingToReduce
    if why := reduction(agreed, last.present):
        raise NotAgreed(why)
    _enough_left(poll, len(queries.contest_of(polls).elected))
    last.agreed_fewer = agreed
    last.save(update_fields=["agreed_fewer"])

    publish(
        SeatsReduced(unit_id=case.unit_id, subject_id=poll.pk, office=poll.office, agreed=agreed),
        by=by,
    )
    return last


def _enough_left(poll: Poll, elected: int) -> None:
    """A committee does not become smaller than the regulation allows."""
    if poll.office != "committee" or poll.case.procedure != "election":
        return
    unit = poll.case.unit
    bound = number("committee_least", kind=unit.kind, domain=unit.domain, at=day_of(poll.opened_at))
    if bound is not None and elected < bound.value:
        raise NotAgreed(
            f"已当选 {elected} 人，少于委员会最少的 {bound.value} 人，不能减少名额，须另行选举。"
        )
