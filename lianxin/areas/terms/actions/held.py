"""The case an election verb works in, held still. Not verbs themselves."""

from lianxin.areas.terms.models import Poll
from lianxin.foundation.core.locks import locked_row
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.procedures.models import Case


class CaseIsClosed(Refused):
    sentence = "这次换届（补选）已经办结，不能再修改。"


class VotingHasBegun(Refused):
    sentence = "已经开始选举，应到会人数不能再改动。确有差错的，请先作废已登记的选举。"


def hold(case: Case) -> Case:
    """The case as it stands now, locked, and open."""
    found = locked_row(Case.objects.select_related("unit", "desk"), case.pk)
    if not found.is_open:
        raise CaseIsClosed
    return found


def not_voting(case: Case) -> None:
    """Refuse once a vote was opened: the electorate stands still."""
    if Poll.objects.standing().filter(case=case).exists():
        raise VotingHasBegun
