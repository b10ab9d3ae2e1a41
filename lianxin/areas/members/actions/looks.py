from datetime import datetime

from django.db import transaction

from lianxin.areas.members import rules
from lianxin.areas.members.catalogue import SENSITIVE
from lianxin.areas.members.events import SensitiveShown
from lianxin.areas.members.models import Look, Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.core.refusals import Refused, require


class PurposeMissing(Refused):
    sentence = "请写明查看用途（至少 4 个字），本人可以看到。"


class NotMasked(Refused):
    sentence = "这一项不是敏感信息，无需申请查看。"


@transaction.atomic
def show_sensitive(member: Member, field: str, *, purpose: str, by: Actor, at: datetime) -> str:
    """Open a masked field to `by`, for a purpose that is kept and that the member can read.

    Every look is a look of its own: asking twice leaves two traces.
    """
    require(rules.may_show_sensitive(by, at=member.unit))
    if field not in SENSITIVE:
        raise NotMasked
    if len(purpose.strip()) < 4:
        raise PurposeMissing

    Look.objects.create(
        zone=member.unit.zone,
        id=uuid7(),
        member=member,
        user_id=by.user_id,
        looker=by.name,
        field=field,
        purpose=purpose.strip(),
        at=at,
    )

    publish(
        SensitiveShown(
            unit_id=member.unit_id, subject_id=member.pk, field=field, purpose=purpose.strip()
        ),
        by=by,
    )
    return str(member.value(field))
