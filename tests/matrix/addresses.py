"""The table: each address with what it is asked about, and who gets an answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now

from lianxin.areas.meetings import actions as meetings
from lianxin.areas.meetings.actions import Plan
from lianxin.areas.members import actions as members
from lianxin.areas.members.models import Export, SavedView
from lianxin.foundation.accounts.models import Session
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.spreadsheets import actions as sheets
from lianxin.overview.audit.models import Entry
from tests.cast import HOUSE, LONG_AGO, Cast, actor
from tests.matrix.people import (
    ABOVE,
    AUDIT,
    BELOW,
    EVERYBODY,
    MEMBER,
    NOBODY,
    OWN,
    SECURITY,
    SIBLING,
    SYSTEM,
)

ROSTER = "姓名,性别,人员类别,所在党支部\n周一鸣,男,正式党员,一号码头党支部\n".encode()


class World:
    """What the addresses are about; each thing is made when it is asked for."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def meeting(self) -> int:
        start = now() + timedelta(minutes=30)
        plan = Plan(
            kinds=("party_day",), title="主题党日", place="码头", starts_at=start,
            ends_at=start + timedelta(hours=1),
        )  # fmt: skip
        return meetings.convene(self.cast.pier, plan, by=HOUSE, at=now()).pk

    def batch(self) -> int:
        return sheets.upload(
            self.cast.pier, "members", file_name="名册.csv", content=ROSTER,
            by=actor(self.cast.wang), at=now(),
        ).pk  # fmt: skip

    def appointment(self) -> int:
        someone = self.cast.person("shi", "石磊")
        return organisation.appoint(
            someone, post="publicity", unit=self.cast.quay, starts_on=LONG_AGO, by=HOUSE
        ).pk

    def workplace(self) -> int:
        return organisation.add_workplace(
            self.cast.quay, name="港务公司", on=LONG_AGO, by=HOUSE
        ).pk

    def cell(self) -> int:
        return organisation.form_cell(
            self.cast.pier, name="第一党小组", leader=None, on=LONG_AGO, by=HOUSE
        ).pk

    def affiliation(self) -> int:
        place = self.cast.found("抢险临时党支部", "temporary", self.cast.quay)
        return members.affiliate(
            self.cast.zhou_member, place, kind="temporary", on=localdate(), by=HOUSE, at=now()
        ).pk

    def view(self) -> int:
        return SavedView.objects.create(
            unit=self.cast.pier, user=self.cast.wang, name="预备", query="category=probationary"
        ).pk

    def export(self) -> int:
        return Export.objects.create(
            unit=self.cast.pier, user=self.cast.wang, purpose="核对", fields=["name"]
        ).pk


Given = Callable[[World], dict[str, Any]]


def nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Address:
    answers: frozenset[str]
    kwargs: Given = nothing
    method: str = "GET"
    body: Given = nothing
    at_quay: bool = False
