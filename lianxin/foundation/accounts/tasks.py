"""Each night what is past its time is forgotten."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from lianxin.foundation.accounts import actions
from lianxin.foundation.core.actors import Actor

NIGHTLY = Actor.system("每夜清理过期登录记录")


@app.periodic(cron="20 3 * * *")
@app.task(queueing_lock="accounts.forget", pass_context=False)
def forget(timestamp: int) -> None:
    actions.forget_old_visits(by=NIGHTLY, at=now())
