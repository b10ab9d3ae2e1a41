"""Thousands of values: in one condition, one value for the server, not a placeholder each; or in
batches."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeVar

from django.db.models.expressions import RawSQL

T = TypeVar("T")

INDEX = 16  # bytes of a blind index
PARTED = "\x1f"
KINDS = {kind: f"select unnest(string_to_array(%s, %s)::{kind}[])" for kind in ("int8", "text")}
INDEXES = "select substring(%s::bytea from g * 16 + 1 for 16) from generate_series(0, %s) g"


def among(values: Collection[Any], kind: str) -> RawSQL:
    """`filter(name__in=among(names, "text"))`, for texts or whole numbers."""
    return RawSQL(KINDS[kind], [PARTED.join(map(str, values)), PARTED])  # noqa: S611 - parameters


def among_indexes(values: Collection[bytes]) -> RawSQL:
    """The same for blind indexes, which all are of one length."""
    return RawSQL(INDEXES, [b"".join(values), len(values) - 1])  # noqa: S611 - parameters


def in_batches(items: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    """The items in their order, at most so many at a time."""
    for start in range(0, len(items), most):
        yield items[start : start + most]
