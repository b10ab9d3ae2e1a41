"""Working days: everybody reads them, the root's staff keep them."""

from datetime import date

from django.test import Client
from django.utils.timezone import now

from lianxin.foundation.workdays import actions as workdays
from lianxin.foundation.workdays.catalogue import Day
from tests.cast import HOUSE
from tests.matrix.addresses import SIGNED_IN, Address, World, to
from tests.matrix.answers import MOVED, REFUSAL, Sight
from tests.matrix.people import ABOVE


def _flood(world: World, client: Client) -> None:
    """A day free by hand."""
    free = Day(on=date(2026, 7, 1), works=False, name="防汛停工")
    workdays.set_day(free, "东港府办〔2026〕8 号", by=HOUSE, at=now())


ADDRESSES = {
    "workdays:now": Address(SIGNED_IN, shows=MOVED),
    "workdays:year": Address(SIGNED_IN, kwargs=lambda _: {"number": 2026}),
    "workdays:set_days": Address(to(ABOVE)),
    "workdays:restore_day": Address(
        to(ABOVE), method="POST", body=lambda _: {"on": "2026-10-01"}, shows=REFUSAL
    ),
    "workdays:confirm_year": Address(to(ABOVE), kwargs=lambda _: {"number": 2027}),
}

SIGHTS = {
    "days reckoned": Sight(
        "workdays:year", ABOVE, body=lambda _: {"start": "2026-09-18", "count": "9"}, ready=_flood
    ),
    "reckoned amiss": Sight("workdays:year", body=lambda _: {"start": "", "count": "0"}),
    "a year to come": Sight("workdays:year", ABOVE, kwargs=lambda _: {"number": 2028}),
}
