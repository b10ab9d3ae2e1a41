"""Local rules: seen where one works and below, set by one's own staff and those above."""

from datetime import date
from typing import Any

from django.test import Client
from django.utils.timezone import now

from lianxin.foundation.policies import actions as policies
from lianxin.foundation.policies.catalogue import Rule, Stricter, declare
from tests.cast import HOUSE
from tests.matrix.addresses import KEEPERS, Address, World, at_quay, quay
from tests.matrix.answers import Sight
from tests.matrix.people import ABOVE

RULE = Rule(
    code="policies.matrix_days", name="测试用期限", value=5, measure="天", source="测试",
    since=date(2020, 1, 1), stricter=Stricter.MORE,
)  # fmt: skip


def rule(world: World) -> dict[str, Any]:
    declare(RULE)
    return {**quay(world), "code": RULE.code}


def policy(world: World) -> dict[str, Any]:
    declare(RULE)
    setting = policies.Setting(code=RULE.code, value=9, document="测试", since=date(2026, 1, 1))
    return {"policy_id": policies.set_policy(world.cast.quay, setting, by=HOUSE, at=now()).pk}


def _tightened(world: World, client: Client) -> None:
    """The committee asks more, the unit asked less than it."""
    policy(world)
    setting = policies.Setting(code=RULE.code, value=12, document="党委", since=date(2026, 2, 1))
    policies.set_policy(world.cast.harbour, setting, by=HOUSE, at=now())


ADDRESSES = {
    "policies:at": at_quay(KEEPERS),
    "policies:set_policy": Address(KEEPERS, kwargs=rule, at_quay=True),
    "policies:end_policy": Address(KEEPERS, kwargs=policy, at_quay=True),
}

SIGHTS = {
    "rules made stricter": Sight("policies:at", ABOVE, ready=_tightened),
}
