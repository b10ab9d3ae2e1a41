"""What a password may be: long enough, mixed, not guessable, not an old one."""

import secrets
from collections.abc import Callable
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from lianxin.foundation.accounts.hashing import matches

SHORTEST = 8
LONGEST = 128
CLASSES = 3
RULE = (
    "至少 8 位，含大写字母、小写字母、数字、符号中的三种；"
    "不能含用户名或手机号，不能与近两次密码相同。"
)
# No letters or digits that look alike on paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
INITIAL = 12


def initial() -> str:
    """A one-time password to be handed over on paper or by telephone, e.g. kx7m-4pqt-9whd."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(INITIAL))
    return "-".join(drawn[at : at + 4] for at in range(0, INITIAL, 4))


def faults(password: str, *, username: str, phone: str = "", before: tuple[str, ...] = ()) -> str:
    """Why this password will not do, in one sentence; nothing when it will.

    `before` are hashes of passwords that must not come back; they are asked last, being slow.
    """
    tests: tuple[tuple[Callable[[], bool], str], ...] = (
        (
            lambda: not SHORTEST <= len(password) <= LONGEST,
            f"密码应为 {SHORTEST} 至 {LONGEST} 位。",
        ),
        (lambda: _classes(password) < CLASSES, "密码应包含大小写字母、数字、符号中的至少三种。"),
        (
            lambda: _contains(password, username, phone),
            "密码不能包含用户名或手机号，请换一个。",
        ),
        (lambda: _is_common(password), "这个密码太常见，容易被猜中，请换一个。"),
        (
            lambda: any(matches(password, old) for old in before if old),
            "新密码不能与最近用过的密码相同，请换一个。",
        ),
    )
    return next((sentence for is_so, sentence in tests if is_so()), "")


def _classes(password: str) -> int:
    kinds = (str.isupper, str.islower, str.isdigit, lambda c: not c.isalnum())
    return sum(any(kind(letter) for letter in password) for kind in kinds)


def _contains(password: str, username: str, phone: str) -> bool:
    folded = password.casefold()
    parts = [part.casefold() for part in (username, phone, phone[-8:]) if len(part) >= 3]
    return any(part in folded for part in parts)


@cache
def _common() -> CommonPasswordValidator:
    return CommonPasswordValidator()


def _is_common(password: str) -> bool:
    """On the list, or a word of the list dressed up with a number and a mark: Password1!"""
    bare = password.strip("0123456789!@#$%^&*()-_=+.,?~ ")
    return any(_listed(word) for word in {password, bare} if len(word) >= 4)


def _listed(word: str) -> bool:
    try:
        _common().validate(word)
    except ValidationError:
        return True
    return False
