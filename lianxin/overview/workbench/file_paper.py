"""A member's file as a PDF: what is open in it, marked with who took it out and why.

Masked fields stay masked, unless the member takes out his own; what is under seal is never in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate, localtime

from lianxin.areas.dossier import queries as dossier
from lianxin.areas.dossier.catalogue import APPRAISAL, AWARD, KINDS, TRAINING
from lianxin.areas.dossier.models import Item, Opening
from lianxin.areas.members import catalogue as roll
from lianxin.areas.members import queries as members
from lianxin.areas.members import rules as roll_keys
from lianxin.areas.members.catalogue import FIELDS, GROUPS
from lianxin.areas.members.models import Member, Photo
from lianxin.areas.members.presenting.history import places_of
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.files import queries as files
from lianxin.foundation.papers import typeset
from lianxin.foundation.papers.catalogue import blocks

TEMPLATE = "workbench/papers/file.typ"
NO_MARK = {"number": "", "qr": "", "watermark": ""}
SIZE = 10.5


@dataclass(frozen=True, kw_only=True)
class FilePaper:
    """The paper of one file, for one opening of it that was recorded."""

    by: Actor
    member: Member
    opening: Opening
    at: datetime

    @property
    def is_self(self) -> bool:
        return self.member.is_person_of(self.by)

    @property
    def name(self) -> str:
        return f"{self.member.name}电子档案{localtime(self.at):%Y%m%d}.pdf"

    def pdf(self) -> bytes:
        return typeset.pdf(TEMPLATE, self.values(), NO_MARK, at=self.at)

    def values(self) -> dict[str, Any]:
        when = f"{localtime(self.at):%Y-%m-%d %H:%M}"
        masks = "" if self.is_self else "敏感信息已遮盖；"
        return {
            "title": f"{self.member.name}电子档案",
            "across": f"{self.by.name} {when} {self.opening.purpose}",
            "foot": f"{self.by.name}于 {when} 导出，用途：{self.opening.purpose}。{masks}"
            "不含处分、帮扶等加密记录。用毕请销毁，不得转发。",
            "photo": list(self._photo()),
            "body": list(self._body()),
        }

    def _photo(self) -> bytes:
        sees = roll_keys.may_see_photo(self.by, at=self.member.unit, is_self=self.is_self)
        photo = Photo.objects.select_related("file").filter(member=self.member).first()
        return files.content(photo.file) if photo and sees else b""

    def _body(self) -> Iterator[blocks.Block]:
        member = self.member
        yield blocks.title("党员电子档案")
        yield blocks.line(f"所在党支部：{member.unit.name}", f"{localdate(self.at)}", size=SIZE)
        yield from self._facts()
        yield from _listed(
            "发展经历", ("日期", "经历"), (1, 3),
            [(str(each.on or "不详"), each.label) for each in dossier.milestones_of(member)],
        )  # fmt: skip
        yield from _listed(
            "组织关系", ("起止", "组织", "类别"), (2, 3, 2),
            [
                (each["period"], each["unit"], each["kind"])
                for each in places_of(members.affiliations_of(member))
            ],
        )  # fmt: skip
        yield from _listed(
            "党内任职", ("起止", "组织", "职务"), (2, 3, 2),
            [
                (f"{post.starts_on} 至 {post.ends_on or '今'}", post.unit.short_name,
                 post.post_of.name)
                for post in members.posts_of(member)
            ],
        )  # fmt: skip
        yield from self._items()
        yield from self._documents()

    def _facts(self) -> Iterator[blocks.Block]:
        """Declared facts by group, two to a row."""
        open_to = roll_keys.openness(self.by, at=self.member.unit, is_self=self.is_self)
        for key, title in GROUPS.items():
            pairs = [
                (field.label, _how(field, open_to)(field.key, value))
                for field in FIELDS.values()
                if field.group == key
                and (field.openness in open_to or field.is_sensitive)
                and field.key != "hardship"
                and not roll.is_blank(value := self.member.value(field.key))
                and value != 0
            ]
            if pairs:
                yield blocks.heading(title)
                yield blocks.table((2, 3, 2, 3), _two_to_a_row(pairs), size=SIZE)

    def _items(self) -> Iterator[blocks.Block]:
        found = [
            item
            for item in dossier.items_of(self.member, TRAINING, APPRAISAL, AWARD)
            if not item.is_struck
        ]
        for code in (TRAINING, APPRAISAL, AWARD):
            rows = [(str(i.dated), i.title, _rest(i)) for i in found if i.kind == code]
            yield from _listed(KINDS[code].name, ("日期", "名称", "内容"), (2, 4, 5), rows)

    def _documents(self) -> Iterator[blocks.Block]:
        rows = [
            (slot.kind.name, "、".join(_lies(item) for item in slot.items) or "缺")
            for slot in dossier.documents_of(self.member)
        ]
        yield from _listed("归档材料", ("材料", "归档情况"), (2, 3), rows)


def _rest(item: Item) -> str:
    return "；".join(f"{label}：{said}" for label, said in item.told() if said != item.title)


def _lies(item: Item) -> str:
    place = item.details.get("kept_at")
    scans = len(item.scans.all())
    said = (f"扫描件 {scans} 份" if scans else "", f"纸质原件在{place}" if place else "")
    return f"{item.dated} " + "，".join(filter(None, said))


def _two_to_a_row(pairs: Sequence[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    for start in range(0, len(pairs), 2):
        some = pairs[start : start + 2]
        cells = [cell for name, said in some for cell in _pair(name, said)]
        if len(some) == 1:
            cells[-1]["span"] = 3
        yield blocks.row(*cells)


def _pair(name: str, said: str) -> tuple[blocks.Cell, blocks.Cell]:
    return blocks.label(name), blocks.value(said, align="left")


def _listed(
    title: str, head: Sequence[str], columns: Sequence[float], rows: Iterable[Sequence[str]]
) -> Iterator[blocks.Block]:
    """A table with its heading, if there is anything in it."""
    lines = [blocks.row(*(blocks.value(cell, align="left") for cell in row)) for row in rows]
    if lines:
        yield blocks.heading(title)
        first = blocks.row(*(blocks.label(name) for name in head))
        yield blocks.table(columns, [first, *lines], header=1, size=SIZE)


def _how(field: roll.Field, open_to: frozenset[roll.Openness]) -> Callable[[str, Any], str]:
    """Openly where it may be read, else masked."""
    return roll.shown if field.openness in open_to else roll.shown_masked
