"""What the calendar of working days is told by: open deadlines are counted anew, later."""

from contextlib import suppress
from datetime import date, datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

RENEW = "procedures.renew_clocks"


def hear(_days: frozenset[date], _at: datetime) -> None:
    """Days turned from working to free or back: the worker counts anew, once for many days."""
    job = app.configure_task(RENEW, queueing_lock="procedures-renew")
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer()
