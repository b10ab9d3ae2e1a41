"""The hasher of passwords. The time a wrong password takes says nothing about the account."""

from functools import cache

from django.contrib.auth.hashers import (
    Argon2PasswordHasher,
    check_password,
    get_hasher,
    make_password,
)

STAND_IN = "nobody has this password"


class Argon2(Argon2PasswordHasher):
    """Argon2id with 46 MiB and two passes: sixteen at once still fit a small server."""

    time_cost = 2
    memory_cost = 46 * 1024
    parallelism = 1

    def harden_runtime(self, password: str, encoded: str) -> None:
        """A hash made with less work must not answer sooner when the password is wrong."""
        self.verify(password, _stand_in(self.algorithm))


class Argon2ForRandom(Argon2):
    """For passwords made by the house, whose sixty random bits need no slow hash; hundreds are
    made at once. It verifies as Argon2 does and is replaced at the first right use."""

    time_cost = 1
    memory_cost = 8


@cache
def _stand_in(algorithm: str) -> str:
    return make_password(STAND_IN, hasher=algorithm)


def hash_random(password: str) -> str:
    """The hash of a password that the house made at random."""
    if get_hasher().algorithm != Argon2.algorithm:
        return make_password(password)
    hasher = Argon2ForRandom()
    return hasher.encode(password, hasher.salt())


def matches(password: str, encoded: str | None) -> bool:
    """Whether the password is right; without a hash the same work is done and the answer is no."""
    if encoded is None or not encoded or encoded.startswith("!"):
        check_password(password, _stand_in(get_hasher().algorithm))
        return False
    return check_password(password, encoded)
