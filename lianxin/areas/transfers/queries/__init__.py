from lianxin.areas.transfers.queries.floating import (
    TABS,
    Flows,
    Lost,
    contacts_of,
    floatings,
    flows,
    lost_members,
    numbers_at,
    seated,
)

__all__ = [
    "TABS",
    "Flows",
    "Lost",
    "contacts_of",
    "floatings",
    "flows",
    "lost_members",
    "numbers_at",
    "seated",
]
