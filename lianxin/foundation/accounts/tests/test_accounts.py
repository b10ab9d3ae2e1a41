"""Opening, finding and blocking accounts."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from lianxin.foundation.accounts import actions
from lianxin.foundation.accounts.actions import AccountLine
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import actor, sign_in
from tests.trace import told


def open_one(by, **given):
    return actions.open_account(
        **{"username": "he_jy", "name": "何静怡", "phone": "", "password": "x", **given},
        by=actor(by),
    )


@pytest.mark.parametrize("who", ["security_admin", "wang", "lin"])
def test_whoever_keeps_the_roll_opens_accounts(cast, who):
    user = open_one(getattr(cast, who), phone="138 1234 5678")

    assert (user.username, user.phone, user.must_change_password) == ("he_jy", "13812345678", True)
    assert told()[-1] == "AccountOpened"


@pytest.mark.parametrize("who", ["chen", "system_admin", "audit_admin"])
def test_others_do_not(cast, who):
    before = told()
    with pytest.raises(NotPermitted):
        open_one(getattr(cast, who))
    assert not User.objects.filter(username="he_jy").exists()
    assert told() == before


def test_a_name_or_phone_is_given_once(cast):
    open_one(cast.wang, phone="13812345678")
    for taken in ({"phone": "13812345678", "username": "other"}, {"username": "HE_JY"}):
        with pytest.raises(actions.NameTaken):
            open_one(cast.wang, **taken)


@pytest.mark.parametrize("username", ["", "x", "13812345678", "a b", "a" * 61, "a/b"])
def test_a_user_name_looks_like_one(cast, username):
    with pytest.raises(actions.BadUsername):
        open_one(cast.wang, username=username)


def test_many_are_opened_at_once_with_names_of_their_own(cast):
    lines = [
        AccountLine(name="王海平"),
        AccountLine(name="王海平", phone="13812345678"),
        AccountLine(name="单雄信", username="Shan"),
    ]

    opened = actions.open_accounts(lines, by=actor(cast.wang))

    assert [each.user.username for each in opened] == ["wanghaiping", "wanghaiping2", "shan"]
    assert all(each.user.pk and each.user.check_password(each.password) for each in opened)
    assert told()[-1] == "AccountBatchOpened"
    more = actions.open_accounts([AccountLine(name="王海平")], by=actor(cast.wang))
    assert more[0].user.username == "wanghaiping3"


def test_one_bad_line_opens_none(cast):
    before = User.objects.count(), told()
    lines = [AccountLine(name="甲某"), AccountLine(name="乙某", username="chen")]
    with pytest.raises(actions.NameTaken):
        actions.open_accounts(lines, by=actor(cast.wang))
    with pytest.raises(actions.NameTaken):
        actions.open_accounts(
            [AccountLine(name="甲", phone="13812345678")] * 2, by=actor(cast.wang)
        )
    with pytest.raises(NotPermitted):
        actions.open_accounts(lines, by=actor(cast.chen))
    assert actions.open_accounts([], by=actor(cast.wang)) == []
    assert (User.objects.count(), told()) == before


def test_one_and_many_make_the_same_account(cast):
    facts = {"name": "何静怡", "username": "he_jy", "phone": "13812345678"}
    one = open_one(cast.wang, **facts)
    kept = comparable(one)
    one.delete()

    (many,) = actions.open_accounts([AccountLine(**facts)], by=actor(cast.wang))

    assert comparable(many.user) == kept


def comparable(user):
    user = User.objects.get(pk=user.pk)
    return (
        user.username, user.name, user.phone, bytes(user.phone_index), user.must_change_password,
        user.theme, user.mode, user.blocked_at, user.second_factor_at,
    )  # fmt: skip


def test_a_blocked_account_is_out_at_once_and_comes_back_as_it_was(client, cast):
    sign_in(client, cast.chen)
    by = actor(cast.security_admin)

    actions.block(cast.chen, reason="借调离岗", by=by, at=now())
    actions.block(cast.chen, reason="再次", by=by, at=now())

    assert client.get("/accounts/me/").status_code == 302
    assert told().count("AccountBlocked") == 1
    assert User.objects.get(pk=cast.chen.pk).blocked_for == "借调离岗"
    actions.unblock(cast.chen, by=by)
    actions.unblock(cast.chen, by=by)
    assert told().count("AccountUnblocked") == 1
    assert User.objects.get(pk=cast.chen.pk).blocked_at is None


@pytest.mark.parametrize("who", ["security_admin", "system_admin", "lin", "chen"])
def test_only_another_security_administrator_blocks(cast, who):
    before = told()
    by = actor(getattr(cast, who))
    with pytest.raises(NotPermitted):
        actions.block(cast.security_admin, reason="试试", by=by, at=now())
    with pytest.raises(NotPermitted):
        actions.unblock(cast.security_admin, by=by)
    assert told() == before


def test_the_list_finds_by_name_user_name_and_phone(client, cast):
    open_one(cast.wang, phone="13812345678")
    sign_in(client, cast.security_admin)

    for asked in ("何静", "he_", "138-1234-5678"):
        page = client.get(reverse("accounts:list"), {"q": asked})
        assert "何静怡" in page.content.decode()
        assert "王海平" not in page.content.decode()


def test_the_list_is_cut_into_pages(client, cast):
    actions.open_accounts(
        [AccountLine(name="程某", username=f"p{i:03}") for i in range(60)], by=actor(cast.wang)
    )
    sign_in(client, cast.security_admin)

    first = client.get(reverse("accounts:list"), {"q": "p"})
    second = client.get(reverse("accounts:list") + first.context["next_url"])

    names = [user.username for page in (first, second) for user in page.context["page"].rows]
    assert names == [f"p{i:03}" for i in range(60)]


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_list_costs_the_same_however_long(client, cast, django_assert_num_queries, rows):
    actions.open_accounts(
        [AccountLine(name="程某", username=f"p{i:03}") for i in range(rows)], by=actor(cast.wang)
    )
    sign_in(client, cast.security_admin)
    client.get(reverse("accounts:list"))
    with django_assert_num_queries(2):
        client.get(reverse("accounts:list"), {"q": "p"})


def test_others_find_only_their_own_account(client, cast):
    sign_in(client, cast.chen)

    assert client.get(reverse("accounts:list")).status_code == 403
    assert client.get(reverse("accounts:account", args=[cast.chen.pk])).status_code == 200
    assert client.get(reverse("accounts:account", args=[cast.zhao.pk])).status_code == 404
    assert client.get(reverse("accounts:open")).status_code == 403
    for verb in ("reset_password", "reset_second_factor", "block", "unblock"):
        page = client.post(reverse(f"accounts:{verb}", args=[cast.zhao.pk]), {"reason": "x"})
        assert page.status_code == 404


def test_the_administrator_works_through_the_pages(client, cast):
    sign_in(client, cast.security_admin)
    page = client.post(reverse("accounts:open"), {"name": "何静怡", "phone": "13812345678"})
    user = User.objects.get(username="hejingyi")
    assert page.context["password"] in page.content.decode()

    client.post(reverse("accounts:block", args=[user.pk]), {"reason": ""})
    assert User.objects.get(pk=user.pk).blocked_at is None
    client.post(reverse("accounts:block", args=[user.pk]), {"reason": "离岗"})
    page = client.get(reverse("accounts:account", args=[user.pk])).content.decode()
    assert "账号已停用" in page
    assert "离岗" in page
    client.post(reverse("accounts:unblock", args=[user.pk]))
    assert User.objects.get(pk=user.pk).blocked_at is None


def test_old_visits_are_forgotten_by_the_house_alone(cast):
    from datetime import timedelta

    at = now()
    long_ago = at - timedelta(days=184)
    for day, key in ((long_ago, b"old"), (at, b"new")):
        Session.objects.create(key=key, user=cast.chen, started_at=day, seen_at=day)

    with pytest.raises(NotPermitted):
        actions.forget_old_visits(by=actor(cast.security_admin), at=at)
    assert actions.forget_old_visits(by=Actor.system("test"), at=at) == 1
    assert actions.forget_old_visits(by=Actor.system("test"), at=at) == 0
    assert bytes(Session.objects.get().key) == b"new"
    assert told().count("OldVisitsForgotten") == 1
