"""What the record of events says, for tests of every floor: "it left no trace"."""

from lianxin.overview.audit.models import Entry
from lianxin.overview.insight.catalogue import METRICS
from lianxin.overview.insight.models import Delta


def traces() -> int:
    """How many entries the record has."""
    return Entry.objects.count()


def told() -> list[str]:
    """The names of all events so far, in order."""
    return list(Entry.objects.order_by("id").values_list("event", flat=True))


def last() -> Entry:
    """The newest entry."""
    return Entry.objects.order_by("-id")[0]


def entries(event: str) -> list[Entry]:
    """All entries of one event, in order."""
    return list(Entry.objects.filter(event=event).order_by("id"))


def noted(word: str, *, unit_id: int, period: int) -> int:
    """What waits to be folded into a figure of a unit."""
    deltas = Delta.objects.filter(unit_id=unit_id, metric=METRICS[word].number, period=period)
    return sum(deltas.values_list("amount", flat=True))
