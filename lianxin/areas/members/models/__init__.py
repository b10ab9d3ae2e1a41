"""Who is on the roll, where each belongs, what was changed, and who looked."""

from lianxin.areas.members.models.history import Look, MemberChange
from lianxin.areas.members.models.member import (
    Affiliation,
    Member,
    MemberQuerySet,
    id_index,
    name_index,
    phone_index,
)
from lianxin.areas.members.models.photo import Photo
from lianxin.areas.members.models.saved import Export, SavedView

__all__ = [
    "Affiliation",
    "Export",
    "Look",
    "Member",
    "MemberChange",
    "MemberQuerySet",
    "Photo",
    "SavedView",
    "id_index",
    "name_index",
    "phone_index",
]
