"""The clock's door: contents that belong to nothing leave the store."""

from datetime import timedelta

from django.utils.timezone import localtime
from procrastinate.contrib.django import app

from lianxin.foundation.files import queries, storage
from lianxin.foundation.files.catalogue import SET_ASIDE_FOR


@app.periodic(cron="10 4 * * *")
@app.task(queueing_lock="files-strays")
def forget_strays(timestamp: int) -> None:
    """The tray after a day; and what was stored for a record that was never written."""
    at = localtime()
    before = at - SET_ASIDE_FOR
    for name in list(storage.older(storage.TRAY, than=before)):
        storage.forget(name)
    for month in {f"{at:%Y%m}", f"{at - timedelta(days=28):%Y%m}"}:
        names = list(storage.older(f"{storage.FOLDER}/{month}", than=before))
        for name in list(queries.unknown(names)):
            storage.forget(name)
