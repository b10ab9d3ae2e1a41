"""One search for people, units and meetings, within what the seeker may see."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localdate

from lianxin.areas.meetings.models import Meeting
from lianxin.areas.members import queries as members
from lianxin.areas.members.models import Member
from lianxin.areas.members.rules import Can as Members
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.organisation import queries as organisation
from lianxin.foundation.organisation.grants import may_anywhere
from lianxin.foundation.organisation.models import Unit

SHOWN = 20
MEETINGS = 10
PLACES = 3
LONGEST = 40


@dataclass(frozen=True, kw_only=True)
class Found:
    """What answers to a few words, by kind."""

    people: list[Member] = field(default_factory=list)
    units: list[organisation.Found] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    more_people: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.people or self.units or self.meetings)


def search(by: Actor, text: str, *, at: datetime) -> Found:
    """People by name or its sound, units by name, sound or code, meetings by title."""
    words = " ".join("".join(filter(str.isprintable, text)).split())[:LONGEST]
    if not words:
        return Found()
    places = _places(by)
    return Found(
        people=[person for unit in places for person in _people(unit, words, at)][:SHOWN],
        units=organisation.search(by, words).units,
        meetings=[meeting for unit in places for meeting in _meetings(unit, words)][:MEETINGS],
    )


def _places(by: Actor) -> list[Unit]:
    """The outermost units whose rolls one sees."""
    if not may_anywhere(by, Members.VIEW):
        return []
    paths = by.reach.get(Members.VIEW, ())[:PLACES]
    return list(Unit.objects.filter(path__in=paths).order_by("path"))


def _people(unit: Unit, words: str, at: datetime) -> list[Member]:
    asked = members.Filter.of({"q": words})
    unknown = members.Figures(numbers={})
    page = members.listed(unit, asked, Cursor(size=SHOWN), unknown, today=localdate(at))
    return page.rows


def _meetings(unit: Unit, words: str) -> list[Meeting]:
    found = Meeting.objects.under(unit.path).filter(title__contains=words)
    return list(found.select_related("unit").order_by("-starts_at")[:MEETINGS])
