"""The parts of a paper as plain values: what Typst sets as PDF is what goes into the Word file.

A block is a mapping that JSON can hold; its words are data, never source. Both ways of drawing
(templates/papers/official.typ, wording.py) know exactly these.
"""

from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]
Cell = dict[str, Any]


def _kept(**given: Any) -> dict[str, Any]:
    """What says something: the defaults are left out, so that a frozen paper stays small."""
    return {key: value for key, value in given.items() if value not in (None, False, "", (), [])}


# ---- text -----------------------------------------------------------------------------------


def paragraph(text: str, *, level: int = 0, flush: bool = False, centred: bool = False) -> Block:
    """A paragraph; level 1 is “一、” (黑体), 2 “（一）” (楷体), 3 “1.” (bold), 0 plain."""
    return {"kind": "paragraph", "text": text} | _kept(level=level, flush=flush, centred=centred)


def title(text: str, *, size: float = 22, after: float = 4) -> Block:
    """The title of a form, or of a part that begins on a page of its own."""
    return {"kind": "title", "text": text, "size": size, "after": after}


def heading(text: str) -> Block:
    """A heading in the middle, above a table."""
    return {"kind": "heading", "text": text}


def line(*texts: str, size: float = 12) -> Block:
    """One line with texts at its left, its middle and its right: above a form's table."""
    return {"kind": "line", "texts": list(texts), "size": size}


def note(text: str) -> Block:
    """Small print below a table."""
    return {"kind": "note", "text": text}


def space(height: float) -> Block:
    return {"kind": "space", "height": height}


def page() -> Block:
    """What follows begins on a new page."""
    return {"kind": "page"}


def cover(text: str, fields: Iterable[tuple[str, str]], *, foot: str = "") -> Block:
    """A first page of its own: a large title, lines to fill in, who had it printed."""
    named = [[name, said] for name, said in fields]
    return {"kind": "cover", "title": text, "fields": named, "foot": foot}


def signature(units: Sequence[str], date: str = "") -> Block:
    """Who signs and when; without a date a blank one to be filled in by hand."""
    return {"kind": "signature", "units": list(units), "date": date}


def attachments(names: Sequence[str]) -> Block:
    return {"kind": "attachments", "names": list(names)}


# ---- tables ---------------------------------------------------------------------------------


def table(
    columns: Sequence[float],
    rows: Iterable[dict[str, Any]],
    *,
    header: int = 0,
    size: float = 12,
) -> Block:
    """A table with columns in these proportions; the first `header` rows come on each page."""
    return {
        "kind": "table", "columns": list(columns), "rows": list(rows), "header": header,
        "size": size,
    }  # fmt: skip


def row(*cells: Cell, height: float | None = None) -> dict[str, Any]:
    """One row; `height` in millimetres is the least it has."""
    return {"cells": list(cells)} | _kept(height=height)


def label(text: str, *, span: int = 1, rows: int = 1, upright: bool = False) -> Cell:
    """A cell that names what stands beside it; `upright` sets one character below the other."""
    return {"text": text, "label": True} | _kept(
        span=span if span > 1 else None, rows=rows if rows > 1 else None, upright=upright
    )


def value(
    text: object = "", *, span: int = 1, rows: int = 1, align: str = "", height: float = 0
) -> Cell:
    """A cell with a short text; nothing known is left blank for the pen."""
    return {"text": "" if text is None else str(text)} | _kept(
        span=span if span > 1 else None, rows=rows if rows > 1 else None, align=align,
        height=height or None,
    )  # fmt: skip


def passage(
    text: str = "", *, span: int = 1, rows: int = 1, height: float = 0, sign: Sequence[str] = ()
) -> Cell:
    """A cell for sentences, from its top, each paragraph indented; `sign` stands at its foot."""
    return {"text": text, "indent": True} | _kept(
        span=span if span > 1 else None, rows=rows if rows > 1 else None, height=height or None,
        sign=list(sign),
    )  # fmt: skip
