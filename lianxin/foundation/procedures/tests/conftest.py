from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils.timezone import make_aware

from lianxin.foundation.procedures import actions
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.tests import example
from tests.cast import actor

DAY = date(2026, 3, 2)  # a Monday


def at(day: date, hour: int = 9) -> datetime:
    return make_aware(datetime.combine(day, time(hour)))


@pytest.fixture
def hall(monkeypatch: Any) -> example.Hall:
    return example.plugged(monkeypatch)


class Lending:
    """Chen of Pier borrows the hall; Wang checks, the secretary of Quay decides."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        self.wang, self.chen = actor(cast.wang), actor(cast.chen)
        self.boss_user = cast.holder("luo", "罗远航", "secretary", cast.quay)
        self.boss = actor(self.boss_user)
        self.zhao = actor(cast.zhao)
        self.case: Case = actions.open_case(
            "hall", cast.chen.pk, unit=cast.pier, on=DAY, by=self.wang, at=at(DAY)
        )

    def fresh(self) -> Case:
        self.case.refresh_from_db()
        return self.case

    def applied(self, on: date = DAY, **values: Any) -> Case:
        passing = Passing(step="apply", way="on", held_on=on,
                          values={"purpose": "讲座", "letter": [], **values})  # fmt: skip
        return actions.pass_step(self.case, passing, by=self.chen, at=at(on, 10))

    def checked(self, on: date = DAY + timedelta(days=5), way: str = "yes", **values: Any) -> Case:
        passing = Passing(step="check", way=way, held_on=on,
                          values={"opinion": "可以", **values})  # fmt: skip
        return actions.pass_step(self.case, passing, by=self.wang, at=at(on))

    def decided(self, on: date = DAY + timedelta(days=8), **vote: int) -> Case:
        numbers = {"expected": 10, "present": 8, "written": 0, "favour": 7, "against": 1,
                   "abstain": 0, **vote}  # fmt: skip
        passing = Passing(step="decide", way="on", held_on=on, values={"vote": numbers})
        return actions.pass_step(self.case, passing, by=self.boss, at=at(on))


@pytest.fixture
def lending(cast: Any, hall: example.Hall) -> Lending:
    return Lending(cast)
