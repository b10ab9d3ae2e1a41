from enum import StrEnum


class Can(StrEnum):
    """What a role may do here; the steps of the procedures name these keys."""

    VIEW = "transfers.view"
    HANDLE = "transfers.handle"
    DECIDE = "transfers.decide"
    ACCOMPANY = "transfers.accompany"
