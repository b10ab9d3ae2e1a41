from datetime import datetime, timedelta

from django.db import transaction

from lianxin.foundation.accounts import rules
from lianxin.foundation.accounts.events import OldVisitsForgotten
from lianxin.foundation.accounts.models import Attempt, Session
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require

# 网络安全法 wants half a year of logs; the record of events keeps its own entries longer.
KEPT = timedelta(days=183)


@transaction.atomic
def forget_old_visits(*, by: Actor, at: datetime) -> int:
    """Delete sessions and tries of more than half a year ago: they hold addresses of people."""
    require(rules.may_forget(by))
    sessions, _ = Session.objects.filter(zone=0, started_at__lt=at - KEPT).delete()
    attempts, _ = Attempt.objects.filter(zone=0, at__lt=at - KEPT).delete()
    if sessions or attempts:
        publish(
            OldVisitsForgotten(unit_id=None, subject_id=0, sessions=sessions, attempts=attempts),
            by=by,
        )
    return sessions + attempts
