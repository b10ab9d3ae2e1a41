"""The queue's door: go on with a batch, look after broken-off ones, forget old ones."""

from django.utils.timezone import localdate, now
from procrastinate.contrib.django import app

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.queries import actor_for
from lianxin.foundation.spreadsheets import actions, storage
from lianxin.foundation.spreadsheets.actions.work import TASK
from lianxin.foundation.spreadsheets.catalogue import KEPT_FOR, SILENT_FOR, STRAY_AFTER
from lianxin.foundation.spreadsheets.models import Batch

CARETAKER = Actor.system("导入：看护")


@app.task(name=TASK)
def carry_on(batch_id: int) -> None:
    """Go on with a batch for the person who asked for it, with what he may do today."""
    batch = Batch.objects.select_related("unit", "asked_by").get(pk=batch_id)
    user = batch.asked_by
    by = CARETAKER if user is None else actor_for(user.pk, user.name, today=localdate())
    actions.carry_on(batch, by=by, at=now())


@app.periodic(cron="*/2 * * * *")
@app.task(queueing_lock="spreadsheets-resume")
def resume_silent(timestamp: int) -> None:
    """Batches whose worker died go on with their next chunk."""
    for batch in Batch.objects.silent_since(now() - SILENT_FOR).filter(trouble=""):
        actions.resume(batch, by=CARETAKER, at=now())


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="spreadsheets-forget")
def forget_old(timestamp: int) -> None:
    """Files and staged lines leave the house after their time."""
    for batch in Batch.objects.due_to_be_forgotten(now() - KEPT_FOR):
        actions.forget(batch, by=CARETAKER, at=now())
    known = set(Batch.objects.exclude(stored_as="").values_list("stored_as", flat=True))
    for name in storage.strays(known, before=now() - STRAY_AFTER):
        storage.forget(name)
