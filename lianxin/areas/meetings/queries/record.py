"""What is frozen when a meeting is closed, its digest, and whether it still holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from cryptography.hazmat.primitives import hashes
from django.utils.timezone import localtime

from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.queries.roll import Line, roll

DIGESTS = {"sha256": hashes.SHA256, "sm3": hashes.SM3}
MEMBERS_MEETING = "members_meeting"
# What names people or units may change after the meeting; the record keeps them as they were.
NAMED = frozenset({"name", "unit_name", "chair", "recorder", "unit", "cell"})


def canonical(found: Any) -> bytes:
    """One way of writing the same content: sorted keys, UTF-8, no spaces."""
    return orjson.dumps(found, option=orjson.OPT_SORT_KEYS)


def digest_of(found: Any, *, algorithm: str) -> bytes:
    maker = hashes.Hash(DIGESTS[algorithm]())
    maker.update(canonical(found))
    return maker.finalize()


def content(meeting: Meeting) -> dict[str, Any]:
    """Everything that is true of a meeting, in plain values, attendance included."""
    lines = sorted(roll(meeting), key=lambda line: line.member_id)
    return {
        "version": 1,
        "meeting": meeting.pk,
        "unit_id": meeting.unit_id,
        "unit": meeting.unit.name,
        "kinds": list(meeting.kinds),
        "cell_id": meeting.cell_id,
        "cell": meeting.cell.name if meeting.cell else "",
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
        "voters": sum(line.may_vote for line in lines if line.is_expected),
        "voters_present": sum(
            line.may_vote and line.is_present for line in lines if line.is_expected
        ),
        "roll": [_frozen(line) for line in lines],
    }


def outcomes(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The resolutions of a record with what their votes mean, in a sentence."""
    return [{**decision, "said": _outcome(decision, found)} for decision in found["decisions"]]


def _outcome(decision: Mapping[str, Any], found: Mapping[str, Any]) -> str:
    """A members' meeting resolves by more than half of the voters expected; other meetings by
    more than half of those present (支部工作条例 第十一条)."""
    yes = decision["yes"]
    if yes is None:
        return ""
    votes = f"赞成 {yes} 票，反对 {decision['no'] or 0} 票，弃权 {decision['abstained'] or 0} 票"
    if MEMBERS_MEETING in found["kinds"]:
        whole, of = found["voters"], "应到会"
    else:
        whole, of = found["voters_present"], "实到会"
    if yes * 2 > whole:
        return f"{votes}；赞成超过{of}有表决权 {whole} 人的半数，通过。"
    return f"{votes}；赞成没有超过{of}有表决权 {whole} 人的半数，未通过。"


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
