"""Questions of the roll."""

from lianxin.areas.members.models import Member, id_index


def lock_of(number: str) -> int:
    """The advisory lock under which an identity number is entered."""
    return int.from_bytes(id_index(number)[:8], "big", signed=True)


def holder_of(number: str, *, but: Member | None = None) -> Member | None:
    """Whoever stands in the house with this identity number, anywhere in the tree."""
    found = Member.objects.filter(id_index=id_index(number)).select_related("unit")
    return (found.exclude(pk=but.pk) if but else found).first()
