from datetime import datetime

from django.db import transaction

from lianxin.foundation.accounts import rules
from lianxin.foundation.accounts.actions.sessions import end_sessions
from lianxin.foundation.accounts.events import AccountBlocked, AccountUnblocked
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require

#: Why an account was closed with its person's leaving; only such a one comes back with him.
RETIRED = "本人已离开名册"


@transaction.atomic
def block(user: User, *, reason: str, by: Actor, at: datetime) -> None:
    """Close somebody else's account; whoever is signed in with it is out at once."""
    require(rules.may_manage_another(by, user.pk))
    now_blocked = User.objects.filter(pk=user.pk, blocked_at=None).update(
        blocked_at=at, blocked_for=reason
    )
    if not now_blocked:
        return
    end_sessions(user.pk, at=at)
    publish(AccountBlocked(unit_id=None, subject_id=user.pk, reason=reason), by=by)


@transaction.atomic
def unblock(user: User, *, by: Actor) -> None:
    """Open a closed account again, with the password it had."""
    require(rules.may_manage_another(by, user.pk))
    blocked = User.objects.filter(pk=user.pk, blocked_at__isnull=False)
    if blocked.update(blocked_at=None, blocked_for=""):
        publish(AccountUnblocked(unit_id=None, subject_id=user.pk), by=by)


@transaction.atomic
def retire(user: User, *, by: Actor, at: datetime) -> bool:
    """Close the account of somebody who left the roll; says whether it was open."""
    require(rules.may_retire(by, user.pk))
    if not User.objects.filter(pk=user.pk, blocked_at=None).update(
        blocked_at=at, blocked_for=RETIRED
    ):
        return False
    end_sessions(user.pk, at=at)
    publish(AccountBlocked(unit_id=None, subject_id=user.pk, reason=RETIRED), by=by)
    return True


@transaction.atomic
def bring_back(user: User, *, by: Actor) -> bool:
    """Open the account of somebody who came back; one closed for another reason stays closed."""
    require(rules.may_retire(by, user.pk))
    retired = User.objects.filter(pk=user.pk, blocked_for=RETIRED)
    if not retired.update(blocked_at=None, blocked_for=""):
        return False
    publish(AccountUnblocked(unit_id=None, subject_id=user.pk), by=by)
    return True
