"""The socket where areas plug their kinds of papers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.papers.catalogue.frames import Form, Letter

FRAMES = {"letter": "papers/letter.typ", "form": "papers/form.typ"}


class Numbering(StrEnum):
    """Whether a kind of paper is entered in the register, and how it is numbered there."""

    FREE = "free"  # printed as often as one likes: forms that are signed by hand
    PLAIN = "plain"  # registered and verifiable, without a number
    DOCUMENT = "document"  # 发文字号: 港党〔2026〕3号
    RUNNING = "running"  # a number of its own kind: 〔2026〕第0003号, on a letter and its stub

    @classmethod
    def of(cls, *, is_registered: bool, of_above: bool) -> "Numbering":
        """Replies of the organisation above bear its numbers; what is sent up to it is registered
        only."""
        if not is_registered:
            return cls.FREE
        return cls.DOCUMENT if of_above else cls.PLAIN


class _MayIssue(Protocol):
    def __call__(self, by: Actor, *, at: Any) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a paper would say now. `values` for a template of the area's own."""

    unit_id: int
    title: str  # how the register lists it
    content: Letter | Form | None = None
    values: Mapping[str, Any] | None = None
    case_id: int | None = None
    valid_until: date | None = None

    def said(self) -> dict[str, Any]:
        """Plain values, as they are frozen."""
        return dict(self.content.values() if self.content else self.values or {})


def _not_ones_own(_subject_id: int, _by: Actor) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One kind of paper: `draft(subject_id, by)` is None where the actor may not see it."""

    code: str
    name: str
    draft: Callable[[int, Actor], Draft | None]
    #: may(by, at=unit): the area's own rule for drawing and issuing it.
    may: _MayIssue
    numbering: Numbering = Numbering.FREE
    template: str = ""  # "transfers/papers/letter.typ"; a Letter or a Form needs none
    word: str = ""  # RUNNING: what stands before 〔2026〕
    #: Whether the paper, once issued, is about the actor himself, who may then read it.
    is_own: Callable[[int, Actor], bool] = _not_ones_own

    @property
    def is_registered(self) -> bool:
        return self.numbering is not Numbering.FREE

    @property
    def is_numbered(self) -> bool:
        return self.numbering in (Numbering.DOCUMENT, Numbering.RUNNING)


def number_of(numbering: Numbering, *, word: str, year: int, number: int) -> str:
    """How a number is written; a document's has no leading zeros."""
    if numbering is Numbering.RUNNING:
        return f"{word}〔{year}〕第{number:04d}号"
    return f"{word}〔{year}〕{number}号"


_plugged: dict[str, Paper] = {}


def plug(*kinds: Paper) -> None:
    """An area plugs its kinds of papers when it starts."""
    _plugged.update({kind.code: kind for kind in kinds})


def plugged(code: str) -> Paper | None:
    return _plugged.get(code)


def papers() -> list[Paper]:
    return list(_plugged.values())
