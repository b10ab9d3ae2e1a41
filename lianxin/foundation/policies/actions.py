"""Verbs of local rules: asking more, and asking it no longer. Never less than the national one."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.policies import changes, queries, rules
from lianxin.foundation.policies.catalogue import (
    Rule,
    Stricter,
    Undeclared,
    is_stricter,
    national,
)
from lianxin.foundation.policies.events import PolicyEnded, PolicySet
from lianxin.foundation.policies.models import Policy

__all__ = ["Setting", "end_policy", "set_policy"]

#: A rule may be announced so long before it begins.
AHEAD = timedelta(days=366)


class NoSuchRule(Refused):
    sentence = "没有这条规定，或者到执行日期它还没有生效。请核对执行日期。"


class SameEverywhere(Refused):
    """The law leaves nothing to the unit."""


class NotStricter(Refused):
    """Not more than the national number, or not more than a unit above asks already."""


class DocumentMissing(Refused):
    sentence = "请填写文号或会议名称。下级要按它执行，要有据可查。"


class WrongDay(Refused):
    """The days do not fit each other."""


class UnitClosed(Refused):
    sentence = "这个组织已经撤销，不能再作规定。"


class AlreadyEnded(Refused):
    sentence = "这条规定已经停止执行，不需要再停。"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """What a unit asks: a number in place of the national one, on the word of a document."""

    code: str
    value: int
    document: str
    since: date
    note: str = ""


@transaction.atomic
def set_policy(unit: Unit, setting: Setting, *, by: Actor, at: datetime) -> Policy:
    """Ask more of the unit and all below it, from a day on. What the unit asked before by the
    same rule ends on that day."""
    require(rules.may_set(by, at=unit))
    if not unit.is_open:
        raise UnitClosed
    rule = _rule(setting, at)
    _check(rule, setting)
    Unit.objects.select_for_update().get(pk=unit.pk)
    _check_above(rule, unit, setting)
    _end_former(unit, setting)

    policy = Policy.objects.create(
        unit=unit,
        code=setting.code,
        value=setting.value,
        document=setting.document.strip(),
        since=setting.since,
        note=setting.note.strip(),
        set_by_id=by.user_id,
    )
    changes.tell(unit.path, setting.code, at=at)

    publish(
        PolicySet(
            unit_id=unit.pk,
            subject_id=policy.pk,
            rule=rule.name,
            national=rule.amount(rule.value),
            amount=rule.amount(policy.value),
            since=policy.since,
            document=policy.document,
        ),
        by=by,
    )
    return policy


@transaction.atomic
def end_policy(policy: Policy, on: date, document: str, *, by: Actor, at: datetime) -> Policy:
    """From a day on the unit asks no more than the national number, or than the units above."""
    require(rules.may_set(by, at=policy.unit))
    policy = Policy.objects.select_for_update(of=("self",)).select_related("unit").get(pk=policy.pk)
    if policy.ended_on is not None:
        raise AlreadyEnded
    if not document.strip():
        raise DocumentMissing
    if not policy.since <= on <= day_of(at) + AHEAD:
        raise WrongDay(f"停止日期不能早于执行日期 {policy.since:%Y-%m-%d}，也不能在一年以后。")

    policy.ended_on, policy.end_document = on, document.strip()
    policy.save(update_fields=["ended_on", "end_document"])
    changes.tell(policy.unit.path, policy.code, at=at)

    publish(_ended(policy, on), by=by)
    return policy


def _ended(policy: Policy, on: date) -> PolicyEnded:
    rule = national(policy.code, on=max(on, policy.since))
    return PolicyEnded(
        unit_id=policy.unit_id,
        subject_id=policy.pk,
        rule=rule.name,
        amount=rule.amount(policy.value),
        on=on,
        document=policy.end_document,
    )


def _rule(setting: Setting, at: datetime) -> Rule:
    """The national rule on the day the local one begins."""
    if setting.since > day_of(at) + AHEAD:
        raise WrongDay("执行日期不能在一年以后。请核对。")
    try:
        return national(setting.code, on=setting.since)
    except Undeclared:
        raise NoSuchRule from None


def _check(rule: Rule, setting: Setting) -> None:
    if rule.stricter is Stricter.NEVER:
        raise SameEverywhere(
            f"“{rule.name}”由{rule.source}统一规定为 {rule.amount(rule.value)}，不能另作规定。"
        )
    if not setting.document.strip():
        raise DocumentMissing
    if rule.measure == "%" and setting.value > 100:
        raise NotStricter(f"“{rule.name}”不能超过 100%。")
    if not is_stricter(rule, setting.value):
        raise NotStricter(
            f"“{rule.name}”全国规定是 {rule.amount(rule.value)}（{rule.source}），"
            f"本级只能更严：{_direction(rule, rule.value)}。"
        )


def _check_above(rule: Rule, unit: Unit, setting: Setting) -> None:
    """A number that asks no more than one above it would say nothing."""
    holder = queries.holder_above(unit, rule, on=setting.since)
    if holder is not None and not is_stricter(rule, setting.value, than=holder.value):
        raise NotStricter(
            f"上级“{holder.unit.short_name}”已规定“{rule.name}”为 {rule.amount(holder.value)}"
            f"（{holder.document}），下级直接执行。本级要更严才需要规定："
            f"{_direction(rule, holder.value)}。"
        )


def _direction(rule: Rule, value: int) -> str:
    more = rule.stricter is Stricter.MORE
    if rule.is_switch:
        return "已经要求，不能再多" if value else "填“要求”"
    return f"{'多于' if more else '少于'} {value} {rule.measure}".strip()


def _end_former(unit: Unit, setting: Setting) -> None:
    """What the unit asked until now gives way on the day the new number begins."""
    former = Policy.objects.filter(unit=unit, code=setting.code, ended_on=None).first()
    if former is None:
        return
    if former.since >= setting.since:
        raise WrongDay(
            f"本级已有自 {former.since:%Y-%m-%d} 起执行的规定（{former.document}）。"
            "新规定的执行日期要在它之后；填错的请先停止执行，再重新登记。"
        )
    former.ended_on, former.end_document = setting.since, setting.document.strip()
    former.save(update_fields=["ended_on", "end_document"])
