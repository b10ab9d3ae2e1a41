"""Accounts for members, saved views, and the roll as a file."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.timezone import now

from lianxin.areas.members import actions, tasks, workbooks
from lianxin.areas.members.actions import accounts, exports, saved
from lianxin.areas.members.models import Export, Member, SavedView
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import HOUSE, actor, sign_in
from tests.trace import last, told, traces

NUMBER = "11010519491231002X"


def amend(cast, member, **facts):
    return actions.amend(member, by=HOUSE, at=now(), **facts)


# ── accounts ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def phones(cast):
    amend(cast, cast.liu_member, phone="13800138001")
    amend(cast, cast.zhou_member, phone="13800138002")
    return cast


def open_accounts(cast, by, *members):
    return actions.open_accounts(cast.pier, members, by=actor(by), at=now())


def test_members_get_an_account_and_a_slip(phones):
    opening = open_accounts(
        phones, phones.wang, phones.liu_member, phones.chen_member, phones.sun_member
    )
    (slip,) = opening.slips
    phones.liu_member.refresh_from_db()
    assert slip.member == phones.liu_member
    assert phones.liu_member.user.check_password(slip.password)
    assert phones.liu_member.user.must_change_password
    assert slip.phone == "138****8001"
    assert {member.name: why for member, why in opening.left_out} == {
        "陈晓帆": "已有账号",
        "孙莉": "没有登记手机号",
    }
    assert last().facts == {"member_ids": [phones.liu_member.pk]}
    assert slip.password not in str(last().facts)


def test_an_account_of_the_same_person_is_joined(phones):
    user = phones.person("zhou", "周国强", phone="13800138002")
    opening = open_accounts(phones, phones.wang, phones.zhou_member)
    phones.zhou_member.refresh_from_db()
    assert (opening.slips, phones.zhou_member.user) == ([], user)


def test_a_phone_of_somebody_else_opens_nothing(phones):
    phones.person("other", "别人", phone="13800138002")
    amend(phones, phones.sun_member, phone="13800138001")
    opening = open_accounts(
        phones, phones.wang, phones.liu_member, phones.sun_member, phones.zhou_member
    )
    assert len(opening.slips) == 1
    assert [why for _, why in opening.left_out] == ["该手机号已用于其他账号"] * 2


def test_opening_twice_or_for_nobody_or_too_far_leaves_no_trace(phones):
    open_accounts(phones, phones.wang, phones.liu_member)
    before = traces()
    with pytest.raises(accounts.NobodyToOpenFor):
        open_accounts(phones, phones.wang, phones.liu_member)
    with pytest.raises(accounts.TooManyAccounts):
        open_accounts(phones, phones.wang, *[phones.zhou_member] * 501)
    for wrong in (phones.zhao, phones.chen):
        with pytest.raises(NotPermitted):
            open_accounts(phones, wrong, phones.zhou_member)
    assert traces() == before


def test_slips_are_shown_once(client, phones):
    there = sign_in(client, phones.wang)
    url = reverse("members:open_accounts", args=[phones.pier.pk])
    asked = there.post(url, {"id": [phones.liu_member.pk]})
    assert "1" in asked.content.decode()
    assert Member.objects.get(pk=phones.liu_member.pk).user is None
    shown = there.post(url, {"id": [phones.liu_member.pk], "sure": "1"})
    (slip,) = shown.context["opening"].slips
    assert slip.password in shown.content.decode()
    assert shown.headers["Cache-Control"] == "private, no-store"


# ── saved views ──────────────────────────────────────────────────────────────────────────────


def save(cast, by, name="女党员", unit=None):
    return actions.save_view(unit or cast.pier, name=name, query="gender=2", by=actor(by))


def test_a_view_is_ones_own_until_shared(cast):
    view = save(cast, cast.wang)
    assert (view.shared, told()[-1]) == (False, "ViewSaved")
    shared = actions.share_view(cast.quay, name="共享", query="", by=actor(cast.lin))
    assert shared.shared


def test_views_that_cannot_be(cast):
    view = save(cast, cast.wang)
    before = traces()
    with pytest.raises(saved.NameInUse):
        save(cast, cast.wang)
    for wrong in (cast.zhao, cast.chen):
        with pytest.raises(NotPermitted):
            save(cast, wrong)
        with pytest.raises(NotPermitted):
            actions.share_view(cast.pier, name="x", query="", by=actor(wrong))
        with pytest.raises(NotPermitted):
            actions.drop_view(view, by=actor(wrong))
    assert traces() == before
    for i in range(11):
        save(cast, cast.wang, f"视图{i}")
    with pytest.raises(saved.TooManyViews):
        save(cast, cast.wang, "再一个")


def test_a_view_is_dropped_by_its_owner(cast):
    actions.drop_view(save(cast, cast.wang), by=actor(cast.wang))
    assert not SavedView.objects.exists()
    assert told()[-1] == "ViewDropped"


# ── the roll as a file ───────────────────────────────────────────────────────────────────────


def wanted(**changed):
    known = {
        "query": "", "filter": "全部党员", "fields": ("name", "phone", "note"), "members": 4,
        "purpose": "核对季度党费", **changed,
    }  # fmt: skip
    return actions.Wanted(**known)


def export(cast, by, **changed):
    return actions.export_roll(cast.pier, wanted(**changed), by=actor(by), at=now())


def cells(content, sheet="名册"):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in book[sheet].iter_rows()]


def test_a_file_is_masked_marked_and_harmless(cast):
    amend(cast, cast.chen_member, phone="13800138000", note='=HYPERLINK("x")')
    made = export(cast, cast.wang)
    content = workbooks.build(made, at=now())
    rows = cells(content)
    assert rows[0] == ["序号", "姓名", "联系电话", "备注", "所在党支部"]
    assert [row[1] for row in rows[1:]] == ["陈晓帆", "刘思雨", "王海平", "周国强"]
    assert rows[1][2:4] == ["138****8000", '=HYPERLINK("x")']
    book = openpyxl.load_workbook(io.BytesIO(content))
    note = book["名册"]["D2"]
    assert (note.data_type, note.quotePrefix) == ("s", True)
    assert "王海平" in book["名册"].oddHeader.right.text
    assert "核对季度党费" in str(cells(content, "导出说明"))


def test_masks_come_off_only_with_a_long_reason(cast):
    amend(cast, cast.chen_member, phone="13800138000")
    before = traces()
    with pytest.raises(exports.PurposeTooShort):
        export(cast, cast.wang, unmasked=True)
    assert traces() == before
    made = export(cast, cast.wang, unmasked=True, purpose="向上级报送党员信息采集表并核对")
    assert cells(workbooks.build(made, at=now()))[1][2] == "13800138000"
    assert (last().facts["unmasked"], last().facts["members"]) == (True, 4)


def test_exports_that_cannot_be(cast):
    before = traces()
    with pytest.raises(exports.PurposeTooShort):
        export(cast, cast.wang, purpose="看 ")
    with pytest.raises(exports.NothingChosen):
        export(cast, cast.wang, members=0)
    with pytest.raises(exports.NothingChosen):
        export(cast, cast.wang, fields=("password",))
    with pytest.raises(exports.TooManyToExport):
        export(cast, cast.wang, members=100_001)
    for wrong in (cast.zhao, cast.chen, cast.security_admin):
        with pytest.raises(NotPermitted):
            export(cast, wrong)
    assert (traces(), Export.objects.count()) == (before, 0)


def test_a_file_is_sealed_and_gone_after_a_day(cast):
    made, at = export(cast, cast.wang), now()
    actions.file_export(made, b"content", by=actor(cast.wang), at=at)
    with default_storage.open(made.file) as kept:
        assert b"content" not in kept.read()
    assert made.is_open(at)
    assert not made.is_open(at + timedelta(hours=24))
    cleaner = Actor.system("test")
    assert actions.expire_exports(by=cleaner, at=at) == 0
    assert actions.expire_exports(by=cleaner, at=at + timedelta(hours=25)) == 1
    assert not default_storage.exists(made.file)
    made.refresh_from_db()
    assert made.state == "expired"
    assert actions.expire_exports(by=cleaner, at=at + timedelta(hours=25)) == 0


def test_only_the_asker_files_and_only_the_house_expires(cast):
    made = export(cast, cast.wang)
    before = traces()
    with pytest.raises(NotPermitted):
        actions.file_export(made, b"x", by=actor(cast.lin), at=now())
    with pytest.raises(NotPermitted):
        actions.give_up_export(made, by=actor(cast.lin))
    with pytest.raises(NotPermitted):
        actions.expire_exports(by=actor(cast.lin), at=now())
    assert traces() == before
    assert actions.give_up_export(made, by=actor(cast.wang)).state == "failed"


def form(**changed):
    return {
        "sure": "1", "everything": "1", "query": "", "fields_wanted": ["name", "phone"],
        "purpose": "核对季度党费", **changed,
    }  # fmt: skip


def test_by_the_form_a_small_roll_is_made_at_once(client, cast):
    there = sign_in(client, cast.wang)
    url = reverse("members:export", args=[cast.pier.pk])
    assert '<b class="num">4</b>' in there.get(url).content.decode()
    assert there.post(url, form(purpose="")).status_code == 422
    page = there.post(url, form(), follow=True)
    assert "下载 Excel" in page.content.decode()
    made = Export.objects.get()
    file = there.get(reverse("members:take_export", args=[made.pk]))
    assert len(cells(file.content)) == 5
    assert "attachment" in file.headers["Content-Disposition"]
    assert made.purpose in there.get(reverse("members:exports")).content.decode()


def test_ticked_members_alone_are_exported(client, cast):
    there = sign_in(client, cast.wang)
    url = reverse("members:export", args=[cast.pier.pk])
    ticked = form(everything="", id=[cast.chen_member.pk, cast.wu_member.pk])
    there.post(url, ticked)
    made = Export.objects.get()
    assert made.members == 1
    assert len(cells(workbooks.build(made, at=now()))) == 2


def test_nobody_fetches_the_file_of_another(client, cast):
    made = export(cast, cast.wang)
    actions.file_export(made, b"x", by=actor(cast.wang), at=now())
    there = sign_in(client, cast.lin)
    for name in ("one_export", "take_export"):
        assert there.get(reverse(f"members:{name}", args=[made.pk])).status_code == 404


def test_a_large_roll_is_made_behind_the_scenes(client, cast, monkeypatch):
    monkeypatch.setattr("lianxin.areas.members.views.exports.AT_ONCE", 1)
    there = sign_in(client, cast.wang)
    page = there.post(reverse("members:export", args=[cast.pier.pk]), form(), follow=True)
    assert "正在生成" in page.content.decode()
    made = Export.objects.get()
    assert there.get(reverse("members:take_export", args=[made.pk])).status_code == 404
    tasks.build_export(export_id=made.pk)
    state = there.get(reverse("members:one_export", args=[made.pk]), headers={"HX-Target": "state"})
    assert "下载 Excel" in state.content.decode()
    assert "<html" not in state.content.decode()
    tasks.expire_exports(0)


def test_a_file_nobody_made_is_given_up(cast):
    made = export(cast, cast.wang)
    tasks.expire_exports(0)
    made.refresh_from_db()
    assert made.state == "waiting"
    Export.objects.update(created_at=now() - timedelta(hours=2))
    tasks.expire_exports(0)
    made.refresh_from_db()
    assert (made.state, told()[-1]) == ("failed", "ExportFailed")
