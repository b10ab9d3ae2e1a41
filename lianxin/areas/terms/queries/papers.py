"""What can be printed from an election."""

from collections.abc import Iterator

from django.urls import reverse

from lianxin.areas.terms.models import Poll
from lianxin.foundation.procedures.catalogue import Paper


def papers(case_id: int, step: str) -> Iterator[Paper]:
    """The list with the ballots, and the report once something is counted."""
    yield Paper(name="候选人名单", url=reverse("terms:candidates", args=[case_id]))
    ready = Poll.objects.filter(case=case_id, state=Poll.State.DECIDED).exists()
    yield Paper(
        name="选举结果一览",
        url=reverse("terms:report", args=[case_id]),
        ready=ready,
        note="" if ready else "还没有计票结果",
    )
