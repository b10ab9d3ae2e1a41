from datetime import date

from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation import rules
from lianxin.foundation.organisation.actions import tree
from lianxin.foundation.organisation.catalogue import number, term_end
from lianxin.foundation.organisation.catalogue.numbers import years_later
from lianxin.foundation.organisation.events import TermBegun, TermExtended
from lianxin.foundation.organisation.models import TermChange, Unit


class NoTerms(Refused):
    sentence = "这类组织由上级任命，不设届期，不需要换届。"


class TermBeganLater(Refused):
    """The present term is said to have begun on that day or after it."""


class NoTermToExtend(Refused):
    sentence = "该组织没有登记本届届满日期，不能办理延期。请先在组织信息中补登任期。"


class ExtendedTooFar(Refused):
    """Longer than an extension may be, or not longer at all."""


@transaction.atomic
def begin_term(unit: Unit, *, starts_on: date, document: str, by: Actor) -> Unit:
    """A new term begins; it lasts as long as the regulations say for such a unit."""
    unit = tree.fresh(unit)
    require(rules.may_restructure(by, unit=unit))
    ends_on = term_end(unit.kind, unit.domain, starts_on=starts_on)
    if ends_on is None:
        raise NoTerms
    begun = max(filter(None, (unit.term_starts_on, unit.founded_on)))
    if starts_on < begun or starts_on == unit.term_starts_on:
        raise TermBeganLater(
            f"新一届的起始日期应当晚于本届起始（成立）日期 {begun:%Y-%m-%d}。请核对日期。"
        )
    unit.term_starts_on, unit.term_ends_on, unit.term_extended_from = starts_on, ends_on, None
    unit.save(update_fields=["term_starts_on", "term_ends_on", "term_extended_from"])
    TermChange.objects.create(
        unit=unit, cause=TermChange.Cause.BEGUN, on=starts_on, ends_on=ends_on, document=document
    )

    publish(
        TermBegun(
            unit_id=unit.pk,
            subject_id=unit.pk,
            starts_on=starts_on,
            ends_on=ends_on,
            document=document,
        ),
        by=by,
    )
    return unit


@transaction.atomic
def extend_term(unit: Unit, *, until: date, document: str, by: Actor) -> Unit:
    """The present term lasts until a later day; all extensions of it together a year at most."""
    unit = tree.fresh(unit)
    require(rules.may_restructure(by, unit=unit))
    before = unit.term_ends_on
    if before is None:
        raise NoTermToExtend
    first = unit.term_extended_from or before
    _check_length(unit, first, before, until)
    unit.term_ends_on, unit.term_extended_from = until, first
    unit.save(update_fields=["term_ends_on", "term_extended_from"])
    TermChange.objects.create(
        unit=unit, cause=TermChange.Cause.EXTENDED, on=before, ends_on=until, document=document
    )

    publish(
        TermExtended(
            unit_id=unit.pk, subject_id=unit.pk, before=before, ends_on=until, document=document
        ),
        by=by,
    )
    return unit


def _check_length(unit: Unit, first: date, before: date, until: date) -> None:
    if until <= before:
        raise ExtendedTooFar(f"延期后的届满日期应当晚于现在的 {before:%Y-%m-%d}。请核对日期。")
    bound = number("term_shift_years", kind=unit.kind, domain=unit.domain, at=until)
    longest = years_later(first, bound.value) if bound else until
    if until > longest:
        raise ExtendedTooFar(
            f"延期一般不超过 1 年：原定 {first:%Y-%m-%d} 届满，最晚可以延到 {longest:%Y-%m-%d}。"
        )
