"""The tree as a person sees it: their outermost units, opened down to one, the rest on demand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db import connection

from lianxin.foundation.core import tallies
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation import links
from lianxin.foundation.organisation.grants import END
from lianxin.foundation.organisation.links import UNIT, Ways
from lianxin.foundation.organisation.models import STEP, Unit
from lianxin.foundation.organisation.rules import LOOKERS, Can

PAGE = 200

NOW = """
select u.id, u.parent_id, u.short_name, u.path, u.rank, u.pinyin, u.closed_on is not null,
       exists (select 1 from organisation_unit g where g.parent_id = u.id
               and (g.closed_on is null or %(closed)s))
from organisation_unit u
where {which} and (u.closed_on is null or %(closed)s)
order by u.rank, u.pinyin, u.id limit %(limit)s
"""
THEN = """
select u.id, v.parent_id, v.short_name, u.path, u.rank, u.pinyin, false,
       exists (select 1 from organisation_unitversion g where g.parent_id = u.id and g.is_open
               and g.from_on <= %(on)s and (g.until_on is null or g.until_on > %(on)s))
from organisation_unitversion v join organisation_unit u on u.id = v.unit_id
where {which} and v.is_open and v.from_on <= %(on)s
  and (v.until_on is null or v.until_on > %(on)s)
order by u.rank, u.pinyin, u.id limit %(limit)s
"""
BELOW_EACH = """
select r.* from unnest(%(parents)s::bigint[]) as p (id) cross join lateral ({rows}) r
"""
# Both in one statement, for the tree of today: it stands beside most pages.
ROOTS_AND_BELOW = """
(select * from ({roots}) t) union all
(select r.* from organisation_unit p cross join lateral ({rows}) r where p.path = any(%(down)s))
"""
ABOVE_THEN = """
with recursive up (id, parent_id, depth) as (
    select v.unit_id, v.parent_id, 0 from organisation_unitversion v
    where v.unit_id = %(unit)s and v.from_on <= %(on)s
      and (v.until_on is null or v.until_on > %(on)s)
  union all
    select v.unit_id, v.parent_id, depth + 1 from up
    join organisation_unitversion v on v.unit_id = up.parent_id and v.from_on <= %(on)s
      and (v.until_on is null or v.until_on > %(on)s)
)
select id from up order by depth desc
"""


class Row(NamedTuple):
    id: int
    parent_id: int | None
    name: str
    path: str
    rank: int
    pinyin: str
    is_closed: bool
    has_children: bool

    @property
    def mark(self) -> str:
        """Where the next page of its brothers begins."""
        return f"{self.rank}~{self.pinyin}~{self.id}"


@dataclass(kw_only=True)
class Node:
    """One line of the tree, as `ui/tree_nodes.html` draws it."""

    label: str
    url: str
    closed: bool = False
    selected: bool = False
    expanded: bool = False
    children_url: str = ""
    more_url: str = ""
    note: str = ""
    count: int | None = None
    numbers: Mapping[str, int] = field(default_factory=dict)
    nodes: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Sight:
    """How a tree is looked at: where its nodes lead, of which day, with closed units or not."""

    link: str = UNIT
    on: date | None = None
    closed: bool = False

    @property
    def query(self) -> dict[str, str]:
        asked = {"link": "" if self.link == UNIT else self.link}
        asked |= {"on": f"{self.on:%Y-%m-%d}" if self.on else "", "closed": "1" * self.closed}
        return {name: value for name, value in asked.items() if value}


class Branches:
    """Draws rows as nodes."""

    def __init__(self, by: Actor, sight: Sight, selected_id: int | None = None) -> None:
        kept = {"on": sight.query["on"]} if sight.on else {}
        if sight.closed:
            kept["closed"] = "1"
        self._pages = Ways(sight.link, urlencode(kept))
        self._children = Ways("organisation:children", urlencode(sight.query))
        self._more = "&" if sight.query else "?"
        self._selected = selected_id
        shows = _shows_numbers(by, sight)
        self._counted = links.counted(sight.link) if shows else ()
        self._words = links.known(sight.link) if shows else ()
        self._numbers: tallies.Tallies = {}

    def count(self, rows: Iterable[Row]) -> None:
        """Look up, in one go, the numbers that stand beside these units."""
        if self._words:
            self._numbers = tallies.read([row.id for row in rows], self._words)

    def node(self, row: Row) -> Node:
        numbers = self._numbers.get(row.id, {})
        return Node(
            label=row.name,
            url=self._pages.to(row.id),
            closed=row.is_closed,
            selected=row.id == self._selected,
            children_url=self._children.to(row.id) if row.has_children else "",
            count=sum(numbers.get(w, 0) for w in self._counted) if self._counted else None,
            numbers=numbers,
        )

    def more(self, parent_id: int, last: Row) -> str:
        return f"{self._children.to(parent_id)}{self._more}{urlencode({'after': last.mark})}"


def tree(by: Actor, selected: Unit | None, sight: Sight) -> list[Node]:
    """The actor's outermost units, opened on the way down to `selected`, in two statements (or
    three) however large the tree and however deep the unit; of a past day in five."""
    reach = _reach(by)
    roots, rows, down = (_then if sight.on else _now)(selected, reach, sight)
    below: dict[int, list[Row]] = {parent: [] for parent in down}
    for row in rows:
        if row.parent_id in below:
            below[row.parent_id].append(row)
    draw = Branches(by, sight, selected.pk if selected else None)
    draw.count([*roots, *rows])
    return [_grow(row, below, draw) for row in roots]


Parts = tuple[list[Row], list[Row], Collection[int]]


def _now(selected: Unit | None, reach: tuple[str, ...], sight: Sight) -> Parts:
    """Today's outermost units, those below each unit on the way down, and which those are."""
    down = _down(selected, reach)
    given: dict[str, Any] = {"down": down, "reach": list(reach)}
    roots = _rows(_outermost(reach), sight)
    rows = _rows(f"u.parent_id = p.id and {_within(reach, given)}", sight)
    found = _fetch(ROOTS_AND_BELOW.format(roots=roots, rows=rows), given, sight)
    missing = set(down) - {row.path for row in found}
    if missing:
        found += _fetch(_rows("u.path = any(%(down)s)", sight), {"down": list(missing)}, sight)
    found.sort(key=lambda row: (row.rank, row.pinyin, row.id))
    first: list[Row] = []
    below: list[Row] = []
    for row in found:
        (first if row.path in reach or row.parent_id is None else below).append(row)
    return first, below, [row.id for row in found if row.path in down]


def _then(selected: Unit | None, reach: tuple[str, ...], sight: Sight) -> Parts:
    """The same as of a past day."""
    chain = _chain_then(selected, sight)
    rows = _brothers(chain, reach, sight)
    roots = _fetch(_rows(_outermost(reach), sight), {"reach": list(reach)}, sight)
    rows += _missing(set(chain) - {row.id for row in (*roots, *rows)}, sight)
    return roots, rows, chain


def _grow(row: Row, below: dict[int, list[Row]], draw: Branches) -> Node:
    node = draw.node(row)
    if below.get(row.id):
        shown, more = _cut(below[row.id], below)
        node.expanded = True
        node.nodes = [_grow(child, below, draw) for child in shown]
        node.more_url = draw.more(row.id, more) if more else ""
    return node


def _cut(rows: list[Row], opened: Collection[int]) -> tuple[list[Row], Row | None]:
    """The first page, and beyond it only the units on the way down."""
    page, rest = rows[:PAGE], rows[PAGE:]
    return page + [row for row in rest if row.id in opened], page[-1] if rest else None


def children(by: Actor, parent: Unit, sight: Sight, *, after: str = "") -> tuple[list[Node], str]:
    """The next page of units directly below one, and the address of the page after it."""
    rows = _brothers([parent.pk], _reach(by), sight, after=after)
    draw = Branches(by, sight)
    shown, more = _cut(rows, ())
    draw.count(shown)
    return [draw.node(row) for row in shown], draw.more(parent.pk, more) if more else ""


def _shows_numbers(by: Actor, sight: Sight) -> bool:
    """Whether numbers stand beside the names: where somebody keeps them, of today, and for
    readers who look after people rather than machines."""
    looks = by.is_system or bool(by.roles & LOOKERS)
    return looks and tallies.are_kept() and not sight.on


def _reach(by: Actor) -> tuple[str, ...]:
    return ("",) if by.is_system else tuple(by.reach.get(Can.VIEW, ()))


def _within(reach: Iterable[str], given: dict[str, Any]) -> str:
    """SQL for "the unit lies in one of these subtrees", ranges of the index on path."""
    parts = []
    for at, path in enumerate(reach):
        given |= {f"from{at}": path, f"to{at}": path + END}
        parts.append(f"(u.path >= %(from{at})s and u.path < %(to{at})s)")
    return f"({' or '.join(parts) or 'false'})"


def _fetch(statement: str, given: dict[str, Any], sight: Sight) -> list[Row]:
    common = {"limit": PAGE + 1, "on": sight.on, "closed": sight.closed}
    with connection.cursor() as cursor:
        cursor.execute(statement, common | given)
        return [Row(*row) for row in cursor.fetchall()]


def _rows(which: str, sight: Sight) -> str:
    return (THEN if sight.on else NOW).format(which=which)


def _outermost(reach: tuple[str, ...]) -> str:
    return "u.parent_id is null" if reach == ("",) else "u.path = any(%(reach)s)"


def _brothers(
    parents: Collection[int], reach: tuple[str, ...], sight: Sight, *, after: str = ""
) -> list[Row]:
    """The first page below each of several units, in one statement; or a later page of one."""
    if not parents:
        return []
    given: dict[str, Any] = {"parents": list(parents)}
    which = f"{'v' if sight.on else 'u'}.parent_id = p.id and {_within(reach, given)}"
    rank, _, rest = after.partition("~")
    pinyin, _, key = rest.rpartition("~")
    if rank.isdigit() and key.isdigit():
        which += " and (u.rank, u.pinyin, u.id) > (%(rank)s, %(pinyin)s, %(id)s)"
        given |= {"rank": int(rank), "pinyin": pinyin, "id": int(key)}
    return _fetch(BELOW_EACH.format(rows=_rows(which, sight)), given, sight)


def _missing(keys: Collection[int], sight: Sight) -> list[Row]:
    """Units on the way down that come later than the first page of their brothers."""
    if not keys:
        return []
    return _fetch(_rows("u.id = any(%(keys)s)", sight), {"keys": list(keys)}, sight)


def _chain_then(selected: Unit | None, sight: Sight) -> list[int]:
    """The units to open on a past day: from the topmost one down to the selected."""
    if selected is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(ABOVE_THEN, {"unit": selected.pk, "on": sight.on})
        return [key for (key,) in cursor.fetchall()]


def _down(selected: Unit | None, reach: tuple[str, ...]) -> list[str]:
    """The paths of the units to open: from the actor's outermost one down to the selected."""
    if selected is None:
        return []
    steps = [selected.path[:end] for end in range(STEP, len(selected.path) + 1, STEP)]
    return [path for path in steps if any(path.startswith(outer) for outer in reach)]
