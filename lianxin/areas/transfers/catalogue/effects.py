"""What a passing does beside moving its case on: the same table for the roll and for models."""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from lianxin.areas.transfers.catalogue import arriving, codes, leaving, moving
from lianxin.foundation.procedures.catalogue import Passing, Past


class Effect(StrEnum):
    ISSUE = "issue"  # a letter is made out
    VOID = "void"  # the letter in force is void
    ADDRESS = "address"  # a branch is chosen as the other side
    READDRESS = "readdress"  # the other side is again the one first written to
    MOVE = "move"  # the formal affiliation passes to the other side
    LEAVE = "leave"  # the member leaves the roll for outside
    ARRIVE = "arrive"  # somebody from outside comes on the roll
    REPLY = "reply"  # the receipt is numbered
    STOP = "stop"
    RESTORE = "restore"
    REMOVE = "remove"


_MOVING = {
    (codes.OUT_BRANCH, codes.ARRIVED): (Effect.LEAVE,),
    (codes.OUT_COMMITTEE, codes.ISSUE): (Effect.ISSUE,),
    (codes.IN_COMMITTEE, codes.ACCEPT): (Effect.ADDRESS,),
    (codes.IN_COMMITTEE, codes.RETURN): (Effect.READDRESS, Effect.VOID),
    (codes.IN_COMMITTEE, codes.EXPIRE): (Effect.VOID,),
    (codes.IN_BRANCH, codes.RECEIVE): (Effect.MOVE,),
    (codes.IN_BRANCH, codes.RETURN): (Effect.READDRESS, Effect.VOID),
    (codes.IN_BRANCH, codes.BACK): (Effect.READDRESS,),
    (codes.RECEIPT, codes.RECEIVE): (Effect.LEAVE,),
    (codes.RECEIPT, codes.REISSUE): (Effect.VOID, Effect.ISSUE),
    (codes.RECEIPT, codes.RETURN): (Effect.VOID,),
    (codes.RECEIPT, codes.EXPIRE): (Effect.VOID,),
}
_TABLE: dict[str, dict[tuple[str, str], tuple[Effect, ...]]] = {
    moving.TRANSFER.code: _MOVING,
    moving.WHOLE.code: _MOVING,
    arriving.ARRIVAL.code: {
        (codes.IN_COMMITTEE, codes.ACCEPT): (Effect.ADDRESS,),
        (codes.IN_BRANCH, codes.RECEIVE): (Effect.ARRIVE,),
        (arriving.REPLY, "sent"): (Effect.REPLY,),
    },
    leaving.STOP.code: {(leaving.APPROVAL, leaving.APPROVED): (Effect.STOP,)},
    leaving.RESTORE.code: {(leaving.APPROVAL, leaving.APPROVED): (Effect.RESTORE,)},
    leaving.REMOVAL.code: {(leaving.APPROVAL, leaving.APPROVED): (Effect.REMOVE,)},
}


def effects(procedure: str, step: str, way: str) -> tuple[Effect, ...]:
    """What passing `step` by `way` does; mostly nothing."""
    return _TABLE[procedure].get((step, way), ())


#: What a case carries while no letter of it is in force.
NO_LETTER = {"number": "", "issued_on": "", "valid_until": ""}


def facts_after(past: Past, passing: Passing) -> dict[str, Any]:
    """What the case carries along once a step of a transfer has been passed; the number of a
    letter is added by whoever keeps the register."""
    values = passing.values
    if passing.way == codes.EXPIRE:
        return {**NO_LETTER, "expired": past.facts.get("valid_until") or "", "returned": ""}
    if passing.way == codes.RETURN:
        told = {key: values.get(key) or "" for key in ("returned", "returned_note")}
        return {**NO_LETTER, **told, "expired": ""}
    if passing.way in {codes.ISSUE, codes.REISSUE}:
        until = passing.held_on + timedelta(days=int(values["valid_days"]))
        return {
            "issued_on": passing.held_on.isoformat(),
            "valid_until": until.isoformat(),
            "expired": "",
            "returned": "",
            "returned_note": "",
        }
    return {}
