"""Members of the hospital on their way: transfers asked for, under way, run out and done, people
who came with letters, floating and lost members."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.utils.timezone import make_aware

from lianxin.areas.members import actions as members
from lianxin.areas.members.models import Affiliation, Member
from lianxin.areas.transfers import actions as transfers
from lianxin.areas.transfers.actions import Away, Brought, Talk, Target, Wish
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import actor_for
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case
from lianxin.overview.rehearsal.demo import HOUSE, Hospital, acting
from lianxin.overview.rehearsal.people import people

WARD, CLINIC, OFFICE = "心血管内科党支部", "医技党支部", "机关第一党支部"
OUTSIDE = "中共滨海市卫生健康委员会直属机关委员会"
#: Who went away: the branch, his place on its roll, why, for how long, when last spoken with.
AWAY = (
    ("后勤保障党支部", 30, "work", 210, 12, "邻省滨海市海港区", "随施工队外出务工"),
    ("后勤保障党支部", 33, "work", 330, 64, "邻省云岭市", "电话联系，身体健康"),
    ("离退休党支部", 60, "family", 400, 20, "邻省滨海市", "随女儿居住，已参加当地社区活动"),
    ("离退休党支部", 64, "family", 190, 9, "江城市下辖临山县", "回乡居住，视频联系"),
    ("呼吸与老年医学科党支部", 40, "abroad", 260, 100, "国外访问学习", "按期完成学业，年底回国"),
)
LOST = (("后勤保障党支部", 36, 120), ("医联体社区联合党支部", 22, 270))


def move(made: Hospital) -> int:
    """Send people on the way; how many matters were begun."""
    _long_here(made)
    cases = [*_within(made), *_outside(made), *_coming(made)]
    _asks(made)
    _floats(made)
    return len(cases)


def _at(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(9, 30)))


def _unit(made: Hospital, name: str) -> Unit:
    return next(place.unit for place in made.places if place.branch.name == name)


def _member(made: Hospital, name: str, place: int) -> Member:
    roll = next(each.roll for each in made.places if each.branch.name == name)
    return Member.objects.select_related("unit", "user").get(pk=roll[place].pk)


def _long_here(made: Hospital) -> None:
    """The roll was entered today, but people have been where they are for long."""
    long_ago = made.today - timedelta(days=500)
    Affiliation.objects.filter(starts_on__gt=long_ago).update(starts_on=long_ago)


def _begin(made: Hospital, member: Member, target: Target, days: int) -> Case:
    on = made.today - timedelta(days=days)
    values = {"reason": "job", "paid_to": f"{on:%Y-%m}", "file": True}
    passing = Passing(step="out_branch", way="", held_on=on, values=values)
    by = acting(made, member.unit)
    return transfers.begin_transfer(member, target, passing, by=by, at=_at(on))


def _pass(made: Hospital, case: Case, way: str, days: int, **values: Any) -> Case:
    on = made.today - timedelta(days=days)
    passing = Passing(step=case.step, way=way, held_on=on, values=values)
    by = HOUSE if way == "expire" else acting(made, case.desk)
    return procedures.pass_step(case, passing, by=by, at=_at(on))


def _within(made: Hospital) -> Iterator[Case]:
    """Between branches: one waits for the ward to confirm, one is done."""
    yield _begin(made, _member(made, CLINIC, 25), Target(to=_unit(made, WARD)), 3)
    done = _begin(made, _member(made, OFFICE, 20), Target(to=_unit(made, CLINIC)), 40)
    yield _pass(made, done, "receive", 37)


def _outside(made: Hospital) -> Iterator[Case]:
    """By letter: one to be made out, one soon to run out, one that ran out, one sent back."""
    target = Target(name=OUTSIDE)
    yield _begin(made, _member(made, WARD, 20), target, 1)
    soon = _begin(made, _member(made, WARD, 22), target, 27)
    yield _pass(made, soon, "issue", 25, valid_days=30, phone="000-6000000")
    late = _begin(made, _member(made, CLINIC, 28), target, 50)
    late = _pass(made, late, "issue", 45, valid_days=30, phone="000-6000000")
    yield _pass(made, late, "expire", 10)
    back = _begin(made, _member(made, OFFICE, 22), target, 20)
    back = _pass(made, back, "issue", 18, valid_days=30, phone="000-6000000")
    yield _pass(made, back, "return", 6, returned="letter", returned_note="抬头应为卫健委机关党委")


def _coming(made: Hospital) -> Iterator[Case]:
    """With letters from outside: one handed in yesterday, one taken in with the receipt to send."""
    crowd = people(made.random, today=made.today, ages=(28, 50, 35), phones_from=90_000)
    for number, days in ((118, 1), (97, 12)):
        person, on = next(crowd), made.today - timedelta(days=days)
        joined = person.born_on + timedelta(days=24 * 366)
        brought = Brought(
            number=f"滨组介〔{on.year}〕{number}号", origin=OUTSIDE, origin_phone="000-7000000",
            paid_to=f"{on:%Y-%m}", shown_on=on, issued_on=on - timedelta(days=5),
            valid_until=on + timedelta(days=25),
        )  # fmt: skip
        case = transfers.register_arrival(
            made.root, brought, by=acting(made, made.root), at=_at(on), name=person.name,
            gender="2" if person.female else "1", ethnicity=person.ethnicity, category="formal",
            id_number=person.id_number, phone=person.phone, joined_on=joined.isoformat(),
            full_on=(joined + timedelta(days=366)).isoformat(),
        )  # fmt: skip
        if days > 5:
            ward = _unit(made, WARD)
            branch = {"id": ward.pk, "name": ward.short_name}
            case = _pass(made, case, "accept", days - 2, branch=branch)
            case = _pass(made, case, "receive", days - 4)
        yield case


def _asks(made: Hospital) -> None:
    """The nurse whose phone one may try asks for a transfer."""
    member = _member(made, WARD, 9)
    if member.user_id is None:
        return
    by = actor_for(member.user_id, member.name, today=made.today)
    wish = Wish(target=Target(to=_unit(made, OFFICE)), reason="job", note="调到医务部工作")
    transfers.apply_for_transfer(member, wish, by=by, at=made.at - timedelta(hours=20))


def _floats(made: Hospital) -> None:
    for branch, place, cause, gone, spoke, whereabouts, note in AWAY:
        member, since = _member(made, branch, place), made.today - timedelta(days=gone)
        away = Away(
            cause=cause, since=since, whereabouts=whereabouts, contact="支部组织委员",
            certificate=f"{since.year}{member.pk % 10_000:04d}",
        )  # fmt: skip
        by = acting(made, member.unit)
        entry = transfers.register_outflow(member, away, by=by, at=_at(since))
        on = made.today - timedelta(days=spoke)
        transfers.log_contact(entry, Talk(on=on, how="phone", note=note), by=by, at=_at(on))
    guest = Away(
        cause="family", since=made.today - timedelta(days=75), whereabouts="江城市临江区",
        home="中共滨海市海港区红旗社区第二支部委员会",
    )  # fmt: skip
    person = next(people(Random(11), today=made.today))
    community = _unit(made, "医联体社区联合党支部")
    transfers.register_inflow(
        community, person.name, guest, by=acting(made, community), at=_at(guest.since)
    )
    for branch, place, days in LOST:
        lost_on = (made.today - timedelta(days=days)).isoformat()[:7]
        member = _member(made, branch, place)
        members.amend(
            member, by=acting(made, member.unit), at=made.at, is_lost=True, lost_on=lost_on,
            lost_cause="6",
        )  # fmt: skip
