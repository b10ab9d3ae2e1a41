"""统一社会信用代码 (GB 32100-2015): 18 characters, the last a check digit modulo 31."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18


def tidy(code: str) -> str:
    """As people type it: full-width, with spaces, in small letters."""
    narrow = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in code)
    return "".join(narrow.split()).replace("-", "").upper()


def check_digit(body: str) -> str:
    """The 18th character that belongs to the first 17."""
    total = sum(ALPHABET.index(c) * pow(3, at, 31) for at, c in enumerate(body))
    return ALPHABET[-total % 31]


def is_valid(code: str) -> bool:
    if len(code) != LENGTH or any(c not in ALPHABET for c in code):
        return False
    return check_digit(code[:-1]) == code[-1]
