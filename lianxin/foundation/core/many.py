"""Thousands of values in one condition: one array for the server, not a placeholder each."""

from collections.abc import Collection
from typing import Any

from django.db.models.expressions import RawSQL

KINDS = {kind: f"select unnest(%s::{kind}[])" for kind in ("int8", "text", "bytea")}


def among(values: Collection[Any], kind: str) -> RawSQL:
    """`filter(id_index__in=among(indexes, "bytea"))`."""
    return RawSQL(KINDS[kind], [list(values)])  # noqa: S611 - the values go as a parameter
