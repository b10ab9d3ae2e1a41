"""The rotating code on the screen: made and read with a key that never leaves the server.

A scanned code holds for its own ten seconds and the ten after; the six digits for typing hold
for half a minute and the half after. What one arrives with is exchanged for a short-lived pass
of that browser, so that typing a password does not make it stale.

Where a meeting asks for the second look, one of four pictures stands beside the code and changes
with it; whoever is in the room can name it. It is a layer and no lock: somebody who guesses is
right about four times in ten.
"""

import base64
import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing

from lianxin.areas.meetings.catalogue import PICTURES, How, Picture

STEP = 10
DIGITS_STEP = 30
MARK = 12
BROWSER = 22
CHOICES = 4  # pictures to choose from at the second look
GRACE = 5  # seconds between looking up and touching the picture
AHEAD = 30  # codes in a batch: five minutes of the screen without a network
PASS_SECONDS = 300
LATEST = timedelta(hours=24)
PASS_SALT = "meetings.codes.pass"  # noqa: S105 - a name, not a secret


def new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def step_at(at: datetime, *, length: int = STEP) -> int:
    return int(at.timestamp()) // length


def _digest(key: str, text: str) -> bytes:
    return hmac.digest(base64.b64decode(key), text.encode(), "sha256")


def mark_of(key: str, meeting_id: int, step: int) -> str:
    """The twelve characters that prove a step of this meeting."""
    sealed = _digest(key, f"signin-v1|{meeting_id}|{step}")
    return base64.urlsafe_b64encode(sealed).decode()[:MARK]


def digits_of(key: str, meeting_id: int, step: int) -> str:
    """The six digits to be typed in one half minute."""
    sealed = _digest(key, f"digits-v1|{meeting_id}|{step}")
    return f"{int.from_bytes(sealed[:8]) % 1_000_000:06d}"


def pictures_of(key: str, meeting_id: int) -> list[Picture]:
    """The four pictures of a meeting, in the order in which every phone shows them."""
    weights = _digest(key, f"pictures-v1|{meeting_id}")
    return sorted(PICTURES, key=lambda picture: weights[PICTURES.index(picture)])[:CHOICES]


def picture_of(key: str, meeting_id: int, step: int) -> Picture:
    """The picture that stands on the screen during a step, never the same twice in a row."""
    round_, place = divmod(step, CHOICES)
    order, before = _order(key, meeting_id, round_), _order(key, meeting_id, round_ - 1)
    if order[0] == before[-1]:
        order[0], order[1] = order[1], order[0]
    return pictures_of(key, meeting_id)[order[place]]


def _order(key: str, meeting_id: int, round_: int) -> list[int]:
    weights = _digest(key, f"look-v1|{meeting_id}|{round_}")
    return sorted(range(CHOICES), key=lambda number: weights[number])


def is_on_screen(key: str, meeting_id: int, icon: str, *, at: datetime) -> bool:
    """Whether a picture stands there now, or did when one looked up a moment ago."""
    moments = (at, at - timedelta(seconds=GRACE))
    return icon in {picture_of(key, meeting_id, step_at(each)).icon for each in moments}


@dataclass(frozen=True, kw_only=True)
class Code:
    """What the screen shows during one step."""

    step: int
    query: str
    digits: str
    picture: Picture


def codes_from(key: str, meeting_id: int, at: datetime, count: int = AHEAD) -> Iterator[Code]:
    """The code of this moment and those that follow it."""
    first = step_at(at)
    for step in range(first, first + count):
        yield Code(
            step=step,
            query=f"t={step}&c={mark_of(key, meeting_id, step)}",
            digits=digits_of(key, meeting_id, step * STEP // DIGITS_STEP),
            picture=picture_of(key, meeting_id, step),
        )


@dataclass(frozen=True, kw_only=True)
class Proof:
    """That somebody stood before the screen, and when; only the readers below make one."""

    how: How
    shown_at: datetime
    is_fresh: bool
    browser: str = ""  # a mark of the browser that holds for this meeting only
    saw: bool = False  # whether the picture of the moment was named


def read_code(key: str, meeting_id: int, *, step: str, mark: str, at: datetime) -> Proof | None:
    """A scanned code: fresh, authentic but old, or no code of this meeting at all."""
    if not (step.isascii() and step.isdigit() and len(step) <= 12 and mark.isascii()):
        return None
    number = int(step)
    if not hmac.compare_digest(mark, mark_of(key, meeting_id, number)):
        return None
    return Proof(
        how=How.CODE,
        shown_at=datetime.fromtimestamp(number * STEP, tz=UTC),
        is_fresh=step_at(at) - number in (0, 1),
    )


def read_digits(key: str, meeting_id: int, *, typed: str, at: datetime) -> Proof | None:
    """Typed digits of this half minute or the one before; a wrong one says nothing more."""
    now = step_at(at, length=DIGITS_STEP)
    shown = [digits_of(key, meeting_id, step) for step in (now, now - 1)]
    if not typed.isascii() or not any(hmac.compare_digest(typed, digits) for digits in shown):
        return None
    return Proof(how=How.DIGITS, shown_at=at, is_fresh=True)


def new_browser() -> str:
    """A secret laid into the browser that arrived with a code, another for each meeting."""
    return secrets.token_urlsafe(16)


def browser_mark(key: str, meeting_id: int, browser: str) -> str:
    """What is kept of a browser: a digest under the meeting's own key, so that it tells two
    sign-ins of one meeting alike and says nothing about any other meeting."""
    if not browser:
        return ""
    sealed = _digest(key, f"browser-v1|{meeting_id}|{browser}")
    return base64.urlsafe_b64encode(sealed).decode()[:BROWSER]


def issue_pass(meeting_id: int, browser: str, proof: Proof, *, at: datetime) -> str:
    """Keep a fresh proof for five minutes, for this meeting and this browser only."""
    shown, issued = int(proof.shown_at.timestamp()), int(at.timestamp())
    return signing.Signer(salt=PASS_SALT + browser).sign(
        f"{meeting_id}.{shown}.{issued}.{proof.how}"
    )


def read_pass(text: str, meeting_id: int, *, browser: str, at: datetime) -> Proof | None:
    """The proof behind a pass, or nothing if it is old, foreign or forged."""
    if not text or not browser:
        return None
    try:
        said = signing.Signer(salt=PASS_SALT + browser).unsign(text)
    except signing.BadSignature:
        return None
    meeting, shown, issued, how = said.split(".")
    age = int(at.timestamp()) - int(issued)
    if meeting != str(meeting_id) or not 0 <= age <= PASS_SECONDS:
        return None
    return Proof(how=How(how), shown_at=datetime.fromtimestamp(int(shown), tz=UTC), is_fresh=True)
