from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lianxin.areas.members import catalogue, queries, rules
from lianxin.areas.members.events import AccountsOpened
from lianxin.areas.members.models import Member
from lianxin.foundation.accounts import actions as accounts
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit

MOST = 500


class TooManyAccounts(Refused):
    sentence = f"一次最多为 {MOST} 人开通账号。请缩小筛选范围后分批办理。"


class NobodyToOpenFor(Refused):
    sentence = "所选人员都已有账号，或没有可用的手机号。请先在其信息页登记本人手机号。"


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What is handed to one person, once: how to sign in, and the first password."""

    member: Member
    username: str
    phone: str
    password: str


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What became of each: a slip, an account that was there already, or a reason."""

    slips: Sequence[Slip]
    linked: Sequence[Member]
    left_out: Sequence[tuple[Member, str]]


@transaction.atomic
def open_accounts(unit: Unit, members: Sequence[Member], *, by: Actor, at: datetime) -> Opening:
    """Let members of a unit sign in with their phone and a one-time password.

    Somebody whose account of the same name and phone exists is joined to it; who has neither
    account nor mobile phone is left out with a reason.
    """
    places = {member.unit for member in members}
    require(all(rules.may_open_accounts(by, at=place) for place in (unit, *places)))
    if len(members) > MOST:
        raise TooManyAccounts
    held = queries.held_for_writing([member.pk for member in members])
    left_out = [(m, reason) for m in held.values() if (reason := _reason_against(m))]
    free = [member for member in held.values() if not _reason_against(member)]
    existing = queries.accounts_with([member.phone for member in free])
    linked, taken, fresh = _sorted_out(free, existing)
    left_out += [(member, "该手机号已用于其他账号") for member in taken]
    if not (linked or fresh):
        raise NobodyToOpenFor

    opened = accounts.open_accounts(
        [accounts.AccountLine(name=member.name, phone=member.phone) for member in fresh], by=by
    )
    for member, user in linked:
        member.user = user
    for member, each in zip(fresh, opened, strict=True):
        member.user = each.user
    joined = [member for member, _ in linked]
    Member.objects.bulk_update([*joined, *fresh], ["user"])

    publish(
        AccountsOpened(
            unit_id=unit.pk,
            subject_id=unit.pk,
            member_ids=tuple(member.pk for member in (*joined, *fresh)),
        ),
        by=by,
    )
    slips = [
        Slip(
            member=member,
            username=each.user.username,
            phone=catalogue.mask("phone", member.phone),
            password=each.password,
        )
        for member, each in zip(fresh, opened, strict=True)
    ]
    return Opening(slips=slips, linked=joined, left_out=left_out)


def _reason_against(member: Member) -> str:
    if not member.is_on_the_roll:
        return "已离开名册"
    if member.user_id is not None:
        return "已有账号"
    if not (len(member.phone) == 11 and member.phone.startswith("1")):
        return "没有登记手机号"
    return ""


def _sorted_out(
    members: Sequence[Member], existing: dict[str, tuple[User, bool]]
) -> tuple[list[tuple[Member, User]], list[Member], list[Member]]:
    """Whom an account waits for, whose phone is another's, and who gets a new one."""
    linked: list[tuple[Member, User]] = []
    taken: list[Member] = []
    fresh: dict[str, Member] = {}
    for member in members:
        user, is_joined = existing.get(member.phone, (None, False))
        if user is None and member.phone not in fresh:
            fresh[member.phone] = member
        elif user is not None and user.name == member.name and not is_joined:
            linked.append((member, user))
        else:
            taken.append(member)
    return linked, taken, list(fresh.values())
