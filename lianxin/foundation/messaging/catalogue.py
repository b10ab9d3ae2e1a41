"""What a message says, in plain values."""

import re
from dataclasses import dataclass
from enum import StrEnum

#: "case-12-due-7": the same key to the same person is the same message.
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,63}", re.ASCII)
#: A path of this house; never another host ("//elsewhere", "/\\elsewhere").
PATH = re.compile(r"/(?:[^/\\\s][^\\\s]*)?")
TITLE, BODY, URL = 80, 300, 200


class Tone(StrEnum):
    """How a message looks: news, well done, a warning, a deadline that has passed."""

    INFO = "info"
    OK = "ok"
    WARN = "warn"
    DANGER = "danger"


ICONS = {
    Tone.INFO: "bell",
    Tone.OK: "circle-check",
    Tone.WARN: "clock-alert",
    Tone.DANGER: "triangle-alert",
}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


@dataclass(frozen=True, kw_only=True)
class Note:
    """A message to one person. It carries no field that is masked on pages: whoever opens `url`
    sees there what he may see."""

    user_id: int
    key: str
    title: str
    body: str = ""
    url: str = ""
    tone: str = Tone.INFO
    unit_id: int | None = None

    def __post_init__(self) -> None:
        if not KEY.fullmatch(self.key):
            raise ValueError(f"not a key of a message: {self.key!r}")
        if self.url and (not PATH.fullmatch(self.url) or len(self.url) > URL):
            raise ValueError(f"not a path of this house: {self.url!r}")
        if self.tone not in {str(tone) for tone in Tone}:
            raise ValueError(f"not a tone of a message: {self.tone!r}")
        object.__setattr__(self, "title", _cut(self.title, TITLE))
        object.__setattr__(self, "body", _cut(self.body, BODY))
