"""Verbs on the record: consulting it, taking lines away, proving it. None of them changes it."""

from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.overview.audit import queries, rules, sealing
from lianxin.overview.audit.events import AuditConsulted, AuditExported, AuditVerified


@transaction.atomic
def consult(asked: queries.Asked, *, by: Actor) -> queries.Page:
    """Read a page of the record; that it was read is itself an entry."""
    require(rules.may_consult(by))
    page = queries.page(asked, by=by)
    publish(AuditConsulted(unit_id=None, subject_id=by.user_id or 0, query=asked.in_words()), by=by)
    return page


@transaction.atomic
def export(asked: queries.Asked, *, by: Actor) -> bytes:
    """The lines that were asked for, as a workbook."""
    require(rules.may_consult(by))
    workbook, rows = queries.workbook(asked, by=by)
    publish(
        AuditExported(unit_id=None, subject_id=by.user_id or 0, query=asked.in_words(), rows=rows),
        by=by,
    )
    return workbook


@transaction.atomic
def verify(*, by: Actor, since: int = 1) -> sealing.Verdict:
    """Prove the chain from a seal on, and enter what was found."""
    require(rules.may_verify(by))
    verdict = sealing.verify(since=since)
    publish(
        AuditVerified(
            unit_id=None,
            subject_id=verdict.seals + since - 1,
            sound=verdict.is_sound,
            seals=verdict.seals,
            entries=verdict.entries,
            fault=verdict.fault,
            head=verdict.head,
        ),
        by=by,
    )
    return verdict
