"""When contact with a floating member is due."""

from datetime import date

from lianxin.areas.transfers.catalogue.numbers import AWAY, CONTACT, CONTACT_ABROAD
from lianxin.foundation.core.days import months_later
from lianxin.foundation.policies.catalogue import Rules


def next_contact(last: date, *, cause: str, rules: Rules) -> date:
    """By when the next contact is due, counted from the last one, or from the day he left."""
    code = CONTACT_ABROAD if cause == "abroad" else CONTACT
    return months_later(last, rules.value(code))


def counts_as_floating(since: date, *, on: date, rules: Rules) -> bool:
    """Away for so long that he is a floating member by the regulation; before that he may be
    entered all the same."""
    return months_later(since, rules.value(AWAY)) <= on
