"""Who may vote and be elected, and who is counted as expected (应到会有选举权人数).

Full members may; probationary ones attend and may not. Whoever is under 留党察看, or whose rights
are suspended after 留置 or arrest, may not either. Others may be left out of the count only by a
recorded decision: the consent of the unit above and a vote of the members' meeting.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

FULL, IN_FORCE = "formal", "normal"

#: No right to vote, to elect or to be elected.
DEPRIVED: Mapping[str, str] = {
    "probation": "受留党察看处分，在恢复党员权利之前",
    "custody": "被留置、逮捕，党员权利被停止",
}
#: Keeps the right, and is left out of the count where it was so decided.
LEFT_OUT: Mapping[str, str] = {
    "unable": "患有精神病或者因其他疾病不能表达本人意志",
    "abroad": "自费出国半年以上",
    "serving": "虽未受到留党察看以上党纪处分，但正在服刑",
    "ill": "年老体弱卧床不起或者长期生病生活不能自理",
    "away": "工作调动、下派锻炼、蹲点、外出学习或者工作半年以上，按规定应转未转组织关系",
    "retired": "离退休后长期居住在原籍或者外地",
}
GROUNDS: Mapping[str, str] = {**DEPRIVED, **LEFT_OUT}


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody on the roll of the unit, as far as an election looks at him."""

    key: str
    name: str
    category: str = FULL
    status: str = IN_FORCE


@dataclass(frozen=True, kw_only=True)
class Exclusion:
    """On what ground and by whose decision somebody is not counted."""

    key: str
    ground: str
    document: str = ""  # of the unit above
    resolved_on: date | None = None  # when the members' meeting voted on it

    @property
    def is_deprived(self) -> bool:
        return self.ground in DEPRIVED

    @property
    def missing(self) -> str:
        """What the decision lacks to count."""
        if not self.document.strip():
            return "缺少上级党组织的决定或者批复文号"
        if not self.is_deprived and self.resolved_on is None:
            return "缺少党员大会通过的日期"
        return ""


@dataclass(frozen=True, kw_only=True)
class Electorate:
    """Everybody in his place; `expected` is the number every fraction leans on."""

    voters: tuple[Person, ...]
    left_out: tuple[tuple[Person, Exclusion], ...] = ()
    deprived: tuple[tuple[Person, Exclusion], ...] = ()
    attending: tuple[Person, ...] = ()  # probationary members: may speak, may not vote
    flaws: tuple[str, ...] = ()

    @property
    def expected(self) -> int:
        return len(self.voters)

    @property
    def sentence(self) -> str:
        parts = [
            (len(self.left_out), "经批准不计入应到会"),
            (len(self.deprived), "没有选举权"),
            (len(self.attending), "预备党员列席"),
        ]
        said = "，".join(f"{name} {number} 人" for number, name in parts if number)
        return f"应到会有选举权 {self.expected} 人{'；' if said else ''}{said}。"

    def may_be_elected(self, key: str) -> bool:
        """Whoever may vote may be elected; being left out of the count takes no right away."""
        eligible = (*self.voters, *(person for person, _ in self.left_out))
        return any(person.key == key for person in eligible)


def electorate(people: Iterable[Person], exclusions: Iterable[Exclusion] = ()) -> Electorate:
    """Put everybody on the roll in his place. An exclusion without its decision does not count."""
    decided = {each.key: each for each in exclusions}
    in_force = [person for person in people if person.status == IN_FORCE]
    full = [person for person in in_force if person.category == FULL]
    counts = {key: each for key, each in decided.items() if not each.missing}
    known = {person.key for person in full}
    return Electorate(
        voters=tuple(person for person in full if person.key not in counts),
        left_out=tuple(_placed(full, counts, deprived=False)),
        deprived=tuple(_placed(full, counts, deprived=True)),
        attending=tuple(person for person in in_force if person.category == "probationary"),
        flaws=tuple(_flaws(full, decided, known)),
    )


def _placed(
    full: list[Person], counts: Mapping[str, Exclusion], *, deprived: bool
) -> Iterator[tuple[Person, Exclusion]]:
    for person in full:
        each = counts.get(person.key)
        if each is not None and each.is_deprived == deprived:
            yield person, each


def _flaws(full: list[Person], decided: Mapping[str, Exclusion], known: set[str]) -> Iterator[str]:
    names = {person.key: person.name for person in full}
    for key, each in decided.items():
        if key not in known:
            yield "不计入应到会的名单中有人不是本组织的正式党员，请核对。"
        elif each.missing:
            yield f"{names[key]}：{each.missing}，仍计入应到会。"
