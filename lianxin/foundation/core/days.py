"""The day of a moment, where the house stands; asked again and again of the same moment."""

from datetime import date, datetime
from functools import lru_cache

from django.utils.timezone import localdate


@lru_cache(maxsize=64)
def day_of(at: datetime) -> date:
    return localdate(at)
