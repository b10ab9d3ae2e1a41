"""The letter in three parts and the receipt, from real cases: drawn on the sheet, without loss."""

import pytest
from django.test import Client
from django.utils.timezone import localdate

from lianxin.areas.members.models import Member
from lianxin.areas.transfers.models import Arrival
from lianxin.areas.transfers.tests.conftest import come, settled
from lianxin.foundation.papers.tests import reading
from tests.cast import sign_in
from tests.trace import traces

WICKED = '#panic() $x$ *粗* "q" \\'


def drawn(user, url, name):
    """The PDF behind an address, with nothing off the sheet; a picture for who wants to look."""
    answer = sign_in(Client(), user).get(url)
    assert answer.status_code == 200, answer.content.decode()[:400]
    reading.keep(answer.content, f"transfers-{name}")
    assert reading.outside(answer.content, margin=20) == []
    return answer.content


def paper(user, letter, name):
    return drawn(user, f"/papers/{letter.paper_id}/pdf/", name)


def test_a_letter_has_its_stub_its_receipt_and_its_number_thrice(sides):
    letter = sides.letter(sides.issue(sides.begin()))
    pdf = paper(sides.cast.lin, letter, "letter")

    said = reading.text_of(pdf)
    assert reading.pages_of(pdf) == 1
    assert reading.missing(pdf, "（存根）", "（介绍信）", "（回执）", letter.addressee) == []
    assert reading.missing(pdf, "有效期30天", f"党费交至{letter.paid_to[:4]}年") == []
    assert said.count(letter.number) >= 3
    assert said.count(sides.chen.name) >= 3


def test_an_open_letter_opens_to_who_went_and_to_nobody_else(sides):
    letter = sides.letter(sides.issue(sides.begin()))
    url, before = f"/papers/{letter.paper_id}/pdf/", traces()
    assert sign_in(Client(), sides.cast.chen).get(url).status_code == 200
    assert sign_in(Client(), sides.qiu).get(url).status_code == 404
    # Who looked at a paper about somebody is kept; who was refused leaves nothing.
    assert traces() == before + 1


@pytest.mark.parametrize("many", [3, 60])
def test_a_whole_branch_has_its_names_on_a_list(sides, many):
    for at in range(many):
        member = Member.objects.get(pk=sides.cast.liu_member.pk)
        member.pk, member.user_id, member.name = None, None, f"欧阳长名无人能及第{at:03}号"
        member._state.adding, member.id_number_key = True, None
        member.save()
    letter = sides.letter(sides.issue(sides.whole()))
    pdf = paper(sides.cast.lin, letter, f"whole-{many}")

    assert reading.missing(pdf, f"等{len(letter.roster)}名党员（名单附后）") == []
    names = Member.objects.filter(pk__in=letter.roster).values_list("name", flat=True)
    assert reading.missing(pdf, "整建制转接党员名单", *names) == []
    assert reading.pages_of(pdf) == (2 if many == 3 else 3)


def test_long_and_wicked_words_stay_words(sides):
    Member.objects.filter(pk=sides.chen.pk).update(name="阿卜杜热合曼·买买提艾力·吐尔逊江·努")
    letter = sides.letter(sides.issue(sides.begin(name="中共滨海区工作委员会" * 4 + WICKED)))
    pdf = paper(sides.cast.lin, letter, "long")

    assert reading.missing(pdf, "阿卜杜热合曼·买买提艾力·吐尔逊江·努", WICKED) == []
    assert reading.pages_of(pdf) == 1


def test_the_receipt_goes_back_with_the_branch_and_the_day(sides):
    case = settled(sides, come(sides))
    arrival = Arrival.objects.get()
    url = f"/papers/draft/transfers.receipt/{arrival.pk}/"
    assert sign_in(Client(), sides.fang).get(url).status_code == 200
    assert url in sign_in(Client(), sides.fang).get(f"/cases/{case.pk}/").content.decode()

    pdf = drawn(sides.fang, f"{url}pdf/", "receipt")
    today = localdate()
    told = ["中共滨海区工作委员会", "滨组介〔2026〕12号", "郑远航", sides.slip.name]
    assert reading.missing(pdf, *told, f"{today.year}年{today.month}月{today.day}日接收") == []


def test_a_receipt_without_a_branch_yet_leaves_its_places_blank(sides):
    come(sides)
    url = f"/papers/draft/transfers.receipt/{Arrival.objects.get().pk}/pdf/"
    pdf = drawn(sides.fang, url, "receipt-blank")
    assert reading.missing(pdf, "郑远航", "接收，编入") == []
    assert sign_in(Client(), sides.cast.zhao).get(url).status_code == 404
