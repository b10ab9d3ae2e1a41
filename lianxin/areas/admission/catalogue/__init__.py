"""发展党员: the 25 steps of the regulation, its numbers and its days, as plain values."""

from lianxin.areas.admission.catalogue import beginning, candidate, joining, midway, probation
from lianxin.areas.admission.catalogue.days import (
    candidate_from,
    cultivated_from,
    cultivated_until,
    joined_on,
    probation_until,
    was_extended,
    years_old,
)
from lianxin.areas.admission.catalogue.keys import Can
from lianxin.areas.admission.catalogue.numbers import REGULATION, RULES
from lianxin.areas.admission.catalogue.parts import COMMITTEE_VOTE, MEETING_VOTE
from lianxin.foundation.procedures.catalogue import Phase, Procedure

ADMISSION = Procedure(
    code="admission",
    name="发展党员",
    icon="sprout",
    view=Can.VIEW,
    keep=Can.KEEP,
    law="《中国共产党发展党员工作细则》（2014）。标 * 的条目号待对照原文核实。",
    phases=(
        Phase(code="applying", name="申请入党"),
        Phase(code="activist", name="入党积极分子"),
        Phase(code="candidate", name="发展对象"),
        Phase(code="joining", name="接收预备党员"),
        Phase(code="probation", name="预备期"),
        Phase(code="full", name="转正归档"),
    ),
    steps=(*beginning.STEPS, *candidate.STEPS, *joining.STEPS, *probation.STEPS),
)

__all__ = [
    "ADMISSION",
    "COMMITTEE_VOTE",
    "MEETING_VOTE",
    "REGULATION",
    "RULES",
    "Can",
    "candidate_from",
    "cultivated_from",
    "cultivated_until",
    "joined_on",
    "midway",
    "probation_until",
    "was_extended",
    "years_old",
]
