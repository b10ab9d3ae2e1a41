"""Questions about the register and about one paper."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.pages import Cursor, Order, Page, keyset
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.papers.models import Issued, Series

NEWEST_FIRST = Order(by="id", descending=True)
LONGEST_QUERY = 60
CHECKS_A_MINUTE = 30


def digest_of(values: str) -> str:
    return hashlib.sha256(values.encode()).hexdigest()


def is_sound(issued: Issued) -> bool:
    """Whether the frozen data are those that were issued."""
    return digest_of(issued.values) == issued.digest


def in_force(code: str, subject_id: int, key: str = "") -> Issued | None:
    """The paper of this kind about this subject that was issued and not voided."""
    found = Issued.objects.filter(subject_id=subject_id, kind=code, key=key, voided_at=None)
    return found.select_related("unit").first()


def of_case(case_ids: Iterable[int]) -> dict[int, list[Issued]]:
    """The papers issued in each of these cases, the oldest first."""
    found: dict[int, list[Issued]] = {}
    for issued in Issued.objects.filter(case_id__in=list(case_ids)).order_by("pk"):
        found.setdefault(issued.case_id or 0, []).append(issued)
    return found


def series_in_force(unit: Unit) -> Series | None:
    """The word by which a unit numbers its documents: what was set last."""
    return Series.objects.filter(unit=unit, kind="").order_by("-set_at", "-year", "-pk").first()


def series_of(unit: Unit, *, year: int) -> Series | None:
    """What a unit's numbers stand at this year."""
    word = series_in_force(unit)
    if word is None or word.year == year:
        return word
    return Series.objects.filter(unit=unit, kind="", word=word.word, year=year).first() or Series(
        unit=unit, word=word.word, year=year, last=0
    )


def register(unit: Unit, by: Actor, text: str, cursor: Cursor) -> Page[Issued]:
    """The papers of a unit, the newest first; `text` is the beginning of a number, or the number
    in its series."""
    found = Issued.objects.visible_to(by).filter(unit=unit).select_related("issued_by", "unit")
    asked = text.strip().replace(" ", "").replace("[", "〔").replace("]", "〕")[:LONGEST_QUERY]
    if asked.isdigit() and len(asked) < 9:
        found = found.filter(place=int(asked))
    elif asked:
        found = found.filter(number__gte=asked, number__lt=asked + "\U0010ffff")
    return keyset(found, NEWEST_FIRST, cursor)


@dataclass(frozen=True)
class Verdict:
    """What a stranger with a code in his hand is told, and nothing else."""

    state: str = "unknown"  # valid, expired, void, unknown
    kind: str = ""
    month: date | None = None
    unit_name: str = ""


def verify(token: str, *, on: date) -> Verdict:
    """Whether a paper is ours and still holds. The same questions are asked for every token."""
    found = Issued.objects.filter(token=token[:22]).first()
    if found is None or found.token != token:
        return Verdict()
    state = "void" if found.is_void else "expired" if found.has_expired(on) else "valid"
    return Verdict(state, found.kind_name, found.issued_at.date(), found.unit_name)
