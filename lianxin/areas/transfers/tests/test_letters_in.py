"""Letters from outside: what fits, what was entered before, what the page says of it."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from lianxin.areas.transfers import actions
from lianxin.areas.transfers.actions import asking
from lianxin.areas.transfers.catalogue.arriving import faults_of_letter
from lianxin.areas.transfers.models import Arrival
from lianxin.areas.transfers.tests.conftest import come, places, settled
from lianxin.foundation.core.days import InTheFuture
from tests.cast import actor, sign_in
from tests.trace import traces

NUMBER = "110101199003070935"
ON = date(2026, 10, 3)


@pytest.mark.parametrize(
    ("issued_on", "valid_until", "found"),
    [
        (None, None, []),
        (ON, ON, []),
        (ON, date(2027, 1, 3), []),
        (ON, date(2026, 10, 2), ["valid_until"]),
        (ON, date(2027, 1, 4), ["valid_until"]),
        (date(2026, 10, 5), None, ["issued_on"]),
        (None, date(2026, 9, 1), []),
    ],
)
def test_the_days_of_a_letter_fit_together(issued_on, valid_until, found):
    faults = list(
        faults_of_letter(
            issued_on=issued_on, valid_until=valid_until, shown_on=date(2026, 10, 4), months=3
        )
    )
    assert [flaw.key for flaw in faults] == found


def test_a_letter_good_for_too_long_says_until_when_it_may_be():
    (flaw,) = faults_of_letter(
        issued_on=ON, valid_until=date(2027, 4, 3), shown_on=ON, months=3
    )  # fmt: skip
    assert flaw.sentence == (
        "介绍信有效期最长 3 个月：2026-10-03 开具的，最迟到 2027-01-03。"
        "信上写得更长的，按 2027-01-03 登记。"
    )


def test_the_verb_refuses_what_does_not_fit_and_leaves_no_trace(sides):
    today, before = localdate(), traces()
    with pytest.raises(asking.LetterDoesNotFit, match="不能早于开具日期"):
        come(sides, issued_on=today, valid_until=today - timedelta(days=1))
    with pytest.raises(InTheFuture):
        come(sides, shown_on=today + timedelta(days=1))
    with pytest.raises(asking.NotOfTheParty):
        come(sides, category="activist")
    assert (traces(), Arrival.objects.count()) == (before, 0)


def test_the_same_letter_is_entered_once(sides):
    case = come(sides)
    before = traces()
    with pytest.raises(asking.EnteredBefore, match=f"{localdate()} 已经登记（郑远航），现在由"):
        come(sides, origin=" 滨海区工作委员会 ", name="郑远帆", id_number="")
    assert (traces(), Arrival.objects.count()) == (before, 1)

    sides.go(settled(sides, case), "sent", sides.fang, carrier="confidential")
    with pytest.raises(asking.EnteredBefore, match="已经办结"):
        come(sides, id_number="")


def test_the_same_number_of_another_committee_is_another_letter(sides):
    come(sides)
    come(sides, origin="中共临江区工作委员会", name="郑远帆", id_number="")
    assert Arrival.objects.count() == 2


def test_who_is_on_his_way_in_is_not_entered_by_another_letter(sides):
    come(sides)
    with pytest.raises(asking.EnteredBefore, match=r"郑远航 .* 已凭介绍信 滨组介〔2026〕12号 登记"):
        come(sides, number="滨组介〔2026〕15号")


def test_a_returned_letter_may_be_brought_again(sides):
    sides.go(come(sides), "return", sides.fang, returned="letter")
    assert come(sides).step == "in_committee"


def test_of_another_committees_papers_only_that_there_are_some_is_told(sides):
    come(sides, at_unit=sides.cast.harbour, by=sides.cast.lin)
    with pytest.raises(asking.EnteredBefore) as refused:
        come(sides)
    assert "另一个党委" in str(refused.value)
    assert "郑远航" not in str(refused.value)


def typed(**more):
    return {
        "number": "滨组介〔2026〕12号", "origin": "中共滨海区工作委员会", "shown_on": localdate(),
        "paid_to": "2026年10月", "name": "郑远航", "id_number": NUMBER, "category": "formal",
        "joined_on": "2010-07-01", "full_on": "2011-07-01", "confirmed": "on", **more,
    }  # fmt: skip


def test_the_page_says_it_at_the_field_and_keeps_what_was_typed(client, sides):
    sign_in(client, sides.fang)
    url, today = f"/transfers/at/{sides.shipyard.pk}/arrive/", localdate()
    page = client.post(
        url, typed(paid_to="二〇二六年十月", issued_on=today, valid_until=today - timedelta(days=3))
    )
    assert page.status_code == 422
    errors = page.context["form"].errors
    assert errors["paid_to"] == ["请按“年-月”填写，例如 2026-07。"]
    assert errors["valid_until"][0].startswith("有效期至不能早于开具日期")

    assert client.post(url, typed()).status_code == 302
    assert Arrival.objects.get().paid_to == "2026-10"
    again = client.post(url, typed())
    assert again.status_code == 422
    assert "不要重复登记" in again.context["form"].errors["number"][0]
    assert "滨组介〔2026〕12号" in again.content.decode()
    assert Arrival.objects.count() == 1


def test_a_letter_handed_in_tomorrow_is_told_so_at_the_field(client, sides):
    sign_in(client, sides.fang)
    url, tomorrow = f"/transfers/at/{sides.shipyard.pk}/arrive/", localdate() + timedelta(days=1)

    page = client.post(url, typed(shown_on=tomorrow, issued_on=tomorrow + timedelta(days=1)))

    assert page.status_code == 422
    errors = page.context["form"].errors
    assert errors["shown_on"] == [InTheFuture.sentence]
    assert errors["issued_on"] == ["开具日期不能晚于提交日期，请与介绍信核对。"]
    assert Arrival.objects.count() == 0


def test_a_letter_of_another_century_is_told_so_at_the_field(client, sides):
    sign_in(client, sides.fang)
    url, before = f"/transfers/at/{sides.shipyard.pk}/arrive/", traces()

    page = client.post(url, typed(shown_on=date(1899, 12, 31)))

    assert page.status_code == 422
    assert "请核对年份" in page.context["form"].errors["shown_on"][0]
    with pytest.raises(asking.LetterDoesNotFit, match="请核对年份"):
        come(sides, shown_on=date(1899, 12, 31))
    assert (traces(), Arrival.objects.count()) == (before, 0)


def test_a_letter_is_pressed_on_with_its_branch_or_asks_for_it(client, sides):
    case = sides.issue(sides.begin())
    sign_in(client, sides.fang)
    board = client.get(f"/transfers/at/{sides.shipyard.pk}/").content.decode()
    assert f'name="c{case.pk}-branch" value="{sides.slip.pk}"' in board
    client.post(f"/transfers/cases/{case.pk}/press/", {f"c{case.pk}-branch": sides.slip.pk})
    case.refresh_from_db()
    assert (case.step, places(sides.chen)) == ("in_branch", ["一号码头党支部"])

    asks = sides.issue(sides.begin(member=sides.cast.wang_member, to=sides.shipyard))
    url = f"/transfers/cases/{asks.pk}/press/"
    assert f'href="{url}"' in client.get(f"/transfers/at/{sides.shipyard.pk}/").content.decode()
    assert "编入党支部" in client.get(url).content.decode()
    assert client.post(url, {}).status_code == 422
    sign_in(client, sides.cast.wang)
    assert client.get(url).status_code == 403


def test_what_the_member_wishes_for_stands_in_the_pickers(client, sides):
    wish = actions.Wish(target=actions.Target(to=sides.slip), reason="job")
    actions.apply_for_transfer(sides.chen, wish, by=actor(sides.cast.chen), at=now())
    sign_in(client, sides.cast.wang)
    begin = client.get(f"/transfers/members/{sides.chen.pk}/").content.decode()
    assert 'data-shown="船台党支部"' in begin
    case = sides.issue(sides.begin())
    sign_in(client, sides.fang)
    assert 'data-shown="船台党支部"' in client.get(f"/cases/{case.pk}/").content.decode()
