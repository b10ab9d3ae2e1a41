from lianxin.areas.transfers.queries.board import (
    BOARD,
    MOVING,
    Line,
    applications,
    board,
    counts,
    letter_of,
    lines,
    transfer_of,
)
from lianxin.areas.transfers.queries.floating import (
    TABS,
    Flows,
    Lost,
    contacts_of,
    floatings,
    flows,
    lost_members,
    numbers_at,
)
from lianxin.areas.transfers.queries.letters_in import (
    TakesNoLetters,
    entered_before,
    taking_letters,
)
from lianxin.areas.transfers.queries.own import OwnTransfer, own_transfer
from lianxin.areas.transfers.queries.people import Person, companions, handlers, to_call
from lianxin.areas.transfers.queries.places import (
    branches_of,
    destinations,
    kind_towards,
)

__all__ = [
    "BOARD",
    "MOVING",
    "TABS",
    "Flows",
    "Line",
    "Lost",
    "OwnTransfer",
    "Person",
    "TakesNoLetters",
    "applications",
    "board",
    "branches_of",
    "companions",
    "contacts_of",
    "counts",
    "destinations",
    "entered_before",
    "floatings",
    "flows",
    "handlers",
    "kind_towards",
    "letter_of",
    "lines",
    "lost_members",
    "numbers_at",
    "own_transfer",
    "taking_letters",
    "to_call",
    "transfer_of",
]
