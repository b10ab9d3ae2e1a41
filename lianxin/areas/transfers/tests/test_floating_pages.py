"""The register of floating members, as pages."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from lianxin.areas.members.models import Member
from lianxin.areas.transfers.models import Floating
from lianxin.areas.transfers.tests.test_floating import come, go
from tests.cast import sign_in

AWAY = {
    "cause": "work", "since": (localdate() - timedelta(days=20)).isoformat(),
    "whereabouts": "浙江省杭州市西湖区", "phone": "13800000000",
}  # fmt: skip


def test_from_the_member_to_the_register_and_a_talk(client, cast):
    sign_in(client, cast.wang)
    page = client.post(f"/transfers/members/{cast.chen_member.pk}/float/", AWAY, follow=True)
    assert "组织关系仍在本支部" in page.content.decode()
    entry = Floating.objects.get()
    page = client.post(
        f"/transfers/floating/{entry.pk}/",
        {"on": localdate().isoformat(), "how": "phone", "note": "在外务工，按月交党费"},
        follow=True,
    )
    assert "按月交党费" in page.content.decode()
    listed = client.get(f"/transfers/at/{cast.pier.pk}/floating/").content.decode()
    assert "陈晓帆" in listed
    assert "浙江省杭州市西湖区" in listed


def test_whom_the_roll_calls_floating_is_entered_from_the_list_of_those_who_are_not(client, cast):
    Member.objects.filter(pk=cast.chen_member.pk).update(is_floating=True, floating_to="远山县")
    sign_in(client, cast.wang)
    register = f"/transfers/at/{cast.pier.pk}/floating/"
    form = f"/transfers/members/{cast.chen_member.pk}/float/"
    listed = client.get(f"{register}?tab=unlisted").content.decode()
    assert "陈晓帆" in listed
    assert form in listed
    assert 'value="远山县"' in client.get(form).content.decode()

    client.post(form, AWAY)
    assert "都登记了" in client.get(f"{register}?tab=unlisted").content.decode()
    again = client.get(form)
    assert again["Location"] == f"/transfers/floating/{Floating.objects.get().pk}/"
    assert "已登记为流动党员" in client.post(form, AWAY, follow=True).content.decode()
    assert Floating.objects.count() == 1


def test_the_list_of_those_not_entered_costs_the_same_for_any_number(client, cast):
    sign_in(client, cast.lin)
    url = f"/transfers/at/{cast.harbour.pk}/floating/?tab=unlisted"
    client.get(url)
    asked = []
    for size in (1, 3, 50):
        while Member.objects.filter(is_floating=True).count() < size:
            member = cast.member(f"陶然{Member.objects.count()}", cast.pier)
            Member.objects.filter(pk=member.pk).update(is_floating=True)
        with CaptureQueriesContext(connection) as said:
            assert client.get(url).status_code == 200
        asked.append(len(said))
    assert len(set(asked)) == 1
    assert asked[0] <= 12


def test_a_committee_is_no_host(client, cast):
    sign_in(client, cast.wang)
    page = client.post(
        f"/transfers/members/{cast.chen_member.pk}/float/", {**AWAY, "host": cast.quay.pk}
    )
    assert page.status_code == 422
    assert Floating.objects.count() == 0


def test_coming_correcting_ending(client, cast):
    sign_in(client, cast.wang)
    url = f"/transfers/at/{cast.pier.pk}/floating/come/"
    client.post(url, {**AWAY, "name": "何远", "home": "中共远山县青石村支部"})
    entry = Floating.objects.get()
    changed = {**AWAY, "home": "中共远山县委", "whereabouts": "一号码头"}
    client.post(f"/transfers/floating/{entry.pk}/amend/", changed)
    entry.refresh_from_db()
    assert (entry.name, entry.home, entry.whereabouts) == ("何远", "中共远山县委", "一号码头")
    client.post(
        f"/transfers/floating/{entry.pk}/end/",
        {"reason": "back", "on": localdate().isoformat()},
        follow=True,
    )
    for tab in ("in", "out", "late", "ended", "nonsense"):
        page = client.get(f"/transfers/at/{cast.pier.pk}/floating/?tab={tab}").content.decode()
        assert ("何远" in page) is (tab == "ended")


def test_the_member_reports_by_his_phone(client, cast):
    entry = go(cast)
    come(cast)
    sign_in(client, cast.chen)
    page = client.get("/m/transfer/").content.decode()
    assert "浙江省杭州市" in page
    assert client.post(f"/m/transfer/floating/{entry.pk}/report/", {"note": ""}).status_code == 422
    page = client.post(
        f"/m/transfer/floating/{entry.pk}/report/", {"note": "一切都好"}, follow=True
    )
    assert "已报告支部" in page.content.decode()
    assert entry.contacts.get().note == "一切都好"
    sign_in(client, cast.zhao)
    assert (
        client.post(f"/m/transfer/floating/{entry.pk}/report/", {"note": "冒名"}).status_code == 404
    )


def test_the_number_of_a_floating_member_is_for_who_accompanies_him(client, cast):
    entry = go(cast, phone="13800000000")
    cast_overseer = cast.holder("qin", "秦岚", "welfare", cast.pier)
    for who, shown in ((cast.wang, True), (cast_overseer, True)):
        sign_in(client, who)
        page = client.get(f"/transfers/floating/{entry.pk}/").content.decode()
        assert ("13800000000" in page) is shown
    sign_in(client, cast.zhao)
    assert client.get(f"/transfers/floating/{entry.pk}/").status_code == 404


def test_the_next_step_for_a_lost_member_is_one_press_away_once_it_is_lawful(client, cast):
    url, begin = f"/transfers/at/{cast.pier.pk}/lost/", f"/{cast.zhou_member.pk}/stop/"
    lost = Member.objects.filter(pk=cast.zhou_member.pk)
    for days, may in ((100, False), (250, True)):
        lost.update(is_lost=True, lost_on=localdate() - timedelta(days=days))
        sign_in(client, cast.wang)
        assert (begin in client.get(url).content.decode()) is may
    lost.update(status="suspended", status_on=localdate() - timedelta(days=800))
    assert f"/{cast.zhou_member.pk}/remove/?ground=lost" in client.get(url).content.decode()
    page = client.get(f"/transfers/members/{cast.zhou_member.pk}/remove/?ground=lost")
    assert '<option value="lost" selected>' in page.content.decode()
    commissioner = cast.holder("qin", "秦岚", "welfare", cast.pier)
    sign_in(client, commissioner)
    page = client.get(url)
    assert (page.status_code, "?ground=lost" in page.content.decode()) == (200, False)
