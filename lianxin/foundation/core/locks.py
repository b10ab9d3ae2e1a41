"""Holding a row still."""

from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def locked_row(rows: QuerySet[Row], pk: int) -> Row:
    """One of the rows as it stands now, with what it joins, locked until the end.

    It is locked by itself before it is read. Whoever waits for a lock is given the new row joined
    with what the old one pointed at: where a foreign key changed meanwhile, nothing fits and the
    row seems to be gone.
    """
    rows.select_related(None).select_for_update().values_list("pk", flat=True).get(pk=pk)
    return rows.get(pk=pk)
