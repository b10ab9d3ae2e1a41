"""Each night this year and the next ones are entered, and brought up to date where a notice is
known now."""

from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.workdays import actions

NIGHTLY = Actor.system("每夜更新工作日历")


@app.periodic(cron="15 2 * * *")
@app.task(queueing_lock="workdays.load", pass_context=False)
def load(timestamp: int) -> None:
    this_year = localdate().year
    for number in range(this_year - 1, this_year + actions.FAR):
        actions.load_year(number, by=NIGHTLY, at=now())
