"""The clock's door: remind of deadlines, count anew what the calendar changed."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.procedures import actions
from lianxin.foundation.procedures.clocks import RENEW

CLOCK = Actor.system("流程：期限提醒")


@app.periodic(cron="30 6 * * *")
@app.task(queueing_lock="procedures-remind")
def remind(timestamp: int) -> None:
    """Every morning before work begins."""
    actions.remind(by=CLOCK, at=now())


@app.task(name=RENEW)
def renew_clocks() -> None:
    """After the calendar of working days changed."""
    actions.renew_clocks(by=CLOCK, at=now())
