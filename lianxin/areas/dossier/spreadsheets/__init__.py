"""Lists of trainings and of awards, plugged into the sheets: who, what, when."""

from collections.abc import Sequence

from django.urls import reverse

from lianxin.areas.dossier import actions, rules
from lianxin.areas.dossier.catalogue import AWARD, KINDS, TRAINING
from lianxin.areas.dossier.spreadsheets.columns import columns_of
from lianxin.areas.dossier.spreadsheets.judging import entry_of, judging_of
from lianxin.foundation.spreadsheets.sheets import (
    Applied,
    Column,
    Judged,
    Place,
    Row,
    Undone,
    undone_by,
)


class ItemSheet:
    """One kind of item; a line names a member of the place and says one entry."""

    permission = str(rules.Can.KEEP)

    def __init__(self, kind: str, name: str, title: str) -> None:
        self.kind = KINDS[kind]
        self.name = name
        self.title = title
        self.columns: tuple[Column, ...] = columns_of(self.kind)

    def judge(self, rows: Sequence[Row], place: Place) -> Sequence[Judged]:
        judging = judging_of(self.kind, rows, place)
        return [judging.judged(row) for row in rows]

    def apply(self, lines: Sequence[tuple[Row, Judged]], place: Place) -> Sequence[Applied]:
        wanted = [
            actions.Line(member_id=said.matched_id or 0, entry=entry_of(self.kind, row))
            for row, said in lines
        ]
        ids = actions.record_all(
            self.kind.code, wanted, unit=place.unit, batch=place.batch_id, by=place.by, at=place.at
        )
        return [
            Applied(row.number, pk, created=True) for (row, _), pk in zip(lines, ids, strict=True)
        ]

    def undo(self, lines: Sequence[Applied], place: Place) -> Sequence[Undone]:
        return undone_by(actions.revert_all, lines, place)

    def link(self, subject_id: int) -> str:
        return reverse("dossier:item", args=[subject_id])


TRAININGS = ItemSheet(TRAINING, "trainings", "教育培训登记表")
AWARDS = ItemSheet(AWARD, "awards", "表彰奖励登记表")
