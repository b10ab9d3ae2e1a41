"""Kinds of transfers, their steps and rules; floating members; what ends a membership."""

from lianxin.areas.transfers.catalogue.arriving import ARRIVAL
from lianxin.areas.transfers.catalogue.effects import Effect, effects, facts_after
from lianxin.areas.transfers.catalogue.keys import Can
from lianxin.areas.transfers.catalogue.leaving import REMOVAL, RESTORE, STOP
from lianxin.areas.transfers.catalogue.moving import TRANSFER, WHOLE

__all__ = [
    "ARRIVAL",
    "REMOVAL",
    "RESTORE",
    "STOP",
    "TRANSFER",
    "WHOLE",
    "Can",
    "Effect",
    "effects",
    "facts_after",
]
