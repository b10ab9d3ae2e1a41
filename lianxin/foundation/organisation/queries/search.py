"""Units found by name, sound, initials or code, inside what the seeker may see."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Replace, StrIndex

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.pinyin import sort_key
from lianxin.foundation.organisation.catalogue import KINDS
from lianxin.foundation.organisation.grants import END, may
from lianxin.foundation.organisation.models import Unit, UnitQuerySet
from lianxin.foundation.organisation.rules import Can, Spot

MOST = 20
# A scope of this size is read whole and sifted; a larger one is entered by its indexes.
SIFTED = 2_000
# How far a name is looked for in the middle of names, in a larger scope.
SCANNED = 20_000
FIELDS = ("id", "short_name", "name", "kind", "code", "pinyin", "initials", "path", "closed_on")
SOUND = Replace(F("pinyin"), Value(" "), Value(""))


@dataclass(frozen=True, kw_only=True)
class Found:
    """A unit that answers to what was typed."""

    id: int
    name: str
    note: str
    path: str
    is_closed: bool


@dataclass(frozen=True, kw_only=True)
class Answer:
    units: list[Found]
    more: bool = False


def search(by: Actor, text: str, *, among: UnitQuerySet | None = None) -> Answer:
    """The units that answer best to `text`, at most MOST; nothing typed gives the first ones."""
    scope = (Unit.objects.open() if among is None else among).visible_to(by)
    rows = _near(scope, text)
    return _answer(rows, _above(by, rows[:MOST]))


def directory(text: str, *, among: UnitQuerySet) -> Answer:
    """Units of the whole house by name, for who must write to one of them; names only."""
    rows = _near(among, text)
    paths = {str(row["path"])[:-4] for row in rows[:MOST]} - {""}
    above = Unit.objects.filter(path__in=paths).values_list("path", "short_name")
    return _answer(rows, dict(above))


def _near(scope: UnitQuerySet, text: str) -> list["Line"]:
    wanted = "".join(text.split()).lower()
    return _first(scope, wanted) if wanted else _rows(scope.order_by("path"), MOST + 1)


def _answer(rows: list["Line"], names: dict[str, str]) -> Answer:
    units = [
        Found(
            id=row["id"],
            name=row["short_name"],
            note=_note(row, names),
            path=row["path"],
            is_closed=row["closed_on"] is not None,
        )
        for row in rows[:MOST]
    ]
    return Answer(units=units, more=len(rows) > MOST)


Line = dict[str, Any]


def _rows(found: UnitQuerySet, most: int) -> list[Line]:
    return list(found.values(*FIELDS)[:most])


def _first(scope: UnitQuerySet, wanted: str) -> list[Line]:
    whole = _rows(scope, SIFTED + 1)
    if len(whole) > SIFTED:
        whole = _by_index(scope, wanted)
    ranked = ((_nearness(row, wanted), row["path"], row) for row in whole)
    near = sorted((each for each in ranked if each[0] < NOT_AT_ALL), key=lambda each: each[:2])
    return [row for _, _, row in near[: MOST + 1]]


NOT_AT_ALL = 9


def _nearness(row: Line, wanted: str) -> int:
    """0 for the very thing, NOT_AT_ALL for nothing of it."""
    code, name, full = str(row["code"]).lower(), str(row["short_name"]).lower(), str(row["name"])
    sound = str(row["pinyin"]).replace(" ", "")
    tests = (
        wanted in {code, name},
        name.startswith(wanted),
        str(row["initials"]).startswith(wanted),
        sound.startswith(wanted),
        bool(code) and code.startswith(wanted),
        wanted in name,
        wanted in full.lower(),
        len(wanted) > 1 and wanted in str(row["initials"]),
    )
    return tests.index(True) if True in tests else NOT_AT_ALL


def _by_index(scope: UnitQuerySet, wanted: str) -> list[Line]:
    """Candidates of a large scope: ranges of each index, then a bounded look inside names."""
    most = MOST + 1
    code = wanted.upper()
    found = _rows(scope.filter(_range("code", code), ~Q(code="")).order_by("code"), most)
    if wanted.isascii():
        found += _rows(scope.filter(_range("initials", wanted)).order_by("initials"), most)
        sounded = scope.alias(sound=SOUND).filter(_range("sound", wanted))
        found += _rows(sounded.order_by("sound"), most)
    else:
        heard = scope.filter(_range("pinyin", sort_key(wanted)), short_name__startswith=wanted)
        found += _rows(heard.order_by("pinyin"), most)
    if len(found) < most:
        near = Unit.objects.filter(pk__in=scope.order_by("path").values("pk")[:SCANNED])
        inside = near.alias(at=StrIndex("name", Value(wanted))).filter(at__gt=0)
        found += _rows(inside, most)
    return list({row["id"]: row for row in found}.values())


def _range(field: str, start: str) -> Q:
    return Q(**{f"{field}__gte": start, f"{field}__lt": start + END})


def _above(by: Actor, rows: list[Line]) -> dict[str, str]:
    """The names of the units above, where the seeker may see them."""
    paths = {str(row["path"])[:-4] for row in rows} - {""}
    seen = [path for path in paths if may(by, Can.VIEW, at=Spot(path))]
    if not seen:
        return {}
    return dict(Unit.objects.filter(path__in=seen).values_list("path", "short_name"))


def _note(row: Line, names: dict[str, str]) -> str:
    said = [KINDS[str(row["kind"])].name, names.get(str(row["path"])[:-4], ""), str(row["code"])]
    return " · ".join(filter(None, said))
