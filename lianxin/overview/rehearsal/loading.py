"""Loads an invented Party by COPY: the tree, its members, and a month of meetings."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db import connection
from django.utils.timezone import make_aware

from lianxin.areas.meetings.models import KEY
from lianxin.areas.members.catalogue import EDUCATIONS, JOBS
from lianxin.areas.members.models import Affiliation, Member, id_index, phone_index
from lianxin.areas.members.models.member import IDENTITY, PHONE
from lianxin.foundation.core.crypto import seal
from lianxin.foundation.core.pinyin import initials, name_key
from lianxin.foundation.organisation.catalogue import INTERNAL
from lianxin.foundation.organisation.models import Unit, UnitVersion
from lianxin.overview.rehearsal.people import Person, people
from lianxin.overview.rehearsal.tree import WHOLE_MEMBERS, Node, grow, sizes

FOUNDED = date(2012, 7, 1)
DATE_ONLY = 3  # precision of a whole date


def load(*, scale: float, seed: int, at: datetime) -> dict[str, int]:
    """Fill an empty database; the same seed makes the same Party."""
    random = Random(seed)
    nodes = grow(scale, random)
    branches = sorted((n for n in nodes if n.kind == "branch"), key=lambda node: node.path)
    counts = sizes(len(branches), round(WHOLE_MEMBERS * scale), random)
    copy(Unit, UNIT, (_unit(node, at) for node in nodes))
    copy(UnitVersion, VERSION, (_version(node, at) for node in nodes))
    drawn = _drawn(random, branches, counts, at.date())
    copy(Member, MEMBER, (_member(number, *one, at) for number, one in enumerate(drawn, 1)))
    start = local(date(at.year, at.month, 1) - timedelta(days=11), 15)
    given: dict[str, Any] = {"key": seal("演练", context=KEY), "start": start, "day": start.date()}
    with connection.cursor() as cursor:
        for statement in (AFFILIATE, CONVENE, INVITE):
            cursor.execute(statement, given)
        for table in ("members_affiliation", "meetings_meeting", "meetings_invitation"):
            cursor.execute(f"analyze {table}")
    return {"units": len(nodes), "branches": len(branches), "members": sum(counts)}


def copy(model: type[Any], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        with cursor.copy(f"copy {table} ({', '.join(columns)}) from stdin") as into:
            for row in rows:
                into.write_row(row)
        cursor.execute(f"analyze {table}")
        if columns[0] == "id":
            cursor.execute(
                f"select setval(pg_get_serial_sequence('{table}', 'id'), max(id)) from {table}"
            )


UNIT = (
    "id", "created_at", "name", "short_name", "kind", "domain", "code", "parent_id", "path",
    "next_step", "zone", "rank", "pinyin", "initials", "phone", "founded_on", "approves_members",
    "has_committee", "has_cells",
)  # fmt: skip


def _unit(node: Node, at: datetime) -> tuple[Any, ...]:
    return (
        node.number + 1, at, f"中共{node.name}", node.name, node.kind, "other",
        f"Y{node.number:07d}", None if node.parent is None else node.parent + 1, node.path,
        node.children, node.zone, 0, node.pinyin, node.initials, "", FOUNDED,
        node.kind == "committee", node.kind in INTERNAL, False,
    )  # fmt: skip


VERSION = (
    "created_at", "unit_id", "cause", "from_on", "name", "short_name", "kind", "parent_id",
    "is_open", "document", "note",
)  # fmt: skip


def _version(node: Node, at: datetime) -> tuple[Any, ...]:
    return (
        at, node.number + 1, "founded", FOUNDED, f"中共{node.name}", node.name, node.kind,
        None if node.parent is None else node.parent + 1, True, "", "",
    )  # fmt: skip


MEMBER = (
    "id", "created_at", "unit_id", "name", "pinyin", "initials", "gender", "ethnicity", "born_on",
    "born_on_precision", "id_number", "id_index", "education", "degree", "job", "workplace",
    "category", "joined_on", "joined_on_precision", "full_on", "full_on_precision",
    "age_correction", "status", "status_document", "left_reason", "left_to", "phone",
    "phone_index", "landline", "address", "residence", "hardship", "is_floating", "floating_to",
    "is_lost", "lost_on_precision", "attendance_excused", "attendance_excused_reason",
    "attendance_excused_document", "extra", "completeness",
)  # fmt: skip
EDUCATION_CODES, JOB_CODES = tuple(EDUCATIONS), tuple(JOBS)


def _drawn(
    random: Random, branches: list[Node], counts: list[int], today: date
) -> Iterator[tuple[Node, Person, Random]]:
    crowd = people(random, today=today)
    for branch, count in zip(branches, counts, strict=True):
        for _ in range(count):
            yield branch, next(crowd), random


def _member(
    number: int, branch: Node, person: Person, random: Random, at: datetime
) -> tuple[Any, ...]:
    pinyin = name_key(person.name)
    probationary = random.random() < 0.02
    joined = min(person.born_on + timedelta(days=random.randrange(6800, 13000)), at.date())
    return (
        number, at, branch.number + 1, person.name, pinyin, initials(pinyin),
        "2" if person.female else "1", person.ethnicity, person.born_on, DATE_ONLY,
        seal(person.id_number, context=IDENTITY), id_index(person.id_number),
        random.choice(EDUCATION_CODES), "", random.choice(JOB_CODES), "",
        "probationary" if probationary else "formal", joined, DATE_ONLY,
        None if probationary else min(joined + timedelta(days=365), at.date()), DATE_ONLY, 0,
        "normal", "", "", "", seal(person.phone, context=PHONE), phone_index(person.phone),
        b"", b"", b"", b"", random.random() < 0.03, "", False, DATE_ONLY, False, "", "", "{}", 60,
    )  # fmt: skip


AFFILIATE = f"""
insert into {Affiliation._meta.db_table} (created_at, member_id, unit_id, kind, starts_on, note)
select created_at, id, unit_id, 'formal', joined_on, '' from {Member._meta.db_table} order by id
"""


# One 主题党日 of the month before at every branch; 87 of 100 came.
CONVENE = """
insert into meetings_meeting
  (created_at, unit_id, zone, kinds, title, place, starts_at, ends_at, held_on, is_late, state,
   second_look, quorum, agenda, guests, key, minutes, decisions, opened_at, cancel_reason,
   algorithm)
select %(start)s, u.id, u.zone, '{party_day}', '主题党日', '党员活动室', %(start)s,
       %(start)s + interval '2 hours', %(day)s, false, 'open', false, '', '[]', '',
       %(key)s, '[]', '[]', %(start)s, '', ''
from organisation_unit u where u.kind = 'branch' order by u.path
"""
INVITE = """
insert into meetings_invitation
  (zone, meeting_id, member_id, unit_id, standing, may_vote, signed_in_at, how, flags,
   wrong_codes, is_vouched, browser, leave, leave_kind, leave_reason, leave_note, frozen)
select m.zone, m.id, p.id, p.unit_id, 'expected', p.category = 'formal',
       case when p.id * 7919 %% 100 < 87 then %(start)s end,
       case when p.id * 7919 %% 100 < 87 then 'list' else '' end,
       '{}', 0, false, '', '', '', '', '', false
from meetings_meeting m join members_member p on p.unit_id = m.unit_id
where p.status = 'normal' and p.category in ('formal', 'probationary')
order by m.id, p.id
"""


def local(day: date, hour: int) -> datetime:
    return make_aware(datetime.combine(day, time(hour)))
