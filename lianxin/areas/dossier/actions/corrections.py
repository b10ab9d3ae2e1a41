"""A member says what is wrong in his file; the branch takes it over, or says why not."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import transaction
from django.urls import reverse

from lianxin.areas.dossier import rules
from lianxin.areas.dossier.catalogue import PROPOSABLE, WORDS
from lianxin.areas.dossier.events import (
    CorrectionProposed,
    CorrectionsAccepted,
    CorrectionsDeclined,
    CorrectionWithdrawn,
)
from lianxin.areas.dossier.models import Proposal, ProposalLine
from lianxin.areas.members import actions as members
from lianxin.areas.members import catalogue as roll
from lianxin.areas.members import links
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.locks import locked_row
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.messaging import actions as messaging
from lianxin.foundation.messaging.catalogue import Note
from lianxin.foundation.procedures import queries as procedures

LONGEST_WORDS = 500
LINE = ProposalLine.State


class NothingToCorrect(Refused):
    sentence = "填写的内容与档案中的相同，没有需要更正的地方。"


class NotForProposals(Refused):
    sentence = "这一项随发展党员、组织关系转接等事项变更，请在“其他情况说明”中写明。"


class ProposedAlready(Refused):
    sentence = "您还有一份更正申请等待支部答复。请等待答复，或者先撤回那一份。"


class WordsTooLong(Refused):
    sentence = f"情况说明不超过 {LONGEST_WORDS} 字。"


class DoesNotFit(Refused):
    """What is proposed contradicts itself or the rest of the file."""


class DecidedAlready(Refused):
    sentence = "这份更正申请（或所选的内容）已经答复或撤回。请刷新页面查看。"


class DeclinedWithoutReason(Refused):
    sentence = "请写明不采纳的理由（至少 4 个字），本人可以看到。"


@transaction.atomic
def propose_correction(
    member: Member, facts: Mapping[str, Any], words: str = "", *, by: Actor, at: datetime
) -> Proposal:
    """Say what of one's own data is wrong: fields with their right values, or words."""
    require(rules.may_propose(by, member) and by.user_id is not None)
    member = _locked(member)
    if set(facts) - PROPOSABLE.keys():
        raise NotForProposals
    said = words.strip()
    if len(said) > LONGEST_WORDS:
        raise WordsTooLong
    known = member.facts()
    wanted = {k: v for k, v in members.plain(facts).items() if v != known[k]}
    if not wanted and not said:
        raise NothingToCorrect
    _fits(known | wanted, wanted, at)
    if Proposal.objects.open().filter(member=member).exists():
        raise ProposedAlready

    proposal = Proposal.objects.create(member=member, user_id=by.user_id or 0, at=at)
    lines = [_line(proposal, key, known[key], value) for key, value in wanted.items()]
    if said:
        told = orjson.dumps([None, said]).decode()
        lines.append(ProposalLine(proposal=proposal, key=WORDS, sealed=told))
    ProposalLine.objects.bulk_create(lines)
    _tell_keepers(proposal, by, at)

    keys = tuple(line.key for line in lines)
    publish(CorrectionProposed(unit_id=member.unit_id, subject_id=member.pk, fields=keys), by=by)
    return proposal


@transaction.atomic
def accept_corrections(
    proposal: Proposal, keys: Collection[str], *, by: Actor, at: datetime
) -> Proposal:
    """Take over chosen lines of a proposal: the roll is corrected, the member is the source."""
    require(rules.may_decide(by, proposal.member))
    proposal, chosen = _chosen(proposal, keys)
    facts = {line.key: line.value() for line in chosen if not line.is_words}
    if facts:
        members.correct(proposal.member, by=by, at=at, **facts)
    _decide(proposal, chosen, LINE.ACCEPTED, "", by, at)

    publish(
        CorrectionsAccepted(
            unit_id=proposal.member.unit_id,
            subject_id=proposal.member_id,
            fields=tuple(line.key for line in chosen),
        ),
        by=by,
    )
    return proposal


@transaction.atomic
def decline_corrections(
    proposal: Proposal, keys: Collection[str], *, reason: str, by: Actor, at: datetime
) -> Proposal:
    """Answer chosen lines with a no and the reason why; the member reads it."""
    require(rules.may_decide(by, proposal.member))
    if len(reason.strip()) < 4:
        raise DeclinedWithoutReason
    proposal, chosen = _chosen(proposal, keys)
    _decide(proposal, chosen, LINE.DECLINED, reason.strip()[:200], by, at)

    publish(
        CorrectionsDeclined(
            unit_id=proposal.member.unit_id,
            subject_id=proposal.member_id,
            fields=tuple(line.key for line in chosen),
            reason=reason.strip()[:200],
        ),
        by=by,
    )
    return proposal


@transaction.atomic
def withdraw_correction(proposal: Proposal, *, by: Actor, at: datetime) -> Proposal:
    """Take back what one proposed; lines already answered stay as they are."""
    require(rules.may_propose(by, proposal.member))
    proposal, _ = _chosen(proposal, ())
    proposal.state, proposal.closed_at = Proposal.State.WITHDRAWN, at
    proposal.save(update_fields=["state", "closed_at"])

    publish(
        CorrectionWithdrawn(unit_id=proposal.member.unit_id, subject_id=proposal.member_id), by=by
    )
    return proposal


def _locked(member: Member) -> Member:
    return locked_row(Member.objects.select_related("unit"), member.pk)


def _fits(facts: Mapping[str, Any], wanted: Mapping[str, Any], at: datetime) -> None:
    """Refuse a contradiction now, while the member can still mend it."""
    for problem in roll.contradictions(facts, today=day_of(at)):
        if problem.is_error and problem.key in wanted:
            raise DoesNotFit(f"{roll.FIELDS[problem.key].label}：{problem.sentence}")


def _line(proposal: Proposal, key: str, old: Any, new: Any) -> ProposalLine:
    field = roll.FIELDS[key]
    was, wanted = field.to_json(old), field.to_json(new)
    if not field.is_sensitive:
        return ProposalLine(proposal=proposal, key=key, old=was, new=wanted)
    told = orjson.dumps([was, wanted]).decode()
    return ProposalLine(proposal=proposal, key=key, sealed=told)


def _chosen(proposal: Proposal, keys: Collection[str]) -> tuple[Proposal, Sequence[ProposalLine]]:
    """The proposal, held and still open, with those of its lines that are to be answered."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("member__unit")
    held = rows.get(pk=proposal.pk)
    chosen = [line for line in held.lines.order_by("id") if line.is_open and line.key in keys]
    if not held.is_open or len(chosen) != len(set(keys)):
        raise DecidedAlready
    return held, chosen


def _decide(
    proposal: Proposal,
    chosen: Sequence[ProposalLine],
    state: ProposalLine.State,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    if not chosen:
        raise DecidedAlready
    for line in chosen:
        line.state, line.reason = state, reason
        line.decided_at, line.decider = at, by.name
    ProposalLine.objects.bulk_update(chosen, ["state", "reason", "decided_at", "decider"])
    if not proposal.lines.filter(state=LINE.OPEN).exists():
        proposal.state, proposal.closed_at = Proposal.State.CLOSED, at
        proposal.save(update_fields=["state", "closed_at"])
        _tell_member(proposal, by, at)


def _tell_keepers(proposal: Proposal, by: Actor, at: datetime) -> None:
    """Whoever keeps files at the branch finds it in his inbox."""
    unit = proposal.member.unit
    seats = procedures.seated({str(rules.Can.KEEP)}, [unit.pk], today=day_of(at))
    messaging.send_all(
        [
            Note(
                user_id=user_id,
                key=f"correction-{proposal.pk}",
                title=f"{proposal.member.name}提出了信息更正申请",
                body="请核对后确认或答复。",
                url=reverse("dossier:correction", args=[proposal.pk]),
                unit_id=unit.pk,
            )
            for user_id in seats.get(unit.pk, ())
            if user_id != by.user_id
        ],
        by=by,
        at=at,
    )


def _tell_member(proposal: Proposal, by: Actor, at: datetime) -> None:
    messaging.send(
        Note(
            user_id=proposal.user_id,
            key=f"correction-{proposal.pk}-answer",
            title="您的信息更正申请已答复",
            body="请查看结果；如其余信息无误，请点“信息无误”完成今年的核对。",
            url=links.own_file(),
            unit_id=proposal.member.unit_id,
        ),
        by=by,
        at=at,
    )
