"""A vote begins, or no longer counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import transaction
from django.urls import reverse

from lianxin.areas.members.models import Member
from lianxin.areas.terms import queries, rules
from lianxin.areas.terms.actions.held import hold
from lianxin.areas.terms.catalogue import OFFICES, QUORUM, Due, Sort, least_present
from lianxin.areas.terms.events import PollOpened, PollSetAside
from lianxin.areas.terms.models import Poll
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.messaging import actions as messaging
from lianxin.foundation.messaging.actions import Note
from lianxin.foundation.procedures.catalogue import Past
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.queries import past_of


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """What is known when a vote begins: how many are there, who counts; of delegates how many
    are expected; where seats are missing, who stands for them."""

    present: int
    tellers: Sequence[int]
    expected: int | None = None
    candidates: Sequence[int] = ()


class NotNow(Refused):
    """The office is not elected at this step, or a vote on it is under way, or it is decided."""


class NoQuorum(Refused):
    """Too few voters are there."""


class BadTellers(Refused):
    """Two people count, and neither of them stands."""


class BadCandidates(Refused):
    """Who stands does not fit the vote that is due."""


class NobodyExpected(Refused):
    sentence = "请填写应到会有选举权的人数。"


class NotOpen(Refused):
    sentence = "这次选举已经有了结果或者已作废，不能再作废。"


class ReasonMissing(Refused):
    sentence = "请写明作废的原因。"


class LaterVotes(Refused):
    sentence = "在它之后又进行过投票，请先作废后面的投票。"


@transaction.atomic
def open_poll(case: Case, office: str, ballot: Ballot, *, by: Actor, at: datetime) -> Poll:
    """Begin the vote that is due on an office, before the voters who are there."""
    case = hold(case)
    require(rules.may_keep(by, at=case.unit))
    past = past_of(case, today=day_of(at))
    due = _due(case, office, past)
    expected = _expected(case, office, ballot, past, at)
    quorum = past.number(QUORUM)
    _enough(expected, ballot.present, quorum)
    candidates = _standing(case, office, ballot, due, past, at)
    _may_count(ballot, candidates)
    last = Poll.objects.filter(case=case, office=office).order_by("-number").first()
    poll = Poll.objects.create(
        case=case, office=office, number=last.number + 1 if last else 1, sort=due.sort,
        preliminary=due.preliminary, seats=due.seats, candidates=candidates, expected=expected,
        present=ballot.present, quorum=quorum, tellers=list(ballot.tellers), opened_at=at,
    )  # fmt: skip
    _tell_tellers(poll, by=by, at=at)

    publish(
        PollOpened(
            unit_id=case.unit_id, subject_id=poll.pk, office=office, seats=poll.seats,
            expected=expected, present=ballot.present,
        ),
        by=by,
    )  # fmt: skip
    return poll


def _due(case: Case, office: str, past: Past) -> Due:
    plan = queries.plan_of(case, past)
    name = OFFICES[office]
    if not queries.is_at(case, office, past):
        raise NotNow(f"现在是“{case.step_of.name}”环节，不能登记{name}选举。")
    if Poll.objects.filter(case=case, office=office, state=Poll.State.OPEN).exists():
        raise NotNow(f"{name}选举正在计票，请等两名计票人录入完毕。")
    progress = queries.progress_of([case])[case.pk]
    due = queries.contest_in(case, office, plan, progress).due
    if due is None:
        raise NotNow(f"{name}选举已经有了结果，不能再投票。")
    return due


def _expected(case: Case, office: str, ballot: Ballot, past: Past, at: datetime) -> int:
    known = queries.expected_at(case, office, past, today=day_of(at))
    expected = ballot.expected if known is None else known
    if not expected:
        raise NobodyExpected
    return expected


def _enough(expected: int, present: int, quorum: int) -> None:
    if present > expected:
        raise NoQuorum(f"实到会 {present} 人，比应到会 {expected} 人还多，请核对。")
    least = least_present(expected, Fraction(quorum, 100))
    if present < least:
        raise NoQuorum(
            f"应到会有选举权 {expected} 人，实到会 {present} 人，不足应到会的五分之四"
            f"（至少 {least} 人），会议无效，不能选举。请另行召开会议。"
        )


def _standing(
    case: Case, office: str, ballot: Ballot, due: Due, past: Past, at: datetime
) -> list[int]:
    """Who is on the ballot. Where seats are missing, whoever is put up again."""
    if due.sort is not Sort.MISSING or due.candidates:
        if not due.candidates:
            raise BadCandidates(f"没有{OFFICES[office]}候选人，请先在候选人名单中填写。")
        return [int(key) for key in due.candidates]
    chosen = list(dict.fromkeys(ballot.candidates))
    known = dict(queries.eligible(case, office, past, today=day_of(at)))
    now = queries.contest_of(queries.polls_of(case, office))
    taken = {int(key) for key in (*now.elected, *now.nominated)}
    if len(chosen) < due.seats:
        raise BadCandidates(f"还有 {due.seats} 个名额，候选人至少要有 {due.seats} 人。")
    if any(str(pk) not in known or pk in taken for pk in chosen):
        raise BadCandidates("候选人中有人已经当选，或者没有被选举权，请重新选择。")
    order = {int(key): place for place, key in enumerate(known)}
    return sorted(chosen, key=order.__getitem__)


def _may_count(ballot: Ballot, candidates: Sequence[int]) -> None:
    if len(set(ballot.tellers)) != 2:
        raise BadTellers("计票由两名计票人分别录入，请选择两名不同的计票人。")
    standing = Member.objects.filter(pk__in=candidates, user__in=ballot.tellers).first()
    if standing is not None:
        raise BadTellers(f"{standing.name}是候选人，不能担任计票人，请另选一人。")


def _tell_tellers(poll: Poll, *, by: Actor, at: datetime) -> None:
    notes = [
        Note(
            user_id=teller,
            key=f"terms:poll:{poll.pk}",
            title=f"请录入计票结果：{poll.name}",
            body="您是计票人。请按选票独立清点后录入，两名计票人的结果一致才算数。",
            url=reverse("terms:count", args=[poll.pk]),
            unit_id=poll.case.unit_id,
        )
        for teller in poll.tellers
    ]
    messaging.send_all(notes, by=by, at=at)


@transaction.atomic
def set_aside(poll: Poll, *, reason: str, by: Actor) -> Poll:
    """A vote does not count: it was entered wrongly. It stays, with the reason."""
    case = hold(poll.case)
    require(rules.may_keep(by, at=case.unit))
    if not reason.strip():
        raise ReasonMissing
    poll = Poll.objects.select_for_update(of=("self",)).select_related("case").get(pk=poll.pk)
    past = past_of(case, today=day_of(poll.opened_at))
    if poll.state == Poll.State.SET_ASIDE or not queries.is_at(case, poll.office, past):
        raise NotOpen
    if (
        Poll.objects.standing()
        .filter(case=case, office=poll.office, number__gt=poll.number)
        .exists()
    ):
        raise LaterVotes
    poll.state, poll.reason = Poll.State.SET_ASIDE, reason.strip()
    poll.save(update_fields=["state", "reason"])

    publish(
        PollSetAside(
            unit_id=case.unit_id, subject_id=poll.pk, office=poll.office, reason=poll.reason
        ),
        by=by,
    )
    return poll
