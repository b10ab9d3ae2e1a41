"""An invented tree of the Party, at any scale, in the shape of the real one.

A scale of 1/100 is a *full-density* part of the whole: fewer provinces and counties, branches of
real size, so that lists under one unit are as long as they are in life.
"""

from dataclasses import dataclass, field
from random import Random

from lianxin.foundation.core.pinyin import initials, sort_key
from lianxin.foundation.organisation.actions.found import step

# The whole Party: 4.36 million organisations, 88 million members (党内统计公报, rounded).
WHOLE = {
    "province": 31, "city": 333, "county": 2_900, "working": 40_000, "committee": 213_000,
    "general": 277_000, "branch": 3_787_000,
}  # fmt: skip
WHOLE_MEMBERS = 87_400_000
UNEVEN = {
    "province": 0.0,
    "city": 0.5,
    "county": 0.4,
    "working": 0.5,
    "committee": 0.7,
    "general": 0.7,
}
# Branches stand below general branches, committees, and streets or townships.
BRANCHES_BELOW = (("general", 0.55), ("committee", 0.40), ("working", 0.05))
WORDS = {
    "central": "全国", "province": "省", "city": "市", "county": "县", "working": "街道工委",
    "committee": "委员会", "general": "总支部", "branch": "支部",
}  # fmt: skip
PLACES = "东西南北中安平兴隆福寿康宁和顺昌盛明德新华光复青云长春永乐金山银河清泉翠柏松林石桥梅园"
TRADES = (
    "机关",
    "医院",
    "学校",
    "社区",
    "村",
    "制造",
    "物流",
    "建筑",
    "农业",
    "商贸",
    "研究院",
    "水务",
)


@dataclass(slots=True)
class Node:
    """A unit of the invented tree; `number` is its place in the list."""

    number: int
    kind: str
    path: str
    zone: int
    parent: int | None
    name: str
    children: int = 0
    pinyin: str = field(default="")
    initials: str = field(default="")


def grow(scale: float, random: Random) -> list[Node]:
    """Level by level; parents are drawn with uneven weights, each at least once."""
    root = Node(0, "central", step(1), 0, None, "中共演练组织")
    nodes = [root]
    levels: dict[str, list[Node]] = {"central": [root]}
    above = "central"
    for kind, uneven in UNEVEN.items():
        wanted = max(1, round(WHOLE[kind] * scale))
        levels[kind] = _level(nodes, kind, wanted, levels[above], uneven, random)
        above = kind
    wanted = max(3, round(WHOLE["branch"] * scale))
    for place, share in BRANCHES_BELOW:
        _level(nodes, "branch", max(1, round(wanted * share)), levels[place], 0.6, random)
    for node in nodes:
        node.pinyin = sort_key(node.name)
        node.initials = initials(node.pinyin)
    return nodes


def _level(
    nodes: list[Node], kind: str, wanted: int, parents: list[Node], uneven: float, random: Random
) -> list[Node]:
    weights = [random.lognormvariate(0, uneven) for _ in parents]
    chosen = list(parents[:wanted])
    chosen += random.choices(parents, weights, k=wanted - len(chosen))
    made = []
    for parent in sorted(chosen, key=lambda node: node.path):
        parent.children += 1
        number = len(nodes)
        zone = number % 30_000 + 1 if kind == "city" else parent.zone
        node = Node(
            number,
            kind,
            parent.path + step(parent.children),
            zone,
            parent.number,
            _name(kind, number, parent, random),
        )
        nodes.append(node)
        made.append(node)
    return made


def _name(kind: str, number: int, parent: Node, random: Random) -> str:
    place = random.choice(PLACES) + random.choice(PLACES)
    if kind in ("branch", "general", "committee"):
        return f"{place}{random.choice(TRADES)}{WORDS[kind]}{parent.children}"
    return f"{place}{WORDS[kind]}"


def sizes(branches: int, members: int, random: Random) -> list[int]:
    """How many members each branch has: 3 to 50, summing to about `members`."""
    drawn = [3 + random.betavariate(1.35, 1.85) * 47 for _ in range(branches)]
    factor = members / sum(drawn)
    return [min(50, max(3, round(size * factor))) for size in drawn]
