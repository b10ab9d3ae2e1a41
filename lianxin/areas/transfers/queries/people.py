"""Who sits at a unit and acts there in matters of this room; whom to call."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lianxin.areas.transfers.catalogue import Can
from lianxin.foundation.accounts.models import User
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.procedures.queries import seated, waiting_users


def handlers(unit_ids: Collection[int], *, today: date) -> Mapping[int, list[int]]:
    """{unit: accounts that handle transfers there}, in one statement."""
    return seated([Can.HANDLE], unit_ids, today=today)


def companions(unit_ids: Collection[int], *, today: date) -> Mapping[int, list[int]]:
    """{unit: accounts that keep contact with floating members there}."""
    return seated([Can.ACCOMPANY], unit_ids, today=today)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody to call."""

    name: str
    phone: str


def to_call(cases: Iterable[Case], *, today: date) -> Mapping[int, list[Person]]:
    """{case: who holds it now}, with the numbers their accounts have."""
    waiting = waiting_users(cases, today=today)
    users = User.objects.in_bulk({pk for found in waiting.values() for pk in found})
    found: dict[int, list[Person]] = defaultdict(list)
    for case_id, user_ids in waiting.items():
        known = [users[pk] for pk in user_ids if pk in users][:2]
        found[case_id] = [Person(name=user.name, phone=user.phone) for user in known]
    return found
