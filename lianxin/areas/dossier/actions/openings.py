"""Looking into a file is a deed: the member reads who looked, when, and why."""

from datetime import datetime

from django.db import connection, transaction

from lianxin.areas.dossier import rules
from lianxin.areas.dossier.catalogue import SEALED
from lianxin.areas.dossier.events import DossierExported, DossierOpened
from lianxin.areas.dossier.models import Item, Opening, ProposalLine
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.refusals import Refused, require


class PurposeMissing(Refused):
    sentence = "请写明用途（至少 4 个字），本人可以看到。"


class NotSealed(Refused):
    sentence = "这一类记录不需要申请查看。"


@transaction.atomic
def open_dossier(member: Member, *, by: Actor, at: datetime) -> None:
    """Leave a trace that somebody opened a file, once a day; the member himself leaves none."""
    require(rules.may_open(by, member))
    if member.is_person_of(by):
        return
    if _first_today(member, by, at):
        publish(
            DossierOpened(unit_id=member.unit_id, subject_id=member.pk, part="file", purpose=""),
            by=by,
        )


@transaction.atomic
def open_sealed(member: Member, kind: str, *, purpose: str, by: Actor, at: datetime) -> list[Item]:
    """What lies under seal in a file, for a purpose that the member reads. Each look is one."""
    require(rules.may_see(by, member, kind))
    if kind not in SEALED:
        raise NotSealed
    if not member.is_person_of(by):
        stated = stating(purpose)
        note_opening(member, kind, stated, by=by, at=at)
        publish(
            DossierOpened(unit_id=member.unit_id, subject_id=member.pk, part=kind, purpose=stated),
            by=by,
        )
    found = Item.objects.visible_to(by).filter(member=member, kind=kind)
    return list(found.prefetch_related("replies").order_by("-on", "-id"))


@transaction.atomic
def show_proposed(line: ProposalLine, *, purpose: str, by: Actor, at: datetime) -> tuple[str, str]:
    """Old and new value of a masked field, in full, to whoever decides about them."""
    member = line.proposal.member
    require(rules.may_decide(by, member))
    stated = stating(purpose)
    note_opening(member, "correction", f"{line.label}：{stated}", by=by, at=at)
    publish(
        DossierOpened(
            unit_id=member.unit_id, subject_id=member.pk, part="correction", purpose=stated
        ),
        by=by,
    )
    return line.shown()


@transaction.atomic
def export_dossier(member: Member, *, purpose: str, by: Actor, at: datetime) -> Opening:
    """Take a file out of the house: for a purpose, recorded before it is made. What is under
    seal stays here."""
    require(rules.may_export(by, member))
    stated = stating(purpose)
    opening = note_opening(member, "export", stated, by=by, at=at)
    publish(DossierExported(unit_id=member.unit_id, subject_id=member.pk, purpose=stated), by=by)
    return opening


def stating(purpose: str) -> str:
    if len(purpose.strip()) < 4:
        raise PurposeMissing
    return purpose.strip()


def note_opening(member: Member, part: str, purpose: str, *, by: Actor, at: datetime) -> Opening:
    """Write the line that the member reads."""
    return Opening.objects.create(
        zone=member.unit.zone,
        id=uuid7(),
        member=member,
        user_id=by.user_id,
        looker=by.name,
        part=part,
        purpose=purpose[:200],
        on=day_of(at),
        at=at,
    )


SEEN = """
insert into dossier_opening (zone, id, member_id, user_id, looker, part, purpose, "on", at)
values (%s, %s, %s, %s, %s, 'file', '', %s, %s) on conflict do nothing
"""


def _first_today(member: Member, by: Actor, at: datetime) -> bool:
    """Write the trace; whether it is the first of the day."""
    zone, key = member.unit.zone, str(uuid7())
    with connection.cursor() as cursor:
        cursor.execute(SEEN, [zone, key, member.pk, by.user_id, by.name, day_of(at), at])
        return bool(cursor.rowcount == 1)
