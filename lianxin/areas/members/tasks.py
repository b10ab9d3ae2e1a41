"""Large exports are made behind the scenes; each hour the expired ones are deleted."""

from datetime import timedelta

from django.utils.timezone import now
from procrastinate.contrib.django import app

from lianxin.areas.members import actions, workbooks
from lianxin.areas.members.models import Export
from lianxin.foundation.core.actors import Actor

#: A file that was not made by then will not be.
PATIENCE = timedelta(hours=1)
MAKER = Actor.system("生成名册导出文件")
CLEANER = Actor.system("清除过期导出文件")


@app.task(retry=2)
def build_export(export_id: int) -> None:
    export = Export.objects.select_related("unit", "user").get(pk=export_id)
    if export.state == Export.State.WAITING:
        actions.file_export(export, workbooks.build(export, at=now()), by=MAKER, at=now())


@app.periodic(cron="25 * * * *")
@app.task(queueing_lock="members.expire_exports")
def expire_exports(timestamp: int) -> None:
    actions.expire_exports(by=CLEANER, at=now())
    for export in Export.objects.waiting_since(now() - PATIENCE):
        actions.give_up_export(export, by=CLEANER)
