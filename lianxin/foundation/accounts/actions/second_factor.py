from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lianxin.foundation.accounts import rules, totp
from lianxin.foundation.accounts.actions.sessions import end_sessions, rotate
from lianxin.foundation.accounts.actions.tries import admit_try, enter_try
from lianxin.foundation.accounts.events import (
    RecoveryCodesRenewed,
    SecondFactorEnrolled,
    SecondFactorFailed,
    SecondFactorPassed,
    SecondFactorReset,
)
from lianxin.foundation.accounts.models import RecoveryCode, User, name_index
from lianxin.foundation.accounts.visits import Browser
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require


class WrongCode(Refused):
    sentence = (
        "动态口令不正确或已用过。请等验证器显示下一个 6 位数字后再输入，并核对手机时间是否准确。"
    )


class AlreadyEnrolled(Refused):
    sentence = "这个账号已启用动态口令。如需更换手机，请联系安全管理员重置。"


class NotEnrolled(Refused):
    sentence = "这个账号还没有启用动态口令。"


@dataclass(frozen=True, kw_only=True)
class Enrolled:
    """The new token of the session, and the codes to be printed; they are shown once."""

    token: str
    codes: list[str]


@transaction.atomic
def enrol_second_factor(
    user: User, secret: str, code: str, *, browser: Browser, by: Actor, at: datetime
) -> Enrolled:
    """Bind one's phone by its first code; that code cannot be used again."""
    require(rules.may_keep(by, user.pk))
    step = totp.step_of(secret, code, at=at)
    if step is None:
        raise WrongCode
    bound = User.objects.filter(pk=user.pk, second_factor_at=None).update(
        second_factor=secret, second_factor_at=at, second_factor_step=step
    )
    if not bound:
        raise AlreadyEnrolled
    codes = _new_codes(user)
    token = rotate(browser.key, at=at, passed_second_factor=True)

    publish(SecondFactorEnrolled(unit_id=None, subject_id=user.pk), by=by)
    return Enrolled(token=token, codes=codes)


def pass_second_factor(user: User, code: str, *, browser: Browser, by: Actor, at: datetime) -> str:
    """Show a code of the phone, or a printed one; the session gets a new token."""
    require(rules.may_keep(by, user.pk))
    with transaction.atomic():
        index = name_index("second_factor", str(user.pk))
        admit_try(index, address=browser.address, at=at)
        printed = _is_printed(user, code, at)
        right = printed or _is_of_now(user, code, at)
        locks = enter_try(index, address=browser.address, at=at, succeeded=right)
        if right:
            token = rotate(browser.key, at=at, passed_second_factor=True)
            passed = SecondFactorPassed(unit_id=None, subject_id=user.pk, by_recovery_code=printed)
            publish(passed, by=by)
        else:
            publish(SecondFactorFailed(unit_id=None, subject_id=user.pk, locks=locks), by=by)
    if not right:
        raise WrongCode
    return token


@transaction.atomic
def renew_recovery_codes(user: User, *, by: Actor, at: datetime) -> list[str]:
    """Print new codes; those of before are worth nothing."""
    require(rules.may_keep(by, user.pk))
    if not user.has_second_factor:
        raise NotEnrolled
    codes = _new_codes(user)

    publish(RecoveryCodesRenewed(unit_id=None, subject_id=user.pk), by=by)
    return codes


@transaction.atomic
def reset_second_factor(user: User, *, by: Actor, at: datetime) -> None:
    """Take the lost phone off somebody else's account, so that a new one can be bound."""
    require(rules.may_manage_another(by, user.pk))
    if not user.has_second_factor:
        raise NotEnrolled
    user.second_factor, user.second_factor_at, user.second_factor_step = "", None, 0
    user.save(update_fields=["second_factor", "second_factor_at", "second_factor_step"])
    user.recovery_codes.all().delete()
    end_sessions(user.pk, at=at)

    publish(SecondFactorReset(unit_id=None, subject_id=user.pk), by=by)


def _is_of_now(user: User, code: str, at: datetime) -> bool:
    """A code of this moment whose step was not used before: each works once."""
    if not user.has_second_factor:
        return False
    step = totp.step_of(user.second_factor, code.replace(" ", ""), at=at)
    if step is None:
        return False
    newer = User.objects.filter(pk=user.pk, second_factor_step__lt=step)
    return bool(newer.update(second_factor_step=step))


def _is_printed(user: User, code: str, at: datetime) -> bool:
    unused = RecoveryCode.objects.filter(
        user=user, digest=totp.recovery_digest(user.pk, code), used_at=None
    )
    return bool(unused.update(used_at=at))


def _new_codes(user: User) -> list[str]:
    codes = [totp.new_recovery_code() for _ in range(totp.RECOVERY_CODES)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=totp.recovery_digest(user.pk, code)) for code in codes
    )
    return codes
