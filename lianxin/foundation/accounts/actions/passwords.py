from datetime import datetime

from django.db import transaction

from lianxin.foundation.accounts import hashing, passwords, rules
from lianxin.foundation.accounts.actions.sessions import end_sessions, rotate
from lianxin.foundation.accounts.actions.tries import admit_try, enter_try
from lianxin.foundation.accounts.events import PasswordChanged, PasswordMistyped, PasswordReset
from lianxin.foundation.accounts.models import User, name_index
from lianxin.foundation.accounts.visits import Browser
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require


class WrongPassword(Refused):
    sentence = "原密码不正确，请重新输入。连续输错 5 次将暂停尝试 15 分钟。"


class WeakPassword(Refused):
    sentence = passwords.RULE


def change_password(
    user: User, old: str, new: str, *, browser: Browser, by: Actor, at: datetime
) -> str:
    """Change one's own password; the session gets a new token and all others end."""
    require(rules.may_keep(by, user.pk))
    with transaction.atomic():
        right = _knows(user, old, browser, by, at)
        if right:
            token = _change(user, new, browser, by, at)
    if not right:
        raise WrongPassword
    return token


def _knows(user: User, old: str, browser: Browser, by: Actor, at: datetime) -> bool:
    index = name_index("own_password", str(user.pk))
    admit_try(index, address=browser.address, at=at)
    right = hashing.matches(old, user.password)
    locks = enter_try(index, address=browser.address, at=at, succeeded=right)
    if not right:
        publish(PasswordMistyped(unit_id=None, subject_id=user.pk, locks=locks), by=by)
    return right


def _change(user: User, new: str, browser: Browser, by: Actor, at: datetime) -> str:
    before = (user.password, user.password_before)
    fault = passwords.faults(new, username=user.username, phone=user.phone, before=before)
    if fault:
        raise WeakPassword(fault)

    user.password_before = user.password
    user.set_password(new)
    user.password_changed_at = at
    user.must_change_password = False
    user.save(
        update_fields=["password", "password_before", "password_changed_at", "must_change_password"]
    )
    end_sessions(user.pk, at=at, but=browser.key)
    token = rotate(browser.key, at=at)

    publish(PasswordChanged(unit_id=None, subject_id=user.pk), by=by)
    return token


@transaction.atomic
def reset_password(user: User, *, by: Actor, at: datetime) -> str:
    """Give somebody else a one-time password, to be changed at the next sign-in."""
    require(rules.may_manage_another(by, user.pk))
    password = passwords.initial()
    if user.password_changed_at is not None:
        user.password_before = user.password
    user.password = hashing.hash_random(password)
    user.must_change_password = True
    user.password_changed_at = None
    user.save(
        update_fields=["password", "password_before", "must_change_password", "password_changed_at"]
    )
    end_sessions(user.pk, at=at)

    publish(PasswordReset(unit_id=None, subject_id=user.pk), by=by)
    return password
