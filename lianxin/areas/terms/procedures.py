"""The procedures of this room, with what passing a step does."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.urls import reverse

from lianxin.areas.terms import actions, drafts, queries
from lianxin.areas.terms.catalogue import Office, by_election, change, election
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.catalogue import Deed, Paper, Plugged, as_day
from lianxin.foundation.procedures.models import Case

LEADERS = (Office.SECRETARY, Office.DEPUTY)


def elect(deed: Deed) -> Mapping[str, Any]:
    """Once approved, the result becomes posts and a term; not approved, it is voted again."""
    if deed.step.code != "approve":
        return {}
    case = Case.objects.select_related("unit", "desk").get(pk=deed.case_id)
    if deed.way.code != "agree":
        actions.set_aside_offices(case, LEADERS, reason="上级未批准选举结果", by=deed.by)
        return {}
    led_from = deed.past.held_on("plenary") or deed.past.held_on("meeting")
    on = deed.past.held_on("meeting") or led_from
    if on is None or led_from is None:
        return {}
    document = str(deed.passing.values.get("document", ""))
    appointed = actions.take_office(case, on=on, led_from=led_from, document=document, by=deed.by)
    return {"elected_on": on.isoformat(), "appointed": appointed}


def shift(deed: Deed) -> Mapping[str, Any]:
    """An extension lengthens the term; an early election is noted for the election to come."""
    if deed.step.code != "decide" or deed.way.code != "agree":
        return {}
    until = as_day(deed.past.value("request", "until"))
    if until is None:
        return {}
    if deed.past.value("request", "kind") == change.EARLY:
        return {change.EARLY: until.isoformat()}
    unit = Unit.objects.get(pk=deed.unit_id)
    document = str(deed.passing.values.get("document", ""))
    organisation.extend_term(unit, until=until, document=document, by=deed.by)
    return {change.EXTEND: until.isoformat()}


def papers(code: str, case_id: int, step: str) -> Iterable[Paper]:
    """What can be printed from an election: the list of its candidates and its papers."""
    yield Paper(name="候选人名单", url=reverse("terms:candidates", args=[case_id]))
    yield from drafts.offered(code, case_id, step)


ELECTION = Plugged(
    procedure=election.ELECTION,
    subjects=partial(queries.subjects, election.CODE),
    apply=elect,
    papers=partial(papers, election.CODE),
)
BY_ELECTION = Plugged(
    procedure=by_election.BY_ELECTION,
    subjects=partial(queries.subjects, by_election.CODE),
    apply=elect,
    papers=partial(papers, by_election.CODE),
)
CHANGE = Plugged(
    procedure=change.CHANGE, subjects=partial(queries.subjects, change.CODE), apply=shift
)
ALL = (ELECTION, BY_ELECTION, CHANGE)
