"""The clock's door: remind of deadlines, count anew what the calendar or a rule changed."""

from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.policies import queries as policies
from lianxin.foundation.procedures import actions
from lianxin.foundation.procedures.clocks import RENEW, RENEW_BELOW

CLOCK = Actor.system("流程：期限提醒")


@app.periodic(cron="30 6 * * *")
@app.task(queueing_lock="procedures-remind")
def remind(timestamp: int) -> None:
    """Every morning before work begins; rules announced for these days come into force first."""
    actions.renew_below(policies.turned(on=localdate()), by=CLOCK, at=now())
    actions.remind(by=CLOCK, at=now())


@app.task(name=RENEW)
def renew_clocks() -> None:
    """After the calendar of working days changed."""
    actions.renew_clocks(by=CLOCK, at=now())


@app.task(name=RENEW_BELOW)
def renew_below(path: str) -> None:
    """After a unit changed what it asks of itself and all below it."""
    actions.renew_below([path], by=CLOCK, at=now())
