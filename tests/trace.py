"""What the record of events says, for tests of every floor: "it left no trace"."""

from lianxin.overview.audit.models import Entry


def traces() -> int:
    """How many entries the record has."""
    return Entry.objects.count()


def told() -> list[str]:
    """The names of all events so far, in order."""
    return list(Entry.objects.order_by("id").values_list("event", flat=True))


def last() -> Entry:
    """The newest entry."""
    return Entry.objects.order_by("-id")[0]
