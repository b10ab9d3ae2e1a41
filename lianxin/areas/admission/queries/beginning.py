"""Whether a case may begin so, asked before anything is entered."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lianxin.areas.admission.catalogue import ADMISSION
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.policies import queries as policies
from lianxin.foundation.procedures.catalogue import Flaw, Passing, Past, judge
from lianxin.foundation.workdays import queries as workdays


def flaws_of(
    unit: Unit, passing: Passing, person: Mapping[str, Any], *, began_as: str, today: date
) -> tuple[Flaw, ...]:
    """What stands in the way of the first step, by the numbers of the branch."""
    past = Past(
        today=today,
        opened_on=passing.held_on,
        rules=policies.rules_at(unit, on=today),
        calendar=workdays.calendar(passing.held_on, max(passing.held_on, today)),
        subject=person,
        facts={"began_as": began_as},
    )
    return judge(ADMISSION, past, passing).refused
