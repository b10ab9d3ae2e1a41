"""From a draft or an issued paper to its PDF, its pictures, its Word file."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import segno

from lianxin.foundation.papers import typeset, wording
from lianxin.foundation.papers.catalogue import Draft, Paper, plugged
from lianxin.foundation.papers.catalogue.kinds import FRAMES
from lianxin.foundation.papers.fonts import typefaces
from lianxin.foundation.papers.models import Issued

DRAFT, VOID = "草　稿", "已作废"


@dataclass(frozen=True)
class Print:
    """One paper ready to be drawn: what it says, what it bears, when it is from."""

    name: str
    template: str
    values: Mapping[str, Any]
    mark: Mapping[str, str]
    at: datetime

    @cached_property
    def pdf(self) -> bytes:
        return typeset.pdf(self.template, self.values, self.mark, at=self.at)

    @cached_property
    def pages(self) -> list[bytes]:
        return typeset.pictures(self.template, self.values, self.mark)

    @property
    def has_word_file(self) -> bool:
        return "frame" in self.values

    @cached_property
    def word(self) -> bytes:
        return wording.word(self.values, self.mark)

    @property
    def lacks(self) -> list[str]:
        """Characters that no font at hand can draw."""
        return typefaces().lacks(words_of(self.values))


def words_of(values: Any) -> str:
    """Every text in plain values."""
    if isinstance(values, str):
        return values
    if isinstance(values, Mapping):
        return "".join(words_of(each) for each in values.values())
    if isinstance(values, list | tuple):
        return "".join(words_of(each) for each in values)
    return ""


def of_draft(paper: Paper, draft: Draft) -> Print:
    """The paper as it would be now; what is registered bears no number yet and says so."""
    values = draft.said()
    mark = {"number": "", "qr": "", "watermark": DRAFT if paper.is_registered else ""}
    return Print(draft.title, _template(paper.template, values), values, mark, typeset.NO_DAY)


def of_issued(issued: Issued, *, base: str) -> Print:
    """The paper as it was issued; `base` is where this house answers, for the code on it."""
    paper, values = plugged(issued.kind), issued.said
    mark = {
        "number": issued.number,
        "qr": code(f"{base}/v/{issued.token}/"),
        "watermark": VOID if issued.is_void else "",
    }
    template = _template(paper.template if paper else "", values)
    return Print(str(issued), template, values, mark, issued.issued_at)


def _template(own: str, values: Mapping[str, Any]) -> str:
    return own or FRAMES[values["frame"]]


def code(url: str) -> str:
    out = io.BytesIO()
    segno.make_qr(url, error="m").save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()
