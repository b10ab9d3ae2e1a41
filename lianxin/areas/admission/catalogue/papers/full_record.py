"""发展党员全程记实表: every step with its day and what was done, and the list of what is filed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lianxin.areas.admission.catalogue.papers.people import Person, vote_said
from lianxin.foundation.papers.catalogue import (
    Block,
    Form,
    cn_day,
    label,
    line,
    note,
    page,
    passage,
    row,
    table,
    title,
    value,
)
from lianxin.foundation.procedures.catalogue import Ask, Passed, Past, Procedure, Step, Vote


@dataclass(frozen=True, kw_only=True)
class Told:
    """One passing of a step: when, and what is to be told of it."""

    number: int | None
    name: str
    on: date | None = None
    said: str = ""
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Filed:
    """One material of the file."""

    name: str
    is_there: bool = False
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FullRecord:
    """The whole way of a person, stage by stage, with the archive list."""

    person: Person
    branch: str
    committee: str = ""
    stages: Sequence[tuple[str, Sequence[Told]]] = ()
    archive: Sequence[Filed] = field(default_factory=tuple)

    def content(self) -> Form:
        one = self.person
        return Form(
            title=f"{one.name}发展党员全程记实表",
            body=[
                title("发展党员全程记实表", size=18),
                line(f"所在支部：{self.branch}", f"审批党委：{self.committee}"),
                table(
                    [1.4, 2, 1.2, 1.2, 1.2, 1.4, 1.6, 2],
                    [
                        row(label("姓名"), value(one.name), label("性别"), value(one.gender),
                            label("民族"), value(one.ethnicity), label("出生年月"),
                            value(one.born), height=9),
                        row(label("学历"), value(one.education), label("单位及职务"),
                            value(one.where, span=5), height=9),
                    ],
                    size=10.5,
                ),
                table([0.9, 0.9, 2.8, 2.8, 6.7], list(self._lines()), header=1, size=10.5),
                note("“补录”：实际办理之后才登记的环节，办理时间为当事人填报的日期。"),
                *self._archive_list(),
            ],
        )  # fmt: skip

    def _lines(self) -> Iterator[dict[str, Any]]:
        yield row(*(label(text) for text in ("阶段", "序号", "程序", "办理时间", "记实内容")))
        for stage, steps in self.stages:
            for number, told in enumerate(steps):
                late = "（补录）" if told.is_late else ""
                cells = [
                    value(told.number), value(told.name), value(f"{cn_day(told.on)}{late}"),
                    passage(told.said),
                ]  # fmt: skip
                if number == 0:
                    cells.insert(0, label(stage, rows=len(steps), upright=True))
                yield row(*cells, height=9)

    def _archive_list(self) -> list[Block]:
        if not self.archive:
            return []
        missing = [filed.name for filed in self.archive if not filed.is_there]
        rows = [row(*(label(t) for t in ("序号", "材料名称", "形成时间", "有无", "备注")))]
        rows += [
            row(value(number), value(filed.name, align="left"), value(cn_day(filed.on)),
                value("有" if filed.is_there else "缺"), value(filed.note), height=9)
            for number, filed in enumerate(self.archive, 1)
        ]  # fmt: skip
        said = f"尚缺 {len(missing)} 件：{'、'.join(missing)}。" if missing else "材料齐全。"
        return [
            page(),
            title("发展党员档案目录", size=18),
            line(f"姓名：{self.person.name}", ""),
            table([1, 6, 3, 1.2, 3], rows, header=1, size=10.5),
            note(said),
        ]


# ---- from the case --------------------------------------------------------------------------


def stages_of(procedure: Procedure, past: Past) -> list[tuple[str, list[Told]]]:
    """Every step by its phase, done or not, with what was entered: sealed words stay out unless
    the reader was given them."""
    return [
        (phase.name, [told for step in procedure.steps if step.phase == phase.code
                      for told in _told(step, past.all(step.code))])
        for phase in procedure.phases
        if any(step.phase == phase.code for step in procedure.steps)
    ]  # fmt: skip


def _told(step: Step, passings: Sequence[Passed]) -> Iterable[Told]:
    if not passings:
        yield Told(number=step.number, name=step.name)
    for passed in passings:
        way = next((way.name for way in step.ways if way.code == passed.way), "")
        words = [said for ask in step.asks if (said := told_of(ask, passed.values.get(ask.key)))]
        yield Told(
            number=step.number, name=step.name, on=passed.held_on, is_late=passed.is_late,
            said="；".join([*words, f"结果：{way}" if len(step.ways) > 1 else way]),
        )  # fmt: skip


def told_of(ask: Ask, given: Any) -> str:
    """One answer in words."""
    if given in (None, "", [], {}):
        return ""
    said = SAID.get(ask.kind, str)(given)
    if ask.kind == "choice":
        said = dict(ask.choices).get(given, str(given))
    if ask.kind == "vote" and ask.vote and not ask.vote.written:
        said = vote_said(Vote.of(given), of_whom="成员")
    if ask.kind == "number":
        said = f"{given}{ask.options.get('measure', '')}"
    return said if ask.kind == "vote" else f"{ask.label}：{said}" if said else ""


def _names(given: Any) -> str:
    people = given if isinstance(given, list) else [given]
    return "、".join(str(each.get("name", "")) for each in people)


def _day(given: Any) -> str:
    return cn_day(given if isinstance(given, date) else date.fromisoformat(str(given)))


SAID: Mapping[str, Callable[[Any], str]] = {
    "vote": lambda given: vote_said(Vote.of(given)),
    "member": _names,
    "members": _names,
    "meeting": lambda given: str(given.get("title", "")),
    "day": _day,
    "yes": lambda given: "是" if given else "否",
    "file": lambda given: "见附件",
}
