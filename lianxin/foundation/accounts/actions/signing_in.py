from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from lianxin.foundation.accounts import hashing, queries, rules, visits
from lianxin.foundation.accounts.actions.tries import admit_try, enter_try
from lianxin.foundation.accounts.events import SessionOpened, SignInFailed
from lianxin.foundation.accounts.models import Session, User, name_index
from lianxin.foundation.accounts.visits import Browser
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require

# One person at a desk, a phone and a hall; more open sessions than this end from the oldest.
MOST_SESSIONS = 5


@dataclass(frozen=True, kw_only=True)
class Entered:
    """Who came in, and the token for the browser to keep."""

    token: str
    user: User


class WrongNameOrPassword(Refused):
    sentence = "用户名、手机号或密码不正确。连续输错 5 次将暂停登录 15 分钟。"


class AccountIsBlocked(Refused):
    sentence = "这个账号已停用，不能登录。如需恢复，请联系本单位安全管理员。"


def sign_in(name: str, password: str, *, browser: Browser, by: Actor, at: datetime) -> Entered:
    """Open a session for whoever knows a name and its password.

    Five wrong passwords lock the name. A wrong try is kept, though the verb refuses.
    """
    require(rules.may_sign_in(by))
    with transaction.atomic():
        answer = _try(queries.plain_name(name), password, browser, by, at)
    if isinstance(answer, Refused):
        raise answer
    return answer


def _try(plain: str, password: str, browser: Browser, by: Actor, at: datetime) -> Entered | Refused:
    index = name_index("password", plain)
    admit_try(index, address=browser.address, at=at)
    user = queries.user_named(plain)
    right = hashing.matches(password, user.password if user else None)
    succeeded = right and user is not None and user.blocked_at is None
    locks = enter_try(index, address=browser.address, at=at, succeeded=succeeded)
    if user is None or not succeeded:
        publish(
            SignInFailed(
                unit_id=None,
                subject_id=user.pk if user else 0,
                address=browser.address or "",
                locks=locks,
                blocked=right,
            ),
            by=by,
        )
        return AccountIsBlocked() if right else WrongNameOrPassword()
    return _open_session(user, browser, by, at)


def _open_session(user: User, browser: Browser, by: Actor, at: datetime) -> Entered:
    """A session under a new token: what the browser brought along is never taken over."""
    token = visits.new_token()
    Session.objects.filter(zone=0, key=browser.key, ended_at=None).update(ended_at=at)
    Session.objects.create(
        key=visits.digest(token),
        user=user,
        started_at=at,
        seen_at=at,
        address=browser.address,
        agent=browser.agent,
    )
    surplus = [session.key for session in queries.open_sessions(user, at=at)[MOST_SESSIONS:]]
    ended = Session.objects.filter(zone=0, key__in=surplus).update(ended_at=at) if surplus else 0
    publish(
        SessionOpened(unit_id=None, subject_id=user.pk, address=browser.address or "", ended=ended),
        by=replace(by, user_id=user.pk, name=user.name, via="web"),
    )
    return Entered(token=token, user=user)
