"""A member's file as of a day: as it was known then, or as that day looks by what is known now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.areas.dossier import presenting as dossiers
from lianxin.areas.dossier import queries as dossier
from lianxin.areas.dossier.catalogue import KINDS, OPEN
from lianxin.areas.dossier.queries import Basis
from lianxin.areas.members import catalogue as roll
from lianxin.areas.members import rules as roll_keys
from lianxin.areas.members.catalogue import FIELDS, GROUPS
from lianxin.areas.members.catalogue.partial import months_between
from lianxin.areas.members.models import Member
from lianxin.areas.members.presenting.history import places_of
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.models import Unit

SAID = {
    Basis.KNOWN: "当日结束时系统中登记的内容。以后才登记、更正或撤销的，不算在内。",
    Basis.VALID: "按现在掌握的情况看当日：任职、组织关系和各类记录按生效日期，"
    "人员类别按各阶段日期；其余信息没有生效日期，仍按当日登记的内容显示。",
}
LABELS = {Basis.KNOWN: "当日登记的", Basis.VALID: "按现在掌握的"}


@dataclass(frozen=True, kw_only=True)
class ThenPage:
    by: Actor
    member: Member
    day: date
    basis: Basis
    today: date

    def all(self) -> dict[str, Any]:
        then = dossier.facts_at(self.member, dossier.end_of(self.day))
        return {
            "member": self.member,
            "day": self.day,
            "today": self.today,
            "basis": self.basis,
            "said": SAID[self.basis],
            "bases": [
                {
                    "label": label,
                    "url": f"?on={self.day}&basis={basis}",
                    "current": basis is self.basis,
                }
                for basis, label in LABELS.items()
            ],
            "known": then is not None,
            **(self._told(then) if then else {}),
        }

    def _told(self, then: dossier.Then) -> dict[str, Any]:
        unit = Unit.objects.get(pk=then.unit_id)
        return {
            "unit": unit,
            "status": roll.STATUSES.get(then.status, then.status),
            "summary": self._summary(then),
            "groups": self._groups(then.facts),
            "affiliations": places_of(dossier.affiliations_at(self.member, self.day, self.basis)),
            "posts": dossier.posts_at(self.member, self.day, self.basis),
            "kinds": self._items(),
        }

    def _summary(self, then: dossier.Then) -> list[tuple[str, str]]:
        """What follows from the facts on that day."""
        facts = then.facts
        category = str(facts["category"])
        if self.basis is Basis.VALID:
            category = dossier.category_on(self.member, facts, self.day)
        born, full = facts["born_on"], facts["full_on"]
        age = f"{months_between(born.on, self.day) // 12} 岁" if born else ""
        months = None
        if category == "formal" and full and full.on <= self.day:
            months = max(0, months_between(full.on, self.day) + (facts["age_correction"] or 0))
        return [
            ("人员类别", roll.CATEGORIES.get(category, "尚未提出入党申请")),
            ("年龄", age),
            ("党龄", "" if months is None else f"{months // 12} 年 {months % 12} 个月"),
        ]

    def _groups(self, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Declared facts by group, as far as they were said and the reader may read them."""
        unit, is_self = self.member.unit, self.member.is_person_of(self.by)
        open_to = roll_keys.openness(self.by, at=unit, is_self=is_self)
        groups = []
        for key, title in GROUPS.items():
            items = [
                (field.label, self._word(field, facts[field.key], field.openness in open_to))
                for field in FIELDS.values()
                if field.group == key
                and (field.openness in open_to or field.is_sensitive)
                and not (roll.is_blank(facts[field.key]) or facts[field.key] == 0)
            ]
            if items:
                groups.append({"title": title, "items": items})
        return groups

    def _word(self, field: roll.Field, value: Any, in_full: bool) -> str:
        say = roll.shown if in_full else roll.shown_masked
        return say(field.key, value)

    def _items(self) -> list[dict[str, Any]]:
        found = dossier.items_at(self.member, self.day, self.basis)
        lines = {code: [item for item in found if item.kind == code] for code in OPEN}
        return [
            {
                "title": KINDS[code].name,
                "items": dossiers.item_lines(items, may_keep=False),
                "late": {item.pk for item in items if item.at >= dossier.end_of(self.day)},
            }
            for code, items in lines.items()
            if items
        ]


def basis_of(asked: str) -> Basis:
    return Basis.VALID if asked == Basis.VALID else Basis.KNOWN


def day_of(asked: str, today: date) -> date:
    """The day in an address; what is not one, or not yet, is today."""
    try:
        return min(date.fromisoformat(asked), today)
    except ValueError:
        return today
