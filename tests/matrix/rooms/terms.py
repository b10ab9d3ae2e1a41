"""Elections of the branch Pier: a case at the step of nomination, one with a vote being counted."""

from typing import Any

from django.utils.timezone import localdate, now

from lianxin.areas.terms import actions
from lianxin.areas.terms.actions import Ballot
from lianxin.areas.terms.catalogue import Tally, Votes
from lianxin.areas.terms.models import Candidate, Exclusion, Poll
from lianxin.foundation.accounts.models import User
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures import actions as procedures
from lianxin.foundation.procedures.catalogue import Passing
from lianxin.foundation.procedures.models import Case
from tests.cast import HOUSE, actor
from tests.matrix.addresses import KEEPERS, Address, World, post, to, unit
from tests.matrix.answers import REFUSAL, Sight
from tests.matrix.people import MEMBER

VALUES: dict[str, dict[str, Any]] = {
    "remind": {"how": "letter"},
    "plan": {"deputies": None, "form": "members", "planned_on": localdate().isoformat()},
    "request": {"document": "1 号"},
    "reply": {"document": "2 号"},
    "nominate": {"manner": "branch", "inspection": "合格"},
    "candidates_request": {"document": "3 号"},
    "candidates_reply": {"document": "4 号"},
}


def started(world: World) -> Case:
    """Pier elects its secretary; Zhou stands."""
    pier, today = world.cast.pier, localdate()
    case = procedures.open_case("election", pier.pk, unit=pier, on=today, by=HOUSE, at=now())
    for step in ("remind", "plan", "request", "reply"):
        case = _pass(case, step)
    actions.put_up(case, world.cast.zhou_member, office="secretary", by=HOUSE)
    return case


def _pass(case: Case, step: str) -> Case:
    way = case.step_of.ways[0].code
    passing = Passing(step=step, way=way, held_on=localdate(), values=VALUES[step])
    return procedures.pass_step(case, passing, by=HOUSE, at=now())


def counting(world: World) -> Poll:
    """The vote of the members; Chen and Wang count."""
    case = started(world)
    for step in ("nominate", "candidates_request", "candidates_reply"):
        case = _pass(case, step)
    ballot = Ballot(present=3, tellers=[world.cast.chen.pk, world.cast.wang.pk])
    return actions.open_poll(case, "secretary", ballot, by=HOUSE, at=now())


def case(world: World) -> dict[str, Any]:
    return {"case_id": started(world).pk}


def candidate(world: World) -> dict[str, Any]:
    one = started(world)
    return {"case_id": one.pk, "candidate_id": Candidate.objects.get(case=one).pk}


def exclusion(world: World) -> dict[str, Any]:
    one = started(world)
    given = Exclusion.objects.create(
        case=one, member=world.cast.chen_member, ground="ill", document="5 号",
        resolved_on=localdate(),
    )  # fmt: skip
    return {"case_id": one.pk, "exclusion_id": given.pk}


def voting(world: World) -> dict[str, Any]:
    return {"case_id": counting(world).case_id, "office": "secretary"}


def poll(world: World) -> dict[str, Any]:
    return {"poll_id": counting(world).pk}


def leaving(world: World) -> dict[str, Any]:
    return {
        "member": world.cast.chen_member.pk, "ground": "ill", "document": "5 号",
        "resolved_on": localdate().isoformat(),
    }  # fmt: skip


def _count(poll: Poll, user: User, favour: int) -> None:
    votes = {key: Votes(favour=favour, against=3 - favour) for key in poll.keys}
    tally = Tally(issued=3, returned=3, votes=votes)
    actions.enter_count(poll, tally, by=actor(user), at=now())


def differing(world: World) -> dict[str, Any]:
    """The two tellers do not agree."""
    one = counting(world)
    _count(one, world.cast.wang, 3)
    _count(one, world.cast.chen, 2)
    return {"poll_id": one.pk}


def decided(world: World) -> dict[str, Any]:
    one = counting(world)
    for user in (world.cast.wang, world.cast.chen):
        _count(one, user, 3)
    return {"case_id": one.case_id}


def differing_case(world: World) -> dict[str, Any]:
    return {"case_id": Poll.objects.get(pk=differing(world)["poll_id"]).case_id}


def begun(world: World) -> dict[str, Any]:
    """A branch with a committee that has just been reminded."""
    Unit.objects.filter(pk=world.cast.pier.pk).update(has_committee=True)
    pier, today = world.cast.pier, localdate()
    one = procedures.open_case("election", pier.pk, unit=pier, on=today, by=HOUSE, at=now())
    return {"case_id": _pass(one, "remind").pk}


SIGHTS = {
    "the plan of an election": Sight("procedures:case", kwargs=begun),
    "a meeting that elects": Sight("procedures:case", kwargs=decided),
    "a vote decided": Sight("terms:polls", kwargs=decided),
    "two tellers differ": Sight("terms:polls", kwargs=differing_case),
    "a teller counts again": Sight("terms:count", MEMBER, kwargs=differing),
    "units whose term is unknown": Sight("terms:board", body=lambda _: {"state": "unknown"}),
}
ADDRESSES = {
    "terms:board": Address(KEEPERS, kwargs=unit),
    "terms:start": Address(KEEPERS, kwargs=unit),
    "terms:candidates": Address(KEEPERS, kwargs=case),
    "terms:take_down": post(KEEPERS, kwargs=candidate),
    "terms:leave_out": post(KEEPERS, kwargs=case, body=leaving),
    "terms:count_in": post(KEEPERS, kwargs=exclusion),
    "terms:polls": Address(KEEPERS, kwargs=case),
    "terms:open_poll": Address(KEEPERS, kwargs=voting),
    "terms:duties": post(KEEPERS, kwargs=case),
    "terms:set_aside": Address(KEEPERS, kwargs=poll),
    "terms:fewer": Address(
        KEEPERS, kwargs=poll, method="POST", body=lambda _: {"agreed": "3"}, shows=REFUSAL
    ),
    "terms:count": Address(to(MEMBER) | to("own"), kwargs=poll),
}
