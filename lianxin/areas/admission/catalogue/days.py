"""The days a case turns on: counted in months, as people count them."""

from datetime import date
from typing import Any

from lianxin.foundation.core.days import months_later
from lianxin.foundation.policies.catalogue import InForce
from lianxin.foundation.procedures.catalogue import Bound, Past, as_day


def years_old(born_on: date, on: date) -> int:
    """周岁."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def months_on(past: Past, step: str, rule: str, **told: Any) -> Bound | None:
    """So many months after a step was done, with the sentence of the rule."""
    began = past.held_on(step)
    if began is None:
        return None
    found: InForce = past.rule(f"admission.{rule}")
    sentence = told.pop("sentence", "{name}为 {amount}")
    return Bound(
        on=months_later(began, found.value),
        sentence=sentence.format(name=found.rule.name, amount=found.amount),
        source=found.source,
        hard=not found.rule.soft,
        **told,
    )


def cultivated_from(past: Past) -> date | None:
    """Since when he has been an activist; time with an earlier unit counts on (细则 第十二条*)."""
    return _determined(past) or as_day(past.value("apply", "activist_on"))


def candidate_from(past: Past) -> date | None:
    """Since when he has been a candidate: the day the committee above consented."""
    return past.held_on("file_candidate") or as_day(past.value("apply", "candidate_on"))


def _determined(past: Past) -> date | None:
    found = [each for each in past.all("recommend") if each.way == "yes"]
    return found[-1].held_on if found else None


def cultivated_until(past: Past) -> date | None:
    """The day the training and observation has lasted long enough."""
    began = cultivated_from(past)
    months = past.number("admission.cultivation_months")
    return None if began is None else months_later(began, months)


def joined_on(past: Past) -> date | None:
    """The day of the branch meeting that took him in; 党龄 and dues are counted by it."""
    found = [each for each in past.all("meeting") if each.way == "yes"]
    return found[-1].held_on if found else as_day(past.value("apply", "joined_on"))


def probation_until(past: Past) -> date | None:
    """The day probation is over: a year from the meeting, or as it was extended."""
    extended = as_day(past.facts.get("extended_until"))
    if extended:
        return extended
    began = joined_on(past)
    return months_later(began, past.number("admission.probation_months")) if began else None


def was_extended(past: Past) -> bool:
    return bool(past.facts.get("extended_until"))
