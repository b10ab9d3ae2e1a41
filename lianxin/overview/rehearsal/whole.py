"""The whole invented hospital, in the one order in which its parts can be made."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lianxin.foundation.procedures.models import Case
from lianxin.overview.rehearsal.admissions import begin
from lianxin.overview.rehearsal.demo import Hospital, build
from lianxin.overview.rehearsal.elections import prepare
from lianxin.overview.rehearsal.files import keep_files
from lianxin.overview.rehearsal.moves import move
from lianxin.overview.rehearsal.party_life import MONTHS, live


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What came to be: the hospital, its meetings, entries of files, cases."""

    hospital: Hospital
    meetings: int
    election: Case
    entries: int
    admissions: int
    moves: int


@transaction.atomic
def rehearse(*, at: datetime, months: int = MONTHS) -> Rehearsal:
    """Everybody is there before his file is filled, and people move last."""
    made = build(at=at)
    return Rehearsal(
        hospital=made,
        meetings=live(made, months=months),
        election=prepare(made),
        entries=keep_files(made),
        admissions=begin(made),
        moves=move(made),
    )
