"""Notes of discipline: who enters and sees them, how long they have effect, the member's word."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from lianxin.areas.dossier import actions
from lianxin.areas.dossier.actions import discipline
from lianxin.areas.dossier.actions.openings import NotSealed, PurposeMissing
from lianxin.areas.dossier.actions.recording import DayUnknown
from lianxin.areas.dossier.catalogue import effect_ends
from lianxin.areas.dossier.models import Item, Opening, Reply
from lianxin.areas.dossier.tests import making
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import actor
from tests.trace import last, traces


def test_a_note_lies_under_seal_and_is_told_without_words(cast):
    item = making.note(cast.chen_member, cast.wang)

    row = Item.objects.filter(pk=item.pk).values("title", "details").get()
    assert row == {"title": "", "details": {}}
    assert item.hidden()["reason"] == making.SECRET
    assert last().facts == {}
    assert last().event == "DisciplineNoted"


@pytest.mark.parametrize(
    ("measure", "on", "ends"),
    [
        ("warning", date(2026, 3, 31), date(2027, 3, 31)),
        ("serious_warning", date(2026, 8, 31), date(2028, 2, 29)),
        ("removed_from_post", date(2025, 1, 1), date(2027, 1, 1)),
        ("probation_1", date(2024, 2, 29), date(2027, 2, 28)),
        ("admonition", date(2025, 12, 31), date(2026, 6, 30)),
        ("correction", date(2022, 5, 5), date(2023, 5, 5)),
    ],
)
def test_effect_ends_by_the_regulation(measure, on, ends):
    assert effect_ends(measure, on) == ends


def test_effect_is_until_the_day_it_ends(cast):
    item = making.note(cast.chen_member, cast.wang, on="2024-05-06")
    assert item.until == date(2025, 5, 6)
    assert item.has_effect(date(2025, 5, 5))
    assert not item.has_effect(date(2025, 5, 6))
    assert not item.has_effect(date(2024, 5, 5))


def test_the_day_must_be_known(cast):
    with pytest.raises(DayUnknown):
        making.note(cast.chen_member, cast.wang, on="2026-03")


#: Who sees notes: the secretary here and above, the discipline commissioner, the member himself.
SEES = {"wang", "lin", "jiang", "chen"}


@pytest.mark.parametrize(
    "who",
    ["wang", "lin", "jiang", "chen", "tan", "xu", "guo", "zhao", "liu", "he", "an", "shen"],
)
def test_who_sees_a_note(cast, who):
    making.note(cast.chen_member, cast.wang)
    people = {
        "wang": cast.wang, "lin": cast.lin, "zhao": cast.zhao, "chen": cast.chen,
        "he": cast.system_admin, "an": cast.security_admin, "shen": cast.audit_admin,
    }  # fmt: skip
    made = {
        "jiang": making.discipline_commissioner, "xu": making.publicity_commissioner,
        "tan": making.organiser, "guo": making.overseer,
        "liu": lambda cast: cast.person("liu", "刘思雨"),
    }  # fmt: skip
    user = people.get(who) or made[who](cast)
    by = actor(user)
    before = traces()

    assert Item.objects.visible_to(by).exists() == (who in SEES)
    if who in SEES:
        found = actions.open_sealed(
            cast.chen_member, "note", purpose="研究评优资格", by=by, at=now()
        )
        assert [item.hidden()["reason"] for item in found] == [making.SECRET]
        assert Opening.objects.count() == (who != "chen")
    else:
        with pytest.raises(NotPermitted):
            actions.open_sealed(cast.chen_member, "note", purpose="研究评优资格", by=by, at=now())
        assert (traces(), Opening.objects.count()) == (before, 0)


def test_who_enters_a_note(cast):
    making.note(cast.chen_member, making.discipline_commissioner(cast))
    before = traces()
    for wrong in (
        making.organiser(cast),
        making.publicity_commissioner(cast),
        cast.zhao,
        cast.chen,
    ):
        before = traces()
        with pytest.raises(NotPermitted):
            making.note(cast.chen_member, wrong)
        assert traces() == before
    with pytest.raises(NotPermitted):
        making.note(cast.wang_member, cast.wang)


def test_looking_needs_a_purpose_each_time(cast):
    making.note(cast.chen_member, cast.wang)
    before = traces()
    with pytest.raises(PurposeMissing):
        actions.open_sealed(cast.chen_member, "note", purpose=" 看 ", by=actor(cast.wang), at=now())
    with pytest.raises(NotSealed):
        actions.open_sealed(cast.chen_member, "award", purpose="看看奖励", by=actor(cast.wang),
                            at=now())  # fmt: skip
    assert traces() == before
    for _ in range(2):
        actions.open_sealed(
            cast.chen_member, "note", purpose="研究评优资格", by=actor(cast.wang), at=now()
        )
    assert [each.purpose for each in Opening.objects.all()] == ["研究评优资格"] * 2
    assert last().facts == {"part": "note", "purpose": "研究评优资格"}


def test_a_note_is_lifted_early_on_a_decision(cast):
    item = making.note(cast.chen_member, cast.wang, on="2026-01-05", until="2199-01-01")
    today = localdate()
    lift = {"by": actor(cast.wang), "at": now()}
    with pytest.raises(discipline.PaperMissing):
        actions.lift_note(item, on=today, document=" ", **lift)
    with pytest.raises(discipline.LiftedOutsideItsTime):
        actions.lift_note(item, on=date(2026, 1, 4), document="港纪 9 号", **lift)
    with pytest.raises(NotPermitted):
        actions.lift_note(item, on=today, document="港纪 9 号", by=actor(cast.zhao), at=now())
    assert item.has_effect(today)

    lifted = actions.lift_note(item, on=today, document="港纪 9 号", **lift)

    assert (lifted.has_effect(today), lifted.has_effect(today - timedelta(days=1))) == (False, True)
    before = traces()
    with pytest.raises(discipline.NoLongerInEffect):
        actions.lift_note(item, on=today, document="港纪 9 号", **lift)
    assert traces() == before


def test_the_member_replies_and_his_word_stays_beside_it(cast):
    item = making.note(cast.chen_member, cast.wang)
    reply = actions.reply_to_note(item, "礼品已于当日上交。", by=actor(cast.chen), at=now())
    assert (
        actions.reply_to_note(item, "礼品已于当日上交。 ", by=actor(cast.chen), at=now()) == reply
    )
    assert last().facts == {}

    (found,) = actions.open_sealed(
        cast.chen_member, "note", purpose="复核处分", by=actor(cast.lin), at=now()
    )
    assert [each.text for each in found.replies.all()] == ["礼品已于当日上交。"]


def test_only_the_member_replies(cast):
    item = making.note(cast.chen_member, cast.wang)
    before = traces()
    for wrong in (cast.wang, cast.lin, cast.zhao):
        with pytest.raises(NotPermitted):
            actions.reply_to_note(item, "代为说明", by=actor(wrong), at=now())
    with pytest.raises(discipline.NothingSaid):
        actions.reply_to_note(item, "  ", by=actor(cast.chen), at=now())
    award = making.award(cast.chen_member, cast.wang)
    with pytest.raises(NotPermitted):
        actions.reply_to_note(award, "谢谢组织", by=actor(cast.chen), at=now())
    assert (traces(), Reply.objects.count()) == (before + 1, 0)
