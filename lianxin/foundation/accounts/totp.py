"""Codes that change every thirty seconds (RFC 6238), and the codes for when the phone is lost."""

import base64
import secrets
from datetime import datetime

import pyotp

from lianxin.foundation.core.crypto import blind_index

ISSUER = "连心"
STEP = 30
WINDOW = 1  # one step early or late: clocks of phones wander
RECOVERY_CODES = 10
RECOVERY = "accounts.recovery_code"


def new_secret() -> str:
    return pyotp.random_base32()


def uri(secret: str, username: str) -> str:
    """What the phone's authenticator scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def typed(secret: str) -> str:
    """The secret in groups of four, for typing."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def step_of(secret: str, code: str, *, at: datetime) -> int | None:
    """The step whose code this is, within the window; none if it is no code of now."""
    now = int(at.timestamp()) // STEP
    otp = pyotp.TOTP(secret)
    found = None
    for step in range(now - WINDOW, now + WINDOW + 1):
        if secrets.compare_digest(otp.generate_otp(step).encode(), code.encode()):
            found = step
    return found


def new_recovery_code() -> str:
    """Fifty random bits in two groups: a3fkq-9zmtw."""
    drawn = base64.b32encode(secrets.token_bytes(7)).decode().lower()[:10]
    return f"{drawn[:5]}-{drawn[5:]}"


def recovery_digest(user_id: int, code: str) -> bytes:
    """Under what a recovery code is kept."""
    plain = code.strip().lower().replace("-", "").replace(" ", "")
    return blind_index(f"{user_id}:{plain}", context=RECOVERY)
