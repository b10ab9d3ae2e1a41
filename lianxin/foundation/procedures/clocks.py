"""What the calendar of working days and local rules are told by: open deadlines are counted anew,
later, by the worker."""

from contextlib import suppress
from datetime import date, datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

RENEW = "procedures.renew_clocks"
RENEW_BELOW = "procedures.renew_below"


def hear_days(_days: frozenset[date], _at: datetime) -> None:
    """Days turned from working to free or back: counted anew once for many days."""
    _leave(RENEW, "procedures-renew")


def hear_rule(path: str, _code: str, _at: datetime) -> None:
    """A unit began or ceased to ask more: counted anew for it and all below."""
    _leave(RENEW_BELOW, f"procedures-renew-{path}", path=path)


def _leave(task: str, lock: str, **given: str) -> None:
    job = app.configure_task(task, queueing_lock=lock)
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(**given)
