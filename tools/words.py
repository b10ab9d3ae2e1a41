"""How the tools speak: short progress lines, and trouble in Chinese and English."""

import io
import os
import sys


class Trouble(Exception):  # noqa: N818 – it is told to a person, not to a programmer
    """Something the person at the keyboard can put right; said in both languages."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(english)
        self.chinese, self.english = chinese, english

    def __str__(self) -> str:
        return f"{self.chinese}\n{self.english}"


for _stream in (sys.stdout, sys.stderr):
    if isinstance(
        _stream, io.TextIOWrapper
    ):  # a terminal that knows no Chinese is no reason to end
        _stream.reconfigure(errors="replace")


def _colour(code: str, text: str) -> str:
    plain = "NO_COLOR" in os.environ or not sys.stdout.isatty()
    return text if plain else f"\033[{code}m{text}\033[0m"


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def say(text: str, *, who: str = "lianxin") -> None:
    """One line of progress, with the name of the part that speaks."""
    _write(f"{_colour('2', f'{who:>8} │')} {text}")


def announce(text: str) -> None:
    """Lines a person came for (an address, a link, a list of log-ins): printed as they are."""
    _write(_colour("1", text))


def complain(trouble: Trouble) -> None:
    sys.stderr.write(f"{trouble}\n")
    sys.stderr.flush()
