"""What there is to be seen at each address: what it answers as a rule, and the states of its pages.

A new address is looked at as the table of addresses asks for it: who gets an answer opens it. What
answers no page says here what it answers instead; what other states show stands below.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils.timezone import localdate, now

from lianxin.areas.meetings import actions as meetings
from lianxin.areas.meetings.actions import Decision, Request
from lianxin.areas.meetings.tests.making import before, begun, called, minuted, opened, plan, shown
from lianxin.areas.members import actions as members
from lianxin.areas.members import workbooks
from lianxin.areas.members.actions import Wanted
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.core.ids import uuid7
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.organisation.models import Installation
from lianxin.foundation.organisation.tests.test_setup import ROOT
from lianxin.foundation.spreadsheets import actions as sheets
from lianxin.foundation.spreadsheets.models import Batch
from lianxin.foundation.ui import gallery
from tests.cast import HOUSE, LONG_AGO, actor
from tests.matrix import rooms
from tests.matrix.addresses import World, account, member, nothing, quay, unit
from tests.matrix.answers import DATA, FILE, MOVED, NOTHING, PAGE, PART, REFUSAL, Given, Sight
from tests.matrix.people import ABOVE, AUDIT, MEMBER, NOBODY, OWN, SECURITY, SIBLING

#: What is asked for is a page and what is sent leads to one, except here.
ANSWERS = {
    "healthz": DATA,
    "ui:service_worker": FILE,
    "ui:manifest": DATA,
    "accounts:sign_in": MOVED,  # whoever is in already
    "accounts:second_factor": MOVED,
    "accounts:stay": NOTHING,
    "accounts:renew_recovery_codes": REFUSAL,
    "accounts:reset_second_factor": REFUSAL,
    "accounts:reset_password": PAGE,
    "organisation:tree": MOVED,
    "organisation:children": PART,
    "organisation:people": DATA,
    "spreadsheets:template": FILE,
    "spreadsheets:progress": NOTHING,  # at work no longer
    "spreadsheets:fix": NOTHING,  # no line was named
    "spreadsheets:decide": NOTHING,
    "spreadsheets:tab": PAGE,  # with what is wrong
    **{
        f"spreadsheets:{name}": REFUSAL
        for name in ("annotated", "apply_good", "apply_whole", "map", "undo")
    },
    "members:home": MOVED,
    "members:photo": FILE,
    "members:number": NOTHING,  # no number was typed
    "members:open_accounts": PAGE,
    "members:move_chosen": PAGE,
    "meetings:host": MOVED,  # before it is opened
    "meetings:codes": DATA,
    "meetings:turnout": DATA,
    "meetings:arrive": MOVED,
    "meetings:digits": PAGE,
    **{
        f"meetings:{name}": REFUSAL
        for name in (
            "approve_leave", "decline_leave", "accept_late", "dismiss_late", "confirm_sign_in",
            "strike_sign_in", "withdraw_leave", "withdraw_guest",
        )
    },
    "insight:data": DATA,
    "audit:export": FILE,
}  # fmt: skip
# ── what happens before one looks ────────────────────────────────────────────────────────────


def _password_only(world: World, client: Client) -> None:
    Session.objects.filter(user=world.cast.security_admin).update(second_factor_at=None)


def _first_password(world: World, client: Client) -> None:
    User.objects.filter(pk=world.cast.wang.pk).update(must_change_password=True)


def _full_house(world: World, client: Client | None = None) -> None:
    """A month of party life at Pier, a dozen people more, one of them well known."""
    for i in range(12):
        world.cast.member(f"何{'一二三四五六七八九十'[i % 10]}{'安平远'[i % 3]}", world.cast.pier)
    members.amend(
        world.cast.chen_member, by=HOUSE, at=now(), phone="13800138000",
        id_number="11010519491231002X", address="东港市海滨路18号", born_on="1986-04-02",
        education="21", note="第一小组组长",
    )  # fmt: skip
    world.cast.chen_member.refresh_from_db()
    members.show_sensitive(
        world.cast.chen_member, "phone", purpose="通知会议", by=actor(world.cast.wang), at=now()
    )
    for days in (40, 75, 100):
        past = plan(starts_at=now() - timedelta(days=days))
        meetings.record_past_meeting(world.cast.dock, past, by=HOUSE, at=now())
    _inside_pier(world)
    _live(world)


def _inside_pier(world: World) -> None:
    organisation.form_cell(
        world.cast.pier, name="第一党小组", leader=world.cast.chen, on=LONG_AGO, by=HOUSE
    )
    organisation.add_workplace(world.cast.pier, name="东港拖轮公司", on=LONG_AGO, by=HOUSE)


def _gone(world: World) -> dict[str, Any]:
    members.leave_roll(
        world.cast.zhou_member, reason="died", on=localdate(), document="", by=HOUSE, at=now()
    )
    return member(world)


def _chosen(world: World) -> dict[str, Any]:
    members.amend(world.cast.liu_member, by=HOUSE, at=now(), phone="13800138001")
    return {"id": [world.cast.liu_member.pk, world.cast.zhou_member.pk]}


def _export(world: World) -> dict[str, Any]:
    """The roll of Pier as a finished file."""
    wanted = Wanted(query="", filter="", fields=["name", "gender"], members=5, purpose="年度核对")
    by = actor(world.cast.wang)
    made = members.export_roll(world.cast.pier, wanted, by=by, at=now())
    members.file_export(made, workbooks.build(made, at=now()), by=by, at=now())
    return {"export_id": made.pk}


# ── meetings in every state ──────────────────────────────────────────────────────────────────

AGENDA = [{"title": "集体学习", "minutes": 40}]


def _live(world: World) -> int:
    meeting = opened(world.cast, agenda=AGENDA)
    meetings.take_attendance(
        meeting, [world.cast.wang_member.pk], by=actor(world.cast.wang), at=now()
    )
    return meeting.pk


def _under_way(world: World) -> int:
    """Of two types; one is present, one on leave."""
    by = actor(world.cast.wang)
    meeting = begun(world.cast, kinds=["members_meeting", "lecture"], agenda=AGENDA)
    meetings.take_attendance(meeting, [world.cast.chen_member.pk], by=by, at=now())
    meetings.enter_leave(meeting, [world.cast.liu_member.pk], "shift", by=by, at=now())
    return meeting.pk


def _in_doubt(world: World) -> int:
    """Two of one phone, where the picture is asked for; one of them chose wrong."""
    meeting, at = opened(world.cast, second_look=True), now()
    for user, saw in ((world.cast.chen, False), (world.cast.wang, True)):
        seen = shown(meeting, at)
        assert seen is not None
        proof = replace(seen, browser="one", saw=saw)
        meetings.sign_in(before(meeting, user), proof, by=actor(user), at=at)
    return meeting.pk


def _with_pictures(world: World) -> int:
    return opened(world.cast, second_look=True).pk


def _with_leave_asked(world: World) -> int:
    meeting = called(world.cast, agenda=AGENDA, starts_at=now() + timedelta(days=3))
    asked, by = Request(kind="sick", reason="住院"), actor(world.cast.chen)
    meetings.ask_leave(before(meeting, world.cast.chen), asked, by=by, at=now())
    return meeting.pk


def _sealed(world: World) -> int:
    """Held, decided, frozen."""
    cast, by = world.cast, actor(world.cast.wang)
    meeting = begun(cast, agenda=AGENDA)
    everyone = [cast.wang_member.pk, cast.chen_member.pk, cast.zhou_member.pk]
    meetings.take_attendance(meeting, everyone, by=by, at=now())
    minuted(cast, meeting, decisions=[Decision(text="同意", yes=3, no=0, abstained=0)])
    return meetings.close_meeting(meeting, by=by, at=now()).pk


def _with_a_guest(world: World) -> int:
    meeting = called(world.cast)
    meetings.invite_guest(meeting, world.cast.sun_member, by=actor(world.cast.wang))
    return meeting.pk


def _two_cells(world: World) -> dict[str, Any]:
    for name in ("第一党小组", "第二党小组"):
        organisation.form_cell(world.cast.pier, name=name, leader=None, on=LONG_AGO, by=HOUSE)
    return unit(world)


def _past(world: World) -> int:
    long_ago = plan(starts_at=now() - timedelta(days=40))
    return meetings.record_past_meeting(
        world.cast.pier, long_ago, by=actor(world.cast.wang), at=now()
    ).pk


def _at(make: Callable[[World], int]) -> Given:
    return lambda world: {"meeting_id": make(world)}


def _query(**said: Any) -> Given:
    return lambda world: said


# ── imports and the house before it stands ───────────────────────────────────────────────────

UGLY = (
    "姓名,性别,人员类别,入党时间,所在党支部\n周一鸣,男,正式党员,1998-02-30,一号码头党支部\n"
    "周二鸣,男,正式,98.7,一号码头党支部\n陈晓帆,男,正式党员,2015-06-30,一号码头党支部\n"
).encode()


def _checked(world: World) -> Batch:
    by = actor(world.cast.wang)
    batch = sheets.upload(
        world.cast.pier, "members", file_name="名册.csv", content=UGLY, by=by, at=now()
    )
    choices = {int(place): key for place, key in batch.mapping.items()}
    return sheets.map_columns(batch, choices, by=by, at=now())


def _in_stage(stage: str) -> Given:
    def staged(world: World) -> dict[str, Any]:
        batch = _checked(world)
        Batch.objects.filter(pk=batch.pk).update(stage=stage, worked_at=now())
        return {"batch_id": batch.pk}

    return staged


PEOPLE = [
    {"name": name, "username": user, "phone": "", "password": "Yiyuan#2026", "roles": [role]}
    for name, user, role in (
        ("何守成", "he2", "system_admin"), ("安宁", "an2", "security_admin"),
        ("沈明察", "shen2", "audit_admin"),
    )
]  # fmt: skip
SAID: dict[str, dict[str, Any]] = {
    "root": ROOT,
    "administrators": {"single": False, "people": PEOPLE},
    "secretary": {"same": False, "post": "secretary", **PEOPLE[0], "username": "lin2"},
}


def _setting_up(step: int) -> Given:
    def answered(world: World) -> dict[str, Any]:
        token = organisation.offer_setup(by=HOUSE)
        for name in list(SAID)[: step - 1]:
            organisation.save_setup(token, step=name, given=SAID[name], by=HOUSE)
        return {"token": token, "step": step}

    return answered


def _token(step: int) -> Given:
    return lambda world: {"token": _setting_up(step)(world)["token"]}


def _stands(world: World, client: Client) -> None:
    Installation.objects.create(root=world.cast.harbour, established_at=now())


SIGHTS = rooms.found("SIGHTS") | {
    "at the door": Sight("accounts:sign_in", NOBODY),
    "second factor asked": Sight("accounts:second_factor", SECURITY, ready=_password_only),
    "the first password": Sight("accounts:change_password", OWN, ready=_first_password),
    "codes to print": Sight("accounts:renew_recovery_codes", SECURITY),
    "accounts found": Sight("accounts:list", SECURITY, body=_query(q="王")),
    "own account": Sight("accounts:account", MEMBER, kwargs=account),
    "blocked without a reason": Sight("accounts:block", SECURITY, body=nothing),
    "nothing here": Sight(
        "organisation:unit", SIBLING, kwargs=quay, answers=REFUSAL
    ),
    "not permitted": Sight("organisation:rename", OWN, kwargs=quay, answers=REFUSAL),
    "a refusal": Sight("meetings:approve_leave", answers=REFUSAL),
    **{
        f"setting up, step {step}": Sight(
            "organisation:setup_step", NOBODY, kwargs=_setting_up(step)
        )
        for step in (1, 2, 3, 4)
    },
    "alone at one machine": Sight(
        "organisation:setup_step", NOBODY, kwargs=_setting_up(2), body=_query(mode="single")
    ),
    "the link of the set-up": Sight(
        "organisation:setup", NOBODY, kwargs=_token(1), answers=MOVED
    ),
    "not all is said": Sight(
        "organisation:setup_establish", NOBODY, kwargs=_token(3), answers=REFUSAL
    ),
    "set up": Sight("organisation:setup_done", NOBODY, ready=_stands),
    "grants at one machine": Sight(
        "organisation:grants", SECURITY, ready=lambda world, _: world.single_machine()
    ),
    "grants found": Sight("organisation:grants", SECURITY, body=_query(q="王")),
    "a full unit": Sight("organisation:unit", OWN, kwargs=unit, ready=_full_house),
    "units below": Sight(
        "organisation:children", answers=PART, place=("organisation:unit", ".tree")
    ),
    "units found": Sight("organisation:search", body=_query(q="码头")),
    "years ago": Sight("organisation:as_of", body=_query(on="2024-06-01")),
    "posts of a branch": Sight("organisation:appoint", kwargs=unit),
    "history of a branch": Sight(
        "organisation:history", kwargs=unit, ready=lambda world, _: _inside_pier(world)
    ),
    "the roll of many": Sight("members:roll", ready=_full_house),
    "the roll narrowed": Sight(
        "members:roll", body=_query(q="he", gender="2", sort="-born"), ready=_full_house
    ),
    "nobody found": Sight("members:roll", body=_query(q="nobody")),
    "somebody well known": Sight(
        "members:member", kwargs=lambda world: {"member_id": world.cast.chen_member.pk},
        ready=_full_house,
    ),
    "somebody who left": Sight("members:member", kwargs=_gone),
    "his history": Sight("members:history", kwargs=_gone),
    "a value shown": Sight(
        "members:show_sensitive", body=_query(purpose="通知主题党日"),
        kwargs=lambda world: {"member_id": world.cast.chen_member.pk, "field": "phone"},
        ready=_full_house,
    ),
    "accounts to open": Sight("members:open_accounts", body=_chosen),
    "password slips": Sight(
        "members:open_accounts", body=lambda world: _chosen(world) | {"sure": "1"}
    ),
    "chosen to be moved": Sight("members:move_chosen", body=_chosen),
    "moved nowhere": Sight(
        "members:move_chosen", body=lambda world: _chosen(world) | {"sure": "1"}
    ),
    "a view without a name": Sight("members:save_view", body=nothing),
    "exports at hand": Sight("members:exports", OWN, ready=lambda world, _: _export(world)),
    "a finished export": Sight("members:one_export", OWN, kwargs=_export),
    "the file itself": Sight("members:take_export", OWN, kwargs=_export, answers=FILE),
    "a number typed": Sight(
        "members:number", body=_query(id_number="110105194912310021"), answers=PART,
        place=("members:admit", "#from-number"),
    ),
    "meetings of a year": Sight("meetings:list", ready=_full_house),
    "meetings under way": Sight("meetings:list", body=_query(tab="open"), ready=_full_house),
    "no meeting of a type": Sight("meetings:list", body=_query(kind="lecture"), ready=_full_house),
    "a meeting to plan": Sight("meetings:convene", body=_query(kinds="members_meeting")),
    "cells to choose from": Sight(
        "meetings:convene", kwargs=_two_cells, body=_query(kinds="cell_meeting")
    ),
    "a guest invited": Sight("meetings:guests", kwargs=_at(_with_a_guest)),
    "nobody to invite": Sight("meetings:guests", body=_query(q="nobody")),
    "a talk to plan": Sight("meetings:convene", body=_query(kinds="heart_talk")),
    "a meeting to enter": Sight("meetings:record_past", body=_query(kinds="party_day")),
    "the screen": Sight("meetings:host", kwargs=_at(_live)),
    "under way": Sight("meetings:detail", kwargs=_at(_under_way)),
    "sign-ins in doubt": Sight("meetings:detail", kwargs=_at(_in_doubt)),
    "the list in doubt": Sight("meetings:attendance", kwargs=_at(_in_doubt)),
    "the screen with pictures": Sight("meetings:host", kwargs=_at(_with_pictures)),
    "leave asked": Sight("meetings:detail", kwargs=_at(_with_leave_asked)),
    "sealed": Sight("meetings:detail", kwargs=_at(_sealed)),
    "entered late": Sight("meetings:detail", kwargs=_at(_past)),
    "the list under way": Sight("meetings:attendance", kwargs=_at(_under_way)),
    "minutes under way": Sight("meetings:minutes", kwargs=_at(_under_way)),
    "not ready to close": Sight("meetings:close", kwargs=_at(_under_way)),
    "the sealed record": Sight("meetings:record", kwargs=_at(_sealed)),
    "my meetings": Sight("meetings:mine", MEMBER, ready=_full_house),
    **{
        f"my meeting, {name}": Sight("meetings:own", MEMBER, kwargs=_at(make))
        for name, make in {
            "live": _live, "present": _under_way, "a wrong picture": _in_doubt,
            "leave asked": _with_leave_asked,
            "sealed": _sealed,
        }.items()
    },
    "an old code": Sight("meetings:here", MEMBER, kwargs=_at(_live), body=_query(t="1", c="x")),
    "a workbook checked": Sight("spreadsheets:batch", kwargs=_in_stage("checked")),
    "a workbook at work": Sight("spreadsheets:batch", kwargs=_in_stage("applying")),
    "how far the work is": Sight(
        "spreadsheets:progress", kwargs=_in_stage("applying"), answers=PART,
        place=("spreadsheets:batch", "#main"),
    ),
    "a workbook imported": Sight("spreadsheets:batch", kwargs=_in_stage("applied")),
    "a workbook given up": Sight("spreadsheets:batch", kwargs=_in_stage("discarded")),
    "the committee's figures": Sight(
        "insight:dashboard", ABOVE, ready=_full_house,
        kwargs=lambda world: {"unit_id": world.cast.harbour.pk},
    ),
    "the committee's units": Sight(
        "insight:units", ABOVE, ready=_full_house,
        kwargs=lambda world: {"unit_id": world.cast.harbour.pk},
    ),
    "the branch's figures": Sight("insight:dashboard", OWN, kwargs=unit, ready=_full_house),
    "the desk of a branch": Sight("workbench:desk", OWN, ready=_full_house),
    "the desk of a committee": Sight("workbench:desk", ABOVE, ready=_full_house),
    "the desk of an auditor": Sight("workbench:desk", AUDIT),
    "the phone of a member": Sight("workbench:phone", MEMBER, ready=_full_house),
    "the branch on the phone": Sight("workbench:branch", MEMBER, ready=_full_house),
    "found everywhere": Sight("workbench:search", ABOVE, body=_query(q="码头")),
    "no such entry": Sight(
        "audit:entry", AUDIT, kwargs=lambda _: {"entry_id": uuid7()}, answers=REFUSAL
    ),
    "gallery: refused": Sight(
        "ui:gallery_page", kwargs=_query(page="refused"), answers=REFUSAL
    ),
    **{
        f"gallery: {page}": Sight("ui:gallery_page", kwargs=_query(page=page))
        for page in gallery.PAGES
        if page not in {"parts", "refused"}  # the first page stands in the table
    },
}  # fmt: skip
