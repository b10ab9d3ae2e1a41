"""Questions of the installation: does the house stand, and who holds the link to set it up."""

import hmac
import json
from typing import Any

from lianxin.foundation.accounts.visits import digest
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation.models import Installation

STEPS = ("root", "administrators", "secretary")


class SetupLinkSpent(Refused):
    status = 404
    sentence = (
        "启用链接无效、已使用，或已被新的链接代替。"
        "系统若尚未启用，请在服务器上重新生成启用链接；若已启用，请直接登录。"
    )


def is_established() -> bool:
    return Installation.objects.filter(established_at__isnull=False).exists()


def is_single_machine() -> bool:
    """Whether one person is all three administrators."""
    return Installation.objects.filter(single_machine=True).exists()


def setup_behind(token: str, *, lock: bool = False) -> Installation:
    """The installation that this one-time link may set up; any other link is refused."""
    rows = Installation.objects.select_for_update() if lock else Installation.objects.all()
    waiting = rows.filter(established_at=None).first()
    known = bytes(waiting.setup_digest or b"") if waiting else b""
    if waiting is None or not known or not hmac.compare_digest(known, digest(token)):
        raise SetupLinkSpent
    return waiting


def answers(installation: Installation) -> dict[str, Any]:
    """What was answered so far, by step."""
    return dict(json.loads(installation.setup_answers or "{}"))


def next_step(given: dict[str, Any]) -> int:
    """The first step without an answer, counted from one; after them the check."""
    return next((at for at, step in enumerate(STEPS, 1) if step not in given), len(STEPS) + 1)
