"""The socket where rooms above put deeds into the menu of a member's page.

    acts.plug(Act(label="转接组织关系", icon="arrow-left-right", page="transfers:begin", may=…))

The roll knows its own deeds; what needs a procedure is begun in the room that owns it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor


@dataclass(frozen=True, kw_only=True)
class Act:
    """One line of the menu; `page` takes the member's id, `may` is asked for this very member."""

    label: str
    icon: str
    page: str
    may: Callable[[Actor, Member], bool]
    is_grave: bool = False


@dataclass(frozen=True, kw_only=True)
class Offered:
    label: str
    icon: str
    url: str
    is_grave: bool


_plugged: list[Act] = []


def plug(*acts: Act) -> None:
    """A room puts its deeds into the menu when it starts."""
    _plugged.extend(act for act in acts if act not in _plugged)


def offered(by: Actor, member: Member) -> list[Offered]:
    """What may be begun for this member by this actor, grave things last."""
    found = [
        Offered(
            label=act.label, icon=act.icon, url=reverse(act.page, args=[member.pk]),
            is_grave=act.is_grave,
        )
        for act in _plugged
        if act.may(by, member)
    ]  # fmt: skip
    return sorted(found, key=lambda each: each.is_grave)
