"""Cases: of the unit Pier, about Chen, who borrows the hall; he has applied, Pier is to check."""

from typing import Any

from django.utils.timezone import localdate, now

from lianxin.foundation.procedures import actions
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case, Decision
from tests.cast import HOUSE
from tests.matrix.addresses import KEEPERS, SIGNED_IN, Address, World, post, to, unit
from tests.matrix.answers import FILE
from tests.matrix.people import MEMBER


def one(world: World) -> Case:
    cast, today = world.cast, localdate()
    case = actions.open_case("hall", cast.chen.pk, unit=cast.pier, on=today, by=HOUSE, at=now())
    passing = Passing(step="apply", way="on", held_on=today, values={"purpose": "讲座"})
    return actions.pass_step(case, passing, by=HOUSE, at=now())


def case(world: World) -> dict[str, Any]:
    return {"case_id": one(world).pk}


def decision(world: World) -> dict[str, Any]:
    case = one(world)
    return {"case_id": case.pk, "decision_id": Decision.objects.get(case=case, step="apply").id}


def file(world: World) -> dict[str, Any]:
    case = one(world)
    given = actions.Given(name="申请书.txt", content="申请".encode())
    return {"case_id": case.pk, "attachment_id": actions.attach(case, given, by=HOUSE, at=now()).id}


ADDRESSES = {
    "procedures:list": Address(KEEPERS, kwargs=unit),
    "procedures:hand_over": Address(KEEPERS, kwargs=unit),
    **{
        f"procedures:{name}": Address(KEEPERS, kwargs=case)
        for name in ("case", "history", "return", "withdraw", "assign")
    },
    "procedures:comment": post(KEEPERS, kwargs=case, body=lambda _: {"text": "请尽快"}),
    "procedures:draft": Address(KEEPERS | to(MEMBER), kwargs=case, method="POST", shows=FILE),
    "procedures:correct": Address(KEEPERS, kwargs=decision),
    "procedures:attach": post(KEEPERS | to(MEMBER), kwargs=case),
    "procedures:file": Address(KEEPERS | to(MEMBER), kwargs=file, shows=FILE),
    "procedures:detach": post(KEEPERS, kwargs=file),
    "procedures:mine": Address(SIGNED_IN),
    "procedures:own": Address(to(MEMBER), kwargs=case),
}
