"""Holding units open while something comes to stand in them."""

from collections.abc import Collection

from django.db import connection

KEEP_OPEN = """
select id from organisation_unit where id = any(%s) and closed_on is null order by id for key share
"""


def kept_open(unit_ids: Collection[int]) -> bool:
    """Whether all these units are open; and they stay so until the transaction ends. Whoever closes
    one waits for it, or has been waited for."""
    wanted = set(unit_ids)
    with connection.cursor() as cursor:
        cursor.execute(KEEP_OPEN, [list(wanted)])
        return len(cursor.fetchall()) == len(wanted)
