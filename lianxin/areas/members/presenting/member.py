from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from lianxin.areas.members import acts, catalogue, links, queries, rules
from lianxin.areas.members.catalogue import FIELDS, GROUPS, Field, Kind, is_blank, mask, shown
from lianxin.areas.members.models import Member
from lianxin.areas.members.presenting.history import changes_of, looks_at, places_of
from lianxin.areas.members.presenting.roll import TONES
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.ui.formats import iso, partial_date

SHOWN_AT_FIRST = 8


def groups_of(
    member: Member, open_to: frozenset[catalogue.Openness], *, may_show: bool = False
) -> Iterator[dict[str, Any]]:
    """The declared fields by group; empty ones of the national form are shown as empty."""
    asked = catalogue.asked_of(member.facts())
    for key, title in GROUPS.items():
        items = [
            item
            for field in FIELDS.values()
            if field.group == key
            and (item := _item(member, field, open_to, may_show)) is not None
            and (field.key in asked or not item["missing"])
        ]
        if items:
            yield {"key": key, "title": title, "items": items}


def _item(
    member: Member, field: Field, open_to: frozenset[catalogue.Openness], may_show: bool
) -> dict[str, Any] | None:
    value = member.value(field.key)
    is_empty = is_blank(value) or (field.kind is Kind.MONTHS and not value)
    wide = field.kind is Kind.LONG
    item: dict[str, Any] = {"key": field.key, "label": field.label, "wide": wide}
    if field.openness in open_to:
        return item | {"value": _said(field, value), "missing": is_empty}
    if not field.is_sensitive:
        return None
    url = reverse("members:show_sensitive", args=[member.pk, field.key]) if may_show else ""
    return item | {
        "masked": mask(field.key, str(value)),
        "is_masked": True,
        "url": url,
        "missing": is_empty,
    }


def _said(field: Field, value: Any) -> str:
    if field.kind is Kind.DATE and value:
        return partial_date(str(value))
    return shown(field.key, value)


@dataclass(frozen=True)
class MemberPage:
    """Everything of one member on one page."""

    by: Actor
    member: Member
    today: date

    def all(self) -> dict[str, Any]:
        member, unit = self.member, self.member.unit
        changes = changes_of(member, self.by, most=SHOWN_AT_FIRST + 1)
        looks = queries.looks_at(member, most=SHOWN_AT_FIRST)
        return {
            "member": member,
            "unit": unit,
            "tone": TONES.get(member.category, ""),
            "lead": "，".join(self._lead()),
            "groups": list(
                groups_of(
                    member,
                    rules.openness(self.by, at=unit, is_self=member.is_person_of(self.by)),
                    may_show=self.may()["show"],
                )
            ),
            "missing": [FIELDS[key].label for key in catalogue.missing(member.facts())],
            "affiliations": places_of(queries.affiliations_of(member)),
            "posts": queries.posts_of(member),
            "changes": changes[:SHOWN_AT_FIRST],
            "more_changes": len(changes) > SHOWN_AT_FIRST,
            "looks": looks_at(looks),
            "may": self.may(),
            "file_url": self._file_url(),
            "acts": acts.offered(self.by, member),
            "status": self._status(),
        }

    def may(self) -> Mapping[str, bool]:
        unit = self.member.unit
        manage = rules.may_manage(self.by, at=unit)
        on_the_roll = self.member.is_on_the_roll
        return {
            "manage": manage and on_the_roll,
            "restore": manage and self.member.status != "normal",
            "suspend": manage and self.member.status == "normal" and self.member.is_in_the_party,
            "remove_photo": manage,
            "see_photo": rules.may_see_photo(
                self.by, at=unit, is_self=self.member.is_person_of(self.by)
            ),
            "show": rules.may_show_sensitive(self.by, at=unit),
            "open_account": (
                on_the_roll
                and self.member.user_id is None
                and rules.may_open_accounts(self.by, at=unit)
            ),
        }

    def _file_url(self) -> str:
        """Where the whole file is, for whoever reads more than what is public."""
        open_to = rules.openness(self.by, at=self.member.unit)
        return links.file_of(self.member.pk) if catalogue.Openness.PERSONAL in open_to else ""

    def _lead(self) -> Iterator[str]:
        member = self.member
        yield member.unit.short_name
        if member.gender:
            yield member.get_gender_display()
        age, party_age = member.age(self.today), member.party_age(self.today)
        if age is not None:
            yield f"{age} 岁"
        if party_age is not None:
            yield f"党龄 {party_age} 年" if party_age else "党龄不满 1 年"

    def _status(self) -> dict[str, str]:
        """Whatever is not plain membership in force, in a sentence."""
        member = self.member
        if member.status == "normal":
            return {}
        where = f"，转往{member.left_to}" if member.left_to else ""
        why = member.get_left_reason_display() if member.left_reason else "停止党籍"
        paper = f"，{member.status_document}" if member.status_document else ""
        return {"title": why, "note": f"{iso(member.status_on)}{where}{paper}"}
