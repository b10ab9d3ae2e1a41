"""Whether a step may be passed, in one pure function: the verb and the simulator ask it alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from lianxin.foundation.procedures.catalogue.declared import (
    DONE,
    ENDED,
    Bound,
    Flaw,
    Need,
    Procedure,
    Step,
    Way,
)
from lianxin.foundation.procedures.catalogue.past import Passed, Passing, Past
from lianxin.foundation.procedures.catalogue.votes import count


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The step a case stands at: what must be at hand, from which day, by which day."""

    step: Step
    needs: tuple[Need, ...]
    earliest: Bound | None
    due: Bound | None
    ways: tuple[Way, ...]

    @property
    def locks(self) -> tuple[str, ...]:
        """Why the step cannot be passed yet, in sentences; none where it can."""
        return tuple(need.missing or need.name for need in self.needs if need.hard and not need.met)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a passing comes to: refused with flaws, or on to the next step."""

    flaws: tuple[Flaw, ...]
    way: Way | None
    next: str = ""  # a step's code, DONE or ENDED

    @property
    def refused(self) -> tuple[Flaw, ...]:
        return tuple(flaw for flaw in self.flaws if flaw.hard)

    @property
    def warned(self) -> tuple[Flaw, ...]:
        return tuple(flaw for flaw in self.flaws if not flaw.hard)

    @property
    def holds(self) -> bool:
        return not self.refused

    @property
    def ends(self) -> bool:
        return self.next in {DONE, ENDED}


def standing(step: Step, past: Past) -> Standing:
    """What a step asks of the case now."""
    return Standing(
        step=step,
        needs=tuple(step.needs(past)),
        earliest=step.earliest(past),
        due=step.due(past),
        ways=step.ways_in(past),
    )


def judge(procedure: Procedure, past: Past, passing: Passing) -> Verdict:
    """Whether `passing` may be recorded, with a sentence for everything in the way."""
    step = procedure.step(passing.step)
    way = next((each for each in step.ways_in(past) if each.code == passing.way), None)
    flaws = [*_of_the_date(step, past, passing), *_of_needs(step, past)]
    if way is None:
        flaws.append(Flaw(key="way", sentence="请选择本环节的结果。"))
        return Verdict(flaws=tuple(flaws), way=None)
    flaws += [*_of_asks(step, past, passing), *step.checks(past, passing)]
    return Verdict(flaws=tuple(flaws), way=way, next=way.to)


def _of_the_date(step: Step, past: Past, passing: Passing) -> Iterator[Flaw]:
    """Never ahead of today, never before the lawful day, never before what came before it."""
    held_on = passing.held_on
    if held_on > past.today:
        yield Flaw(key="held_on", sentence=f"{step.held}不能在今天之后。")
    earliest = step.earliest(past)
    if earliest is not None and held_on < earliest.on:
        yield Flaw(
            key="held_on",
            sentence=f"{step.held}不能早于 {earliest.on:%Y-%m-%d}：{earliest.sentence}。",
            source=earliest.source,
            hard=earliest.hard,
        )
    before = _latest_before(step, past)
    if held_on < before.held_on:
        yield Flaw(
            key="held_on",
            sentence=f"{step.held}不能早于上一环节的日期 {before.held_on:%Y-%m-%d}。",
        )
    due = step.due(past)
    if due is not None and held_on > due.on:
        yield Flaw(
            key="held_on",
            sentence=f"已超过期限 {due.on:%Y-%m-%d}：{due.sentence}。",
            source=due.source,
            hard=due.hard,
        )


def _latest_before(step: Step, past: Past) -> Passed:
    opened = Passed(step="", way="", held_on=past.opened_on, recorded_on=past.opened_on)
    return max((opened, *past.passed), key=lambda passed: passed.held_on)


def _of_needs(step: Step, past: Past) -> Iterator[Flaw]:
    for need in step.needs(past):
        if not need.met:
            yield Flaw(sentence=need.missing or f"还缺：{need.name}。", hard=need.hard)


def _of_asks(step: Step, past: Past, passing: Passing) -> Iterator[Flaw]:
    for ask in step.asks_in(past, way=passing.way):
        value = passing.values.get(ask.key)
        empty = _is_empty(value)
        if ask.required and empty:
            yield Flaw(key=ask.key, sentence=f"请填写“{ask.label}”。")
        elif ask.kind == "vote" and ask.vote is not None and not empty:
            for sentence in count(passing.vote(ask.key), ask.vote).flaws:
                yield Flaw(key=ask.key, sentence=sentence, source=ask.vote.source)


def _is_empty(value: object) -> bool:
    """Whether nothing was entered; a zero is something."""
    return value is None or value is False or (hasattr(value, "__len__") and len(value) == 0)
