"""What verbs ask of the roll."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from lianxin.areas.members.models import Member, MemberChange, id_index
from lianxin.foundation.accounts.models import User
from lianxin.foundation.accounts.models import phone_index as account_index
from lianxin.foundation.core.many import among, among_indexes
from lianxin.foundation.core.pinyin import name_key

_OWN = frozenset({"affiliations", "changes"})


def lock_of(number: str) -> int:
    """The advisory lock under which an identity number is entered."""
    return int.from_bytes(id_index(number)[:8], "big", signed=True)


def holder_of(number: str, *, but: Member | None = None) -> Member | None:
    """Whoever stands in the house with this identity number, anywhere in the tree."""
    found = Member.objects.filter(id_index=id_index(number)).select_related("unit")
    return (found.exclude(pk=but.pk) if but else found).first()


def any_held(numbers: Collection[str]) -> bool:
    """Whether one of these identity numbers stands in the house."""
    indexes = [id_index(number) for number in numbers]
    return bool(indexes) and Member.objects.filter(id_index__in=among_indexes(indexes)).exists()


def held_for_writing(member_ids: Collection[int]) -> dict[int, Member]:
    """These members with their branches, locked in the order of their ids."""
    found = (
        Member.objects.select_for_update(of=("self",))
        .filter(pk__in=among(member_ids, "int8"))
        .select_related("unit")
        .order_by("id")
    )
    return {member.pk: member for member in found}


def latest_batches(member_ids: Sequence[int]) -> dict[int, int | None]:
    """The batch of the last line of history of each."""
    latest = (
        MemberChange.objects.filter(member_id__in=member_ids)
        .order_by("member_id", "-id")
        .distinct("member_id")
    )
    return dict(latest.values_list("member_id", "batch"))


def in_use(member_ids: Sequence[int]) -> set[int]:
    """Members to whom something outside their own history refers: an account, a meeting…"""
    used = set(
        Member.objects.filter(pk__in=member_ids, user__isnull=False).values_list("pk", flat=True)
    )
    for relation in Member._meta.related_objects:
        if relation.get_accessor_name() in _OWN:
            continue
        name = relation.field.name
        found = relation.field.model._base_manager.filter(**{f"{name}__in": member_ids})
        used.update(found.values_list(f"{name}_id", flat=True).distinct())
    return used


@dataclass(frozen=True)
class Holders:
    """Members with stated identity numbers, at or below a place and beyond it."""

    inside: Sequence[Member]
    outside: Sequence[Member]


def holders_of(numbers: Collection[str], *, path: str) -> Holders:
    """Who in the whole house holds these numbers, told apart by place."""
    indexes = [id_index(number) for number in numbers]
    holding = Member.objects.filter(id_index__in=among_indexes(indexes))
    found = holding.select_related("unit") if indexes else ()
    inside: list[Member] = []
    outside: list[Member] = []
    for member in found:
        (inside if member.unit.path.startswith(path) else outside).append(member)
    return Holders(inside, outside)


def namesakes(
    names: Collection[str], *, path: str, numbered: Collection[str] = ()
) -> Sequence[Member]:
    """Members on the roll at or below a place who have one of these names. Of `numbered`, names
    of people whose numbers are known, only members without a number can be meant."""
    roll = Member.objects.on_the_roll().under(path).select_related("unit")
    found: list[Member] = []
    # Two questions, each with an index of its own; asked as one they read the whole roll.
    if names:
        found += roll.filter(_called(names))
    if numbered:
        found += roll.filter(_called(numbered), id_index=None)
    return sorted({member.pk: member for member in found}.values(), key=lambda member: member.pk)


def _called(names: Collection[str]) -> Q:
    sounds = {name_key(name)[:120] for name in names}
    return Q(pinyin__in=among(sorted(sounds), "text"), name__in=among(sorted(set(names)), "text"))


def accounts_with(phones: Collection[str]) -> dict[str, tuple[User, bool]]:
    """Accounts by phone, each with whether a member is joined to it already."""
    by_index = {account_index(phone): phone for phone in phones}
    found = User.objects.filter(phone_index__in=list(by_index)).select_related("member")
    return {
        by_index[bytes(user.phone_index or b"")]: (user, hasattr(user, "member")) for user in found
    }
