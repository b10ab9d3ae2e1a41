"""Which numbers hold where."""

from collections.abc import Iterable
from datetime import date

from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.policies.catalogue import Rules


def rules_for(units: Iterable[Unit], *, on: date) -> dict[int, Rules]:
    """{unit: the numbers as they hold there on a day}."""
    return {unit.pk: Rules(on=on) for unit in units}
