"""The roster workbook that a branch secretary really has, plugged into the sheets."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from lianxin.areas.members import actions, rules
from lianxin.areas.members.spreadsheets.columns import COLUMNS
from lianxin.areas.members.spreadsheets.judging import Judging
from lianxin.areas.members.spreadsheets.known import (
    Known,
    changed,
    entered,
    known_of,
    matched_of,
    target_of,
)
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.spreadsheets.sheets import (
    Applied,
    Judged,
    Place,
    Row,
    Undone,
    Verdict,
    undone_by,
)


class GoneMeanwhile(Refused):
    sentence = "有的成员在检查之后被移出名册，请重新检查表格。"


class MemberRoll:
    """成员名册: one line for each person, matched by identity number, else by name and birth."""

    name = "members"
    title = "党员名册"
    columns = COLUMNS

    permission = str(rules.Can.MANAGE)

    def judge(self, rows: Sequence[Row], place: Place) -> Sequence[Judged]:
        known = known_of(rows, place)
        return [Judging(row, place, known).judged() for row in rows]

    def apply(self, lines: Sequence[tuple[Row, Judged]], place: Place) -> Sequence[Applied]:
        entering = [(row, said) for row, said in lines if said.verdict is Verdict.NEW]
        changing = [(row, said) for row, said in lines if said.verdict is Verdict.CHANGED]
        known = matched_of(lines)
        return [*_enter(entering, place, known), *_change(changing, place, known)]

    def undo(self, lines: Sequence[Applied], place: Place) -> Sequence[Undone]:
        return undone_by(actions.revert_all, lines, place)

    def link(self, subject_id: int) -> str:
        return reverse("members:member", args=[subject_id])


def _enter(lines: Sequence[tuple[Row, Judged]], place: Place, known: Known) -> Iterator[Applied]:
    if not lines:
        return
    ids = actions.admit_all(
        [actions.Line(unit=known.units[row.unit_id], facts=entered(row)) for row, _ in lines],
        unit=place.unit,
        by=place.by,
        at=place.at,
        batch=place.batch_id,
    )
    for (row, _), pk in zip(lines, ids, strict=True):
        yield Applied(row.number, pk, created=True)


def _change(lines: Sequence[tuple[Row, Judged]], place: Place, known: Known) -> Iterator[Applied]:
    if not lines:
        return
    wanted = []
    for row, said in lines:
        member = known.members.get(said.matched_id or 0)
        if member is None:
            raise GoneMeanwhile
        wanted.append(
            actions.Amendment(
                member_id=member.pk,
                facts=changed(row, member),
                unit=target_of(row, member, known),
            )
        )
    actions.amend_all(wanted, unit=place.unit, by=place.by, at=place.at, batch=place.batch_id)
    for (row, _), amendment in zip(lines, wanted, strict=True):
        yield Applied(row.number, amendment.member_id, created=False)
