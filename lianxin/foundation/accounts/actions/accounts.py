from django.db import transaction
from django.db.models import Q

from lianxin.foundation.accounts import rules
from lianxin.foundation.accounts.events import AccountOpened
from lianxin.foundation.accounts.models import User, phone_index
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require


class NameTaken(Refused):
    sentence = "这个用户名或手机号已开通账号。请换一个，或在账号管理中查找已有账号。"


@transaction.atomic
def open_account(*, username: str, name: str, phone: str, password: str, by: Actor) -> User:
    """Open an account whose first password must be changed at the first sign-in."""
    require(rules.may_open_account(by))
    index = phone_index(phone) if phone else None
    taken = Q(username=username) | (Q(phone_index=index) if index else Q())
    if User.objects.filter(taken).exists():
        raise NameTaken

    user = User(username=username, name=name, phone=phone, phone_index=index)
    user.set_password(password or None)
    user.save()

    publish(AccountOpened(unit_id=None, subject_id=user.pk, username=username), by=by)
    return user
