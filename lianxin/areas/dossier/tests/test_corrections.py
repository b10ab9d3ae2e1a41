"""A member proposes corrections; the branch takes them over or says why not."""

import pytest
from django.utils.timezone import now

from lianxin.areas.dossier import actions, queries
from lianxin.areas.dossier.actions import corrections
from lianxin.areas.dossier.actions.openings import PurposeMissing
from lianxin.areas.dossier.models import Opening, Proposal, ProposalLine
from lianxin.areas.members import actions as members
from lianxin.areas.members.models import MemberChange
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.messaging.models import Message
from tests.cast import actor
from tests.trace import last, told, traces

RIGHT = {"school": "东港大学", "education": "21", "phone": "13800138000"}


def propose(cast, words="", **facts):
    return actions.propose_correction(cast.chen_member, facts, words, by=actor(cast.chen), at=now())


def accept(cast, proposal, *keys, by=None):
    return actions.accept_corrections(proposal, keys, by=actor(by or cast.wang), at=now())


def test_lines_tell_old_and_new_and_hide_what_is_sensitive(cast):
    proposal = propose(cast, **RIGHT)

    lines = {line.key: line for line in proposal.lines.all()}
    assert lines["school"].shown() == ("", "东港大学")
    assert lines["phone"].shown_masked() == ("", "138****8000")
    row = ProposalLine.objects.filter(key="phone").values("old", "new").get()
    assert row == {"old": None, "new": None}
    entry = next(e for e in [last()] if e.event == "CorrectionProposed")
    assert sorted(entry.facts["fields"]) == ["education", "phone", "school"]
    assert "13800138000" not in str(entry.facts)


def test_the_keeper_finds_it_in_his_inbox(cast):
    proposal = propose(cast, **RIGHT)
    message = Message.objects.get(user=cast.wang)
    assert message.url == f"/dossier/corrections/{proposal.pk}/"
    assert "138" not in message.title + message.body


def test_what_is_accepted_is_written_with_the_member_as_source(cast):
    proposal = propose(cast, **RIGHT)
    accept(cast, proposal, *RIGHT)

    cast.chen_member.refresh_from_db()
    assert cast.chen_member.phone == "13800138000"
    assert cast.chen_member.value("school") == "东港大学"
    change = MemberChange.objects.filter(member=cast.chen_member).latest("id")
    assert change.get_deed_display() == "本人更正"
    assert queries.sources_of(cast.chen_member)["phone"].deed == "本人更正"
    proposal.refresh_from_db()
    assert not proposal.is_open
    assert Message.objects.filter(user=cast.chen).count() == 1
    assert {"MemberCorrected", "CorrectionsAccepted"} <= set(told())


def test_lines_are_answered_one_by_one(cast):
    proposal = propose(cast, **RIGHT)
    accept(cast, proposal, "school")
    proposal.refresh_from_db()
    assert proposal.is_open
    actions.decline_corrections(
        proposal, ["education", "phone"], reason="与证书不一致", by=actor(cast.wang), at=now()
    )
    proposal.refresh_from_db()
    states = dict(proposal.lines.values_list("key", "state"))
    assert states == {"school": "accepted", "education": "declined", "phone": "declined"}
    assert not proposal.is_open
    cast.chen_member.refresh_from_db()
    assert (cast.chen_member.phone, cast.chen_member.value("school")) == ("", "东港大学")


def test_answering_twice_leaves_one_trace(cast):
    proposal = propose(cast, **RIGHT)
    accept(cast, proposal, *RIGHT)
    before = traces()
    with pytest.raises(corrections.DecidedAlready):
        accept(cast, proposal, "school")
    with pytest.raises(corrections.DecidedAlready):
        actions.decline_corrections(
            proposal, ["school"], reason="已经答复过", by=actor(cast.wang), at=now()
        )
    with pytest.raises(corrections.DecidedAlready):
        actions.withdraw_correction(proposal, by=actor(cast.chen), at=now())
    assert traces() == before


def test_nothing_chosen_is_nothing_done(cast):
    proposal = propose(cast, **RIGHT)
    before = traces()
    with pytest.raises(corrections.DecidedAlready):
        accept(cast, proposal)
    with pytest.raises(corrections.DecidedAlready):
        accept(cast, proposal, "school", "native_place")
    assert traces() == before


def test_only_the_member_proposes_and_only_another_keeper_decides(cast):
    before = traces()
    for wrong in (cast.wang, cast.zhao, cast.security_admin):
        with pytest.raises(NotPermitted):
            actions.propose_correction(cast.chen_member, RIGHT, by=actor(wrong), at=now())
    assert (traces(), Proposal.objects.count()) == (before, 0)

    proposal = propose(cast, **RIGHT)
    own = actions.propose_correction(
        cast.wang_member, {"school": "东港大学"}, by=actor(cast.wang), at=now()
    )
    before = traces()
    for wrong in (cast.chen, cast.zhao, cast.audit_admin):
        with pytest.raises(NotPermitted):
            accept(cast, proposal, "school", by=wrong)
    with pytest.raises(NotPermitted):
        accept(cast, own, "school", by=cast.wang)
    with pytest.raises(NotPermitted):
        actions.withdraw_correction(proposal, by=actor(cast.wang), at=now())
    assert traces() == before
    accept(cast, own, "school", by=cast.lin)


def test_what_cannot_be_proposed(cast):
    before = traces()
    with pytest.raises(corrections.NotForProposals):
        propose(cast, full_on="2015-01-01")
    with pytest.raises(corrections.NothingToCorrect):
        propose(cast, ethnicity="01")
    with pytest.raises(corrections.WordsTooLong):
        propose(cast, words="长" * 501)
    with pytest.raises(corrections.DoesNotFit, match="公民身份证号"):
        propose(cast, id_number="110105194912310021")
    assert (traces(), Proposal.objects.count()) == (before, 0)


def test_one_proposal_waits_at_a_time(cast):
    proposal = propose(cast, **RIGHT)
    with pytest.raises(corrections.ProposedAlready):
        propose(cast, native_place="山东省乳山市")
    actions.withdraw_correction(proposal, by=actor(cast.chen), at=now())
    assert last().event == "CorrectionWithdrawn"
    propose(cast, native_place="山东省乳山市")


def test_words_are_answered_without_touching_the_roll(cast):
    proposal = propose(cast, words="入党日期应为 2015 年 6 月 28 日")
    changes = MemberChange.objects.count()
    accept(cast, proposal, "words")
    assert MemberChange.objects.count() == changes
    line = proposal.lines.get()
    assert (line.state, line.shown()) == ("accepted", ("", "入党日期应为 2015 年 6 月 28 日"))


def test_a_number_that_stands_elsewhere_leaves_everything_as_it_was(cast):
    number = "11010519491231002X"
    members.amend(cast.wu_member, by=actor(cast.zhao), at=now(), id_number=number)
    proposal = propose(cast, id_number=number, school="东港大学")
    before = traces()
    with pytest.raises(members.AlreadyOnTheRoll):
        accept(cast, proposal, "id_number", "school")
    assert traces() == before
    cast.chen_member.refresh_from_db()
    assert cast.chen_member.value("school") == ""


def test_a_no_needs_a_reason(cast):
    proposal = propose(cast, **RIGHT)
    before = traces()
    with pytest.raises(corrections.DeclinedWithoutReason):
        actions.decline_corrections(
            proposal, ["school"], reason=" 不 ", by=actor(cast.wang), at=now()
        )
    assert traces() == before


def test_a_masked_line_is_shown_for_a_purpose(cast):
    line = propose(cast, **RIGHT).lines.get(key="phone")
    before = traces()
    with pytest.raises(PurposeMissing):
        actions.show_proposed(line, purpose="", by=actor(cast.wang), at=now())
    with pytest.raises(NotPermitted):
        actions.show_proposed(line, purpose="核对本人申请", by=actor(cast.zhao), at=now())
    assert traces() == before

    shown = actions.show_proposed(line, purpose="核对本人申请", by=actor(cast.wang), at=now())

    assert shown == ("", "13800138000")
    opening = Opening.objects.get()
    assert (opening.part, opening.purpose) == ("correction", "联系电话：核对本人申请")
