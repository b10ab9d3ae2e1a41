"""Code lists of the tree: kinds, numbers of the regulations, posts, roles."""

from lianxin.foundation.organisation.catalogue.kinds import (
    APPROVERS,
    APPROVERS_BY_RULE,
    BRANCHES,
    DOMAINS,
    INTERNAL,
    KINDS,
    ZONED,
    Kind,
    may_stand_below,
)
from lianxin.foundation.organisation.catalogue.numbers import (
    NUMBERS,
    Number,
    number,
    term_end,
    term_years,
)
from lianxin.foundation.organisation.catalogue.posts import POSTS, Post
from lianxin.foundation.organisation.catalogue.roles import (
    ADMINISTRATORS,
    ALSO,
    ROLE_NAMES,
    THREE,
    Role,
)

__all__ = [
    "ADMINISTRATORS",
    "ALSO",
    "APPROVERS",
    "APPROVERS_BY_RULE",
    "BRANCHES",
    "DOMAINS",
    "INTERNAL",
    "KINDS",
    "NUMBERS",
    "POSTS",
    "ROLE_NAMES",
    "THREE",
    "ZONED",
    "Kind",
    "Number",
    "Post",
    "Role",
    "may_stand_below",
    "number",
    "term_end",
    "term_years",
]
