"""The invented hospital at work: its tree, its people, and two years of Party life, all entered
through the verbs that people use."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils.timezone import localdate

from lianxin.areas.members import actions as members
from lianxin.areas.members.actions import Line
from lianxin.areas.members.models import Member
from lianxin.areas.transfers.queries import handlers
from lianxin.foundation.accounts.actions import open_account
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.organisation.actions.establish import establish, offer_setup, save_setup
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import actor_for
from lianxin.overview.rehearsal.hospital import BRANCHES, COMMITTEE, GENERALS, Branch
from lianxin.overview.rehearsal.people import Person, people

HOUSE = Actor.system("演示数据")
FOUNDED = date(2015, 7, 1)
JOBS = {
    "clinic": ("0140", "0140", "0140", "0130"),
    "office": ("0130", "0130", "0140"),
    "labour": ("0256", "0256", "0130"),
    "retired": ("4020", "4020", "4020", "4010"),
}
EDUCATED = {
    "clinic": ("11", "14", "21", "21"),
    "office": ("21", "21", "14"),
    "labour": ("31", "41", "31"),
    "retired": ("21", "31", "41", "61"),
}
TITLES = {"clinic": "医师", "office": "职员", "labour": "后勤", "retired": "退休职工"}
ON_THE_WAY = ("applicant", "applicant", "activist", "candidate")
POSTS = ("secretary", "deputy", "organisation", "publicity", "discipline")


@dataclass(frozen=True)
class Login:
    """One of the printed ways in."""

    what: str
    username: str
    password: str


@dataclass
class Place:
    """A branch of the hospital with its roll and its officers."""

    branch: Branch
    unit: Unit
    roll: list[Member] = field(default_factory=list)

    @property
    def officers(self) -> list[Member]:
        return self.roll[: len(POSTS) if self.branch.committee else 2]


@dataclass
class Hospital:
    """What has been built so far."""

    random: Random
    at: datetime
    root: Unit
    places: list[Place] = field(default_factory=list)
    logins: list[Login] = field(default_factory=list)
    phones: int = 0

    @property
    def today(self) -> date:
        return localdate(self.at)


def build(*, at: datetime, seed: int = 7) -> Hospital:
    """The committee, its branches and their members; the accounts people try it with."""
    random = Random(seed)
    made = _established(random, at)
    above = {"": made.root} | {name: _general(made, name) for name in GENERALS}
    for branch in BRANCHES:
        place = Place(branch, _branch(branch, above[branch.general], at))
        made.places.append(place)
        _fill(made, place)
        _elect(made, place)
    _odd_cases(made)
    return made


def _established(random: Random, at: datetime) -> Hospital:
    token = offer_setup(by=HOUSE)
    password = secrets.token_urlsafe(9)
    people_of = [
        _officer("sysadmin", "何守成", ["system_admin"]),
        _officer("security", "安思远", ["security_admin"]),
        _officer("auditor", "沈明察", ["audit_admin"]),
    ]
    root = {"name": COMMITTEE, "kind": "committee", "domain": "hospital"}
    secretary = _officer("shuji", "林若谷", []) | {"password": password}
    given: dict[str, dict[str, Any]] = {
        "root": root | {"founded_on": FOUNDED.isoformat()},
        "administrators": {"single": False, "people": people_of},
        "secretary": secretary | {"same": False, "post": "secretary"},
    }
    for step, answer in given.items():
        save_setup(token, step=step, given=answer, by=HOUSE)
    house = establish(token, by=HOUSE, at=at - timedelta(days=800))
    assert house.root is not None  # noqa: S101 - established has a root
    made = Hospital(random, at, house.root)
    made.logins = [
        Login("医院党委书记（看全院数据）", "shuji", password),
        Login("审计管理员（首次登录须绑定动态口令）", "auditor", str(people_of[2]["password"])),
    ]
    _may_try("shuji", "auditor")
    return made


def _officer(username: str, name: str, roles: list[str]) -> dict[str, Any]:
    password = secrets.token_urlsafe(9)
    return {
        "username": username, "name": name, "phone": "", "password": password, "roles": roles,
    }  # fmt: skip


def _may_try(*usernames: str) -> None:
    """Demo logins are printed once and need no first change."""
    User.objects.filter(username__in=usernames).update(must_change_password=False)


def _general(made: Hospital, name: str) -> Unit:
    return organisation.found(
        parent=made.root, kind="general", name=f"中共江城市第三人民医院{name}", short_name=name,
        on=FOUNDED, by=HOUSE, domain="hospital", has_committee=True,
        term_starts_on=made.today - timedelta(days=400),
    )  # fmt: skip


def _branch(branch: Branch, above: Unit, at: datetime) -> Unit:
    unit = organisation.found(
        parent=above, kind=branch.kind, name=f"中共江城市第三人民医院{branch.name}",
        short_name=branch.name, on=FOUNDED, by=HOUSE, domain="hospital",
        has_committee=branch.committee, term_starts_on=localdate(at) - timedelta(days=780),
    )  # fmt: skip
    for workplace in branch.workplaces:
        organisation.add_workplace(unit, name=workplace, on=FOUNDED, by=HOUSE)
    return unit


def _fill(made: Hospital, place: Place) -> None:
    branch, random = place.branch, made.random
    crowd = people(random, today=made.today, ages=branch.age, phones_from=made.phones)
    made.phones += 1_000
    settled = branch.members - branch.probationary
    lines = [
        Line(unit=place.unit, facts=_facts(made, branch, next(crowd), newcomer=number >= settled))
        for number in range(branch.members)
    ]
    ids = members.admit_all(
        lines[:settled], unit=place.unit, by=HOUSE, at=made.at - timedelta(days=790)
    )
    ids += members.admit_all(lines[settled:], unit=place.unit, by=HOUSE, at=made.at)
    if branch.jobs != "retired":
        growing = [
            Line(unit=place.unit, facts=_growing(made, next(crowd), way)) for way in ON_THE_WAY
        ]
        members.admit_all(growing, unit=place.unit, by=HOUSE, at=made.at)
    known = Member.objects.in_bulk(ids)
    place.roll = [known[number] for number in ids]


def _growing(made: Hospital, person: Person, way: str) -> dict[str, object]:
    """Somebody on the way to the Party."""
    return {
        "name": person.name,
        "gender": "2" if person.female else "1",
        "ethnicity": person.ethnicity,
        "id_number": person.id_number,
        "born_on": person.born_on.isoformat(),
        "education": "21",
        "job": "0140",
        "category": way,
        "phone": person.phone,
        "address": f"江城市临江区平安路 {made.random.randrange(1, 300)} 号",
    }


def _facts(made: Hospital, branch: Branch, person: Person, *, newcomer: bool) -> dict[str, object]:
    random = made.random
    grown = person.born_on + timedelta(days=random.randrange(19 * 366, 32 * 366))
    joined = min(grown, made.today - timedelta(days=1300))
    if newcomer:
        joined = made.today - timedelta(days=random.randrange(40, 340))
    address = f"江城市临江区平安路 {random.randrange(1, 300)} 号"
    return {
        "name": person.name,
        "gender": "2" if person.female else "1",
        "ethnicity": person.ethnicity,
        "id_number": person.id_number,
        "born_on": person.born_on.isoformat(),
        "education": random.choice(EDUCATED[branch.jobs]),
        "job": random.choice(JOBS[branch.jobs]),
        "workplace": f"江城市第三人民医院 {TITLES[branch.jobs]}",
        "category": "probationary" if newcomer else "formal",
        "joined_on": joined.isoformat(),
        "full_on": "" if newcomer else (joined + timedelta(days=365)).isoformat(),
        "phone": person.phone,
        "address": address if random.random() < 0.93 else "",
    }


def acting(made: Hospital, unit: Unit) -> Actor:
    """Who does it at a unit; where nobody sits, the secretary of the committee."""
    seated = handlers({unit.pk, made.root.pk}, today=made.today)
    user = User.objects.get(pk=(seated.get(unit.pk) or seated[made.root.pk])[0])
    return actor_for(user.pk, user.name, today=made.today)


def _elect(made: Hospital, place: Place) -> None:
    since = made.today - timedelta(days=780)
    wanted = POSTS if place.branch.committee else POSTS[:1]
    for post, member in zip(wanted, place.roll, strict=False):
        user = _account(member)
        organisation.appoint(user, post=post, unit=place.unit, starts_on=since, by=HOUSE)


def _account(member: Member, password: str = "") -> User:
    user = open_account(
        username=f"m{member.pk:05d}",
        name=member.name,
        phone=member.phone,
        password=password,
        by=HOUSE,
    )
    Member.objects.filter(pk=member.pk).update(user=user)
    member.user = user
    return user


def _odd_cases(made: Hospital) -> None:
    """One branch without a secretary, frail members who need not come, and the ways in."""
    by_name = {place.branch.name: place for place in made.places}
    support = by_name["后勤保障党支部"]
    left = support.unit.appointments.get(post="secretary", ends_on=None)
    organisation.end_appointment(
        left, on=made.today - timedelta(days=20), document="江三院党〔2026〕18 号", by=HOUSE
    )
    for member in by_name["离退休党支部"].roll[6:24]:
        members.excuse_from_attendance(
            member, reason="年老体弱，行动不便", document="支部大会 2025 年 3 月决定",
            on=made.today - timedelta(days=600), by=HOUSE, at=made.at,
        )  # fmt: skip
    ward = by_name["心血管内科党支部"]
    _way_in(made, "支部书记（心血管内科）", ward.roll[0])
    _way_in(made, "党员（护士，手机页面）", ward.roll[9])
    _way_in(made, "退休党员（长辈模式）", by_name["离退休党支部"].roll[5], mode="elder")


def _way_in(made: Hospital, what: str, member: Member, *, mode: str = "normal") -> None:
    password = secrets.token_urlsafe(9)
    user = member.user or _account(member, password)
    user.set_password(password)
    user.must_change_password = False
    user.mode = mode
    user.save()
    made.logins.append(Login(what, user.username, password))
