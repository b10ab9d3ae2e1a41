import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from lianxin.foundation.accounts import hashing, passwords, queries, rules
from lianxin.foundation.accounts.events import AccountBatchOpened, AccountOpened
from lianxin.foundation.accounts.models import User, phone_index
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require

USERNAME = re.compile(r"[\w.-]{2,60}")
BATCH = 1000


class NameTaken(Refused):
    sentence = "这个用户名或手机号已开通账号。请换一个，或在账号管理中查找已有账号。"


class BadUsername(Refused):
    sentence = (
        "用户名应为 2 至 60 位字母、数字、汉字或 . _ -，且不能是手机号的样子。请换一个用户名。"
    )


@dataclass(frozen=True, kw_only=True)
class AccountLine:
    """One person to be given an account; without a user name one is made from the name."""

    name: str
    phone: str = ""
    username: str = ""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """An account and the one-time password to be handed over; it is kept nowhere."""

    user: User
    password: str


@transaction.atomic
def open_account(*, username: str, name: str, phone: str, password: str, by: Actor) -> User:
    """Open an account whose first password must be changed at the first sign-in."""
    require(rules.may_open_account(by))
    username, phone = queries.plain_name(username), queries.plain_name(phone)
    _check_usernames([username])
    _check_free([username], [phone_index(phone)] if phone else [])

    user = _account(AccountLine(username=username, name=name, phone=phone))
    user.set_password(password or None)
    user.save()

    publish(AccountOpened(unit_id=None, subject_id=user.pk, username=username), by=by)
    return user


@transaction.atomic
def open_accounts(lines: Iterable[AccountLine], *, by: Actor) -> list[Opened]:
    """Open an account for each person, all or none, each with a one-time password of its own.

    The pairs come back in the order of the lines.
    """
    require(rules.may_open_account(by))
    named = _named(list(lines))
    if not named:
        return []
    users = [_account(line) for line in named]
    _check_usernames([user.username for user in users])
    _check_free(
        [user.username for user in users],
        [bytes(user.phone_index) for user in users if user.phone_index],
    )

    opened = [Opened(user=user, password=passwords.initial()) for user in users]
    for each in opened:
        each.user.password = hashing.hash_random(each.password)
    User.objects.bulk_create(users, batch_size=BATCH)

    ids = tuple(user.pk for user in users)
    publish(AccountBatchOpened(unit_id=None, subject_id=ids[0], user_ids=ids), by=by)
    return opened


def _account(line: AccountLine) -> User:
    phone = queries.plain_name(line.phone)
    return User(
        username=queries.plain_name(line.username),
        name=line.name.strip(),
        phone=phone,
        phone_index=phone_index(phone) if phone else None,
    )


def _named(lines: list[AccountLine]) -> list[AccountLine]:
    """Every line with a user name."""
    made = iter(queries.free_usernames(line.name for line in lines if not line.username))
    return [
        AccountLine(name=line.name, phone=line.phone, username=line.username or next(made))
        for line in lines
    ]


def _check_usernames(usernames: Iterable[str]) -> None:
    for username in usernames:
        if not USERNAME.fullmatch(username) or queries.is_phone(username):
            raise BadUsername


def _check_free(usernames: Sequence[str], phones: Sequence[bytes]) -> None:
    twice = len(set(usernames)) < len(usernames) or len(set(phones)) < len(phones)
    taken = Q(username__in=usernames) | Q(phone_index__in=phones)
    if twice or User.objects.filter(taken).exists():
        raise NameTaken
