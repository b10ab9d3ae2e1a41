"""The whole file of a member: in the console, on his phone, as of any day."""

from datetime import date, timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now

from lianxin.areas.dossier import actions
from lianxin.areas.dossier.models import Confirmation, Opening, Proposal
from lianxin.areas.dossier.tests import making
from lianxin.areas.members import actions as members
from lianxin.areas.members.models import MemberChange
from lianxin.foundation.files.looking import look
from lianxin.foundation.files.tests.samples import picture
from lianxin.foundation.papers.tests.reading import keep, missing, outside, text_of
from lianxin.overview.workbench.file import TABS
from tests.cast import HOUSE, actor, sign_in
from tests.trace import last, told, traces

MINE = reverse("workbench:my_file")


def page(user, url, **query):
    return sign_in(Client(), user).get(url, query)


def texts(answer):
    return answer.content.decode()


def file_of(member):
    return reverse("workbench:file", args=[member.pk])


@pytest.fixture
def full(cast):
    """Chen's file with something of every kind."""
    chen, wang = cast.chen_member, cast.wang
    members.amend(
        chen, by=actor(wang), at=now(), phone="13800138000", school="东港大学",
        applied_on="2013-05",
    )  # fmt: skip
    chen.refresh_from_db()
    making.training(chen, wang, hours=205)
    making.award(chen, wang)
    making.appraisal(chen, wang)
    making.help_given(chen, wang)
    making.note(chen, wang)
    on_paper = making.entry("2015-06-30", document="volition", kept_at="局党委档案室")
    actions.file_document(chen, on_paper, by=actor(wang), at=now())
    return cast


def test_facts_say_who_entered_them(full):
    found = texts(page(full.wang, file_of(full.chen_member)))
    assert "东港大学" in found
    assert f"{localdate()} 王海平 更正信息" in found
    assert "138****8000" in found
    assert "13800138000" not in found


def test_every_tab_shows_its_part(full):
    told_by = {
        "growth": "递交入党申请书", "places": "一号码头党支部", "training": "20.5",
        "appraisal": "合格", "awards": "优秀共产党员", "documents": "还缺：入党申请书",
        "looks": "王海平 查看电子档案",
    }  # fmt: skip
    for tab, said in told_by.items():
        assert said in texts(page(full.wang, file_of(full.chen_member), tab=tab)), tab
    assert "一号码头党支部书记" in texts(page(full.lin, file_of(full.wang_member), tab="posts"))


def test_nothing_under_seal_stands_on_the_pages_of_others(full):
    for tab in TABS:
        for reader in (full.wang, full.lin):
            found = texts(page(reader, file_of(full.chen_member), tab=tab))
            assert making.SECRET not in found
            assert "家属长期患病" not in found


def test_the_place_of_discipline_is_shown_to_key_holders_only(full):
    sealed = reverse("dossier:sealed", args=[full.chen_member.pk, "note"])
    for reader in (full.wang, making.discipline_commissioner(full)):
        assert sealed in texts(page(reader, file_of(full.chen_member), tab="awards"))
    for reader in (making.organiser(full), making.publicity_commissioner(full)):
        found = page(reader, file_of(full.chen_member), tab="awards")
        assert found.status_code == 200
        assert sealed not in texts(found)
        assert "处分" not in texts(found)


def test_the_member_reads_everything_of_his_own(full):
    found = texts(page(full.chen, MINE, tab="awards"))
    assert making.SECRET in found
    assert "影响期至" in found
    assert "家属长期患病" in found
    assert "13800138000" in texts(page(full.chen, MINE))


def test_opening_a_file_is_read_by_the_member(full):
    before = traces()
    for _ in range(2):
        assert page(full.wang, file_of(full.chen_member)).status_code == 200
    assert told().count("DossierOpened") == 1
    assert traces() == before + 1
    assert "王海平 查看电子档案" in texts(page(full.chen, MINE, tab="looks"))


def test_ones_own_file_is_on_the_phone(full):
    assert page(full.wang, file_of(full.wang_member))["Location"] == MINE


def test_who_reads_no_file(full):
    before = traces(), Opening.objects.count()
    for wrong in (full.zhao, full.security_admin, full.audit_admin):
        assert page(wrong, file_of(full.chen_member)).status_code == 404
    overseer = making.overseer(full)
    before = traces(), Opening.objects.count()
    assert page(overseer, file_of(full.chen_member)).status_code == 403
    assert (traces(), Opening.objects.count()) == before


@pytest.mark.parametrize("tab", TABS)
def test_a_file_costs_the_same_however_full(cast, tab):
    """One entry of a kind or a dozen: the same number of statements."""
    member, wang = cast.chen_member, cast.wang
    client, url = sign_in(Client(), wang), file_of(cast.chen_member)
    counts = []
    for batch in range(3):
        for i in range(batch * 5):
            day = date(2016 + batch * 4, 1 + i, 3).isoformat()
            making.training(member, wang, title=f"培训{batch}{i}", on=day)
            making.award(member, wang, title=f"先进{batch}{i}", on=day)
            entry = making.entry(day, document="report", kept_at="档案室")
            actions.file_document(member, entry, by=HOUSE, at=now())
            members.amend(member, by=HOUSE, at=now(), note=f"备注{batch}{i}")
            actions.open_sealed(member, "note", purpose="年度核对", by=actor(wang), at=now())
        client.get(url, {"tab": tab})
        with CaptureQueriesContext(connection) as captured:
            client.get(url, {"tab": tab})
        counts.append(len(captured))
    assert counts[0] <= 20
    # An empty list of documents needs no scans; a first look reads what later ones read.
    assert counts[1] == counts[2], counts
    assert counts[2] - counts[0] <= 2


# ---- the member confirms and corrects --------------------------------------------------------


def test_one_button_confirms(cast):
    chen = sign_in(Client(), cast.chen)
    assert "信息无误" in texts(chen.get(MINE))
    assert chen.post(reverse("dossier:confirm"))["Location"] == MINE
    assert Confirmation.objects.get().how == "self"
    found = texts(chen.get(MINE))
    assert "今年的信息已核对" in found
    assert "信息无误" not in found


def test_a_correction_goes_from_the_phone_to_the_roll_and_back(full):
    chen, wang = sign_in(Client(), full.chen), sign_in(Client(), full.wang)
    form = {"school": "海城学院", "phone": "13900139000", "name": "陈晓帆", "words": "住址已变"}
    shown = chen.get(reverse("dossier:propose"))
    initial = {k: v for k, v in shown.context["form"].initial.items() if v not in (None, False)}
    assert chen.post(reverse("dossier:propose"), initial | form).status_code == 302
    proposal = Proposal.objects.get()
    assert sorted(proposal.lines.values_list("key", flat=True)) == ["phone", "school", "words"]
    assert "等待答复" in texts(chen.get(MINE))

    address = reverse("dossier:correction", args=[proposal.pk])
    found = texts(wang.get(address))
    assert "139****9000" in found
    assert "13900139000" not in found
    wang.post(reverse("dossier:accept", args=[proposal.pk]), {"key": ["school", "phone", "words"]})

    full.chen_member.refresh_from_db()
    assert full.chen_member.phone == "13900139000"
    assert MemberChange.objects.latest("id").deed == "corrected"
    found = texts(chen.get(MINE))
    assert "海城学院" in found
    assert "王海平 本人更正" in found


def test_a_no_with_its_reason_is_read_by_the_member(full):
    proposal = actions.propose_correction(
        full.chen_member, {"school": "海城学院"}, by=actor(full.chen), at=now()
    )
    wang = sign_in(Client(), full.wang)
    address = reverse("dossier:decline", args=[proposal.pk])
    assert wang.post(address, {"reason": "不"}).status_code == 422
    assert wang.post(address, {"reason": "与毕业证书不一致"}).status_code == 302
    assert "与毕业证书不一致" in texts(page(full.chen, MINE))


def test_a_proposed_value_is_shown_for_a_purpose(full):
    proposal = actions.propose_correction(
        full.chen_member, {"phone": "13900139000"}, by=actor(full.chen), at=now()
    )
    wang = sign_in(Client(), full.wang)
    address = reverse("dossier:show_proposed", args=[proposal.lines.get().pk])
    assert "13900139000" not in texts(wang.post(address, {"purpose": "看"}))
    assert "13900139000" in texts(wang.post(address, {"purpose": "电话核对"}))


def test_the_phone_asks_while_the_unit_does(cast):
    assert "请核对我的信息" not in texts(page(cast.chen, reverse("workbench:phone")))
    due = date(localdate().year, 12, 31)
    actions.call_for_confirmation(cast.harbour, due_on=due, by=HOUSE, at=now())
    assert "请核对我的信息" in texts(page(cast.chen, reverse("workbench:phone")))
    actions.confirm_data(cast.chen_member, by=actor(cast.chen), at=now())
    assert "请核对我的信息" not in texts(page(cast.chen, reverse("workbench:phone")))


# ---- as of a day -----------------------------------------------------------------------------


def test_the_page_says_which_question_it_answers(full):
    url = reverse("workbench:file_then", args=[full.chen_member.pk])
    known = texts(page(full.wang, url))
    assert "当日结束时系统中登记的内容" in known
    assert "东港大学" in known
    valid = texts(page(full.wang, url, basis="valid"))
    assert "按现在掌握的情况看当日" in valid
    assert making.SECRET not in known + valid
    assert "13800138000" not in known + valid
    yesterday = (localdate() - timedelta(days=1)).isoformat()
    assert "当日还没有登记此人" in texts(page(full.wang, url, on=yesterday))
    assert page(full.wang, url, on="someday").context["day"] == localdate()


# ---- as a paper ------------------------------------------------------------------------------


def test_a_file_leaves_the_house_masked_marked_and_recorded(full):
    address = reverse("workbench:export_file", args=[full.chen_member.pk])
    wang = sign_in(Client(), full.wang)
    before = traces()
    assert wang.post(address, {"purpose": "用"}).status_code == 422
    assert traces() == before

    answer = wang.post(address, {"purpose": "报送组织部核对"})

    assert answer["Content-Type"] == "application/pdf"
    keep(answer.content, "file")
    said = text_of(answer.content)
    assert missing(
        answer.content, "党员电子档案", "陈晓帆", "东港大学", "138****8000", "党章专题培训", "20.5",
        "优秀共产党员", "合格", "入党志愿书", "局党委档案室", "用途：报送组织部核对",
    ) == []  # fmt: skip
    for hidden in ("13800138000", making.SECRET, "家属长期患病", "警告", "处分决定"):
        assert hidden not in said
    assert outside(answer.content) == []
    assert last().facts == {"purpose": "报送组织部核对"}
    assert "王海平 导出电子档案" in texts(page(full.chen, MINE, tab="looks"))


def test_the_photo_stands_on_the_paper(full):
    handed = look("证件照.jpg", picture(size=(600, 800)))
    members.put_photo(full.chen_member, handed, by=actor(full.wang), at=now())
    answer = page_post(full.chen, reverse("workbench:export_my_file"), purpose="办理入职手续")
    keep(answer.content, "file-with-photo")
    first = pypdfium2.PdfDocument(answer.content)[0]
    (image,) = [each for each in first.get_objects() if isinstance(each, pypdfium2.PdfImage)]
    assert image.get_px_size() == (480, 640)
    assert outside(answer.content) == []


def test_an_expired_note_stands_in_no_export(full):
    making.note(full.chen_member, full.wang, measure="serious_warning", on="2020-01-06")
    address = reverse("workbench:export_file", args=[full.chen_member.pk])
    answer = page_post(full.wang, address, purpose="报送组织部核对")
    assert "严重警告" not in text_of(answer.content)


def test_ones_own_file_leaves_in_full_but_for_what_is_sealed(full):
    answer = page_post(full.chen, reverse("workbench:export_my_file"), purpose="办理入职手续")
    said = text_of(answer.content)
    assert "13800138000" in said
    assert making.SECRET not in said


def test_who_takes_no_file_out(full):
    address = reverse("workbench:export_file", args=[full.chen_member.pk])
    before = traces()
    for wrong in (full.zhao, full.security_admin):
        assert page_post(wrong, address, purpose="报送组织部核对").status_code == 404
    commissioner = making.publicity_commissioner(full)
    before = traces()
    assert page_post(commissioner, address, purpose="报送组织部核对").status_code == 403
    assert traces() == before


def page_post(user, url, **given):
    return sign_in(Client(), user).post(url, given)
