"""The whole menu of the house, in one file: for the desk, around a unit, on the phone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lianxin.areas.admission.catalogue import Can as Admission
from lianxin.areas.dossier.rules import Can as Dossier
from lianxin.areas.meetings.rules import Can as Meetings
from lianxin.areas.members.rules import Can as Members
from lianxin.areas.terms.rules import Can as Terms
from lianxin.areas.transfers.catalogue import Can as Transfers
from lianxin.foundation.accounts.rules import may_manage
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation.catalogue import ROLE_NAMES
from lianxin.foundation.organisation.grants import may_anywhere
from lianxin.foundation.organisation.rules import Can as Organisation
from lianxin.foundation.papers.rules import Can as Papers
from lianxin.foundation.policies.rules import Can as Policies
from lianxin.foundation.procedures.catalogue import procedures
from lianxin.foundation.ui.ways import address

#: Pages about the files of a unit; those about one file go with the roll.
FILES = (
    "confirmations", "call", "remind", "confirm_for", "corrections", "correction", "decline",
    "show_proposed", "training",
)  # fmt: skip
# Keys of rooms beside this one: they are known here by their names only.
FIGURES, RECORD = "insight.view", "audit.view"


def _holds(permission: str) -> Callable[[Actor], bool]:
    return lambda by: may_anywhere(by, permission)


def _keeps_cases(by: Actor) -> bool:
    """Whether somebody oversees any kind of matter anywhere."""
    return any(may_anywhere(by, each.view) for each in procedures())


def _everybody(by: Actor) -> bool:
    return by.user_id is not None


@dataclass(frozen=True, kw_only=True)
class Way:
    """A line of the menu. `at_home` ways lead to the unit one has one's office at; a way is the
    current one in its rooms, or, where `pages` are named, on those of them only."""

    label: str
    icon: str
    name: str
    rooms: tuple[str, ...]
    may: Callable[[Actor], bool] = _everybody
    at_home: bool = False
    pages: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    is_scan: bool = False
    bears_unread: bool = False

    def url(self, by: Actor) -> str:
        return address(self.name, *([by.home_id] if self.at_home else []))

    def is_open_to(self, by: Actor) -> bool:
        return self.may(by) and (not self.at_home or by.home_id is not None)

    def is_current(self, room: str, page: str) -> bool:
        if self.pages:
            return room in self.rooms and page in self.pages
        return room in self.rooms and page not in self.but


#: Pages of floating and lost members, which stand in the room of transfers.
FLOATING = (
    "floatings", "floating", "float", "come", "amend_floating", "end_floating", "lost",
)  # fmt: skip
CONSOLE: tuple[tuple[str, tuple[Way, ...]], ...] = (
    (
        "",
        (
            Way(
                label="工作台", icon="layout-dashboard", name="workbench:desk",
                rooms=("workbench",), pages=("desk",),
            ),
            Way(
                label="统计看板", icon="chart-column", name="insight:dashboard", rooms=("insight",),
                may=_holds(FIGURES), at_home=True, but=("meetings", "dictionary"),
            ),
            Way(
                label="办理事项", icon="list-checks", name="procedures:list",
                rooms=("procedures",), may=_keeps_cases, at_home=True, but=("mine", "own"),
            ),
        ),
    ),
    (
        "组织与党员",
        (
            Way(
                label="组织架构", icon="network", name="organisation:tree",
                rooms=("organisation",), may=_holds(Organisation.VIEW),
                but=("grants", "holder", "give_grant", "withdraw_grant"),
            ),
            Way(
                label="党员名册", icon="users", name="members:roll",
                rooms=("members", "spreadsheets", "dossier", "workbench"),
                may=_holds(Members.VIEW), at_home=True, but=("desk", "search", *FILES),
            ),
            Way(
                label="发展党员", icon="sprout", name="admission:book", rooms=("admission",),
                may=_holds(Admission.VIEW), at_home=True,
            ),
            Way(
                label="组织关系转接", icon="arrow-left-right", name="transfers:board",
                rooms=("transfers",), may=_holds(Transfers.VIEW), at_home=True, but=FLOATING,
            ),
            Way(
                label="流动党员", icon="plane", name="transfers:floatings", rooms=("transfers",),
                may=_holds(Transfers.VIEW), at_home=True, pages=FLOATING,
            ),
            Way(
                label="档案管理", icon="folder-cog", name="dossier:confirmations",
                rooms=("dossier",), may=_holds(Dossier.KEEP), at_home=True, pages=FILES,
            ),
            Way(
                label="换届", icon="vote", name="terms:board", rooms=("terms",),
                may=_holds(Terms.VIEW), at_home=True, but=("count",),
            ),
        ),
    ),
    (
        "组织生活",
        (
            Way(
                label="会议与活动", icon="calendar-check", name="meetings:list",
                rooms=("meetings",), may=_holds(Meetings.VIEW), at_home=True,
            ),
            Way(
                label="每月组织生活", icon="calendar-days", name="insight:meetings",
                rooms=("insight",), may=_holds(FIGURES), at_home=True, pages=("meetings",),
            ),
        ),
    ),
    (
        "监督与管理",
        (
            Way(
                label="规则与期限", icon="scale", name="policies:at", rooms=("policies",),
                may=_holds(Policies.VIEW), at_home=True,
            ),
            Way(
                label="文书登记", icon="book-marked", name="papers:register", rooms=("papers",),
                may=_holds(Papers.VIEW), at_home=True,
            ),
            Way(
                label="工作日历", icon="calendar-cog", name="workdays:now", rooms=("workdays",),
            ),
            Way(
                label="审计记录", icon="scroll-text", name="audit:entries", rooms=("audit",),
                may=_holds(RECORD),
            ),
            Way(
                label="账号", icon="user-cog", name="accounts:list", rooms=("accounts",),
                may=may_manage,
                pages=("list", "open", "account", "reset_password", "reset_second_factor"),
            ),
            Way(
                label="授权", icon="key-round", name="organisation:grants",
                rooms=("organisation",), may=_holds(Organisation.GRANT),
                pages=("grants", "holder", "give_grant", "withdraw_grant"),
            ),
            Way(
                label="指标字典", icon="book-open-text", name="insight:dictionary",
                rooms=("insight",), pages=("dictionary",),
            ),
        ),
    ),
)  # fmt: skip

#: Tabs around a unit, on every console page whose address names one.
AROUND = (
    Way(
        label="概况", icon="", name="organisation:unit", rooms=("organisation",),
        may=_holds(Organisation.VIEW),
    ),
    Way(
        label="名册", icon="", name="members:roll", rooms=("members", "spreadsheets"),
        may=_holds(Members.VIEW),
    ),
    Way(
        label="发展党员", icon="", name="admission:book", rooms=("admission",),
        may=_holds(Admission.VIEW),
    ),
    Way(
        label="档案管理", icon="", name="dossier:confirmations", rooms=("dossier",),
        may=_holds(Dossier.KEEP),
    ),
    Way(
        label="转接", icon="", name="transfers:board", rooms=("transfers",),
        may=_holds(Transfers.VIEW),
    ),
    Way(
        label="换届", icon="", name="terms:board", rooms=("terms",), may=_holds(Terms.VIEW),
    ),
    Way(
        label="组织生活", icon="", name="meetings:list", rooms=("meetings",),
        may=_holds(Meetings.VIEW),
    ),
    Way(
        label="统计", icon="", name="insight:dashboard", rooms=("insight",), may=_holds(FIGURES),
    ),
)  # fmt: skip

PHONE = (
    Way(
        label="首页", icon="house", name="workbench:phone", rooms=("workbench", "messaging"),
        pages=("phone",), bears_unread=True,
    ),
    Way(
        label="会议", icon="calendar-days", name="meetings:mine", rooms=("meetings",),
        but=("scan",),
    ),
    Way(
        label="扫一扫", icon="scan-line", name="meetings:scan", rooms=("meetings",),
        pages=("scan",), is_scan=True,
    ),
    Way(
        label="组织", icon="users", name="workbench:branch", rooms=("workbench",),
        pages=("branch",),
    ),
    Way(
        label="我的", icon="user-round", name="workbench:my_file",
        rooms=("accounts", "dossier", "workbench"), but=("phone", "branch", "desk", "search"),
    ),
)  # fmt: skip


def groups(by: Actor, room: str, page: str) -> list[dict[str, Any]]:
    """The groups of the console's menu that hold something for this actor."""
    found = (
        {
            "title": title,
            "items": [_item(way, by, room, page) for way in ways if way.is_open_to(by)],
        }
        for title, ways in CONSOLE
    )
    return [group for group in found if group["items"]]


def tabs(by: Actor, room: str, page: str, *, unread: str = "") -> list[dict[str, Any]]:
    """The bar at the foot of the phone's pages; `unread` stands at the way home."""
    return [
        _item(way, by, room, page)
        | {"scan": way.is_scan, "count": unread if way.bears_unread else ""}
        for way in PHONE
    ]


def around(by: Actor, unit_id: int, room: str) -> list[dict[str, Any]]:
    """The rooms of one unit, for those who have more than one of them."""
    ways = [way for way in AROUND if way.may(by)]
    if len(ways) < 2 or not any(room in way.rooms for way in ways):
        return []
    return [
        {
            "label": way.label,
            "url": address(way.name, unit_id),
            "current": room in way.rooms,
        }
        for way in ways
    ]


def _item(way: Way, by: Actor, room: str, page: str) -> dict[str, Any]:
    return {
        "label": way.label,
        "icon": way.icon,
        "url": way.url(by),
        "current": way.is_current(room, page),
    }


def has_office(by: Actor) -> bool:
    """Whether somebody has anything to do at the desk; others live on the phone pages."""
    return bool(by.roles)


def detail(by: Actor, post: str = "") -> str:
    """Where and as what somebody works: "一号码头党支部 · 书记"; without a post, by his role."""
    roles = [name for role, name in ROLE_NAMES.items() if role in by.roles]
    return " · ".join(filter(None, (by.home_name, post or "".join(roles[:1]))))


def ways() -> Iterable[Way]:
    """Every line of every menu."""
    yield from (way for _, listed in CONSOLE for way in listed)
    yield from AROUND
    yield from PHONE
