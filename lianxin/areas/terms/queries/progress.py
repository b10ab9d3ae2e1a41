"""How far candidates and votes of cases are, for many cases in a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from lianxin.areas.dossier.queries import without_vote
from lianxin.areas.members.models import Member
from lianxin.areas.terms.catalogue import (
    DEPRIVED,
    OFFICES,
    Contest,
    Due,
    Electorate,
    Office,
    Person,
    Plan,
    Progress,
    by_election,
    contest,
    election,
    electorate,
    stroke_key,
)
from lianxin.areas.terms.catalogue import (
    Exclusion as ExclusionValue,
)
from lianxin.areas.terms.models import Candidate, Duty, Exclusion, Poll
from lianxin.foundation.core.days import is_within
from lianxin.foundation.procedures.catalogue import Past
from lianxin.foundation.procedures.models import Case

PLANS = {election.CODE: election.plan_of, by_election.CODE: by_election.plan_of}
#: While a case stands at one of these steps its list of candidates is still open.
LISTING = {
    election.CODE: frozenset({"remind", "plan", "request", "reply", "nominate"}),
    by_election.CODE: frozenset({"plan", "request"}),
}


def plan_of(case: Case, past: Past) -> Plan:
    """What the case wants to elect."""
    return PLANS[case.procedure](past)


def list_is_open(case: Case) -> bool:
    return case.is_open and case.step in LISTING.get(case.procedure, frozenset())


def ballot_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Committee members by strokes of the surname; secretaries in the order approved."""
    return sorted(
        candidates,
        key=lambda each: (
            list(Office).index(Office(each.office)),
            0 if each.office == Office.COMMITTEE else each.rank,
            stroke_key(each.member.name),
        ),
    )


def contest_of(polls: Sequence[Poll]) -> Contest:
    """One office, from its votes in their order; there is at least one."""
    first, decided = polls[0], [poll for poll in polls if poll.counted is not None]
    began = Due(seats=first.seats, preliminary=first.preliminary, candidates=first.keys)
    votes = [(poll.value(), poll.counted) for poll in decided if poll.counted is not None]
    reduced = bool(decided) and decided[-1].agreed_fewer is not None
    return contest(began, votes, reduced=reduced)


@dataclass(kw_only=True)
class _Rows:
    """Everything of one case."""

    candidates: list[Candidate] = field(default_factory=list)
    polls: dict[str, list[Poll]] = field(default_factory=lambda: defaultdict(list))
    duties: dict[int, str] = field(default_factory=dict)
    deprived: set[int] = field(default_factory=set)


def progress_of(cases: Iterable[Case]) -> Mapping[int, Progress]:
    """{case: how far it is}."""
    cases = list(cases)
    rows: dict[int, _Rows] = {case.pk: _Rows() for case in cases}
    stood = Candidate.objects.filter(case__in=cases).select_related("member__unit")
    for candidate in stood.order_by("pk"):
        rows[candidate.case_id].candidates.append(candidate)
    for poll in Poll.objects.standing().filter(case__in=cases).order_by("number"):
        rows[poll.case_id].polls[poll.office].append(poll)
    for duty in Duty.objects.filter(case__in=cases):
        rows[duty.case_id].duties[duty.member_id] = duty.post
    deprived = Exclusion.objects.filter(case__in=cases, ground__in=sorted(DEPRIVED))
    for each in deprived.exclude(document=""):
        rows[each.case_id].deprived.add(each.member_id)
    contests = {
        case.pk: {office: contest_of(polls) for office, polls in rows[case.pk].polls.items()}
        for case in cases
    }
    people = _people(rows.values(), contests.values())
    return {case.pk: _progress(case, rows[case.pk], contests[case.pk], people) for case in cases}


def _people(
    rows: Iterable[_Rows], contests: Iterable[Mapping[str, Contest]]
) -> Mapping[str, Member]:
    """Everybody who stands or was elected, written in or not."""
    known = {str(each.member_id): each.member for row in rows for each in row.candidates}
    elected = {
        int(key) for found in contests for each in found.values() for key in each.elected
    } - {int(key) for key in known}
    others = Member.objects.filter(pk__in=elected) if elected else ()
    return {**known, **{str(member.pk): member for member in others}}


def _progress(
    case: Case, rows: _Rows, contests: Mapping[str, Contest], people: Mapping[str, Member]
) -> Progress:
    standing: dict[str, list[str]] = defaultdict(list)
    for each in ballot_order(rows.candidates):
        standing[each.office].append(str(each.member_id))
    elected = {office: found.elected for office, found in contests.items() if found.is_decided}
    leaders = {*elected.get(Office.SECRETARY, ()), *elected.get(Office.DEPUTY, ())}
    everybody = dict.fromkeys(key for keys in elected.values() for key in keys)
    workless = [
        key
        for key in elected.get(Office.COMMITTEE, ())
        if key not in leaders and int(key) not in rows.duties
    ]
    return Progress(
        candidates={office: tuple(keys) for office, keys in standing.items()},
        flaws=tuple(dict.fromkeys(_unfit(case, rows))),
        contests=contests,
        names={key: member.name for key, member in people.items()},
        without_post=tuple(people[key].name for key in workless),
        without_account=tuple(people[key].name for key in everybody if people[key].user_id is None),
        candidates_url=reverse("terms:candidates", args=[case.pk]),
        polls_url=reverse("terms:polls", args=[case.pk]),
    )


def _unfit(case: Case, rows: _Rows) -> Iterable[str]:
    """Why somebody on the list may not be elected."""
    for each in ballot_order(rows.candidates):
        member = each.member
        if member.status != "normal" or not member.unit.path.startswith(case.unit.path):
            yield f"{member.name}已不在本组织名册上，不能作候选人。"
        elif member.category != "formal":
            yield f"{member.name}是{member.get_category_display()}，没有被选举权。"
        elif member.pk in rows.deprived:
            yield f"{member.name}没有被选举权，不能作{OFFICES[each.office]}候选人。"


# ── who may vote ─────────────────────────────────────────────────────────────────────────────


def voters_of(case: Case, *, today: date) -> Electorate:
    """Everybody on the roll of the unit in his place, in the order of strokes. Whoever is on
    probation within the Party (留党察看), as his file says, has no vote, entered here or not."""
    rows = list(
        Member.objects.under(case.unit.path)
        .in_force()
        .in_the_party()
        .values_list("pk", "name", "category", "status", "unit_id")
    )
    people = [
        Person(key=str(pk), name=name, category=category, status=status)
        for pk, name, category, status, _ in rows
    ]
    people.sort(key=lambda person: stroke_key(person.name))
    limited = without_vote({unit for *_, unit in rows})
    filed = [
        ExclusionValue(key=str(member), ground="probation", document=AS_FILED)
        for members in limited.values()
        for member, spans in members.items()
        if is_within(spans, today)
    ]
    decided = [_value(each) for each in Exclusion.objects.filter(case=case)]
    return electorate(people, [*decided, *filed])


#: What stands for the document that the file keeps under its seal.
AS_FILED = "见本人档案"


def _value(each: Exclusion) -> ExclusionValue:
    return ExclusionValue(
        key=str(each.member_id),
        ground=each.ground,
        document=each.document,
        resolved_on=each.resolved_on,
    )
