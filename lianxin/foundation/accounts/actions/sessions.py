from datetime import datetime

from django.db import transaction

from lianxin.foundation.accounts import rules, visits
from lianxin.foundation.accounts.events import SessionEnded, SessionRevoked
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require


@transaction.atomic
def sign_out(session: Session, *, by: Actor, at: datetime) -> None:
    """End the session one is in. Ending it twice changes nothing."""
    require(rules.may_keep(by, session.user_id))
    if end_sessions(session.user_id, at=at, only=bytes(session.key)):
        publish(SessionEnded(unit_id=None, subject_id=session.user_id), by=by)


@transaction.atomic
def revoke_session(session: Session, *, by: Actor, at: datetime) -> None:
    """End one of one's own sessions from another."""
    require(rules.may_keep(by, session.user_id))
    if end_sessions(session.user_id, at=at, only=bytes(session.key)):
        publish(SessionRevoked(unit_id=None, subject_id=session.user_id, ended=1), by=by)


@transaction.atomic
def revoke_other_sessions(user: User, *, key: bytes, by: Actor, at: datetime) -> int:
    """End all of one's own sessions but the one with this key."""
    require(rules.may_keep(by, user.pk))
    ended = end_sessions(user.pk, at=at, but=key)
    if ended:
        publish(SessionRevoked(unit_id=None, subject_id=user.pk, ended=ended), by=by)
    return ended


def end_sessions(user_id: int, *, at: datetime, only: bytes = b"", but: bytes = b"") -> int:
    """End the open sessions of a person: one, all but one, or all."""
    sessions = Session.objects.filter(zone=0, user_id=user_id, ended_at=None)
    if only:
        sessions = sessions.filter(key=only)
    if but:
        sessions = sessions.exclude(key=but)
    return sessions.update(ended_at=at)


def rotate(key: bytes, *, at: datetime, passed_second_factor: bool = False) -> str:
    """Put a session under a new token, so that one known from before is worth nothing.

    The key is part of the primary key: a change is a deletion and an insertion.
    """
    session = Session.objects.get(zone=0, key=key)
    Session.objects.filter(zone=0, key=key).delete()
    token = visits.new_token()
    session.key = visits.digest(token)
    session.seen_at = at
    if passed_second_factor:
        session.second_factor_at = at
    session.save(force_insert=True)
    return token
