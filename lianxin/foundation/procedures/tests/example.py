"""A procedure of no field, for tests: borrowing the hall (借用礼堂).

The person applies; his unit checks, not before five days have passed and within ten working days;
the unit above decides by vote and puts it into effect; the unit hands the key over.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from lianxin.foundation.accounts.models import User
from lianxin.foundation.organisation import grants
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.policies.catalogue import Rule, Stricter, declare
from lianxin.foundation.procedures.catalogue import (
    DONE,
    ENDED,
    Ask,
    Bound,
    Deed,
    Desk,
    Flaw,
    Need,
    Paper,
    Passing,
    Past,
    Phase,
    Plugged,
    Procedure,
    Step,
    Subject,
    VoteRule,
    Way,
    registry,
)


class Can(StrEnum):
    VIEW = "hall.view"
    KEEP = "hall.keep"
    CHECK = "hall.check"
    DECIDE = "hall.decide"


KEEPERS = frozenset({Role.SECRETARY, Role.ORGANISER})
ROLES = {Can.VIEW: KEEPERS | {Role.OVERSEER}, Can.KEEP: KEEPERS, Can.CHECK: KEEPERS,
         Can.DECIDE: frozenset({Role.SECRETARY})}  # fmt: skip

WAIT = Rule(
    code="hall.wait_days", name="申请后等待", value=5, measure="天",
    source="《礼堂管理办法》第三条", since=date(2000, 1, 1), stricter=Stricter.MORE,
)  # fmt: skip
CHECK_WITHIN = Rule(
    code="hall.check_workdays", name="审核期限", value=10, measure="个工作日",
    source="《礼堂管理办法》第四条", since=date(2000, 1, 1), stricter=Stricter.LESS,
)  # fmt: skip
VOTE = VoteRule(quorum_strict=True, written=True, source="《礼堂管理办法》第五条")


def not_before(past: Past) -> Bound | None:
    applied = past.held_on("apply")
    if applied is None:
        return None
    day = applied + timedelta(days=past.number("hall.wait_days"))
    rule = past.rule("hall.wait_days")
    return Bound(on=day, sentence=f"申请后等待{rule.amount}", source=rule.source)


def within(past: Past) -> Bound | None:
    applied = past.held_on("apply")
    if applied is None:
        return None
    rule = past.rule("hall.check_workdays")
    end = past.calendar.after(applied, rule.value)
    return Bound(
        on=end.on, sentence=f"收到申请后{rule.amount}内审核", source=rule.source, hard=False,
        explained=end.sentence, counts_workdays=True,
    )  # fmt: skip


def needs(past: Past) -> Iterator[Need]:
    yield Need(
        name="申请人年满十八岁", met=bool(past.subject.get("adult")),
        missing="申请人未满十八岁，不能借用礼堂。",
    )  # fmt: skip


def not_twice(past: Past, passing: Passing) -> Iterator[Flaw]:
    if "庙会" in str(passing.values.get("purpose")):
        yield Flaw(key="purpose", sentence="礼堂不借作庙会之用。")
    if "演出" in str(passing.values.get("purpose")):
        yield Flaw(key="purpose", sentence="演出一般另找场地。", hard=False)


HALL = Procedure(
    code="hall",
    name="借用礼堂",
    phases=(Phase(code="asking", name="申请"), Phase(code="using", name="使用")),
    view=Can.VIEW,
    keep=Can.KEEP,
    law="《礼堂管理办法》",
    steps=(
        Step(
            code="apply", name="提出申请", number=1, phase="asking", key=Can.KEEP,
            desk=Desk.SUBJECT, held="申请日期", checks=not_twice, button="提交申请",
            asks=(
                Ask(key="purpose", label="用途", kind="note"),
                Ask(key="letter", label="申请书", kind="file", required=False),
            ),
            ways=(Way(code="on", name="提交", to="check"),),
        ),
        Step(
            code="check", name="本组织审核", number=2, phase="asking", key=Can.CHECK,
            earliest=not_before, due=within, needs=needs,
            asks=(Ask(key="opinion", label="审核意见", sealed=True),
                  Ask(key="why", label="不同意的理由", only="no"),),
            ways=(
                Way(code="yes", name="同意", to="decide"),
                Way(code="more", name="再看看", to="check"),
                Way(code="no", name="不同意", to=ENDED, outcome="审核未通过", danger=True),
            ),
        ),
        Step(
            code="decide", name="上级表决", number=3, phase="using", key=Can.DECIDE,
            desk=Desk.ABOVE, held="会议日期", sticks=True,
            asks=(Ask(key="vote", label="表决情况", kind="vote", vote=VOTE),),
            ways=(Way(code="on", name="通过", to="key"),),
        ),
        Step(
            code="key", name="交付钥匙", number=4, phase="using", key=Can.KEEP,
            ways=(Way(code="on", name="交付", to=DONE, outcome="已借用"),),
        ),
    ),
)  # fmt: skip


@dataclass
class Hall:
    """What the area keeps: whom the hall was given to, in the transaction of the step."""

    adults: set[int] = field(default_factory=set)
    given: list[int] = field(default_factory=list)

    def subjects(self, ids: Iterable[int]) -> Mapping[int, Subject]:
        return {
            user.pk: Subject(
                name=user.name, user_id=user.pk, facts={"adult": user.pk not in self.adults}
            )
            for user in User.objects.filter(pk__in=list(ids))
        }

    def apply(self, deed: Deed) -> dict[str, Any]:
        if deed.step.code == "decide":
            self.given.append(deed.subject_id)
            return {"given_on": deed.passing.held_on.isoformat()}
        return {}

    def papers(self, case_id: int, step: str) -> Iterable[Paper]:
        return (Paper(name="借用单", url="/"),)


def plugged(monkeypatch: Any) -> Hall:
    """The procedure in its socket for one test."""
    hall = Hall()
    declare(WAIT, CHECK_WITHIN)
    one = Plugged(procedure=HALL, subjects=hall.subjects, apply=hall.apply, papers=hall.papers)
    monkeypatch.setitem(registry._plugged, HALL.code, one)
    for permission, roles in ROLES.items():
        monkeypatch.setitem(grants._allowed, str(permission), roles)
    return hall
