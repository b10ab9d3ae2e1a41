"""Floating members: entered, spoken with, ended; nobody is forgotten, nobody is moved by it."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate, now

from lianxin.areas.members.actions import leave_roll
from lianxin.areas.members.models import Affiliation, Member
from lianxin.areas.transfers import actions, queries
from lianxin.areas.transfers.actions import floating as verbs
from lianxin.areas.transfers.models import Contact, Floating
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.days import months_later
from lianxin.foundation.core.pages import Cursor
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.messaging.models import Message
from tests.cast import actor
from tests.trace import last, told, traces

HOUSE = Actor.system("test")


def away(**more):
    known = {
        "cause": "work",
        "since": localdate() - timedelta(days=200),
        "whereabouts": "浙江省杭州市",
    }
    return actions.Away(**{**known, **more})


def go(cast, by=None, member=None, **more):
    return actions.register_outflow(
        member or cast.chen_member, away(**more), by=actor(by or cast.wang), at=now()
    )


def come(cast, by=None, **more):
    known = {"home": "中共远山县青石村支部委员会", **more}
    return actions.register_inflow(
        cast.pier, "何远", away(**known), by=actor(by or cast.wang), at=now()
    )


def test_whoever_goes_away_stays_on_the_roll_of_his_branch(cast):
    entry = go(cast, certificate="流动字 0012")

    member = Member.objects.get(pk=cast.chen_member.pk)
    assert (member.is_floating, member.floating_to, member.unit) == (
        True, "浙江省杭州市", cast.pier,
    )  # fmt: skip
    assert entry.next_contact_on == months_later(localdate(), 1)
    assert told()[-2:] == ["MemberAmended", "FloatingRegistered"]


def test_a_host_branch_here_has_him_as_a_guest_until_he_is_back(cast):
    entry = go(cast, host=cast.dock)
    guest = Affiliation.objects.get(member=cast.chen_member, kind="mobile", ends_on=None)
    assert (guest.unit, entry.affiliation) == (cast.dock, guest)

    actions.end_floating(entry, reason="back", on=localdate(), by=actor(cast.wang), at=now())
    guest.refresh_from_db()
    assert guest.ends_on == localdate()
    assert Member.objects.get(pk=cast.chen_member.pk).is_floating is False
    with pytest.raises(verbs.FloatingIsOver):
        actions.end_floating(entry, reason="back", on=localdate(), by=actor(cast.wang), at=now())


def test_nobody_floats_twice_or_from_another_roll(cast):
    go(cast)
    before = traces()
    with pytest.raises(verbs.AlreadyFloating):
        go(cast)
    with pytest.raises(NotPermitted):
        go(cast, by=cast.zhao)
    with pytest.raises(verbs.NotOfTheParty):
        go(cast, member=cast.sun_member)
    with pytest.raises(verbs.DayOutOfOrder):
        go(cast, member=cast.zhou_member, since=localdate() + timedelta(days=1))
    assert traces() == before


def test_whoever_comes_is_on_no_roll_here(cast):
    before = Member.objects.count()
    entry = come(cast)
    assert (entry.host, entry.member, Member.objects.count()) == (cast.pier, None, before)
    with pytest.raises(NotPermitted):
        come(cast, by=cast.zhao)


def talk(cast, entry, by=None, **more):
    return actions.log_contact(
        entry, actions.Talk(**{"on": localdate(), "how": "phone", **more}),
        by=actor(by or cast.wang), at=now(),
    )  # fmt: skip


def test_a_talk_moves_the_next_one_a_month_on(cast):
    entry = go(cast)
    talk(cast, entry, note="在杭州务工，一切都好")
    entry.refresh_from_db()
    assert (entry.last_contact_on, entry.next_contact_on) == (
        localdate(),
        months_later(localdate(), 1),
    )
    assert "杭州" not in str(last().facts)


def test_a_failed_attempt_is_kept_and_moves_nothing(cast):
    entry = go(cast)
    due = entry.next_contact_on
    talk(cast, entry, how="failed")
    entry.refresh_from_db()
    assert (entry.last_contact_on, entry.next_contact_on) == (None, due)
    assert Contact.objects.get().how == "failed"


def test_an_earlier_talk_entered_late_moves_nothing_back(cast):
    entry = go(cast)
    talk(cast, entry)
    talk(cast, entry, on=localdate() - timedelta(days=40))
    entry.refresh_from_db()
    assert entry.last_contact_on == localdate()


def test_abroad_twice_a_year(cast):
    entry = go(cast, cause="abroad")
    talk(cast, entry)
    entry.refresh_from_db()
    assert entry.next_contact_on == months_later(localdate(), 6)


def test_the_host_speaks_with_him_too_strangers_do_not(cast):
    entry = go(cast, host=cast.dock)
    talk(cast, entry, by=cast.zhao)
    other = go(cast, member=cast.zhou_member)
    before = traces()
    with pytest.raises(NotPermitted):
        talk(cast, other, by=cast.zhao)
    with pytest.raises(verbs.DayOutOfOrder):
        talk(cast, entry, on=localdate() + timedelta(days=1))
    assert traces() == before


def test_he_reports_himself_and_nobody_for_him(cast):
    entry = go(cast)
    contact = actions.report_in(entry, note="平安", by=actor(cast.chen), at=now())
    assert (contact.how, contact.actor) == ("message", "陈晓帆")
    with pytest.raises(NotPermitted):
        actions.report_in(entry, note="平安", by=actor(cast.wang), at=now())


def test_what_is_corrected_is_corrected_on_the_roll_too(cast):
    entry = go(cast)
    actions.amend_floating(entry, away(whereabouts="江苏省苏州市"), by=actor(cast.wang), at=now())
    assert Member.objects.get(pk=cast.chen_member.pk).floating_to == "江苏省苏州市"
    with pytest.raises(NotPermitted):
        actions.amend_floating(entry, away(), by=actor(cast.zhao), at=now())
    inflow = come(cast)
    actions.amend_floating(inflow, away(home="中共远山县委"), by=actor(cast.wang), at=now())
    inflow.refresh_from_db()
    assert inflow.home == "中共远山县委"


def test_an_entry_ends_after_it_began_with_a_known_reason(cast):
    entry = go(cast)
    before = traces()
    for reason, on in (("tired", localdate()), ("back", entry.since - timedelta(days=1))):
        with pytest.raises(verbs.DayOutOfOrder):
            actions.end_floating(entry, reason=reason, on=on, by=actor(cast.wang), at=now())
    with pytest.raises(NotPermitted):
        actions.end_floating(entry, reason="back", on=localdate(), by=actor(cast.chen), at=now())
    assert traces() == before
    leave_roll(cast.chen_member, reason="died", on=localdate(), by=actor(cast.wang), at=now())
    entry.refresh_from_db()
    assert (entry.end_reason, entry.ends_on) == ("left", localdate())


def test_branches_are_reminded_once_of_each_month_without_a_word(cast):
    entry = go(cast)
    come(cast)
    Floating.objects.filter(pk=entry.pk).update(next_contact_on=localdate() - timedelta(days=1))
    assert actions.remind_of_contacts(by=HOUSE, at=now()) == 1
    assert actions.remind_of_contacts(by=HOUSE, at=now()) == 0
    message = Message.objects.get(user=cast.wang, title__contains="该联系流动党员")
    assert message.url == f"/transfers/floating/{entry.pk}/"
    with pytest.raises(NotPermitted):
        actions.remind_of_contacts(by=actor(cast.wang), at=now())


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_the_register_costs_the_same_for_few_and_many(cast, rows, django_assert_num_queries):
    for number in range(rows):
        member = cast.member(f"林{number}", cast.pier)
        go(cast, member=member, host=cast.dock)
    by = actor(cast.lin)
    queries.floatings(cast.harbour, by, "out", Cursor(), today=localdate())
    with django_assert_num_queries(2):
        page = queries.floatings(cast.harbour, by, "out", Cursor(), today=localdate())
        assert [each.unit.short_name and each.host.short_name for each in page.rows]
    assert page.total == rows


def test_whoever_is_lost_and_from_when_what_is_lawful(cast):
    long_ago, lately = localdate() - timedelta(days=400), localdate() - timedelta(days=30)
    cast.member("失一", cast.pier, is_lost=True, lost_on=long_ago.isoformat())
    cast.member("失二", cast.pier, is_lost=True, lost_on=lately.isoformat())
    lines = queries.lost_members(cast.quay, actor(cast.lin), today=localdate())
    assert [(each.member.name, each.is_ripe) for each in lines] == [("失一", True), ("失二", False)]
    assert lines[1].ripe_on == months_later(lately, 6)
    assert queries.lost_members(cast.quay, actor(cast.zhao), today=localdate()) == []
