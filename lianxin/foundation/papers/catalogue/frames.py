"""The two frames most papers stand in: a letter in the official layout, a form of tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.foundation.papers.catalogue.blocks import Block


def cn_day(day: date | None) -> str:
    """As papers write a day: 2026年12月6日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A paper in words (请示, 批复, 报告, 决议, 公示, 函): GB/T 9704-2012."""

    title: str  # a newline breaks the line where the sense allows it
    issuer: str = ""  # 发文机关标志
    red: bool = False  # with red head and line
    signers: Sequence[str] = ()  # 签发人, of papers that go up
    to: str = ""  # 主送机关
    body: Sequence[Block] = ()
    attachments: Sequence[str] = ()
    signed: Sequence[str] = ()  # 署名
    date: str = ""  # 成文日期
    note: str = ""  # 附注: （联系人：…）
    copies: str = ""  # 抄送
    printed_by: str = ""  # 印发机关
    printed_on: str = ""

    def values(self) -> Mapping[str, Any]:
        return {
            "frame": "letter",
            "title": self.title,
            "issuer": self.issuer,
            "red": self.red,
            "signers": list(self.signers),
            "to": self.to.rstrip("：:"),
            "body": list(self.body),
            "attachments": list(self.attachments),
            "signed": list(self.signed),
            "date": self.date,
            "note": self.note,
            "copies": self.copies,
            "printed-by": self.printed_by,
            "printed-on": self.printed_on,
        }


@dataclass(frozen=True, kw_only=True)
class Form:
    """A paper of tables that is read, signed and filed."""

    title: str  # the document's name; what is seen stands in the body
    body: Sequence[Block] = ()
    flipped: bool = False  # the long side below

    def values(self) -> Mapping[str, Any]:
        return {
            "frame": "form",
            "title": self.title.replace("\n", ""),
            "body": list(self.body),
            "flipped": self.flipped,
        }
