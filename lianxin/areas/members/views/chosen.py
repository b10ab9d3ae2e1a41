"""Which members a bulk deed concerns: ticked ones, or all that the filter finds."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.timezone import localdate

from lianxin.areas.members import queries
from lianxin.areas.members.models import Member, MemberQuerySet
from lianxin.areas.members.queries import Filter
from lianxin.foundation.core.actors import ActorRequest
from lianxin.foundation.organisation.models import Unit


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What travels from the list to the form of a deed, and with it to the deed."""

    unit: Unit
    ids: tuple[int, ...]
    query: str

    @property
    def everything(self) -> bool:
        return not self.ids

    @property
    def asked(self) -> Filter:
        return Filter.of(QueryDict(self.query).dict())

    def members(self) -> MemberQuerySet:
        if self.ids:
            found: MemberQuerySet = Member.objects.under(self.unit.path).filter(pk__in=self.ids)
            return found
        return queries.narrowed(self.unit, self.asked, today=localdate())

    def spoken(self) -> str:
        return self.asked.spoken() if self.everything else f"逐人选择 {len(self.ids)} 人"


def chosen(request: ActorRequest, unit: Unit) -> Chosen:
    """From a posted list or form; a plain link means all that its query finds."""
    given = request.POST if request.method == "POST" else request.GET
    query = given.get("query", "") if request.method == "POST" else request.GET.urlencode()
    ticked = () if given.get("everything") else given.getlist("id")
    return Chosen(
        unit=unit,
        ids=tuple(int(pk) for pk in ticked if pk.isdigit()),
        query=Filter.of(QueryDict(query).dict()).query(),
    )
