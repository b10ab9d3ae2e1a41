"""The roll of a unit as a page shows it: rows, numbers, tabs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count, F, Q

from lianxin.areas.members.catalogue import CATEGORIES
from lianxin.areas.members.models import Member, MemberQuerySet, SavedView
from lianxin.areas.members.queries.filters import Filter, condition, narrowed
from lianxin.foundation.core import tallies
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.pages import Cursor, Page, keyset
from lianxin.foundation.core.prepared import fetch
from lianxin.foundation.organisation.models import STEP, Unit

LISTED = (
    "id", "name", "pinyin", "gender", "born_on", "born_on_precision", "category", "status",
    "joined_on", "joined_on_precision", "full_on", "age_correction", "is_floating", "is_lost",
    "floating_to", "completeness", "user_id", "left_reason", "status_on", "attendance_excused",
)  # fmt: skip
WORDS = (
    "members.formal", "members.probationary", "members.candidate", "members.activist",
    "members.applicant", "members.female", "members.minority", "members.floating",
    "members.lost",
)  # fmt: skip
#: Filters of which the total is a kept number.
KNOWN_AS: Mapping[tuple[tuple[str, str], ...], str] = {
    **{(("category", code),): code for code in CATEGORIES},
    (("category", "growing"),): "growing",
    (("gender", "2"),): "female",
    (("ethnicity", "minority"),): "minority",
    (("floating", "1"),): "floating",
    (("lost", "1"),): "lost",
}
VIEWS = """
select {columns} from members_savedview t join organisation_unit u on u.id = t.unit_id
where (t.user_id = %(user)s and t.unit_id = %(unit)s) or (t.shared and u.path = any(%(steps)s))
order by t.id limit 12
"""
#: Scopes up to this size are counted on the spot, beyond it kept numbers must do.
COUNTED_AT_MOST = 5000


def listed(
    unit: Unit, asked: Filter, cursor: Cursor, figures: "Figures", *, today: date
) -> Page[Member]:
    """One page of the roll. Each row bears the name and place of its unit (`unit_name`,
    `unit_path`): making a whole unit for each takes as long as the member itself."""
    found: MemberQuerySet = narrowed(unit, asked, today=today)
    known = figures.total_of(asked)
    beside = {"unit_name": F("unit__short_name"), "unit_path": F("unit__path")}
    rows = found.annotate(**beside).only(*LISTED)
    return keyset(rows, asked.order, cursor, total=known, within=figures.everybody)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """The numbers beside a roll. What a large scope does not know at once is None."""

    numbers: Mapping[str, int]
    incomplete: int | None = None
    due: int | None = None
    suspended: int | None = None
    completeness: float | None = None

    def __getitem__(self, word: str) -> int:
        return self.numbers.get(f"members.{word}", 0)

    @property
    def members(self) -> int:
        return self["formal"] + self["probationary"]

    @property
    def everybody(self) -> int:
        """People of every category in force."""
        return self.members + self.growing

    def total_of(self, asked: Filter) -> int | None:
        """How many fit, where that is one of these numbers."""
        if asked.q or asked.key:
            return None
        if not asked.chosen:
            return self.members
        word = KNOWN_AS.get(tuple(asked.chosen.items()))
        return self.growing if word == "growing" else self[word] if word else None

    @property
    def growing(self) -> int:
        return self["candidate"] + self["activist"] + self["applicant"]


def figures(unit: Unit, *, today: date, kept: Mapping[str, int] | None = None) -> Figures:
    """Numbers that somebody keeps, where they are large; small scopes are looked at closely.

    `kept` are the unit's kept numbers, where the page has read them already.
    """
    if kept is None:
        kept = tallies.read([unit.pk], WORDS).get(unit.pk, {})
    if sum(kept.values()) > COUNTED_AT_MOST:
        return Figures(numbers=kept)
    counted = _counted(unit, today=today)
    numbers = {word: counted[word.removeprefix("members.")] for word in WORDS}
    return Figures(
        numbers=numbers,
        incomplete=counted["incomplete"],
        due=counted["due"],
        suspended=counted["suspended"],
        completeness=counted["average"],
    )


def _counted(unit: Unit, *, today: date) -> dict[str, int]:
    """Everything about a small scope, in one statement."""
    normal = Q(status="normal")
    party = normal & Q(category__in=["formal", "probationary"])
    terms = {
        **{
            code: Count("id", filter=normal & Q(category=code))
            for code in ("formal", "probationary", "candidate", "activist", "applicant")
        },
        "female": Count("id", filter=party & Q(gender="2")),
        "minority": Count("id", filter=party & ~Q(ethnicity__in=["", "01"])),
        "floating": Count("id", filter=party & Q(is_floating=True)),
        "lost": Count("id", filter=party & Q(is_lost=True)),
        "incomplete": Count("id", filter=party & Q(completeness__lt=100)),
        "suspended": Count("id", filter=Q(status="suspended")),
        "due": Count("id", filter=normal & condition("due", "month", today)),
        "average": Avg("completeness", filter=party),
    }
    return Member.objects.under(unit.path).aggregate(**terms)


def saved_views(unit: Unit, by: Actor) -> Sequence[SavedView]:
    """One's own views of this roll, and those shared from here or above."""
    steps = [unit.path[:end] for end in range(STEP, len(unit.path) + 1, STEP)]
    return fetch(SavedView, VIEWS, {"user": by.user_id, "unit": unit.pk, "steps": steps})
