"""What an address may answer, and one state of what it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client

# A whole page, a part of one, a refusal as a page, figures, a file, the way to another address, or
# nothing to be read.
PAGE, PART, REFUSAL, DATA, FILE, MOVED, NOTHING = (
    "page", "part", "refusal", "data", "file", "moved", "nothing",
)  # fmt: skip

#: From the world of the test, what an address is asked with.
Given = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True)
class Sight:
    """One state of what an address shows; `answers` says what kind of answer that is.

    `who` opens it (else the first who gets an answer); `kwargs` and `body` are those of the table
    unless said here; `place` is where a part stands: the page, and the place on it.
    """

    address: str
    who: str = ""
    kwargs: Given | None = None
    body: Given | None = None
    ready: Callable[[Any, Client], object] = lambda world, client: None
    answers: str = PAGE
    place: tuple[str, str] = ("", "")
