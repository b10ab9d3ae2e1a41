"""Each morning branches are reminded of floating members they have not spoken with."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from lianxin.areas.transfers import actions
from lianxin.foundation.core.actors import Actor

NIGHTLY = Actor.system("组织关系转接：每夜提醒")


@app.periodic(cron="40 5 * * *")
@app.task(queueing_lock="transfers.contacts", pass_context=False)
def contacts(timestamp: int) -> None:
    actions.remind_of_contacts(by=NIGHTLY, at=now())
