"""Working days: everybody reads them, the root's staff keep them."""

from tests.matrix.addresses import SIGNED_IN, Address, post, to
from tests.matrix.people import ABOVE

ADDRESSES = {
    "workdays:now": Address(SIGNED_IN),
    "workdays:year": Address(SIGNED_IN, kwargs=lambda _: {"number": 2026}),
    "workdays:set_days": Address(to(ABOVE)),
    "workdays:restore_day": post(to(ABOVE), body=lambda _: {"on": "2026-10-01"}),
    "workdays:confirm_year": Address(to(ABOVE), kwargs=lambda _: {"number": 2027}),
}
