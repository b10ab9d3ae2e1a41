"""Members' files: Zhou's is kept at Pier; Chen proposes corrections of his own, and is noted."""

from typing import Any

from django.test import Client
from django.utils.timezone import now

from lianxin.areas.dossier import actions
from lianxin.areas.dossier.forms.corrections import end_of_year
from lianxin.areas.dossier.models import Proposal
from lianxin.areas.dossier.tests import making
from lianxin.areas.members import actions as members
from lianxin.foundation.files.looking import look
from lianxin.overview.workbench.file import TABS
from tests.cast import HOUSE, actor
from tests.matrix.addresses import (
    KEEPERS,
    SIGNED_IN,
    Address,
    World,
    member,
    post,
    to,
    unit,
)
from tests.matrix.answers import FILE, MOVED, REFUSAL, Sight
from tests.matrix.people import MEMBER, OWN, SECURITY, SIBLING


def kind(name: str) -> Any:
    return lambda world: member(world) | {"kind": name}


def item(world: World) -> dict[str, Any]:
    return {"item_id": making.award(world.cast.zhou_member, world.cast.wang).pk}


def note(world: World) -> dict[str, Any]:
    return {"item_id": making.note(world.cast.chen_member, world.cast.wang).pk}


def scan(world: World) -> dict[str, Any]:
    page = look("申请书.txt", "敬爱的党组织".encode())
    entry = making.entry("2014-01-05", document="application")
    filed = actions.file_document(world.cast.zhou_member, entry, [page], by=HOUSE, at=now())
    return {"scan_id": filed.scans.get().pk}


def proposed(world: World) -> Proposal:
    cast = world.cast
    return actions.propose_correction(
        cast.chen_member, {"school": "东港大学", "phone": "13800138000"},
        "入党日期应为 2015 年 6 月 28 日", by=actor(cast.chen), at=now(),
    )  # fmt: skip


def proposal(world: World) -> dict[str, Any]:
    return {"proposal_id": proposed(world).pk}


def line(world: World) -> dict[str, Any]:
    return {"line_id": proposed(world).lines.get(key="phone").pk}


def called(world: World, client: Client | None = None) -> dict[str, Any]:
    actions.call_for_confirmation(world.cast.pier, due_on=end_of_year(), by=HOUSE, at=now())
    return unit(world)


#: Whoever stands on a roll himself.
PEOPLE = to(MEMBER, OWN, SIBLING)
ADDRESSES = {
    "workbench:my_file": Address(SIGNED_IN),
    "workbench:file": Address(KEEPERS, kwargs=member),
    "workbench:file_then": Address(KEEPERS, kwargs=member),
    "workbench:export_file": Address(KEEPERS, kwargs=member),
    "workbench:export_my_file": Address(PEOPLE),
    "dossier:record": Address(KEEPERS, kwargs=kind("training")),
    "dossier:file_document": Address(KEEPERS, kwargs=member),
    "dossier:sealed": Address(KEEPERS, kwargs=kind("note")),
    "dossier:confirm_for": Address(KEEPERS, kwargs=member),
    "dossier:scan": Address(KEEPERS, kwargs=scan, shows=FILE),
    "dossier:item": Address(KEEPERS, kwargs=item, shows=MOVED),
    "dossier:training": Address(KEEPERS, kwargs=unit),
    "dossier:strike": Address(KEEPERS, kwargs=item),
    "dossier:lift": Address(KEEPERS, kwargs=note),
    "dossier:corrections": Address(KEEPERS, kwargs=unit),
    "dossier:correction": Address(KEEPERS, kwargs=proposal),
    "dossier:accept": post(KEEPERS, kwargs=proposal),
    "dossier:decline": Address(KEEPERS, kwargs=proposal),
    "dossier:show_proposed": Address(KEEPERS, kwargs=line),
    "dossier:confirmations": Address(KEEPERS, kwargs=unit),
    "dossier:call": Address(KEEPERS, kwargs=unit),
    # Whoever called today reminds tomorrow.
    "dossier:remind": post(KEEPERS, kwargs=called, shows=REFUSAL),
    # On the phone: each about himself.
    "dossier:propose": Address(PEOPLE),
    "dossier:withdraw": post(to(MEMBER), kwargs=proposal),
    "dossier:confirm": post(PEOPLE),
    "dossier:reply": Address(to(MEMBER), kwargs=note),
}


def _full(world: World, client: Client) -> None:
    """Something of every kind, wrong entries and answers among it."""
    cast = world.cast
    chen, wang = cast.chen_member, cast.wang
    members.amend(
        chen, by=HOUSE, at=now(), phone="13800138000", id_number="11010519491231002X",
        born_on="1986-04-02", education="21", note="第一小组组长", applied_on="2013-05",
    )  # fmt: skip
    chen.refresh_from_db()
    making.training(chen, wang, hours=200)
    wrong = making.training(chen, wang, title="重复登记的培训", hours=40)
    actions.strike_item(wrong, reason="重复登记", by=actor(wang), at=now())
    making.award(chen, wang)
    making.appraisal(chen, wang)
    making.help_given(chen, wang)
    noted = making.note(chen, wang)
    actions.reply_to_note(noted, "礼品已于当日上交。", by=actor(cast.chen), at=now())
    actions.file_document(
        chen, making.entry("2015-06-30", document="volition", kept_at="局党委档案室"),
        by=HOUSE, at=now(),
    )  # fmt: skip
    actions.open_dossier(chen, by=actor(wang), at=now())
    answered = proposed(world)
    actions.decline_corrections(
        answered, ["school"], reason="与证书不一致", by=actor(wang), at=now()
    )
    called(world)


def _chen(world: World) -> dict[str, Any]:
    return {"member_id": world.cast.chen_member.pk}


def _confirmed(world: World, client: Client) -> None:
    actions.confirm_data(world.cast.chen_member, by=actor(world.cast.chen), at=now())
    actions.confirm_for_member(
        world.cast.zhou_member, how="phone", note="在外务工，电话核对", by=HOUSE, at=now()
    )


def _tab(name: str) -> Any:
    return lambda world: {"tab": name}


SIGHTS = {
    **{
        f"a file, {tab}": Sight("workbench:file", kwargs=_chen, body=_tab(tab), ready=_full)
        for tab in TABS
    },
    **{
        f"my own file, {tab}": Sight("workbench:my_file", MEMBER, body=_tab(tab), ready=_full)
        for tab in TABS
    },
    "no file": Sight("workbench:my_file", SECURITY),
    "my file to be confirmed": Sight("workbench:my_file", MEMBER, ready=called),
    "a file then": Sight(
        "workbench:file_then", kwargs=_chen, body=lambda _: {"basis": "valid"}, ready=_full
    ),
    "a file before he came": Sight("workbench:file_then", body=lambda _: {"on": "2001-01-01"}),
    "what lies under seal": Sight(
        "dossier:sealed",
        kwargs=lambda world: _chen(world) | {"kind": "note"},
        ready=_full,
    ),
    **{
        f"{name} to enter": Sight("dossier:record", kwargs=kind(name))
        for name in ("award", "appraisal", "help", "note")
    },
    "corrections that wait": Sight("dossier:corrections", ready=lambda world, _: proposed(world)),
    "corrections answered": Sight("dossier:corrections", body=_tab("closed")),
    "confirmations called for": Sight("dossier:confirmations", ready=called),
    "confirmations done": Sight("dossier:confirmations", body=_tab("done"), ready=_confirmed),
    "hours of a year": Sight("dossier:training", ready=_full),
    "hours that lack": Sight("dossier:training", body=_tab("short"), ready=_full),
    "nothing to correct": Sight("dossier:propose", MEMBER),
}
