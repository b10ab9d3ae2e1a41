"""The whole file of a member (电子档案): every area says what it knows of him, a tab at a time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.areas.dossier import presenting as dossiers
from lianxin.areas.dossier import queries as dossier
from lianxin.areas.dossier import rules as keys
from lianxin.areas.dossier.catalogue import APPRAISAL, AWARD, HELP, KINDS, NOTE, TRAINING
from lianxin.areas.members import catalogue as roll
from lianxin.areas.members import queries as members
from lianxin.areas.members import rules as roll_keys
from lianxin.areas.members.models import Member
from lianxin.areas.members.presenting.history import looks_at, places_of
from lianxin.areas.members.presenting.member import groups_of
from lianxin.areas.members.presenting.roll import TONES
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.procedures.catalogue import procedures
from lianxin.foundation.procedures.models import Case
from lianxin.foundation.ui.formats import iso, iso_time

TABS = {
    "basic": "基本信息",
    "growth": "发展经历",
    "places": "组织关系",
    "posts": "任职",
    "training": "教育培训",
    "appraisal": "评议",
    "awards": "奖惩",
    "documents": "材料",
    "looks": "查看记录",
}
LOOKS_SHOWN = 50
#: Procedures whose subjects are members of the roll.
ABOUT_MEMBERS = frozenset(
    {"admission", "transfer", "stop_membership", "restore_membership", "removal"}
)
YEARS_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class FilePage:
    """A member's file at one of its tabs, for a reader who may be the member himself."""

    by: Actor
    member: Member
    today: date
    tab: str

    @property
    def is_self(self) -> bool:
        return self.member.is_person_of(self.by)

    def all(self) -> dict[str, Any]:
        """What stands on every tab, and the tab itself."""
        member = self.member
        proposal = dossier.open_proposal(member)
        confirmed = dossier.last_confirmation(member)
        return {
            "member": member,
            "unit": member.unit,
            "tab": self.tab,
            "tone": TONES.get(member.category, ""),
            "tabs": [
                {"label": label, "url": f"?tab={key}", "current": key == self.tab}
                for key, label in TABS.items()
            ],
            "party_age": member.party_age(self.today),
            "may": self._may(),
            "proposal": proposal,
            "confirmed": confirmed,
            "is_confirmed": confirmed is not None and confirmed.year == self.today.year,
            "campaign": dossier.campaign_over(member, self.today),
            "today": self.today,
            **PARTS[self.tab](self),
        }

    def _may(self) -> Mapping[str, bool]:
        by, member = self.by, self.member
        return {
            "keep": keys.may_keep(by, at=member.unit),
            "see_help": keys.may_see(by, member, HELP),
            "see_discipline": keys.may_see(by, member, NOTE),
            "note": keys.may_record(by, NOTE, at=member.unit) and not self.is_self,
            "help": keys.may_record(by, HELP, at=member.unit),
            "decide": keys.may_decide(by, member),
            "export": keys.may_export(by, member),
        }

    # ---- the tabs ---------------------------------------------------------------------------

    def basic(self) -> dict[str, Any]:
        """The roll's facts, each with who entered it last."""
        member, unit = self.member, self.member.unit
        shown = list(
            groups_of(
                member,
                roll_keys.openness(self.by, at=unit, is_self=self.is_self),
                may_show=not self.is_self and roll_keys.may_show_sensitive(self.by, at=unit),
            )
        )
        sources = dossier.sources_of(member)
        for group in shown:
            for item in group["items"]:
                source = sources.get(item["key"])
                item["source"] = source_of(source) if source and not item["missing"] else ""
        lines = self._proposals()
        missing = [roll.FIELDS[key].label for key in roll.missing(member.facts())]
        return {"groups": shown, "missing": missing, "proposals": lines}

    def _proposals(self) -> list[dict[str, Any]]:
        return [
            {
                "proposal": each,
                "lines": dossiers.correction_lines(each, is_self=self.is_self),
            }
            for each in dossier.proposals_of(self.member, most=5)
        ]

    def growth(self) -> dict[str, Any]:
        """Stages with their days, and the matters in which they were decided."""
        stages = [
            {"when": str(each.on or "日期不详"), "title": each.label}
            for each in reversed(dossier.milestones_of(self.member))
        ]
        return {"stages": stages, "cases": self._cases()}

    def _cases(self) -> list[dict[str, Any]]:
        plugged = {each.code for each in procedures()} & ABOUT_MEMBERS
        found = Case.objects.visible_to(self.by).filter(
            procedure__in=plugged, subject_id=self.member.pk
        )
        return [
            {
                "title": case.procedure_of.name,
                "note": f"{iso(case.opened_on)} 至 {case.closed_on or '今'}",
                "state": case.outcome or case.get_state_display(),
                "id": case.pk,
                "is_open": case.is_open,
            }
            for case in found.order_by("-opened_on", "-pk")
        ]

    def places(self) -> dict[str, Any]:
        return {"affiliations": places_of(members.affiliations_of(self.member))}

    def posts(self) -> dict[str, Any]:
        return {"posts": members.posts_of(self.member)}

    def training(self) -> dict[str, Any]:
        items = dossier.items_of(self.member, TRAINING)
        posts = members.posts_of(self.member)
        years = range(self.today.year, self.today.year - YEARS_SHOWN, -1)
        return {
            "hours": [dossier.hours_of(items, year, posts) for year in years],
            "items": self._lines(items),
            "kind": KINDS[TRAINING],
        }

    def appraisal(self) -> dict[str, Any]:
        items = dossier.items_of(self.member, APPRAISAL)
        return {"items": self._lines(items), "kind": KINDS[APPRAISAL]}

    def awards(self) -> dict[str, Any]:
        """Awards; what lies under seal is shown here to the member himself only."""
        items = dossier.items_of(self.member, AWARD)
        notes = dossier.own_sealed(self.member, self.by, NOTE)
        helped = dossier.own_sealed(self.member, self.by, HELP)
        return {
            "items": self._lines(items),
            "kind": KINDS[AWARD],
            "notes": dossiers.sealed_lines(notes, today=self.today),
            "help": dossiers.sealed_lines(helped, today=self.today),
        }

    def documents(self) -> dict[str, Any]:
        slots = dossier.documents_of(self.member)
        return {"slots": slots, "missing_documents": [s.kind.name for s in slots if s.is_missing]}

    def looks(self) -> dict[str, Any]:
        """Who opened the file, or a masked value in it; the newest first."""
        looked = members.looks_at(self.member, most=LOOKS_SHOWN)
        opened = dossier.openings_of(self.member, most=LOOKS_SHOWN)
        lines = [(each.at, line) for each, line in zip(looked, looks_at(looked), strict=True)]
        lines += [(each.at, opening_of(each)) for each in opened]
        newest = sorted(lines, key=lambda pair: pair[0], reverse=True)
        return {"looks": [line for _, line in newest[:LOOKS_SHOWN]]}

    def _lines(self, items: Any) -> list[dict[str, Any]]:
        return dossiers.item_lines(items, may_keep=self._may()["keep"])


PARTS: Mapping[str, Callable[[FilePage], dict[str, Any]]] = {
    key: getattr(FilePage, key) for key in TABS
}


def source_of(source: dossier.Source) -> str:
    """Who entered a value last, when, and in the course of what."""
    batch = f"《{source.batch_name}》" if source.batch_name else ""
    return f"{iso(source.at)} {source.actor} {source.deed}{batch}"


def opening_of(opening: Any) -> dict[str, str]:
    verb = "导出" if opening.part == "export" else "查看"
    what = "电子档案" if opening.part == "export" else opening.get_part_display()
    return {
        "when": iso_time(opening.at),
        "title": f"{opening.looker} {verb}{what}",
        "note": f"用途：{opening.purpose}" if opening.purpose else "",
    }


def page_of(by: Actor, member: Member, tab: str, *, today: date) -> dict[str, Any]:
    """Everything a page of the file is given, at the tab that was asked for."""
    known = tab if tab in TABS else "basic"
    return FilePage(by=by, member=member, today=today, tab=known).all()
