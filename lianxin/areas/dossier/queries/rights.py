"""Whose rights as a member are limited by discipline (留党察看: no vote, no election)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from lianxin.areas.dossier.catalogue import NOTE, WITHOUT_VOTE
from lianxin.areas.dossier.models import Item
from lianxin.foundation.core.days import months_later
from lianxin.foundation.core.many import among

#: From the day of the decision until the day before the second one: the probation is over, or it
#: was lifted.
Span = tuple[date, date]


def without_vote(unit_ids: Collection[int]) -> dict[int, dict[int, list[Span]]]:
    """{unit: {member: the times of his probation within the Party}}, in one statement.

    For rules alone: what was done lies under seal, and is shown by `open_sealed` only.
    """
    notes = Item.objects.standing().filter(
        kind=NOTE, member__unit__in=among(list(unit_ids), "int8")
    )
    found: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for note in notes.select_related("member"):
        months = WITHOUT_VOTE.get(str(note.values().get("measure")))
        if months is not None:
            over = months_later(note.on, months)
            until = min(over, note.effect_ends or over)
            found[note.member.unit_id][note.member_id].append((note.on, until))
    return found
