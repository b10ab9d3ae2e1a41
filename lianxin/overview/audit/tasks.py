"""Each minute the new entries are sealed; each night the whole chain is proved."""

from django.utils.timezone import now
from procrastinate.contrib.django import app

from lianxin.foundation.core.actors import Actor
from lianxin.overview.audit import actions, sealing

NIGHTLY = Actor.system("每夜验证审计记录")


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="audit.seal", pass_context=False)
def seal(timestamp: int) -> None:
    sealing.seal_all(at=now())


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="audit.verify")
def verify(timestamp: int) -> None:
    actions.verify(by=NIGHTLY)
