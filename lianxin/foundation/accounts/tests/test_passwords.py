"""Passwords: what they may be, changing one's own, resetting another's."""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from lianxin.foundation.accounts import actions, passwords, visits
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.accounts.visits import Browser
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import PASSWORD, actor, sign_in
from tests.trace import told

NEW = "Gongwei#2026"


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Ab1!", "8 至"),
        ("a" * 129, "8 至"),
        ("abcdefgh1", "至少三种"),
        ("Wanghp-2026", "用户名"),
        ("Tel13800000001!", "手机号"),
        ("Tel00000001!x", "手机号"),
        ("Password1!", "太常见"),
        ("Qwertyuiop123", "太常见"),
        (PASSWORD, "最近用过"),
    ],
)
def test_a_weak_password_is_named_for_what_it_lacks(db, password, why):
    from django.contrib.auth.hashers import make_password

    fault = passwords.faults(
        password, username="wanghp", phone="13800000001", before=(make_password(PASSWORD), "")
    )
    assert why in fault


def test_a_mixed_password_of_ones_own_will_do():
    assert passwords.faults(NEW, username="wanghp", phone="13800000001") == ""


def test_passwords_of_the_house_are_easy_to_read_and_never_the_same():
    made = {passwords.initial() for _ in range(50)}
    assert len(made) == 50
    assert not set("".join(made)) & set("il1o0IO")


@pytest.fixture
def desk(client, cast):
    sign_in(client, cast.chen)
    return Browser(key=visits.digest(client.cookies[visits.COOKIE].value))


def change(user, desk, old=PASSWORD, new=NEW, by=None):
    return actions.change_password(user, old, new, browser=desk, by=actor(by or user), at=now())


def test_changing_the_password_ends_every_other_session(cast, desk):
    elsewhere = sign_in(type_client(), cast.chen)

    token = change(cast.chen, desk)

    open_now = Session.objects.get(ended_at=None)
    assert open_now.key == visits.digest(token)
    assert elsewhere.get("/accounts/me/").status_code == 302
    assert told()[-1] == "PasswordChanged"
    cast.chen.refresh_from_db()
    assert cast.chen.check_password(NEW)
    assert not cast.chen.must_change_password


def type_client():
    from django.test import Client

    return Client()


def test_without_the_present_password_nothing_changes(cast, desk):
    with pytest.raises(actions.WrongPassword):
        change(cast.chen, desk, old="Wrong-2026")
    cast.chen.refresh_from_db()
    assert cast.chen.check_password(PASSWORD)
    assert told()[-1] == "PasswordMistyped"


def test_five_wrong_present_passwords_close_the_door(cast, desk):
    for _ in range(5):
        with pytest.raises(actions.WrongPassword):
            change(cast.chen, desk, old="Wrong-2026")
    with pytest.raises(actions.TooManyTries):
        change(cast.chen, desk)


def test_neither_the_last_nor_the_one_before_comes_back(cast, desk):
    desk = Browser(key=visits.digest(change(cast.chen, desk)))
    for old in (NEW, PASSWORD):
        with pytest.raises(actions.WeakPassword, match="最近用过"):
            change(cast.chen, desk, old=NEW, new=old)
    change(cast.chen, desk, old=NEW, new="Dangke!2027")


def test_nobody_changes_anothers_password(cast, desk):
    before = told()
    with pytest.raises(NotPermitted):
        change(cast.chen, desk, by=cast.security_admin)
    assert told() == before


def test_the_first_password_must_be_changed_before_anything_else(client, cast):
    User.objects.filter(pk=cast.chen.pk).update(must_change_password=True)
    sign_in(client, cast.chen)
    page = client.get("/accounts/me/")
    assert page["Location"].startswith("/accounts/password/")

    page = client.post(
        reverse("accounts:change_password"),
        {"old": PASSWORD, "new": NEW, "again": "Other#2026x", "next": "/accounts/me/"},
    )
    assert page.status_code == 422
    assert "两次输入的新密码不一致" in page.content.decode()

    page = client.post(
        reverse("accounts:change_password"),
        {"old": PASSWORD, "new": NEW, "again": NEW, "next": "/accounts/me/"},
    )
    assert page["Location"] == "/accounts/me/"
    assert client.get("/accounts/me/").status_code == 200


def test_the_security_administrator_resets_a_password_and_sees_it_once(client, cast):
    sign_in(client, cast.security_admin)
    holder = sign_in(type_client(), cast.chen)

    page = client.post(reverse("accounts:reset_password", args=[cast.chen.pk]))

    password = page.context["password"]
    assert password in page.content.decode()
    cast.chen.refresh_from_db()
    assert cast.chen.check_password(password)
    assert cast.chen.must_change_password
    assert holder.get("/accounts/me/").status_code == 302
    assert told()[-1] == "PasswordReset"


@pytest.mark.parametrize("who", ["security_admin", "system_admin", "audit_admin", "lin", "chen"])
def test_nobody_resets_his_own_and_others_may_not_at_all(cast, who):
    before = told()
    with pytest.raises(NotPermitted):
        actions.reset_password(cast.security_admin, by=actor(getattr(cast, who)), at=now())
    cast.security_admin.refresh_from_db()
    assert cast.security_admin.check_password(PASSWORD)
    assert told() == before
