"""Each night old messages that were read are forgotten."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.messaging import actions

NIGHTLY = Actor.system("每夜清理旧消息")


@app.periodic(cron="10 3 * * *")
@app.task(queueing_lock="messaging.forget", pass_context=False)
def forget(timestamp: int) -> None:
    actions.forget_old(by=NIGHTLY, at=now())
