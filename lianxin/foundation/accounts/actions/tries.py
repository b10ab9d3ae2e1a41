"""Tries with a secret, counted: the part that signing in, codes and passwords share."""

import math
from datetime import datetime

from django.db import connection

from lianxin.foundation.accounts.models import Attempt
from lianxin.foundation.accounts.queries import is_flooding, locked_until
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.refusals import Refused


class TooManyTries(Refused):
    sentence = "连续输错次数过多，已暂停尝试。请 15 分钟后再试，或联系安全管理员。"


def admit_try(index: bytes, *, address: str | None, at: datetime) -> None:
    """Let one try after another through, and none while the name is locked.

    The lock is an advisory one on the name: a hundred tries at once must not each find four
    wrong ones before them.
    """
    with connection.cursor() as cursor:
        key = int.from_bytes(index[:8], "big", signed=True)
        cursor.execute("select pg_advisory_xact_lock(%s)", [key])
    until = locked_until(index, at=at)
    if until is not None:
        minutes = math.ceil((until - at).total_seconds() / 60)
        raise TooManyTries(
            f"连续输错次数过多，已暂停尝试。请 {minutes} 分钟后再试，或联系安全管理员。"
        )
    if is_flooding(address, at=at):
        raise TooManyTries("您所在的网络短时间内输错次数过多，请 15 分钟后再试。")


def enter_try(index: bytes, *, address: str | None, at: datetime, succeeded: bool) -> bool:
    """Enter how it went; says whether the name is locked by it."""
    Attempt.objects.create(
        id=uuid7(), name_index=index, address=address, at=at, succeeded=succeeded
    )
    return not succeeded and locked_until(index, at=at) is not None
