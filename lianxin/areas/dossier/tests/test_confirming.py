"""The yearly check of one's data, and looking into files."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from lianxin.areas.dossier import actions, queries
from lianxin.areas.dossier.actions import confirming
from lianxin.areas.dossier.actions.openings import PurposeMissing
from lianxin.areas.dossier.models import Confirmation, Opening
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.messaging.models import Message
from tests.cast import actor
from tests.trace import last, told, traces

END = date(localdate().year, 12, 31)


def call(cast, unit=None, by=None):
    return actions.call_for_confirmation(
        unit or cast.pier, due_on=END, by=actor(by or cast.wang), at=now()
    )


def test_a_member_confirms_once_a_year(cast):
    by, at = actor(cast.chen), now()
    found = actions.confirm_data(cast.chen_member, by=by, at=at)
    assert (found.year, found.how) == (at.year, "self")
    assert last().facts == {"year": at.year, "how": "self"}
    before = traces()
    actions.confirm_data(cast.chen_member, by=by, at=at)
    assert (traces(), Confirmation.objects.count()) == (before, 1)
    actions.confirm_data(cast.chen_member, by=by, at=at + timedelta(days=366))
    assert Confirmation.objects.count() == 2


def test_nobody_confirms_for_another_as_if_he_were_he(cast):
    before = traces()
    for wrong in (cast.wang, cast.zhao):
        with pytest.raises(NotPermitted):
            actions.confirm_data(cast.chen_member, by=actor(wrong), at=now())
    assert traces() == before


def test_an_open_proposal_comes_first(cast):
    by = actor(cast.chen)
    actions.propose_correction(cast.chen_member, {"school": "东港大学"}, by=by, at=now())
    with pytest.raises(confirming.StillProposed):
        actions.confirm_data(cast.chen_member, by=by, at=now())
    assert Confirmation.objects.count() == 0


def test_the_branch_asks_those_who_are_away_and_says_how(cast):
    def ask(by, how="phone", note="本人在外务工，电话核对"):
        return actions.confirm_for_member(
            cast.zhou_member, how=how, note=note, by=actor(by), at=now()
        )

    before = traces()
    for how, note in (("self", "电话核对过"), ("phone", " "), ("pigeon", "电话核对过")):
        with pytest.raises(confirming.HowMissing):
            ask(cast.wang, how, note)
    with pytest.raises(NotPermitted):
        ask(cast.zhao)
    assert traces() == before
    found = ask(cast.wang)
    assert (found.how, found.note) == ("phone", "本人在外务工，电话核对")


def test_a_unit_calls_once_a_year_and_those_with_accounts_are_told(cast):
    call(cast)
    assert last().facts["members"] == 2
    assert Message.objects.filter(user__in=[cast.wang, cast.chen]).count() == 2
    before = traces()
    with pytest.raises(confirming.CalledAlready):
        call(cast)
    for due in (localdate(), date(localdate().year + 1, 1, 31)):
        with pytest.raises(confirming.DueInThePast):
            actions.call_for_confirmation(cast.quay, due_on=due, by=actor(cast.lin), at=now())
    for wrong in (cast.zhao, cast.chen):
        with pytest.raises(NotPermitted):
            call(cast, by=wrong)
    assert traces() == before


def test_a_call_from_above_reaches_the_branch(cast):
    call(cast, cast.harbour, cast.lin)
    assert queries.campaign_over(cast.chen_member, localdate()).unit == cast.harbour
    assert queries.campaign_at(cast.pier, localdate()) is None


def test_reminding_passes_over_those_who_confirmed(cast):
    campaign = call(cast)
    with pytest.raises(confirming.RemindedToday):
        actions.remind_to_confirm(campaign, by=actor(cast.wang), at=now())
    actions.confirm_data(cast.chen_member, by=actor(cast.chen), at=now())
    if localdate().month == 12 and localdate().day == 31:
        return
    tomorrow = now() + timedelta(days=1)
    with pytest.raises(NotPermitted):
        actions.remind_to_confirm(campaign, by=actor(cast.zhao), at=tomorrow)
    assert actions.remind_to_confirm(campaign, by=actor(cast.wang), at=tomorrow) == 1
    with pytest.raises(confirming.RemindedToday):
        actions.remind_to_confirm(campaign, by=actor(cast.wang), at=tomorrow)
    assert Message.objects.filter(user=cast.chen).count() == 1
    assert told().count("ConfirmationReminded") == 1


def test_who_has_and_who_has_not(cast):
    actions.confirm_data(cast.chen_member, by=actor(cast.chen), at=now())
    actions.propose_correction(
        cast.wang_member, {"school": "东港大学"}, by=actor(cast.wang), at=now()
    )
    year = localdate().year
    numbers = queries.numbers_at(cast.pier, year)
    assert (numbers.people, numbers.done, numbers.proposed, numbers.open) == (5, 1, 1, 3)

    def names(tab, total):
        page = queries.people_at(cast.pier, year, tab, Cursor(), total=total)
        return [member.name for member in page.rows]

    assert names("done", 1) == ["陈晓帆"]
    assert names("proposed", 1) == ["王海平"]
    assert names("open", 3) == ["刘思雨", "孙莉", "周国强"]


# ---- looking ---------------------------------------------------------------------------------


def test_opening_a_file_leaves_one_line_a_day(cast):
    at = now()
    for _ in range(2):
        actions.open_dossier(cast.chen_member, by=actor(cast.wang), at=at)
    actions.open_dossier(cast.chen_member, by=actor(cast.lin), at=at)
    actions.open_dossier(cast.chen_member, by=actor(cast.chen), at=at)
    assert [each.looker for each in queries.openings_of(cast.chen_member, most=9)] == [
        "林若溪", "王海平",
    ]  # fmt: skip
    assert told().count("DossierOpened") == 2
    actions.open_dossier(cast.chen_member, by=actor(cast.wang), at=at + timedelta(days=1))
    assert Opening.objects.count() == 3


def test_who_opens_no_file(cast):
    before = traces()
    for wrong in (cast.zhao, cast.security_admin, cast.audit_admin, cast.system_admin):
        with pytest.raises(NotPermitted):
            actions.open_dossier(cast.chen_member, by=actor(wrong), at=now())
    assert (traces(), Opening.objects.count()) == (before, 0)


def test_taking_a_file_out_of_the_house_is_recorded(cast):
    before = traces()
    with pytest.raises(PurposeMissing):
        actions.export_dossier(cast.chen_member, purpose="用", by=actor(cast.wang), at=now())
    with pytest.raises(NotPermitted):
        actions.export_dossier(
            cast.chen_member, purpose="报送组织部", by=actor(cast.zhao), at=now()
        )
    assert traces() == before
    actions.export_dossier(cast.chen_member, purpose="报送组织部", by=actor(cast.wang), at=now())
    assert last().facts == {"purpose": "报送组织部"}
    assert Opening.objects.get().part == "export"
