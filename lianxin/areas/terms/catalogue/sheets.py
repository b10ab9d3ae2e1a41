"""What is marked and counted at the meeting as pure values: the ballot, the report of the count.

The report is a form of tables; the ballot is a picture, with `values()` for its own template.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.foundation.papers.catalogue import (
    Block,
    Form,
    cn_day,
    heading,
    label,
    line,
    note,
    paragraph,
    row,
    space,
    table,
    title,
    value,
)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One vote as it was counted."""

    name: str
    seats: int
    expected: int
    present: int
    issued: int
    returned: int
    valid: int
    invalid: int
    rows: Sequence[tuple[str, str, str, str, bool]]  # name, for, against, abstained, elected
    sentences: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class ResultSheet:
    """选举结果报告单: numbers of every vote, signed by scrutineers and tellers."""

    unit: str
    votes: Sequence[Counted]
    elected: Sequence[tuple[str, Sequence[str]]] = ()
    met_on: date | None = None
    scrutineers: Sequence[str] = ()

    def content(self) -> Form:
        return Form(
            title=f"{self.unit}选举结果报告单",
            body=[
                title(f"{self.unit}\n选举结果报告单", size=18),
                line(f"选举日期：{cn_day(self.met_on)}", f"监票人：{'、'.join(self.scrutineers)}"),
                *(block for vote in self.votes for block in self._vote(vote)),
                *(
                    paragraph(f"当选{office}：{'、'.join(names)}", flush=True)
                    for office, names in self.elected
                    if names
                ),
                space(6),
                line("监票人签名：", "计票人签名：", "　　　年　　月　　日"),
            ],
        )

    def _vote(self, vote: Counted) -> list[Block]:
        head = ("序号", "姓名", "赞成", "不赞成", "弃权", "是否当选")
        return [
            heading(vote.name),
            table(
                [2, 1, 2.4, 1, 2.4, 1],
                [
                    row(label("应选名额"), value(vote.seats), label("应到会有选举权"),
                        value(vote.expected), label("实到会有选举权"), value(vote.present)),
                    row(label("发出选票"), value(vote.issued), label("收回选票"),
                        value(vote.returned), label("有效／无效"),
                        value(f"{vote.valid}／{vote.invalid}")),
                ],
            ),
            table(
                [1, 3, 1.5, 1.5, 1.5, 1.8],
                [
                    row(*(label(text) for text in head)),
                    *(
                        row(value(number), value(name), *(value(n) for n in numbers),
                            value("当选" if is_elected else ""))
                        for number, (name, *numbers, is_elected) in enumerate(vote.rows, 1)
                    ),
                ],
                header=1,
            ),
            *(note(said) for said in vote.sentences),
        ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class BallotPaper:
    """选票: names in the order that was approved, a box for each; no number and no mark."""

    unit: str
    office: str  # 委员, 书记, 副书记
    seats: int
    names: Sequence[str]
    preliminary: bool = False
    year: int = 0

    def values(self) -> Mapping[str, Any]:
        surplus = len(self.names) - self.seats
        kind = "差额" if surplus > 0 else "等额"
        order = "按姓氏笔画为序" if self.office == "委员" else "按上级批准的顺序排列"
        return {
            "title": f"{self.unit}\n{self.office}选举选票"
            if not self.preliminary
            else f"{self.unit}\n{self.office}预选选票",
            "names": list(self.names),
            "blanks": self.seats,
            "notes": [
                f"候选人{order}。应选{self.seats}名，候选人{len(self.names)}名，实行{kind}选举。",
                "赞成的，在姓名下方的空格内画“○”；不赞成的画“×”；弃权的不画任何符号。",
                "不赞成的，可以在“另选人”栏内另写本人信任的其他人姓名，并在其下方画“○”；弃权的不能另选他人。",
                f"所选人数等于或者少于{self.seats}名的为有效票，多于{self.seats}名的为无效票。"
                "书写模糊无法辨认的部分无效。",
                "不得在选票上编号或者作其他记号。",
            ],
        }
