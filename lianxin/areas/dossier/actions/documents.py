"""Documents of the archive list: on paper, or with scans that lie in the house."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lianxin.areas.dossier import rules
from lianxin.areas.dossier.actions.openings import note_opening
from lianxin.areas.dossier.actions.recording import Entry, entered
from lianxin.areas.dossier.catalogue import DOCUMENT
from lianxin.areas.dossier.events import DocumentFiled, DossierOpened
from lianxin.areas.dossier.models import Item, Scan
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.files import actions as files
from lianxin.foundation.files.looking import Handed
from lianxin.foundation.files.models import File


class NeitherPaperNorScan(Refused):
    sentence = "请上传扫描件，或写明纸质原件存放在哪里。"


@transaction.atomic
def file_document(
    member: Member, entry: Entry, handed: Sequence[Handed] = (), *, by: Actor, at: datetime
) -> Item:
    """Put a document into the file: its scans, or the word where the paper lies, or both."""
    require(rules.may_record(by, DOCUMENT, at=member.unit))
    if not handed and not entry.values.get("kept_at"):
        raise NeitherPaperNorScan
    item = entered(member, DOCUMENT, entry, by=by, at=at)
    for each in handed:
        kept = files.keep_handed(each, unit=member.unit, by=by, at=at)
        Scan.objects.create(item=item, file=kept)

    publish(
        DocumentFiled(
            unit_id=member.unit_id,
            subject_id=member.pk,
            document_kind=item.details["document"],
            files=len(handed),
        ),
        by=by,
    )
    return item


@transaction.atomic
def open_document(scan: Scan, *, by: Actor, at: datetime) -> File:
    """Read a scan; that it was read is kept, and the member sees it."""
    member = scan.item.member
    require(rules.may_open(by, member))
    if not member.is_person_of(by):
        note_opening(member, "document", scan.item.title, by=by, at=at)
        publish(
            DossierOpened(
                unit_id=member.unit_id, subject_id=member.pk, part="document", purpose=""
            ),
            by=by,
        )
    return scan.file
