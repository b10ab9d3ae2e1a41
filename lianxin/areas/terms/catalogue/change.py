"""提前、延期换届: asked of the unit above, a year at most either way."""

from collections.abc import Iterator
from datetime import date

from lianxin.areas.terms.catalogue.keys import Can
from lianxin.areas.terms.catalogue.numbers import SHIFT, TERMS
from lianxin.areas.terms.catalogue.parts import document, ends_on, said
from lianxin.foundation.organisation.catalogue.numbers import years_later
from lianxin.foundation.procedures.catalogue import (
    DONE,
    ENDED,
    Ask,
    Desk,
    Flaw,
    Need,
    Passing,
    Past,
    Phase,
    Procedure,
    Step,
    Way,
    as_day,
)

CODE = "term_change"
EXTEND, EARLY = "extend", "early"
KINDS = ((EXTEND, "延期换届\n本届延长到所报日期"), (EARLY, "提前换届\n届满之前召开换届大会"))


def first_end(past: Past) -> date | None:
    """When the term would have ended without any extension."""
    found = past.subject.get("term_extended_from")
    return found if isinstance(found, date) else ends_on(past)


def _known(past: Past) -> Iterator[Need]:
    ends = ends_on(past)
    yield Need(
        name="本届届满日期",
        met=ends is not None,
        note=said(ends) if ends else "",
        missing="没有登记本届届满日期，请先在组织信息中补登。",
    )


def _bounds(past: Past, passing: Passing) -> Iterator[Flaw]:
    """Later than the term and a year at most; or earlier, and a year at most."""
    until, ends, first = as_day(passing.values.get("until")), ends_on(past), first_end(past)
    if until is None or ends is None or first is None:
        return
    rule = past.rule(SHIFT)
    latest, earliest = years_later(first, rule.value), years_later(first, -rule.value)
    if passing.values.get("kind") == EXTEND:
        if until <= ends:
            yield Flaw(key="until", sentence=f"延期后的日期应当晚于本届届满的 {said(ends)}。")
        if until > latest:
            yield Flaw(
                key="until", source=rule.source,
                sentence=f"延期一般不超过 {rule.amount}：原定 {said(first)} 届满，"
                f"最晚可以延到 {said(latest)}。",
            )  # fmt: skip
        return
    if until >= ends:
        yield Flaw(key="until", sentence=f"提前换届的日期应当早于本届届满的 {said(ends)}。")
    if until < earliest:
        yield Flaw(
            key="until", source=rule.source,
            sentence=f"提前一般不超过 {rule.amount}：本届 {said(first)} 届满，"
            f"最早可以提前到 {said(earliest)}。",
        )  # fmt: skip


CHANGE = Procedure(
    code=CODE,
    name="提前、延期换届",
    phases=(Phase(code="apply", name="请示"), Phase(code="decide", name="批复")),
    steps=(
        Step(
            code="request", name="报送提前（延期）换届请示", number=1, phase="apply",
            key=Can.KEEP, held="报送日期", needs=_known, checks=_bounds,
            asks=(
                Ask(key="kind", label="申请事项", kind="choice", choices=KINDS),
                Ask(key="until", label="延期到（提前到）的日期", kind="day"),
                Ask(key="reason", label="理由", kind="note", most=500),
                document("document", "请示文号"),
            ),
            ways=(Way(code="done", name="已报送", to="decide"),),
            law=f"{TERMS}第二条", button="报送上级",
        ),
        Step(
            code="decide", name="批复", number=2, phase="decide", key=Can.DECIDE,
            desk=Desk.COMMITTEE, held="批复日期", sticks=True,
            asks=(document("document", "批复文号"),),
            ways=(
                Way(code="agree", name="同意", to=DONE, outcome="同意"),
                Way(code="refuse", name="不同意", to=ENDED, outcome="不同意", danger=True),
            ),
            law=f"{TERMS}第二条", button="登记批复",
        ),
    ),
    view=Can.VIEW,
    keep=Can.KEEP,
    law=f"{TERMS}第二条",
    icon="calendar-clock",
)  # fmt: skip
