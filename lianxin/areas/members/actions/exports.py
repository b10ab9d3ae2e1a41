import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from lianxin.areas.members import rules
from lianxin.areas.members.catalogue import FIELDS
from lianxin.areas.members.events import ExportFailed, ExportFiled, ExportsExpired, RollExported
from lianxin.areas.members.models import Export
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import seal
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit

CONTEXT = "members.export.file"
KEPT_FOR = timedelta(hours=24)
MOST = 100_000


class PurposeTooShort(Refused):
    sentence = "请写明导出用途（至少 4 个字；含完整敏感信息的至少 10 个字）。"


class NothingChosen(Refused):
    sentence = "没有符合条件的人员，或没有选择要导出的字段。"


class TooManyToExport(Refused):
    sentence = f"一次最多导出 {MOST} 人。请缩小范围后分批导出。"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to leave the house: which members (a filter, or ids), which fields, and why."""

    query: str
    filter: str
    fields: Sequence[str]
    members: int
    purpose: str
    unmasked: bool = False
    ids: Sequence[int] = ()


@transaction.atomic
def export_roll(unit: Unit, wanted: Wanted, *, by: Actor, at: datetime) -> Export:
    """Ask for a file of the roll. It is recorded before it is made."""
    require(by.user_id is not None and rules.may_export(by, at=unit))
    require(not wanted.unmasked or rules.may_show_sensitive(by, at=unit))
    purpose = wanted.purpose.strip()
    if len(purpose) < (10 if wanted.unmasked else 4):
        raise PurposeTooShort
    if not wanted.members or not wanted.fields or set(wanted.fields) - FIELDS.keys():
        raise NothingChosen
    if wanted.members > MOST:
        raise TooManyToExport

    export = Export.objects.create(
        unit=unit,
        user_id=by.user_id or 0,
        query=wanted.query,
        ids=list(wanted.ids),
        fields=list(wanted.fields),
        unmasked=wanted.unmasked,
        purpose=purpose,
        members=wanted.members,
    )

    publish(
        RollExported(
            unit_id=unit.pk,
            subject_id=export.pk,
            filter=wanted.filter,
            members=wanted.members,
            fields=tuple(wanted.fields),
            unmasked=wanted.unmasked,
            purpose=purpose,
        ),
        by=by,
    )
    return export


@transaction.atomic
def file_export(export: Export, content: bytes, *, by: Actor, at: datetime) -> Export:
    """Put the finished file where only its asker can fetch it, sealed, for a day."""
    require(rules.may_file(by, export.user_id))
    sealed = seal(base64.b64encode(content).decode(), context=CONTEXT)
    export.file = default_storage.save(f"exports/{uuid7()}", ContentFile(sealed))
    export.state, export.expires_at = Export.State.READY, at + KEPT_FOR
    export.save(update_fields=["file", "state", "expires_at"])
    publish(ExportFiled(unit_id=export.unit_id, subject_id=export.pk, bytes=len(content)), by=by)
    return export


@transaction.atomic
def give_up_export(export: Export, *, by: Actor) -> Export:
    """Say that a file could not be made, so that nobody waits for it."""
    require(rules.may_file(by, export.user_id))
    export.state = Export.State.FAILED
    export.save(update_fields=["state"])
    publish(ExportFailed(unit_id=export.unit_id, subject_id=export.pk), by=by)
    return export


@transaction.atomic
def expire_exports(*, by: Actor, at: datetime) -> int:
    """Delete files whose day is over; the record of the export stays."""
    require(rules.may_expire(by))
    due = list(Export.objects.filter(state=Export.State.READY, expires_at__lte=at))
    if not due:
        return 0
    Export.objects.filter(pk__in=[export.pk for export in due]).update(
        state=Export.State.EXPIRED, file=""
    )
    for export in due:
        default_storage.delete(export.file)
    publish(ExportsExpired(unit_id=None, subject_id=due[0].pk, exports=len(due)), by=by)
    return len(due)
