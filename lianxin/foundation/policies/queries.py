"""Questions of rules: the numbers as they hold at a unit, and the page that explains them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from django.apps import apps
from django.db.models import Q

from lianxin.foundation.core.many import among
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.rules import STEP
from lianxin.foundation.policies.catalogue import (
    InForce,
    Local,
    Rule,
    Rules,
    Stricter,
    declared,
    strictest,
)
from lianxin.foundation.policies.models import Policy, PolicyQuerySet


class Place(Protocol):
    """A unit, or anything that knows where it stands."""

    @property
    def path(self) -> str: ...


def rules_at(unit: Place, *, on: date) -> Rules:
    """The numbers as they hold at a unit: of what it and the units above ask, the strictest."""
    held = _above([unit.path]).in_force(on).select_related("unit").order_by("unit__path")
    return _rules(held, on)


def rules_for(units: Iterable[Unit], *, on: date) -> dict[int, Rules]:
    """The same for many units at once, by id."""
    units = list(units)
    held = _above({unit.path for unit in units}).in_force(on).select_related("unit")
    at: dict[str, list[Policy]] = defaultdict(list)
    for policy in held:
        at[policy.unit.path].append(policy)
    return {
        unit.pk: _rules([each for step in steps(unit.path) for each in at.get(step, ())], on)
        for unit in units
    }


#: Nights that may have been missed.
NIGHTS = timedelta(days=31)


def turned(*, on: date) -> list[str]:
    """Places at which a rule came into force or ended in the days up to this one."""
    since = on - NIGHTS
    began, ended = Q(since__gt=since, since__lte=on), Q(ended_on__gt=since, ended_on__lte=on)
    return list(
        Policy.objects.filter(began | ended).values_list("unit__path", flat=True).distinct()
    )


def steps(path: str) -> list[str]:
    """The way from the root down to a path, itself included."""
    return [path[:end] for end in range(STEP, len(path) + 1, STEP)]


def _above(paths: Iterable[str]) -> PolicyQuerySet:
    wanted = sorted({step for path in paths for step in steps(path)})
    return Policy.objects.filter(unit__path__in=among(wanted, "text"))


def _rules(held: Iterable[Policy], on: date) -> Rules:
    asked: dict[str, list[Local]] = defaultdict(list)
    for policy in held:
        asked[policy.code].append(policy.local)
    known = {rule.code: rule for rule in declared(on=on)}
    local = {code: strictest(known[code], all_) for code, all_ in asked.items() if code in known}
    return Rules(on=on, local={code: held for code, held in local.items() if held})


# ---- the page -------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Line:
    """A rule at a unit: the national number, what applies here, and who made it so."""

    rule: Rule
    in_force: InForce
    own: Policy | None  # what the unit itself asks
    coming: Policy | None  # what it will ask from a later day on
    holder: Policy | None  # whose number holds here, if it is a local one

    @property
    def is_own(self) -> bool:
        return self.holder is not None and self.holder == self.own

    @property
    def is_idle(self) -> bool:
        """The unit asks something, but a unit above asks as much or more."""
        return self.own is not None and not self.is_own

    @property
    def may_be_stricter(self) -> bool:
        return self.rule.stricter is not Stricter.NEVER

    @property
    def is_full(self) -> bool:
        """A yes that is asked already cannot be asked more."""
        return self.rule.is_switch and self.holder is not None

    @property
    def own_open(self) -> Policy | None:
        """What of the unit's own can still be ended."""
        found = (policy for policy in (self.coming, self.own) if policy)
        return next((policy for policy in found if policy.ended_on is None), None)

    @property
    def national(self) -> str:
        return self.rule.amount(self.rule.value)

    @property
    def own_amount(self) -> str:
        return self.rule.amount(self.own.value) if self.own else ""

    @property
    def coming_amount(self) -> str:
        return self.rule.amount(self.coming.value) if self.coming else ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """The rules of one area."""

    name: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class RulesPage:
    """Every national rule in force, as it holds at a unit; and what the unit asked before."""

    groups: list[Group]
    past: list[tuple[Policy, str, str]]  # with the rule's name and the number in words


def page(unit: Unit, *, on: date) -> RulesPage:
    """One statement, whatever the number of rules."""
    found = list(_above([unit.path]).select_related("unit").order_by("unit__path", "since"))
    groups: dict[str, Group] = {}
    for rule in declared(on=on):
        group = groups.setdefault(rule.area, Group(name=area_name(rule.area)))
        group.lines.append(_line(rule, unit, [p for p in found if p.code == rule.code], on))
    return RulesPage(groups=list(groups.values()), past=_past(unit, found, on))


def line_of(unit: Unit, rule: Rule, *, on: date) -> Line:
    """One rule at a unit, for the form that sets it."""
    found = _above([unit.path]).filter(code=rule.code).select_related("unit")
    return _line(rule, unit, list(found.order_by("unit__path", "since")), on)


def _line(rule: Rule, unit: Unit, policies: list[Policy], on: date) -> Line:
    held = [policy for policy in policies if policy.holds_on(on)]
    own = [policy for policy in held if policy.unit_id == unit.pk]
    later = [policy for policy in policies if policy.unit_id == unit.pk and policy.since > on]
    holder = _strictest(rule, held)
    return Line(
        rule=rule,
        in_force=InForce(rule=rule, local=holder.local if holder else None),
        own=own[0] if own else None,
        coming=later[0] if later else None,
        holder=holder,
    )


def _strictest(rule: Rule, held: Iterable[Policy]) -> Policy | None:
    """Whose number holds, of policies from the root down."""
    asked = [(policy.local, policy) for policy in held]
    local = strictest(rule, (local for local, _ in asked))
    return next((policy for each, policy in asked if each is local), None)


def holder_above(unit: Unit, rule: Rule, *, on: date) -> Policy | None:
    """The policy of a unit above that holds at this one on a day, whatever it asks itself."""
    found = _above([unit.path]).in_force(on).filter(code=rule.code).exclude(unit=unit)
    return _strictest(rule, found.select_related("unit").order_by("unit__path"))


def _past(unit: Unit, found: list[Policy], on: date) -> list[tuple[Policy, str, str]]:
    known = {rule.code: rule for rule in declared(on=on)}
    ended = [p for p in found if p.unit_id == unit.pk and p.ended_on and p.ended_on <= on]
    return [
        (policy, known[policy.code].name, known[policy.code].amount(policy.value))
        for policy in sorted(ended, key=lambda policy: policy.since, reverse=True)
        if policy.code in known
    ]


def area_name(code: str) -> str:
    """What the app that declared a rule is called: "发展党员"."""
    found = next((config for config in apps.get_app_configs() if config.label == code), None)
    return str(found.verbose_name) if found else code
