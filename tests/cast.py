"""The people and places that every test speaks of.

Harbour (港务局党委) is the root committee; Pier (一号码头) and Dock (船坞) are branches of the
general branch Quay (码头党总支) and Yard (船厂党总支). Wang keeps Pier's roll and meetings;
Chen is a member at Pier (`chen_member` is his line on the roll, beside those of Wang, Liu,
Zhou and Sun); Zhao is secretary of the sibling Dock (on its roll with Wu); Lin oversees from
Harbour; He, An and Shen are the three administrators. All are invented.
"""

from datetime import date
from typing import Any

from django.test import Client
from django.utils.timezone import localdate, now

from lianxin.areas.members import actions as members
from lianxin.areas.members.models import Member
from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.actions import open_account
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.organisation.actions.found import place_root
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import actor_for
from tests.kept import once

HOUSE = Actor.system("cast")
LONG_AGO = date(2020, 1, 1)
PASSWORD = "Lianxin-2026"


def actor(user: User) -> Actor:
    return actor_for(user.pk, user.name, today=localdate())


def sign_in(client: Client, user: User) -> Client:
    """Give the client a session of this person, past the doors."""
    token = visits.new_token()
    at = now()
    Session.objects.create(
        key=visits.digest(token), user=user, started_at=at, seen_at=at, second_factor_at=at
    )
    client.cookies[visits.COOKIE] = token
    return client


class Cast:
    """Everybody, for one test."""

    def __init__(self) -> None:
        once(self.__dict__, self._make)

    def _make(self) -> None:
        self.harbour = place_root(
            kind="committee", name="中共东港港务局委员会", on=LONG_AGO, by=HOUSE
        )
        self.quay = self.found("码头党总支", "general", self.harbour)
        self.yard = self.found("船厂党总支", "general", self.harbour)
        self.pier = self.found("一号码头党支部", "branch", self.quay)
        self.dock = self.found("船坞党支部", "branch", self.yard)

        self.wang = self.holder("wang", "王海平", "secretary", self.pier)
        self.zhao = self.holder("zhao", "赵立新", "secretary", self.dock)
        self.lin = self.holder("lin", "林若溪", "secretary", self.harbour)
        self.chen = self.person("chen", "陈晓帆")
        self.system_admin = self.administrator("he", "何守成", Role.SYSTEM_ADMIN)
        self.security_admin = self.administrator("an", "安宁", Role.SECURITY_ADMIN)
        self.audit_admin = self.administrator("shen", "沈明察", Role.AUDIT_ADMIN)

        self.wang_member = self.member("王海平", self.pier, user=self.wang, gender="1")
        self.chen_member = self.member("陈晓帆", self.pier, user=self.chen, gender="1")
        self.liu_member = self.member(
            "刘思雨", self.pier, category="probationary", joined_on="2026-03-20", full_on=None,
            gender="2", ethnicity="03",
        )  # fmt: skip
        self.zhou_member = self.member(
            "周国强", self.pier, joined_on="1984-07", full_on="1985-07", gender="1"
        )
        self.sun_member = self.member(
            "孙莉", self.pier, category="activist", joined_on=None, full_on=None, gender="2"
        )
        self.zhao_member = self.member("赵立新", self.dock, user=self.zhao, gender="1")
        self.wu_member = self.member("吴敏", self.dock, gender="2")

    def member(self, name: str, unit: Unit, user: User | None = None, **facts: Any) -> Member:
        """A person on a roll; a full member since 2016 unless said otherwise."""
        known = {
            "category": "formal", "ethnicity": "01", "joined_on": "2015-06-30",
            "full_on": "2016-06-30", **facts,
        }  # fmt: skip
        member = members.admit(unit, by=HOUSE, at=now(), name=name, **known)
        if user is not None:
            Member.objects.filter(pk=member.pk).update(user=user)
            member.user = user
        return member

    def found(self, name: str, kind: str, parent: Unit, **facts: Any) -> Unit:
        parent.refresh_from_db()
        return organisation.found(
            parent=parent, kind=kind, name=f"中共{name}", on=LONG_AGO, by=HOUSE, **facts
        )

    def person(self, username: str, name: str, phone: str = "") -> User:
        user = open_account(username=username, name=name, phone=phone, password=PASSWORD, by=HOUSE)
        User.objects.filter(pk=user.pk).update(must_change_password=False)
        user.refresh_from_db()
        return user

    def holder(self, username: str, name: str, post: str, unit: Unit) -> User:
        user = self.person(username, name)
        organisation.appoint(user, post=post, unit=unit, starts_on=LONG_AGO, by=HOUSE)
        return user

    def administrator(self, username: str, name: str, role: Role) -> User:
        user = self.person(username, name)
        User.objects.filter(pk=user.pk).update(second_factor_at=now(), second_factor="JBSWY3DP")
        organisation.give_grant(
            user, role=role, unit=self.harbour, starts_on=LONG_AGO, reason="测试", by=HOUSE
        )
        return user
