"""Who may be chosen for a post: the roll's people, colleagues in posts, an account by its name."""

from django.db.models import Q

from lianxin.foundation.accounts.models import User, phone_index
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.grants import reach
from lianxin.foundation.organisation.models import Appointment, Unit
from lianxin.foundation.organisation.people import Person, offered
from lianxin.foundation.organisation.rules import Can

MOST = 20


def candidates(by: Actor, unit: Unit, text: str) -> list[Person]:
    """People for a post at the unit. A stranger is found by exact user name or telephone only,
    so that typing does not list the accounts of the house."""
    text = text.strip()
    found = [*_named(text), *offered(by, unit, text), *_colleagues(by, text)]
    once = {person.user_id: person for person in reversed(found)}
    return list(reversed(once.values()))[:MOST]


def account_of(text: str) -> User | None:
    """The open account with exactly this user name or telephone."""
    named = Q(username=text) | Q(phone_index=phone_index(text))
    return User.objects.filter(named, blocked_at=None).first() if text else None


def _named(text: str) -> list[Person]:
    user = account_of(text)
    return [Person(user_id=user.pk, name=user.name, note=user.username)] if user else []


def _colleagues(by: Actor, text: str) -> list[Person]:
    posts = Appointment.objects.filter(
        reach(by, Can.VIEW), user__name__contains=text, user__blocked_at=None
    )
    rows = posts.select_related("user", "unit").order_by("-starts_on", "pk")[:MOST]
    return [
        Person(
            user_id=post.user_id,
            name=post.user.name,
            note=f"{post.unit.short_name} · {post.post_of.name}",
        )
        for post in rows
    ]
