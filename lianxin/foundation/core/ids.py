"""Identifiers made by the application, in order of time."""

from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    """A new time-ordered identifier (RFC 9562, version 7) for a fact without a natural key."""
    return _uuid7()
