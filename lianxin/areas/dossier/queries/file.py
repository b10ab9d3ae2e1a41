"""What stands in one file: items by kind, hours, documents with what is missing, sources, looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists

from lianxin.areas.dossier import catalogue
from lianxin.areas.dossier.catalogue import DOCUMENT, TRAINING, DocumentKind
from lianxin.areas.dossier.models import Campaign, Confirmation, Item, Opening, Proposal
from lianxin.areas.members.catalogue.partial import Partial
from lianxin.areas.members.models import Member, MemberChange
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import POSTS
from lianxin.foundation.organisation.models import Appointment
from lianxin.foundation.policies.catalogue import Rule, national
from lianxin.foundation.spreadsheets.models import Batch

IN_COMMITTEE = frozenset(code for code, post in POSTS.items() if post.in_committee)


def items_of(member: Member, *kinds: str) -> Sequence[Item]:
    """Open items of these kinds, the newest first, struck ones among them."""
    open_kinds = [kind for kind in kinds if kind in catalogue.OPEN]
    found = Item.objects.filter(member=member, kind__in=open_kinds).defer("sealed")
    return list(found.order_by("-on", "-id"))


@dataclass(frozen=True, kw_only=True)
class Hours:
    """How much somebody was trained in a year, and how much is asked, by whose word."""

    year: int
    tenths: int
    rule: Rule

    @property
    def done(self) -> str:
        return catalogue.said(catalogue.KINDS[TRAINING].ask("hours"), self.tenths) or "0"

    @property
    def label(self) -> str:
        return f"{self.year} 年度"

    @property
    def asked(self) -> str:
        return f"/ {self.rule.value} 学时"

    @property
    def share(self) -> float:
        return min(100.0, self.tenths * 10 / self.rule.value)

    @property
    def is_met(self) -> bool:
        return self.tenths >= self.rule.value * 10


def hours_of(items: Sequence[Item], year: int, posts: Sequence[Appointment]) -> Hours:
    """From the items and posts a page has at hand; committee members are asked for more."""
    tenths = sum(
        item.amount or 0
        for item in items
        if item.kind == TRAINING and item.year == year and not item.is_struck
    )
    in_committee = any(
        post.post in IN_COMMITTEE
        and post.starts_on.year <= year
        and (post.ends_on is None or post.ends_on.year >= year)
        for post in posts
    )
    code = catalogue.HOURS_OF_COMMITTEE if in_committee else catalogue.HOURS
    return Hours(year=year, tenths=tenths, rule=national(code, on=date(year, 12, 31)))


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A line of the archive list, with what lies there."""

    kind: DocumentKind
    is_asked: bool
    items: list[Item] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        return self.is_asked and not self.items


def documents_of(member: Member) -> Sequence[Slot]:
    """The archive list of a person: what must be there, what is, what is there besides."""
    found = (
        Item.objects.standing()
        .filter(member=member, kind=DOCUMENT)
        .defer("sealed")
        .prefetch_related("scans__file")
        .order_by("on", "id")
    )
    asked = {each.code for each in catalogue.asked_of(member.category, member.joined_on)}
    slots = {
        code: Slot(kind=each, is_asked=code in asked) for code, each in catalogue.DOCUMENTS.items()
    }
    for item in found:
        slots[item.details["document"]].items.append(item)
    return [slot for slot in slots.values() if slot.is_asked or slot.items]


@dataclass(frozen=True, kw_only=True)
class Source:
    """Who entered a value last, when, and in the course of what."""

    at: datetime
    actor: str
    deed: str
    batch: int | None = None
    batch_name: str = ""


def sources_of(member: Member) -> Mapping[str, Source]:
    """For each field of the roll, the line of history that wrote it last."""
    changes = list(MemberChange.objects.filter(member=member).defer("sealed").order_by("id"))
    batches = {change.batch for change in changes if change.batch}
    names = dict(Batch.objects.filter(pk__in=batches).values_list("pk", "file_name"))
    found: dict[str, Source] = {}
    for change in changes:
        source = Source(
            at=change.at,
            actor=change.actor,
            deed=str(change.get_deed_display()),
            batch=change.batch,
            batch_name=names.get(change.batch or 0, ""),
        )
        found |= dict.fromkeys([*change.after, *filter(None, change.masked.split(","))], source)
    return found


def openings_of(member: Member, *, most: int) -> Sequence[Opening]:
    """Who opened the file, the newest first."""
    return list(Opening.objects.filter(member=member).order_by("-id")[:most])


def last_confirmation(member: Member) -> Confirmation | None:
    return Confirmation.objects.filter(member=member).order_by("-year").first()


def campaign_over(member: Member, today: date) -> Campaign | None:
    """What the member is asked to confirm this year, if anybody asks; the earliest day counts."""
    found = Campaign.objects.over(member.unit, today.year)
    return found.select_related("unit").order_by("due_on").first()


def proposals_of(member: Member, *, most: int) -> Sequence[Proposal]:
    """What a member proposed, the newest first, with its lines."""
    found = Proposal.objects.filter(member=member).prefetch_related("lines")
    return list(found.order_by("-id")[:most])


def open_proposal(member: Member) -> Proposal | None:
    found = Proposal.objects.open().filter(member=member)
    return found.prefetch_related("lines").first()


@dataclass(frozen=True)
class Milestone:
    """A stage on the way into the Party, with its day."""

    label: str
    on: Partial | None


STAGES = (
    ("applied_on", "递交入党申请书"), ("activist_on", "确定为入党积极分子"),
    ("candidate_on", "确定为发展对象"), ("joined_on", "支部大会接收为预备党员"),
    ("probation_extended_to", "预备期延长至"), ("full_on", "转为正式党员"),
)  # fmt: skip


def milestones_of(member: Member) -> list[Milestone]:
    """The stages that are known, in order; unknown ones stand open where they must have been."""
    reached = [Milestone(label, member.value(key)) for key, label in STAGES]
    last = max((at for at, each in enumerate(reached) if each.on), default=-1)
    return [
        each
        for at, each in enumerate(reached)
        if each.on or (at < last and STAGES[at][0] != "probation_extended_to")
    ]


def own_sealed(member: Member, by: Actor, kind: str) -> Sequence[Item]:
    """What lies under seal in one's own file; nobody else reads it without a purpose."""
    if not member.is_person_of(by):
        return ()
    found = Item.objects.visible_to(by).filter(member=member, kind=kind)
    return list(found.prefetch_related("replies").order_by("-on", "-id"))


def asks_to_confirm(member: Member, today: date) -> Campaign | None:
    """What asks this member to confirm his data, while he has not."""
    done = Confirmation.objects.filter(member=member, year=today.year)
    found = Campaign.objects.over(member.unit, today.year).filter(~Exists(done))
    return found.order_by("due_on").first()
