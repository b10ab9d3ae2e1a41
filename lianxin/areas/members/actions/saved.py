from django.db import transaction

from lianxin.areas.members import rules
from lianxin.areas.members.events import ViewDropped, ViewSaved
from lianxin.areas.members.models import SavedView
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.grants import own as own_rows
from lianxin.foundation.organisation.models import Unit

MOST = 12


class TooManyViews(Refused):
    sentence = f"每个名册最多保存 {MOST} 个视图。请先删除不用的视图。"


class NameInUse(Refused):
    sentence = "您已有同名的视图，请换一个名称。"


@transaction.atomic
def save_view(unit: Unit, *, name: str, query: str, by: Actor) -> SavedView:
    """Keep a filter of the roll under a name, for oneself."""
    require(rules.may_view(by, at=unit))
    return _keep(unit, name, query, shared=False, by=by)


@transaction.atomic
def share_view(unit: Unit, *, name: str, query: str, by: Actor) -> SavedView:
    """Keep a filter of the roll for everybody at and below the unit who sees its roll."""
    require(rules.may_manage(by, at=unit))
    return _keep(unit, name, query, shared=True, by=by)


def _keep(unit: Unit, name: str, query: str, *, shared: bool, by: Actor) -> SavedView:
    require(by.user_id is not None)
    own = SavedView.objects.filter(own_rows(by), unit=unit)
    if own.count() >= MOST:
        raise TooManyViews
    if own.filter(name=name).exists():
        raise NameInUse
    view = SavedView.objects.create(
        unit=unit, user_id=by.user_id or 0, name=name, query=query, shared=shared
    )
    publish(
        ViewSaved(unit_id=unit.pk, subject_id=view.pk, name=name, filter=query, shared=shared),
        by=by,
    )
    return view


@transaction.atomic
def drop_view(view: SavedView, *, by: Actor) -> None:
    """Forget a saved filter: whoever saved it, or for shared ones whoever keeps the roll."""
    mine = by.user_id is not None and view.user_id == by.user_id
    require(mine or (view.shared and rules.may_manage(by, at=view.unit)))
    name, pk = view.name, view.pk
    view.delete()
    publish(ViewDropped(unit_id=view.unit_id, subject_id=pk, name=name), by=by)
