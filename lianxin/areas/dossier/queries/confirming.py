"""Who has confirmed his data this year, and who has not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from lianxin.areas.dossier.models import Campaign, Confirmation, Proposal
from lianxin.areas.members.models import Member, MemberQuerySet
from lianxin.foundation.core.pages import Cursor, Order, Page, keyset
from lianxin.foundation.organisation.models import Unit

BY_NAME = Order(by="pinyin")
TABS = {"open": "未核对", "proposed": "已提更正", "done": "已核对"}


def _confirmed(year: int) -> Exists:
    return Exists(Confirmation.objects.filter(member=OuterRef("pk"), year=year))


def _proposed() -> Exists:
    return Exists(Proposal.objects.open().filter(member=OuterRef("pk")))


def asked_at(unit: Unit) -> MemberQuerySet:
    """Whoever is asked to confirm: everybody on the roll at and below a unit."""
    return Member.objects.on_the_roll().under(unit.path)


def unconfirmed_users(unit: Unit, year: int) -> Sequence[int]:
    """The accounts of those who have not confirmed."""
    found = asked_at(unit).filter(~_confirmed(year), user__isnull=False, user__blocked_at=None)
    return [user_id for (user_id,) in found.values_list("user_id") if user_id]


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """How far a year's check has come at and below a unit."""

    people: int
    done: int
    proposed: int

    @property
    def open(self) -> int:
        return self.people - self.done - self.proposed

    @property
    def share(self) -> float:
        return 100 * self.done / self.people if self.people else 0.0


def numbers_at(unit: Unit, year: int) -> Numbers:
    found = (
        asked_at(unit)
        .annotate(confirmed=_confirmed(year), proposed=_proposed())
        .aggregate(
            people=Count("pk"),
            done=Count("pk", filter=Q(confirmed=True)),
            waiting=Count("pk", filter=Q(confirmed=False, proposed=True)),
        )
    )
    return Numbers(people=found["people"], done=found["done"], proposed=found["waiting"])


def people_at(unit: Unit, year: int, tab: str, cursor: Cursor, *, total: int) -> Page[Member]:
    """One page of those who did, did not, or proposed a correction."""
    found = asked_at(unit).select_related("unit")
    if tab == "done":
        found = found.filter(_confirmed(year))
    elif tab == "proposed":
        found = found.filter(~_confirmed(year), _proposed())
    else:
        found = found.filter(~_confirmed(year), ~_proposed())
    return keyset(found, BY_NAME, cursor, total=total)


def confirmations_of(members: Sequence[Member], year: int) -> Mapping[int, Confirmation]:
    found = Confirmation.objects.filter(member__in=[each.pk for each in members], year=year)
    return {each.member_id: each for each in found}


def campaign_at(unit: Unit, today: date) -> Campaign | None:
    """What this unit itself called for this year."""
    return Campaign.objects.filter(unit=unit, year=today.year).first()
