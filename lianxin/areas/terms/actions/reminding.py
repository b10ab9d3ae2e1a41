from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from lianxin.areas.terms import queries, rules
from lianxin.areas.terms.events import RemindersSent
from lianxin.areas.terms.queries.reminding import Due
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import day_of
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.foundation.messaging import actions as messaging
from lianxin.foundation.messaging.actions import Note

SOON, OVER = "请做好换届准备", "本届已届满，尚未换届"


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> int:
    """Tell each unit whose term ends soon or is over, and the unit above it, once for every mark
    it passes. Answers how many messages were new."""
    require(rules.may_remind(by))
    today = day_of(at)
    due = list(queries.due_units(today=today))
    asked = {each.unit_id for each in due} | {each.parent_id for each in due if each.parent_id}
    keepers = queries.keepers_of(asked, today=today)
    sent = messaging.send_all(_notes(due, keepers), by=by, at=at)
    if sent:
        publish(RemindersSent(unit_id=None, subject_id=0, units=len(due), sent=sent), by=by)
    return sent


def _notes(due: Iterable[Due], keepers: Mapping[int, list[int]]) -> Iterator[Note]:
    for each in due:
        key = f"terms:{each.unit_id}:{each.ends_on:%Y%m%d}:{each.mark}"
        tone = "danger" if each.is_over else "warn"
        when = f"本届 {each.ends_on:%Y-%m-%d} 届满"
        for user_id in keepers.get(each.unit_id, ()):
            yield Note(
                user_id=user_id, key=key, tone=tone, unit_id=each.unit_id,
                title=f"{each.name}：{OVER if each.is_over else SOON}",
                body=f"{when}，请研究换届方案并报送请示。",
                url=reverse("terms:start", args=[each.unit_id]),
            )  # fmt: skip
        for user_id in keepers.get(each.parent_id or 0, ()):
            yield Note(
                user_id=user_id, key=f"{key}:above", tone=tone, unit_id=each.parent_id,
                title=f"请提醒{each.name}换届",
                body=f"{each.name}{when}，尚未启动换届。",
                url=reverse("terms:board", args=[each.parent_id]),
            )  # fmt: skip
