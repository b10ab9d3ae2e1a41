"""What is frozen when a meeting is closed, its digest, and whether it still holds."""

from dataclasses import dataclass
from typing import Any

import orjson
from cryptography.hazmat.primitives import hashes
from django.utils.timezone import localtime

from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.queries.roll import Line, roll

DIGESTS = {"sha256": hashes.SHA256, "sm3": hashes.SM3}
# What names people or units may change after the meeting; the record keeps them as they were.
NAMED = frozenset({"name", "unit_name", "chair", "recorder", "unit"})


def canonical(found: Any) -> bytes:
    """One way of writing the same content: sorted keys, UTF-8, no spaces."""
    return orjson.dumps(found, option=orjson.OPT_SORT_KEYS)


def digest_of(found: Any, *, algorithm: str) -> bytes:
    maker = hashes.Hash(DIGESTS[algorithm]())
    maker.update(canonical(found))
    return maker.finalize()


def content(meeting: Meeting) -> dict[str, Any]:
    """Everything that is true of a meeting, in plain values, attendance included."""
    return {
        "version": 1,
        "meeting": meeting.pk,
        "unit_id": meeting.unit_id,
        "unit": meeting.unit.name,
        "kinds": list(meeting.kinds),
        "title": meeting.title,
        "place": meeting.place,
        "starts_at": _said(meeting.starts_at),
        "ends_at": _said(meeting.ends_at),
        "held_on": meeting.held_on.isoformat(),
        "recorded_at": _said(meeting.created_at),
        "is_late": meeting.is_late,
        "opened_at": _said(meeting.opened_at),
        "quorum": meeting.quorum,
        "agenda": meeting.agenda,
        "chair": meeting.chair.name if meeting.chair else "",
        "chair_id": meeting.chair_id,
        "recorder": meeting.recorder.name if meeting.recorder else "",
        "recorder_id": meeting.recorder_id,
        "guests": meeting.guests,
        "minutes": meeting.minutes,
        "decisions": meeting.decisions,
        "roll": [_frozen(line) for line in sorted(roll(meeting), key=lambda line: line.member_id)],
    }


def _frozen(line: Line) -> dict[str, Any]:
    """A line of the record. Of leave it keeps the kind; what was confided stays out of it."""
    return {
        "member": line.member_id,
        "name": line.name,
        "unit_name": line.unit_name,
        "standing": line.standing,
        "may_vote": line.may_vote,
        "signed_in_at": _said(line.signed_in_at),
        "how": line.how,
        "leave": line.leave,
        "leave_kind": line.leave_kind,
        "state": line.state,
    }


def _said(moment: Any) -> str | None:
    return None if moment is None else localtime(moment).isoformat(timespec="microseconds")


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a frozen meeting is as it was when it was frozen, and if not, what differs."""

    holds: bool
    differs: tuple[str, ...] = ()


def verify(meeting: Meeting) -> Verdict:
    """Compare the digest with the record, and the record with the rows."""
    assert meeting.record is not None  # noqa: S101 - a closed meeting has one by constraint
    differs = []
    if digest_of(meeting.record, algorithm=meeting.algorithm) != bytes(meeting.digest or b""):
        differs.append("digest")
    then, now = _nameless(meeting.record), _nameless(content(meeting))
    differs += sorted(key for key in then.keys() | now.keys() if then.get(key) != now.get(key))
    return Verdict(holds=not differs, differs=tuple(differs))


def _nameless(found: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in found.items() if key not in NAMED}
    lines = [
        {key: value for key, value in line.items() if key not in NAMED} for line in found["roll"]
    ]
    return {**kept, "roll": lines}
