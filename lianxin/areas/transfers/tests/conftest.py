"""Two committees in one house: Harbour with Pier and Dock, and below it a committee of its own,
the Shipyard, with the branch Slip."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate, now

from lianxin.areas.members.models import Affiliation, Member
from lianxin.areas.transfers import actions
from lianxin.areas.transfers.models import Letter
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case
from tests.cast import actor

HOUSE = Actor.system("test")


class Sides:
    """Who sends and who receives, and the deeds between them in short."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        Unit.objects.filter(pk=cast.harbour.pk).update(approves_members=True)
        cast.harbour.refresh_from_db()
        self.shipyard = cast.found(
            "造船公司委员会", "committee", cast.harbour, approves_members=True
        )
        self.slip = cast.found("船台党支部", "branch", self.shipyard)
        self.fang = cast.holder("fang", "方舟", "secretary", self.shipyard)
        self.qiu = cast.holder("qiu", "邱实", "secretary", self.slip)
        # Everybody has been on the roll for a while.
        long_ago = localdate() - timedelta(days=300)
        Affiliation.objects.update(starts_on=long_ago)

    @property
    def chen(self) -> Member:
        return Member.objects.select_related("unit", "user").get(pk=self.cast.chen_member.pk)

    def begin(self, *, by: Any = None, member: Member | None = None, **more: Any) -> Case:
        on = more.pop("on", localdate())
        target = actions.Target(**(more or {"to": self.slip}))
        values = {"reason": "job", "paid_to": f"{on:%Y-%m}", "file": True}
        passing = Passing(step="out_branch", way="", held_on=on, values=values)
        return actions.begin_transfer(
            member or self.chen, target, passing, by=actor(by or self.cast.wang), at=now()
        )

    def whole(self, **more: Any) -> Case:
        target = actions.Target(**(more or {"to": self.slip}))
        values = {"reason": "reformed", "document": "港党〔2026〕9号", "dues": True}
        passing = Passing(step="out_branch", way="", held_on=localdate(), values=values)
        return actions.begin_whole(
            self.cast.pier, target, passing, by=actor(self.cast.wang), at=now()
        )

    def go(self, case: Case, way: str, by: Any, /, on: date | None = None, **values: Any) -> Case:
        """Pass the step the case stands at."""
        case.refresh_from_db()
        passing = Passing(step=case.step, way=way, held_on=on or localdate(), values=values)
        who = by if isinstance(by, Actor) else actor(by)
        return procedures.pass_step(case, passing, by=who, at=now())

    def issue(self, case: Case, **more: Any) -> Case:
        return self.go(case, "issue", self.cast.lin, **{"valid_days": 30, **more})

    def accept(self, case: Case, **more: Any) -> Case:
        branch = {"id": self.slip.pk, "name": "船台党支部"}
        return self.go(case, "accept", self.fang, branch=branch, **more)

    def receive(self, case: Case, **more: Any) -> Case:
        return self.go(case, "receive", more.pop("by", self.qiu), **more)

    def letter(self, case: Case) -> Letter:
        return Letter.objects.filter(case=case).latest("pk")

    def run_out(self, case: Case, days: int = 1) -> None:
        """As if the letter's last day had been some days ago."""
        last = localdate() - timedelta(days=days)
        letters = Letter.objects.filter(case=case, voided_on=None)
        letters.update(issued_on=last - timedelta(days=20), valid_until=last)
        case.refresh_from_db()
        case.facts["valid_until"] = last.isoformat()
        case.save(update_fields=["facts"])


@pytest.fixture
def sides(cast: Any) -> Sides:
    return Sides(cast)


def places(member: Member) -> list[str]:
    """Where a member counts now."""
    open_ones = Affiliation.objects.filter(member=member, kind="formal", ends_on=None)
    return list(open_ones.values_list("unit__short_name", flat=True))


NUMBER = "110101199003070935"


def come(sides: Sides, *, by: Any = None, at_unit: Unit | None = None, **more: Any) -> Case:
    """Somebody brings a letter from outside."""
    person = {
        "name": "郑远航", "gender": "1", "category": "formal", "joined_on": "2010-07-01",
        "full_on": "2011-07-01", "id_number": NUMBER, "phone": "13800000000",
    }  # fmt: skip
    person |= {key: more.pop(key) for key in tuple(person) if key in more}
    brought = {
        "number": "滨组介〔2026〕12号", "origin": "中共滨海区工作委员会", "shown_on": localdate(),
        "valid_until": localdate() + timedelta(days=10), **more,
    }  # fmt: skip
    return actions.register_arrival(
        at_unit or sides.shipyard, actions.Brought(**brought), by=actor(by or sides.fang), at=now(),
        **person,
    )  # fmt: skip


def settled(sides: Sides, case: Case) -> Case:
    """The committee takes him, the branch has him."""
    return sides.receive(sides.accept(case))
