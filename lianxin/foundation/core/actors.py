"""Who acts. Every change in the house is made *by* an actor."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

from django.http import HttpRequest


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A person, or a job of the house, with the places where it holds each permission.

    `reach` maps a permission to the tree paths it holds at (and below); it is read once per
    request, so that asking "may he?" costs no statement.
    """

    user_id: int | None
    name: str
    via: str = "web"
    reach: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    home_id: int | None = None
    home_name: str = ""

    @classmethod
    def system(cls, job: str) -> Self:
        """The house itself, acting through a background job or a command."""
        return cls(user_id=None, name=job, via="system")

    @classmethod
    def nameless(cls) -> Self:
        """A visitor who has not signed in."""
        return cls(user_id=None, name="访客", via="visitor")

    @property
    def is_system(self) -> bool:
        return self.via == "system"


class ActorRequest(HttpRequest):
    """A request whose actor the middleware has set."""

    actor: Actor


View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Marks a view that visitors without a name may open; all others ask to sign in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def door(view: View) -> View:
    """Marks a view that stands before the rest of the house: second factor, first password."""
    view.is_a_door = True  # type: ignore[attr-defined]
    return view
