from django.db import transaction

from lianxin.foundation.accounts import rules
from lianxin.foundation.accounts.events import PreferencesSet
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require


@transaction.atomic
def set_preferences(user: User, *, theme: str, mode: str, by: Actor) -> None:
    """Remember how one likes to read. Setting the same again changes nothing."""
    require(rules.may_keep(by, user.pk))
    if (user.theme, user.mode) == (theme, mode):
        return
    user.theme, user.mode = theme, mode
    user.save(update_fields=["theme", "mode"])

    publish(PreferencesSet(unit_id=None, subject_id=user.pk, theme=theme, mode=mode), by=by)
