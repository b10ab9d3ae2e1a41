"""Letters that people bring from outside: who enters them."""

from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation.models import Unit


class TakesNoLetters(Refused):
    sentence = "转入介绍信由有审批预备党员权限的党委登记。请到上级党委办理。"


def taking_letters(unit: Unit) -> Unit:
    """The committee itself, if it enters letters from outside; refused otherwise."""
    if not unit.approves_members:
        raise TakesNoLetters
    return unit
