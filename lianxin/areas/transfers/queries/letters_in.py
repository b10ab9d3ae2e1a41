"""Letters that people bring from outside: who enters them, and whether somebody did already."""

from datetime import date
from unicodedata import normalize

from django.db.models import Q

from lianxin.areas.members.models import id_index
from lianxin.areas.transfers import rules
from lianxin.areas.transfers.catalogue import ARRIVAL
from lianxin.areas.transfers.catalogue.arriving import faults_of_letter
from lianxin.areas.transfers.catalogue.numbers import LETTER_MONTHS, LETTERS_ON
from lianxin.areas.transfers.models import Arrival
from lianxin.areas.transfers.queries.floating import numbers_at
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.procedures.catalogue import Flaw
from lianxin.foundation.procedures.models import Case


class TakesNoLetters(Refused):
    sentence = "转入介绍信由有审批预备党员权限的党委登记。请到上级党委办理。"


def taking_letters(unit: Unit) -> Unit:
    """The committee itself, if it enters letters from outside; refused otherwise."""
    if not unit.approves_members:
        raise TakesNoLetters
    return unit


def misfits(
    unit: Unit, *, issued_on: date | None, valid_until: date | None, shown_on: date
) -> list[Flaw]:
    """What does not fit in the days of a letter handed in at a unit, by the numbers of that day."""
    months = numbers_at(unit, on=max(shown_on, LETTERS_ON)).value(LETTER_MONTHS)
    return list(
        faults_of_letter(
            issued_on=issued_on, valid_until=valid_until, shown_on=shown_on, months=months
        )
    )


def entered_before(*, number: str, origin: str, id_number: str, by: Actor) -> tuple[str, str]:
    """(field, sentence) where this letter was entered before, or this person is on his way in by
    another; two empty texts where neither is so.

    The whole house is asked. Of what the actor does not see, only that it is there is said.
    """
    same_person = Q(id_index=id_index(id_number)) if id_number else Q(pk=None)
    found = Arrival.objects.filter(Q(number=number) | same_person).select_related("unit")
    arrivals = {each.pk: each for each in found.order_by("pk")}
    cases = Case.objects.filter(procedure=ARRIVAL.code, subject_id__in=arrivals)
    held = cases.filter(state__in=(Case.State.OPEN, Case.State.DONE)).select_related("desk")
    for case in held.order_by("pk"):
        earlier = arrivals[case.subject_id]
        if earlier.number == number and _plain(earlier.origin) == _plain(origin):
            return "number", _letter_sentence(earlier, case, by)
        if case.is_open and id_number and earlier.id_number == id_number:
            return "id_number", _person_sentence(earlier, case, by)
    return "", ""


def _plain(name: str) -> str:
    """A committee's name, however it was typed."""
    return "".join(normalize("NFKC", name).split()).removeprefix("中共")


def _letter_sentence(earlier: Arrival, case: Case, by: Actor) -> str:
    if not rules.may_view(by, at=earlier.unit):
        return "这封介绍信已由本系统的另一个党委登记，请与上级党组织核对，不要重复登记。"
    return (
        f"这封介绍信 {earlier.shown_on:%Y-%m-%d} 已经登记（{earlier.name}），{_where(case)}。"
        "请在“组织关系转接”里办理原来那一件，不要重复登记。"
    )


def _person_sentence(earlier: Arrival, case: Case, by: Actor) -> str:
    if not rules.may_view(by, at=earlier.unit):
        return "此人的介绍信已由本系统的另一个党委登记，请与上级党组织核对，不要重复登记。"
    return (
        f"{earlier.name} {earlier.shown_on:%Y-%m-%d} 已凭介绍信 {earlier.number} 登记，"
        f"{_where(case)}。请先办结或退回原来那一件。"
    )


def _where(case: Case) -> str:
    return f"现在由{case.desk.short_name}办理" if case.is_open else "已经办结"
