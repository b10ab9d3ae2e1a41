"""The clock's door: remind of terms that end."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from lianxin.areas.terms import actions
from lianxin.foundation.core.actors import Actor

CLOCK = Actor.system("换届：届满提醒")


@app.periodic(cron="40 6 * * *")
@app.task(queueing_lock="terms-remind")
def remind(timestamp: int) -> None:
    """Every morning before work begins."""
    actions.remind(by=CLOCK, at=now())
