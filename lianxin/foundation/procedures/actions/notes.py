"""What people leave on a case besides its steps: remarks, files, drafts, and that they looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.files import actions as files
from lianxin.foundation.files.models import File
from lianxin.foundation.procedures import rules
from lianxin.foundation.procedures.actions.common import Line, locked, still_open, write
from lianxin.foundation.procedures.events import (
    CaseCommented,
    CaseSeen,
    DraftKept,
    FileAttached,
    FileDetached,
    FileOpened,
)
from lianxin.foundation.procedures.models import Attachment, Case, Decision, Draft


class NothingSaid(Refused):
    sentence = "请写下批注内容。"


class NoSuchFile(Refused):
    status = 404
    sentence = "没有这份材料，可能已经移除。"


class FileIsEvidence(Refused):
    sentence = "这份材料属于已登记的环节，不能移除。如有差错，请对该环节办理更正，并上传新的材料。"


@dataclass(frozen=True, kw_only=True)
class Given:
    """A file as it was handed in; `ask` names the evidence it is, if the step asks for it."""

    name: str
    content: bytes
    ask: str = ""


def _takes_part(by: Actor, case: Case) -> bool:
    """Whoever keeps the case, acts on it now, or is the person it is about."""
    keeps = rules.may_keep(by, of=case.procedure_of, at=case.unit)
    acts = rules.may_pass(
        by, step=case.step_of, unit=case.unit, desk=case.desk, user_id=case.user_id
    )
    return keeps or acts or rules.is_own(by, user_id=case.user_id)


@transaction.atomic
def comment(case: Case, *, text: str, by: Actor, at: datetime) -> Decision:
    """Leave a remark on a case, open or closed; it stays in the history."""
    case = locked(case)
    require(_takes_part(by, case) and not rules.is_own(by, user_id=case.user_id))
    if not text.strip():
        raise NothingSaid
    line = write(
        case,
        Line(kind=Decision.Kind.COMMENTED, by=by, at=at, step=case.step, note=text.strip()[:500]),
    )

    publish(
        CaseCommented(unit_id=case.unit_id, subject_id=case.pk, procedure=case.procedure), by=by
    )
    return line


@transaction.atomic
def attach(case: Case, given: Given, *, by: Actor, at: datetime) -> Attachment:
    """Put a file with the present step of an open case; the person himself may do so for his
    own."""
    case = still_open(case)
    require(_takes_part(by, case))
    step = case.step
    file = files.keep_file(given.name, given.content, unit=case.unit, by=by, at=at)
    attachment = Attachment.objects.create(
        zone=case.zone, id=uuid7(), case=case, step=step, ask=given.ask, file=file, at=at,
        user_id=by.user_id, actor=by.name,
    )  # fmt: skip

    publish(
        FileAttached(
            unit_id=case.unit_id, subject_id=case.pk, procedure=case.procedure, step=step,
            file_id=file.pk,
        ),
        by=by,
    )  # fmt: skip
    return attachment


@transaction.atomic
def detach(case: Case, attachment_id: UUID, *, by: Actor, at: datetime) -> Attachment:
    """Take back a file of the present step, before the step is recorded."""
    case = still_open(case)
    found = Attachment.objects.select_for_update().filter(zone=case.zone, id=attachment_id)
    attachment = found.filter(case=case).first()
    if attachment is None:
        raise NoSuchFile
    is_own = by.user_id is not None and attachment.user_id == by.user_id
    require(is_own or rules.may_keep(by, of=case.procedure_of, at=case.unit))
    if attachment.step != case.step:
        raise FileIsEvidence
    if attachment.removed_at is None:
        attachment.removed_at = at
        attachment.save(update_fields=["removed_at"])
        publish(
            FileDetached(
                unit_id=case.unit_id, subject_id=case.pk, procedure=case.procedure,
                step=attachment.step, file_id=attachment.file_id,
            ),
            by=by,
        )  # fmt: skip
    return attachment


@transaction.atomic
def open_file(case: Case, file: File, *, by: Actor) -> File:
    """Read a file of a case; that it was read is kept."""
    require(
        rules.may_view(by, of=case.procedure_of, at=case.unit)
        or rules.may_view(by, of=case.procedure_of, at=case.desk)
        or _takes_part(by, case)
    )
    publish(
        FileOpened(
            unit_id=case.unit_id, subject_id=case.pk, procedure=case.procedure, file_id=file.pk
        ),
        by=by,
    )
    return file


@transaction.atomic
def keep_draft(
    case: Case, *, step: str, content: Mapping[str, Any], by: Actor, at: datetime
) -> Draft:
    """Keep what somebody typed at a step, unjudged, for himself; sealed, gone once recorded."""
    require(by.user_id is not None and _takes_part(by, case))
    draft, is_new = Draft.objects.update_or_create(
        zone=case.zone,
        case=case,
        user_id=by.user_id,
        defaults={"step": step, "content": orjson.dumps(dict(content)).decode(), "at": at},
    )
    if is_new:
        publish(
            DraftKept(
                unit_id=case.unit_id, subject_id=case.pk, procedure=case.procedure, step=step
            ),
            by=by,
        )
    return draft


@transaction.atomic
def note_look(case: Case, *, by: Actor, at: datetime) -> None:
    """Leave a trace that somebody opened the case, once a day; the person himself leaves none."""
    require(by.user_id is not None)
    if rules.is_own(by, user_id=case.user_id):
        return
    if _first_today(case, by, at):
        publish(CaseSeen(unit_id=case.unit_id, subject_id=case.pk, procedure=case.procedure), by=by)


SEEN = """
insert into procedures_sight (zone, case_id, user_id, "on", at, looker)
values (%s, %s, %s, %s, %s, %s) on conflict do nothing
"""


def _first_today(case: Case, by: Actor, at: datetime) -> bool:
    """Write the trace; whether it is the first of the day."""
    with connection.cursor() as cursor:
        cursor.execute(SEEN, [case.zone, case.pk, by.user_id, day_of(at), at, by.name])
        return bool(cursor.rowcount == 1)
