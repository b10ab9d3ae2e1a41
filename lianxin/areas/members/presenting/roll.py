from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from django.utils.timezone import localdate

from lianxin.areas.members import catalogue, queries, rules
from lianxin.areas.members.models import Member, SavedView
from lianxin.areas.members.queries import SORTS, Figures, Filter
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.pages import SIZES, Page
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import Node, Sight, tree
from lianxin.foundation.organisation.rules import Spot
from lianxin.foundation.spreadsheets import sheets
from lianxin.foundation.spreadsheets.reading.cells.identity import read_id_number
from lianxin.foundation.spreadsheets.reading.cells.phones import MOBILE
from lianxin.foundation.spreadsheets.reading.cells.texts import narrow
from lianxin.foundation.spreadsheets.reading.columns import Column
from lianxin.foundation.spreadsheets.reading.notes import Wrong
from lianxin.foundation.ui.formats import NOTHING, surname
from lianxin.foundation.ui.rows import Row
from lianxin.foundation.ui.ways import address

LINK = "members:roll"
TONES = {"probationary": "gold", "candidate": "info", "activist": "info"}


def number_in(q: str) -> str:
    """A whole identity number or mobile number in what was typed, or nothing."""
    plain = narrow(q).replace(" ", "").replace("-", "")
    if MOBILE.fullmatch(plain):
        return plain
    try:
        reading = read_id_number(plain, Column(key="", label=""), localdate())
    except Wrong:
        return ""
    return str(reading.value or "")


def tree_of(by: Actor, unit: Unit) -> tuple[list[Node], Mapping[str, int]]:
    """The tree aside, and the kept numbers of the unit in it."""
    nodes = tree(by, unit, Sight(link=LINK))
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node.selected:
            return nodes, node.numbers
        waiting += node.nodes
    return nodes, {}


@dataclass(frozen=True)
class RollPage:
    """The roll of a unit."""

    by: Actor
    unit: Unit
    asked: Filter
    page: Page[Member]
    figures: Figures
    views: Sequence[SavedView]
    tree: Sequence[Node]
    today: date

    def rows(self) -> dict[str, Any]:
        """The list alone, for a swap."""
        return {
            "unit": self.unit,
            "asked": self.asked,
            "rows": [self._row(member) for member in self.page.rows],
            "page": self.page,
            "sorts": list(self._sorts()),
            "prev": self._turn(before=self.page.before),
            "next": self._turn(after=self.page.after),
            "sizes": [(size, self._address(size=str(size))) for size in SIZES],
            "query": self.asked.query(),
            "total_text": self._total(),
            "conditions": list(self._conditions()),
            "may": self.may(),
            "is_branch": self.unit.kind_of.holds_members,
        }

    def all(self) -> dict[str, Any]:
        """The whole page."""
        tabs = list(self._tabs())
        hidden = sum(1 for each in queries.others() if each.key in self.asked.chosen)
        return self.rows() | {
            "tabs": tabs,
            "own_views": [v for v in self.views if self._may_drop(v)],
            "query_pairs": list(parse_qsl(self.asked.query())),
            "kpis": self._kpis(),
            "prominent": self._choices(queries.prominent()),
            "others": self._choices(queries.others()),
            "others_in_use": hidden,
            "others_open": hidden and not any(tab["current"] for tab in tabs),
            "tree": self.tree,
            "link": LINK,
            "import_url": self._import_url(),
        }

    def may(self) -> dict[str, bool]:
        return {
            "manage": rules.may_manage(self.by, at=self.unit),
            "export": rules.may_export(self.by, at=self.unit),
            "open_accounts": rules.may_open_accounts(self.by, at=self.unit),
        }

    def _row(self, member: Member) -> Row:
        age = member.party_age(self.today)
        return Row(
            kind=(
                ("gender", catalogue.GENDERS.get(member.gender, "")),
                ("category", catalogue.CATEGORIES.get(member.category, "")),
                ("tone", TONES.get(member.category, "")),
                ("marks", tuple(self._marks(member))),
                ("is_incomplete", member.completeness < 100),
                ("may_manage", rules.may_manage(self.by, at=Spot(member.unit_path))),
                ("is_on_the_roll", member.is_on_the_roll),
            ),
            slots={
                "id": member.pk,
                "name": member.name,
                "surname": surname(member.name),
                "born": str(member.value("born_on") or NOTHING)[:7],
                "unit": member.unit_name,
                "joined": str(member.value("joined_on") or NOTHING),
                "party_age": NOTHING if age is None else f"{age} 年",
                "completeness": member.completeness,
            },
        )

    def _marks(self, member: Member) -> Iterator[tuple[str, str]]:
        if member.status == "left":
            yield catalogue.LEAVE_REASONS.get(member.left_reason, "已离开"), "danger"
        if member.status == "suspended":
            yield "停止党籍", "danger"
        if member.is_lost:
            yield "失联", "warn"
        if member.is_floating:
            yield "流动", "info"
        if member.attendance_excused:
            yield "免于参会", ""

    def _total(self) -> str:
        return f"共 {self.page.amount('人')}"

    def _address(self, **parts: str | None) -> str:
        query = self.asked.query(**parts)
        return address(LINK, self.unit.pk) + (f"?{query}" if query else "")

    def _turn(self, **cursor: str) -> str:
        size = str(self.page.size) if self.page.size != SIZES[0] else None
        return self._address(size=size, **cursor) if all(cursor.values()) else ""

    def _conditions(self) -> Iterator[tuple[str, str, str]]:
        """Each condition in words with the address without it."""
        for key, label, value in self.asked.words():
            yield label, value, self._address(**{key: None})

    def _sorts(self) -> Iterator[Mapping[str, str]]:
        for key in ("name", "born", "joined"):
            now = self.asked.sort.removeprefix("-") == key
            down = self.asked.sort.startswith("-")
            turned = f"-{key}" if f"-{key}" in SORTS and now and not down else key
            yield {
                "key": key,
                "url": self._address(sort=None if turned == "name" else turned),
                "aria": ("descending" if down else "ascending") if now else "none",
            }

    def _choices(self, choices: Any) -> list[Row]:
        """The selects of the filter: there are as many looks of each as it has options."""
        return [
            Row(
                kind=(
                    ("key", choice.key),
                    ("label", choice.label),
                    ("anything", choice.anything),
                    ("options", tuple(choice.options.items())),
                    ("chosen", self.asked.chosen.get(choice.key, "")),
                ),
                slots={},
            )
            for choice in choices
        ]

    def _tabs(self) -> Iterator[dict[str, Any]]:
        numbers = self.figures
        fixed: tuple[tuple[str, dict[str, str], int | None], ...] = (
            ("全部", {}, numbers.members),
            ("预备党员", {"category": "probationary"}, numbers["probationary"]),
            ("流动党员", {"floating": "1"}, numbers["floating"]),
            ("信息待完善", {"complete": "0"}, numbers.incomplete),
            ("培养发展", {"category": "growing"}, numbers.growing),
        )
        if numbers.suspended:
            fixed = (*fixed, ("停止党籍", {"status": "suspended"}, numbers.suspended))
        plain = not (self.asked.q or self.asked.key)
        for label, chosen, count in fixed:
            url = address(LINK, self.unit.pk)
            query = Filter(chosen=chosen).query()
            current = plain and dict(self.asked.chosen) == chosen
            yield {
                "label": label,
                "url": f"{url}?{query}" if query else url,
                "count": count,
                "current": current,
            }
        for view in self.views:
            current = view.query == self.asked.query()
            yield {
                "label": view.name,
                "url": f"{address(LINK, self.unit.pk)}?{view.query}",
                "count": None,
                "current": current,
            }

    def _may_drop(self, view: SavedView) -> bool:
        return view.user_id == self.by.user_id or rules.may_manage(self.by, at=self.unit)

    def _kpis(self) -> list[dict[str, Any]]:
        numbers = self.figures
        last = (
            {
                "label": "信息完整度",
                "value": f"{numbers.completeness:.1f}",
                "unit": "%",
                "share": numbers.completeness,
                "url": "",
                "note": "",
                "note_url": "",
            }
            if numbers.completeness is not None
            else self._kpi("培养发展", numbers.growing, {"category": "growing"})
        )
        return [
            self._kpi(
                "党员总数",
                numbers.members,
                {},
                f"女性 {numbers['female']} 名，少数民族 {numbers['minority']} 名",
            ),
            self._kpi(
                "预备党员",
                numbers["probationary"],
                {"category": "probationary"},
                f"{numbers.due} 名本月预备期满" if numbers.due else "",
                {"due": "month"},
            ),
            self._kpi(
                "流动党员",
                numbers["floating"],
                {"floating": "1"},
                f"{numbers['lost']} 名失联" if numbers["lost"] else "",
                {"lost": "1"},
            ),
            last,
        ]

    def _kpi(
        self,
        label: str,
        value: int,
        chosen: dict[str, str],
        note: str = "",
        noted: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        url = address(LINK, self.unit.pk)
        return {
            "label": label,
            "value": value,
            "url": f"{url}?{Filter(chosen=chosen).query()}".rstrip("?"),
            "note": note,
            "note_url": f"{url}?{Filter(chosen=noted).query()}" if noted and note else "",
        }

    def _import_url(self) -> str:
        if not self.may()["manage"] or sheets.named("members") is None:
            return ""
        return address("spreadsheets:upload", self.unit.pk, "members")
