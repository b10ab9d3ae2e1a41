"""Each morning: letters that ran out, those that soon will, talks that are due, matters whose
object is gone."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from lianxin.areas.transfers import actions
from lianxin.foundation.core.actors import Actor

NIGHTLY = Actor.system("组织关系转接：每夜")


@app.periodic(cron="40 5 * * *")
@app.task(queueing_lock="transfers.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    actions.settle(by=NIGHTLY, at=now())
    actions.expire_letters(by=NIGHTLY, at=now())
    actions.remind_of_letters(by=NIGHTLY, at=now())
    actions.remind_of_contacts(by=NIGHTLY, at=now())
