"""The socket where a higher floor says which pages show the whole file of a member.

    links.file_at("workbench:file", own="workbench:my_file")

The roll's own page knows only the roll; whoever puts everything together plugs his pages here, so
that rooms below can lead to them.
"""

from django.urls import reverse

_pages: dict[str, str] = {}


def file_at(page: str, *, own: str) -> None:
    """`page` carries the kwarg `member_id`; `own` is one's own file on the phone."""
    _pages.update(file=page, own=own)


def file_of(member_id: int, tab: str = "") -> str:
    """The address of the whole file of a member, or of his page on the roll."""
    page = reverse(_pages.get("file", "members:member"), kwargs={"member_id": member_id})
    return f"{page}?tab={tab}" if tab else page


def own_file(tab: str = "") -> str:
    """The address of one's own file."""
    page = reverse(_pages["own"]) if _pages else "/"
    return f"{page}?tab={tab}" if tab else page
