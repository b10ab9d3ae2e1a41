"""The table: each address with what it is asked about, and who gets an answer."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate, now

from lianxin.areas.meetings import actions as meetings
from lianxin.areas.meetings.actions import Minutes, Plan, Section
from lianxin.areas.members import actions as members
from lianxin.areas.members.models import Export, SavedView
from lianxin.foundation.accounts.models import Session
from lianxin.foundation.files.looking import look
from lianxin.foundation.files.tests.samples import picture
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.organisation.models import Grant, Installation
from lianxin.foundation.spreadsheets import actions as sheets
from lianxin.overview.audit.models import Entry
from tests.cast import HOUSE, LONG_AGO, Cast, actor
from tests.matrix.answers import MOVED, PAGE, Given
from tests.matrix.people import (
    ABOVE,
    AUDIT,
    BELOW,
    EVERYBODY,
    MEMBER,
    NOBODY,
    OWN,
    SECURITY,
    SIBLING,
    SYSTEM,
)

ROSTER = "姓名,性别,人员类别,所在党支部\n周一鸣,男,正式党员,一号码头党支部\n".encode()


class World:
    """What the addresses are about; each thing is made when it is asked for."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def meeting(self) -> int:
        start = now() + timedelta(minutes=30)
        plan = Plan(
            kinds=("party_day",), title="主题党日", place="码头", starts_at=start,
            ends_at=start + timedelta(hours=1),
        )  # fmt: skip
        return meetings.convene(self.cast.pier, plan, by=HOUSE, at=now()).pk

    def closed_meeting(self) -> int:
        """Held last week, entered afterwards, written up and frozen."""
        start, members_of = now() - timedelta(days=7), self.cast
        plan = Plan(
            kinds=("party_day",), title="上周主题党日", place="码头", starts_at=start,
            ends_at=start + timedelta(hours=1), chair_id=members_of.wang_member.pk,
            recorder_id=members_of.chen_member.pk,
        )  # fmt: skip
        held = meetings.record_past_meeting(self.cast.pier, plan, by=HOUSE, at=now())
        held.refresh_from_db()
        sections = [
            Section(kind=each["kind"], title=each["title"], text="已开展。")
            for each in held.sections
        ]
        written = Minutes(sections=sections, chair_id=held.chair_id, recorder_id=held.recorder_id)
        meetings.save_minutes(held, written, by=HOUSE)
        return meetings.close_meeting(held, by=HOUSE, at=now()).pk

    def batch(self) -> int:
        return sheets.upload(
            self.cast.pier, "members", file_name="名册.csv", content=ROSTER,
            by=actor(self.cast.wang), at=now(),
        ).pk  # fmt: skip

    def appointment(self) -> int:
        someone = self.cast.person("shi", "石磊")
        return organisation.appoint(
            someone, post="publicity", unit=self.cast.quay, starts_on=LONG_AGO, by=HOUSE
        ).pk

    def workplace(self) -> int:
        return organisation.add_workplace(self.cast.quay, name="港务公司", on=LONG_AGO, by=HOUSE).pk

    def cell(self) -> int:
        return organisation.form_cell(
            self.cast.pier, name="第一党小组", leader=None, on=LONG_AGO, by=HOUSE
        ).pk

    def affiliation(self) -> int:
        place = self.cast.found("抢险临时党支部", "temporary", self.cast.quay)
        return members.affiliate(
            self.cast.zhou_member, place, kind="temporary", on=localdate(), by=HOUSE, at=now()
        ).pk

    def grant(self) -> int:
        return Grant.objects.filter(user=self.cast.system_admin).values_list("pk", flat=True)[0]

    def single_machine(self) -> dict[str, Any]:
        Installation.objects.create(
            root=self.cast.harbour, established_at=now(), single_machine=True
        )
        return {}

    def view(self) -> int:
        return SavedView.objects.create(
            unit=self.cast.pier, user=self.cast.wang, name="预备", query="category=probationary"
        ).pk

    def export(self) -> int:
        return Export.objects.create(
            unit=self.cast.pier, user=self.cast.wang, purpose="核对", fields=["name"]
        ).pk


def nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Address:
    answers: frozenset[str]
    kwargs: Given = nothing
    method: str = "GET"
    body: Given = nothing
    at_quay: bool = False
    shows: str = ""  # what it answers (tests/matrix/answers.py): a page, if it is not sent to

    @property
    def answers_with(self) -> str:
        return self.shows or (PAGE if self.method == "GET" else MOVED)


def to(*people: str) -> frozenset[str]:
    return frozenset(people)


ALL = to(*EVERYBODY)
SIGNED_IN = ALL - {NOBODY}
KEEPERS = to(OWN, ABOVE)
ADMINISTRATORS = to(SYSTEM, SECURITY, AUDIT)
HOLDERS = to(OWN, SIBLING, ABOVE, BELOW)  # whoever keeps a unit anywhere


def unit(world: World) -> dict[str, Any]:
    return {"unit_id": world.cast.pier.pk}


def quay(world: World) -> dict[str, Any]:
    return {"unit_id": world.cast.quay.pk}


def member(world: World) -> dict[str, Any]:
    return {"member_id": world.cast.zhou_member.pk}


def photo(world: World) -> dict[str, Any]:
    handed = look("证件照.jpg", picture(size=(300, 400)))
    members.put_photo(world.cast.zhou_member, handed, by=HOUSE, at=now())
    return member(world)


def meeting(world: World) -> dict[str, Any]:
    return {"meeting_id": world.meeting()}


def guest(world: World) -> dict[str, Any]:
    return {"meeting_id": world.meeting(), "member_id": world.cast.zhou_member.pk}


def closed(world: World) -> dict[str, Any]:
    return {"meeting_id": world.closed_meeting()}


def role(world: World) -> dict[str, Any]:
    today = localdate().isoformat()
    place = world.cast.pier.pk
    return {"role": "overseer", "unit": place, "starts_on": today, "reason": "测试"}


def batch(world: World) -> dict[str, Any]:
    return {"batch_id": world.batch()}


def account(world: World) -> dict[str, Any]:
    return {"user_id": world.cast.chen.pk}


def setup(world: World) -> dict[str, Any]:
    return {"token": "no-such-token"}


def at_quay(answers: frozenset[str], **more: Any) -> Address:
    return Address(answers, kwargs=quay, at_quay=True, **more)


def post(
    answers: frozenset[str], kwargs: Given = nothing, body: Given = nothing, shows: str = ""
) -> Address:
    return Address(answers, kwargs=kwargs, method="POST", body=body, shows=shows)


def session(world: World) -> dict[str, Any]:
    key = Session.objects.filter(user=world.cast.wang).values_list("key", flat=True)
    return {"handle": bytes(key[0]).hex() if key else "0" * 64}


CORE = {
    "healthz": Address(ALL),
    "ui:service_worker": Address(ALL),
    "ui:manifest": Address(ALL),
    "ui:offline": Address(ALL),
    "ui:gallery": Address(SIGNED_IN),
    "ui:gallery_page": Address(SIGNED_IN, kwargs=lambda _: {"page": "entrance"}),
}
ACCOUNTS = {
    "accounts:sign_in": Address(ALL),
    "accounts:sign_out": post(SIGNED_IN),
    "accounts:second_factor": Address(SIGNED_IN),
    "accounts:enrol_second_factor": Address(SIGNED_IN),
    "accounts:renew_recovery_codes": post(SIGNED_IN),
    "accounts:change_password": Address(SIGNED_IN),
    "accounts:me": Address(SIGNED_IN),
    "accounts:me_phone": Address(SIGNED_IN),
    "accounts:preferences": post(ALL, body=lambda _: {"theme": "dark"}),
    "accounts:stay": post(SIGNED_IN),
    "accounts:sessions": Address(SIGNED_IN),
    "accounts:revoke_other_sessions": post(SIGNED_IN),
    "accounts:revoke_session": post(to(OWN), kwargs=session),
    "accounts:list": Address(HOLDERS | to(SECURITY)),
    "accounts:open": Address(HOLDERS | to(SECURITY)),
    "accounts:account": Address(to(SECURITY, MEMBER), kwargs=account),
    "accounts:reset_password": post(to(SECURITY), kwargs=account),
    "accounts:reset_second_factor": post(to(SECURITY), kwargs=account),
    "accounts:block": post(to(SECURITY), kwargs=account, body=lambda _: {"reason": "离职"}),
    "accounts:unblock": post(to(SECURITY), kwargs=account),
}
ORGANISATION = {
    "organisation:setup": Address(frozenset(), kwargs=setup),
    "organisation:setup_step": Address(frozenset(), kwargs=lambda w: setup(w) | {"step": 1}),
    "organisation:setup_establish": post(frozenset(), kwargs=setup),
    "organisation:setup_done": Address(frozenset()),
    "organisation:grants": Address(to(SECURITY, AUDIT)),
    "organisation:separate": Address(to(SECURITY), kwargs=lambda w: w.single_machine()),
    "organisation:holder": Address(to(SECURITY, MEMBER), kwargs=account),
    "organisation:give_grant": post(to(SECURITY), kwargs=account, body=role),
    "organisation:withdraw_grant": Address(to(SECURITY), kwargs=lambda w: {"grant_id": w.grant()}),
    "organisation:tree": Address(SIGNED_IN),
    "organisation:search": Address(SIGNED_IN, body=lambda _: {"q": "码头"}),
    "organisation:unit": at_quay(KEEPERS | ADMINISTRATORS),
    "organisation:children": at_quay(KEEPERS | ADMINISTRATORS),
    "organisation:people": at_quay(KEEPERS),
    "organisation:history": at_quay(KEEPERS | ADMINISTRATORS),
    "organisation:as_of": at_quay(KEEPERS | ADMINISTRATORS),
    "organisation:found": at_quay(KEEPERS),
    "organisation:rename": at_quay(to(ABOVE)),
    "organisation:amend": at_quay(KEEPERS),
    "organisation:move": at_quay(to(ABOVE)),
    "organisation:merge": at_quay(to(ABOVE)),
    "organisation:close": at_quay(to(ABOVE)),
    "organisation:appoint": at_quay(KEEPERS),
    "organisation:hand_over": Address(
        KEEPERS, kwargs=lambda w: quay(w) | {"appointment_id": w.appointment()}, at_quay=True
    ),
    "organisation:end_appointment": Address(
        KEEPERS, kwargs=lambda w: quay(w) | {"appointment_id": w.appointment()}, at_quay=True
    ),
    "organisation:add_workplace": at_quay(KEEPERS),
    "organisation:end_workplace": Address(
        KEEPERS, kwargs=lambda w: quay(w) | {"workplace_id": w.workplace()}, at_quay=True
    ),
    "organisation:form_cell": Address(KEEPERS, kwargs=unit),
    "organisation:dissolve_cell": Address(
        KEEPERS, kwargs=lambda w: unit(w) | {"cell_id": w.cell()}
    ),
}
SHEETS = {
    "spreadsheets:upload": Address(KEEPERS, kwargs=lambda w: unit(w) | {"sheet": "members"}),
    "spreadsheets:template": Address(KEEPERS, kwargs=lambda w: unit(w) | {"sheet": "members"}),
    "spreadsheets:batch": Address(KEEPERS, kwargs=batch),
    "spreadsheets:progress": Address(KEEPERS, kwargs=batch),
    "spreadsheets:columns": Address(KEEPERS, kwargs=batch),
    **{
        f"spreadsheets:{name}": post(KEEPERS, kwargs=batch)
        for name in (
            "map", "tab", "fix", "decide", "apply_good", "apply_whole", "undo", "resume",
            "discard", "annotated",
        )
    },
}  # fmt: skip
MEMBERS = {
    "members:home": Address(SIGNED_IN),
    "members:exports": Address(SIGNED_IN),
    **{f"members:{name}": Address(KEEPERS, kwargs=unit) for name in ("roll", "admit", "export")},
    **{
        f"members:{name}": post(KEEPERS, kwargs=unit)
        for name in ("find", "number", "open_accounts", "move_chosen")
    },
    "members:save_view": post(KEEPERS, kwargs=unit, body=lambda _: {"name": "我的视图"}),
    **{
        f"members:{name}": Address(KEEPERS, kwargs=member)
        for name in (
            "member", "history", "amend", "excuse", "move", "suspend", "leave", "restore",
            "affiliate", "put_photo", "remove_photo",
        )
    },
    "members:show_sensitive": Address(KEEPERS, kwargs=lambda w: member(w) | {"field": "phone"}),
    "members:photo": Address(KEEPERS, kwargs=photo),
    "members:expect": post(KEEPERS, kwargs=member),
    "members:end_affiliation": Address(
        KEEPERS, kwargs=lambda w: {"affiliation_id": w.affiliation()}
    ),
    "members:drop_view": post(to(OWN), kwargs=lambda w: {"view_id": w.view()}),
    "members:one_export": Address(to(OWN), kwargs=lambda w: {"export_id": w.export()}),
    # The file is not made yet; the tests of exports fetch one.
    "members:take_export": Address(frozenset(), kwargs=lambda w: {"export_id": w.export()}),
}  # fmt: skip
MEETINGS = {
    **{
        f"meetings:{name}": Address(KEEPERS, kwargs=unit)
        for name in ("list", "convene", "record_past")
    },
    "meetings:detail": Address(KEEPERS | to(MEMBER), kwargs=meeting),
    **{
        f"meetings:{name}": Address(KEEPERS, kwargs=meeting)
        for name in (
            "amend", "cancel", "host", "codes", "attendance", "minutes", "close", "guests",
        )
    },
    **{f"meetings:{name}": post(KEEPERS, kwargs=meeting) for name in ("open", "refresh_roll")},
    **{
        f"meetings:{name}": post(KEEPERS, kwargs=guest)
        for name in (
            "approve_leave", "decline_leave", "confirm_sign_in", "strike_sign_in", "accept_late",
            "dismiss_late", "withdraw_guest",
        )
    },
    "meetings:invite_guest": post(
        KEEPERS, kwargs=lambda w: meeting(w) | {"member_id": w.cast.sun_member.pk}
    ),
    "meetings:turnout": Address(KEEPERS | to(MEMBER), kwargs=meeting),
    "meetings:record": Address(KEEPERS, kwargs=closed),
    "meetings:arrive": Address(ALL, kwargs=meeting),
    "meetings:here": Address(SIGNED_IN, kwargs=meeting),
    "meetings:mine": Address(SIGNED_IN),
    "meetings:scan": Address(SIGNED_IN),
    "meetings:own": Address(to(MEMBER, OWN), kwargs=meeting),
    "meetings:digits": post(to(MEMBER, OWN), kwargs=meeting),
    "meetings:leave": Address(to(MEMBER, OWN), kwargs=meeting),
    "meetings:withdraw_leave": post(to(MEMBER, OWN), kwargs=meeting),
}  # fmt: skip
INSIGHT = {
    **{
        f"insight:{name}": at_quay(KEEPERS)
        for name in ("dashboard", "data", "units", "meetings", "health")
    },
    "insight:dictionary": Address(SIGNED_IN),
}
WORKBENCH = {
    f"workbench:{name}": Address(SIGNED_IN) for name in ("desk", "phone", "branch", "search")
}
RECORD = {
    "audit:entries": Address(to(AUDIT)),
    "audit:verify": Address(to(AUDIT)),
    "audit:export": post(to(AUDIT)),
    "audit:entry": Address(to(AUDIT), kwargs=lambda _: {"entry_id": Entry.objects.all()[0].id}),
}

# The rooms' own modules are written with the words above.
from tests.matrix import rooms  # noqa: E402

ADDRESSES = (
    CORE
    | ACCOUNTS
    | ORGANISATION
    | SHEETS
    | MEMBERS
    | MEETINGS
    | INSIGHT
    | WORKBENCH
    | RECORD
    | rooms.found()
)
