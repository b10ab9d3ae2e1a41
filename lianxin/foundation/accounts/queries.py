"""Questions about accounts: is the name locked, who has this name, which sessions are open."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from lianxin.foundation.accounts.models import Attempt, Session, User, name_index, phone_index
from lianxin.foundation.accounts.visits import LONGEST, idle_limit
from lianxin.foundation.core.pinyin import name_key

WRONG_TRIES = 5
WITHIN = timedelta(minutes=15)
LOCKED_FOR = timedelta(minutes=15)
# A whole office may stand behind one address, so it is given more room than a name.
WRONG_FROM_ADDRESS = 60

PHONE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")


def plain_name(typed: str) -> str:
    """What was typed as user name or phone number, in the one form it is looked up and counted:
    spaces, dashes, +86, full-width letters and case are forgiven."""
    folded = typed.strip().translate(NARROW).casefold()
    digits = PHONE.fullmatch(re.sub(r"[\s-]", "", folded))
    return digits[1] if digits else folded


NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}


def is_phone(name: str) -> bool:
    return PHONE.fullmatch(name) is not None


def user_named(plain: str) -> User | None:
    """The account with this user name or phone number."""
    if is_phone(plain):
        return User.objects.filter(phone_index=phone_index(plain)).first()
    return User.objects.filter(username=plain).first()


def locked_until(index: bytes, *, at: datetime) -> datetime | None:
    """Until when a name is locked, if it is: five wrong tries in a row within fifteen minutes.

    While a name is locked no try is entered, so the newest five say it all.
    """
    newest = list(
        Attempt.objects.filter(zone=0, name_index=index)
        .order_by("-at", "-id")
        .values_list("at", "succeeded")[:WRONG_TRIES]
    )
    return lock_of(newest, at=at)


def lock_of(newest: list[tuple[datetime, bool]], *, at: datetime) -> datetime | None:
    """The rule itself, over the newest tries of a name, newest first."""
    if len(newest) < WRONG_TRIES or any(succeeded for _, succeeded in newest):
        return None
    last, fifth = newest[0][0], newest[-1][0]
    until = last + LOCKED_FOR
    return until if last - fifth < WITHIN and at < until else None


def is_flooding(address: str | None, *, at: datetime) -> bool:
    """Whether too many wrong tries came from this address lately, for whatever names."""
    if address is None:
        return False
    wrong = Attempt.objects.filter(
        zone=0, address=address, at__gt=at - WITHIN, succeeded=False
    ).values_list("zone")[:WRONG_FROM_ADDRESS]
    return len(wrong) >= WRONG_FROM_ADDRESS


def open_sessions(user: User, *, at: datetime) -> QuerySet[Session]:
    """Where somebody is signed in, the last used first."""
    return (
        Session.objects.open(since=at - idle_limit(), oldest=at - LONGEST)
        .filter(user=user)
        .order_by("-seen_at")
    )


def free_usernames(names: Iterable[str]) -> list[str]:
    """A free user name for each person, from how the name sounds: wanghaiping, wanghaiping2."""
    bases = [name_key(name).replace(" ", "")[:40] or "user" for name in names]
    taken = set(
        User.objects.extra(
            where=["rtrim(username, '0123456789') = any(%s)"], params=[sorted(set(bases))]
        ).values_list("username", flat=True)
    )
    chosen = []
    for base in bases:
        username, number = base, 1
        while username in taken:
            number += 1
            username = f"{base}{number}"
        taken.add(username)
        chosen.append(username)
    return chosen


def found_accounts(accounts: QuerySet[User], text: str) -> QuerySet[User]:
    """Accounts whose user name or name begins so, or whose phone number this is."""
    plain = plain_name(text)
    if not plain:
        return accounts
    if is_phone(plain):
        return accounts.filter(phone_index=phone_index(plain))
    last = chr(0x10FFFF)
    by_username = {"username__gte": plain, "username__lt": plain + last}
    by_name = {"name__gte": text.strip(), "name__lt": text.strip() + last}
    ids = (
        User.objects.filter(**by_username)
        .values("pk")
        .union(User.objects.filter(**by_name).values("pk"))
    )
    return accounts.filter(pk__in=ids)


@dataclass(frozen=True, kw_only=True)
class AccountsPage:
    """Fifty accounts in the order of user names, and where the next page begins."""

    rows: list[User]
    next: str
    later: bool


PAGE = 50
STATES: dict[str, Q] = {
    "": Q(),
    "blocked": Q(blocked_at__isnull=False),
    "first": Q(must_change_password=True),
    "no_second_factor": Q(second_factor_at=None),
}


def accounts_page(
    accounts: QuerySet[User], *, q: str = "", state: str = "", after: str = ""
) -> AccountsPage:
    found = found_accounts(accounts.filter(STATES[state]), q)
    if after:
        found = found.filter(username__gt=after)
    rows = list(found.order_by("username")[: PAGE + 1])
    more = len(rows) > PAGE
    rows = rows[:PAGE]
    return AccountsPage(rows=rows, next=rows[-1].username if more else "", later=bool(after))


def account_locked_until(user: User, *, at: datetime) -> datetime | None:
    """Until when the account's names are locked, whichever of them was tried."""
    names = [("password", user.username), ("second_factor", str(user.pk))]
    if user.phone:
        names.append(("password", user.phone))
    locks = (locked_until(name_index(what, name), at=at) for what, name in names)
    return max((lock for lock in locks if lock), default=None)
