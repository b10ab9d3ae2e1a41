from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.timezone import localdate

from lianxin.areas.members import catalogue, queries, rules
from lianxin.areas.members.catalogue import FIELDS, shown
from lianxin.areas.members.models import Affiliation, Look, Member, MemberChange
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.ui.formats import iso, iso_time

LABELS = {
    "on": "日期",
    "document": "文号",
    "reason": "原因",
    "status": "党籍状态",
    "unit_id": "所在党支部",
}


def changes_of(member: Member, by: Actor, *, most: int) -> list[dict[str, str]]:
    """The member's history, newest first, as far as `by` may read it."""
    changes = queries.changes_of(member, most=most)
    units = Unit.objects.in_bulk(_unit_ids(changes))
    open_to = rules.openness(by, at=member.unit, is_self=member.is_person_of(by))
    return [
        {
            "when": iso_time(change.at),
            "title": f"{change.get_deed_display()}{_late(change)} · {change.actor}",
            "note": _note(change, units, open_to),
        }
        for change in changes
    ]


LATER = frozenset({"suspended", "left", "restored", "received", "arrived"})


def _late(change: MemberChange) -> str:
    """Whether it was entered on a later day than it was done."""
    on = str(change.after.get("on") or "")
    is_late = change.deed in LATER and on and on < localdate(change.at).isoformat()
    return "（补录）" if is_late else ""


def _unit_ids(changes: Iterable[MemberChange]) -> set[int]:
    parts = [part for change in changes for part in (change.before, change.after)]
    return {part["unit_id"] for part in parts if "unit_id" in part}


def _note(
    change: MemberChange, units: Mapping[int, Unit], open_to: frozenset[catalogue.Openness]
) -> str:
    said = [
        text
        for key in change.after
        if (text := _turn(key, change.before.get(key), change.after[key], units, open_to))
    ]
    said += [f"{FIELDS[key].label}（敏感信息）" for key in change.masked.split(",") if key]
    if change.deed == MemberChange.Deed.ADMITTED:
        return (
            f"登记 {len(change.after) + len(list(filter(None, change.masked.split(','))))} 项信息"
        )
    return "；".join(said)


def _turn(
    key: str,
    before: Any,
    after: Any,
    units: Mapping[int, Unit],
    open_to: frozenset[catalogue.Openness],
) -> str:
    label = FIELDS[key].label if key in FIELDS else LABELS.get(key, key)
    if key in FIELDS and FIELDS[key].openness not in open_to:
        return label
    old, new = _word(key, before, units), _word(key, after, units)
    if not old and not new:
        return ""
    return f"{label}：{old} → {new or '（空）'}" if old else f"{label}：{new}"


def _word(key: str, value: Any, units: Mapping[int, Unit]) -> str:
    if value is None or value == "":
        return ""
    if key == "unit_id":
        return units[value].short_name if value in units else ""
    if key in FIELDS:
        return shown(key, FIELDS[key].from_json(value))
    lists = {"status": catalogue.STATUSES, "reason": catalogue.LEAVE_REASONS}
    return lists.get(key, {}).get(str(value), str(value))


def looks_at(looks: Sequence[Look]) -> list[dict[str, str]]:
    """Who looked at what, and why."""
    return [
        {
            "when": iso_time(look.at),
            "title": f"{look.looker} 查看{FIELDS[look.field].label}",
            "note": f"用途：{look.purpose}",
        }
        for look in looks
    ]


def places_of(affiliations: Sequence[Affiliation]) -> list[dict[str, Any]]:
    """Where the member belongs and belonged, the formal place first among those that hold."""
    return [
        {
            "id": each.pk,
            "unit": each.unit.short_name,
            "kind": each.get_kind_display(),
            "is_formal": each.is_formal,
            "is_open": each.ends_on is None,
            "period": f"{iso(each.starts_on)} 至 {iso(each.ends_on) if each.ends_on else '今'}",
            "note": each.note,
        }
        for each in affiliations
    ]
