"""Taking a batch back, member by member, where nobody has touched them since."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db import connection, transaction

from lianxin.areas.members import catalogue, queries, rules
from lianxin.areas.members.actions import rows
from lianxin.areas.members.actions.batches import Turn, turn_of, update_in
from lianxin.areas.members.actions.history import Deed, change_of, counted
from lianxin.areas.members.events import MembersReverted
from lianxin.areas.members.models import Member, MemberChange, id_index
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.copying import copy_in
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.models import Unit

TOUCHED = "此后又有人办理过此人的信息，保持现状。如需更改请在其信息页办理。"
IN_USE = "此人已有会议、账号等记录，不能撤销登记。如确系误登，请办理离开名册（错误录入）。"
NOT_OF_BATCH = "此人的信息不是这一批写入的。"
NUMBER_TAKEN = "原身份证号已登记给他人，保持现状，请人工核对。"


@transaction.atomic
def revert_all(
    member_ids: Sequence[int], *, batch: int, unit: Unit, by: Actor, at: datetime
) -> dict[int, str]:
    """Undo what a batch did to these members. Answers a sentence for each: why it stays, or ""."""
    held = queries.held_for_writing(member_ids)
    places = {member.unit for member in held.values()} | {unit}
    require(all(rules.may_manage(by, at=place) for place in places))
    outcome = dict.fromkeys(member_ids, "")
    done = _of_batch(batch, member_ids)
    outcome |= _objections(held, done, batch)

    free = [pk for pk in held if not outcome[pk] and not _is_reverted(done[pk])]
    entered = [held[pk] for pk in free if done[pk][0].deed == MemberChange.Deed.ADMITTED]
    used = queries.in_use([member.pk for member in entered])
    outcome |= dict.fromkeys(used, IN_USE)
    entered = [member for member in entered if member.pk not in used]
    turns = [
        _back(held[pk], done[pk]) for pk in free if done[pk][0].deed != MemberChange.Deed.ADMITTED
    ]
    taken = _taken(turns)
    outcome |= dict.fromkeys(taken, NUMBER_TAKEN)
    turns = [turn for turn in turns if turn.member.pk not in taken]

    _strike([member.pk for member in entered])
    _write_back(turns, Deed(kind=MemberChange.Deed.REVERTED, by=by, at=at, batch=batch))

    publish(
        MembersReverted(
            unit_id=unit.pk,
            subject_id=unit.pk,
            batch=batch,
            members=len(entered) + len(turns),
            counted=counted(
                *((member.unit_id, member.counts(), -1) for member in entered),
                *(count for turn in turns for count in turn.counts()),
            ),
        ),
        by=by,
    )
    return outcome


def _of_batch(batch: int, member_ids: Sequence[int]) -> Mapping[int, list[MemberChange]]:
    """The lines of history of a batch, oldest first."""
    found: dict[int, list[MemberChange]] = defaultdict(list)
    for change in MemberChange.objects.filter(batch=batch, member_id__in=member_ids).order_by("id"):
        found[change.member_id].append(change)
    return found


def _is_reverted(done: Sequence[MemberChange]) -> bool:
    return done[-1].deed == MemberChange.Deed.REVERTED


def _objections(
    held: Mapping[int, Member], done: Mapping[int, Sequence[MemberChange]], batch: int
) -> dict[int, str]:
    latest = queries.latest_batches(list(held))
    objections = {}
    for pk in held:
        if pk not in done:
            objections[pk] = NOT_OF_BATCH
        elif latest[pk] != batch:
            objections[pk] = TOUCHED
    return objections


def _back(member: Member, done: Sequence[MemberChange]) -> Turn:
    """The member as he was before the first of these changes."""
    now = {key: member.value(key) for key in rows.BLANK}
    then: dict[str, Any] = dict(now)
    to = member.unit
    for change in reversed(done):
        hidden = orjson.loads(change.sealed)[0] if change.sealed else {}
        then |= rows.from_parts(change.before) | rows.from_parts(hidden)
        if "unit_id" in change.before:
            to = Unit.objects.get(pk=change.before["unit_id"])
    return turn_of(member, now, then, to)


def _taken(turns: Sequence[Turn]) -> set[int]:
    wanted = {
        id_index(turn.after["id_number"]): turn.member.pk
        for turn in turns
        if "id_number" in turn.keys and turn.after["id_number"]
    }
    holders = Member.objects.filter(id_index__in=list(wanted)).values_list("id_index", "pk")
    found = ((wanted[bytes(index or b"")], pk) for index, pk in holders)
    return {mine for mine, pk in found if mine != pk}


def _strike(member_ids: list[int]) -> None:
    """Take back an entry that nothing refers to; the record of events keeps that it was."""
    with connection.cursor() as cursor:
        for table in ("members_memberchange", "members_affiliation"):
            cursor.execute(
                f"delete from {table} where member_id = any(%s)",  # noqa: S608 - our tables
                [member_ids],
            )
        cursor.execute("delete from members_member where id = any(%s)", [member_ids])


def _write_back(turns: Sequence[Turn], deed: Deed) -> None:
    update_in([{**rows.columns_of(turn.after), "id": turn.member.pk} for turn in turns])
    copy_in(MemberChange, (_line(turn, deed) for turn in turns))
    moving = [turn for turn in turns if turn.moves]
    update_in([{"id": turn.member.pk, "unit_id": turn.to.pk} for turn in moving])
    _reopen([turn.member.pk for turn in moving])


def _line(turn: Turn, deed: Deed) -> dict[str, Any]:
    hidden = (rows.sealed_part(turn.before, turn.keys), rows.sealed_part(turn.after, turn.keys))
    return change_of(
        turn.member.pk,
        turn.member.unit.zone,
        deed,
        rows.open_part(turn.before, turn.keys),
        rows.open_part(turn.after, turn.keys),
        hidden,
    )


def _reopen(member_ids: list[int]) -> None:
    """The affiliation that a batch began is as if it had never been; the one before goes on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from members_affiliation where member_id = any(%s) and kind = %s"
            " and ends_on is null",
            [member_ids, catalogue.FORMAL],
        )
        cursor.execute(
            "update members_affiliation a set ends_on = null from (select distinct on (member_id)"
            " id from members_affiliation where member_id = any(%s) and kind = %s"
            " order by member_id, id desc) last where a.id = last.id",
            [member_ids, catalogue.FORMAL],
        )
