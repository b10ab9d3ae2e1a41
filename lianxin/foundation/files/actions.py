"""Verbs of files: ask, check, write, tell. Nothing else writes here."""

import hashlib
from datetime import datetime

from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.foundation.files import rules, storage
from lianxin.foundation.files.events import FileForgotten, FileKept
from lianxin.foundation.files.looking import Handed, look
from lianxin.foundation.files.models import File
from lianxin.foundation.organisation.models import Unit

FORGOTTEN_NAME = "（已清除）"


def keep_file(name: str, content: bytes, *, unit: Unit, by: Actor, at: datetime) -> File:
    """Take a file in for a unit, after looking at what it really is."""
    return keep_handed(look(name, content), unit=unit, by=by, at=at)


@transaction.atomic
def keep_handed(handed: Handed, *, unit: Unit, by: Actor, at: datetime) -> File:
    """Take in a file that was looked at already, by a `FilesField`."""
    require(rules.may_keep(by))
    file = File(
        unit=unit, name=handed.name, kind=handed.kind.code, size=handed.size,
        sha256=hashlib.sha256(handed.content).hexdigest(),
        stored_as=storage.keep(handed.content, at=at), kept_by_id=by.user_id, at=at,
    )  # fmt: skip
    file.save()

    publish(
        FileKept(
            unit_id=unit.pk,
            subject_id=file.pk,
            kind=file.kind,
            bytes=file.size,
            sha256=file.sha256,
        ),
        by=by,
    )
    return file


@transaction.atomic
def forget_file(file: File, *, reason: str, by: Actor, at: datetime) -> File:
    """Erase the content and the name; the line with its digest stays. Twice is once."""
    require(rules.may_forget(by))
    held = File.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if held.is_forgotten:
        return held
    stored_as = held.stored_as
    held.forgotten_at, held.stored_as, held.name = at, "", FORGOTTEN_NAME
    held.save(update_fields=["forgotten_at", "stored_as", "name"])
    transaction.on_commit(lambda: storage.forget(stored_as))

    publish(FileForgotten(unit_id=held.unit_id, subject_id=held.pk, reason=reason), by=by)
    return held
