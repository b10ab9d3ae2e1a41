"""Signing in: who comes in, who does not, and what each leaves behind."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from lianxin.foundation.accounts import actions, hashing, visits
from lianxin.foundation.accounts.models import Attempt, Session, User, phone_index
from lianxin.foundation.accounts.visits import Browser
from lianxin.foundation.core.actors import Actor
from tests.cast import PASSWORD, sign_in
from tests.trace import told

VISITOR = Actor.nameless()
DESK = Browser(address="192.0.2.7", agent="Mozilla/5.0 (Windows NT 10.0) Chrome/126")


def enter(name, password=PASSWORD, at=None, browser=DESK):
    return actions.sign_in(name, password, browser=browser, by=VISITOR, at=at or now())


def post(client, name, password=PASSWORD, **more):
    return client.post(reverse("accounts:sign_in"), {"name": name, "password": password, **more})


def test_who_knows_name_and_password_comes_in(cast):
    before = told()

    entered = enter("chen")

    session = Session.objects.get(key=visits.digest(entered.token))
    assert (session.user, session.address) == (cast.chen, "192.0.2.7")
    assert session.device == "Chrome · Windows"
    assert told()[len(before) :] == ["SessionOpened"]


@pytest.mark.parametrize("typed", ["13800000001", "138 0000 0001", "+86 138-0000-0001"])
def test_a_phone_number_is_a_name_too(cast, typed):
    User.objects.filter(pk=cast.chen.pk).update(
        phone="13800000001", phone_index=phone_index("13800000001")
    )

    assert enter(typed).user == cast.chen


def test_a_user_name_forgives_case_and_full_width_letters(cast):
    assert enter(" ＣＨＥＮ ").user == cast.chen


@pytest.mark.parametrize("name", ["chen", "nobody"])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client, cast, name):
    page = post(client, name, "Wrong-2026")

    assert page.status_code == 422
    assert "用户名、手机号或密码不正确" in page.content.decode()
    assert Session.objects.count() == 0
    assert told()[-1] == "SignInFailed"


def test_the_fifth_wrong_password_locks_the_name_for_a_quarter_of_an_hour(cast):
    start = now()
    for minute in range(5):
        with pytest.raises(actions.WrongNameOrPassword):
            enter("chen", "Wrong-2026", at=start + timedelta(minutes=minute))

    with pytest.raises(actions.TooManyTries, match="14 分钟后"):
        enter("chen", at=start + timedelta(minutes=5))
    assert Attempt.objects.count() == 5

    assert enter("chen", at=start + timedelta(minutes=19)).user == cast.chen


def test_an_unknown_name_is_locked_just_the_same(cast):
    for _ in range(5):
        with pytest.raises(actions.WrongNameOrPassword):
            enter("nobody")
    with pytest.raises(actions.TooManyTries):
        enter("nobody")


def test_a_right_password_clears_the_count(cast):
    for wrong in (True, True, True, True, False, True, True, True, True):
        if wrong:
            with pytest.raises(actions.WrongNameOrPassword):
                enter("chen", "Wrong-2026")
        else:
            enter("chen")
    assert enter("chen").user == cast.chen


def test_an_address_that_tries_many_names_is_held_up(cast):
    for number in range(60):
        with pytest.raises(actions.WrongNameOrPassword):
            enter(f"guess{number}")
    with pytest.raises(actions.TooManyTries, match="所在的网络"):
        enter("chen")
    elsewhere = Browser(address="198.51.100.4")
    assert enter("chen", browser=elsewhere).user == cast.chen


def test_a_blocked_account_stays_out_and_only_its_owner_hears_why(cast):
    User.objects.filter(pk=cast.chen.pk).update(blocked_at=now())

    with pytest.raises(actions.AccountIsBlocked):
        enter("chen")
    with pytest.raises(actions.WrongNameOrPassword):
        enter("chen", "Wrong-2026")
    assert Session.objects.count() == 0


def test_the_house_itself_does_not_sign_in(cast):
    with pytest.raises(Exception, match="没有在这里办理"):
        actions.sign_in("chen", PASSWORD, browser=DESK, by=Actor.system("job"), at=now())
    assert Attempt.objects.count() == 0


class Counting(hashing.Argon2):
    """The real hasher, with few passes, that counts how often it is asked."""

    time_cost = 1
    memory_cost = 8
    asked: list[str] = []

    def verify(self, password, encoded):
        self.asked.append(encoded.split("$")[1])
        return super().verify(password, encoded)


@pytest.mark.parametrize("name", ["chen", "nobody", "13912345678", "blocked"])
def test_every_wrong_try_does_the_same_work(cast, settings, name):
    hashing._stand_in.cache_clear()
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    cast.chen.set_password(PASSWORD)
    cast.chen.save()
    cast.person("blocked", "金不换")
    User.objects.filter(username="blocked").update(blocked_at=now())
    hashing.matches("warm", None)
    Counting.asked.clear()

    with pytest.raises(actions.WrongNameOrPassword):
        enter(name, "Wrong-2026")

    assert Counting.asked == ["argon2id"]
    hashing._stand_in.cache_clear()


def test_a_hash_made_in_haste_takes_as_long_to_refuse(settings, cast):
    settings.PASSWORD_HASHERS = ["lianxin.foundation.accounts.hashing.Argon2"]
    (opened,) = actions.open_accounts([actions.AccountLine(name="何静怡")], by=Actor.system("test"))
    assert opened.user.password.startswith("argon2$argon2id$v=19$m=8,t=1,p=1$")
    assert hashing.matches(opened.password, opened.user.password)
    assert not hashing.matches("Wrong-2026", opened.user.password)


def test_a_session_brought_along_is_never_taken_over(client, cast):
    client.cookies[visits.COOKIE] = "chosen-by-somebody-else"

    page = post(client, "chen")

    assert page.status_code == 302
    token = client.cookies[visits.COOKIE].value
    assert token != "chosen-by-somebody-else"
    assert Session.objects.get().key == visits.digest(token)


def test_signing_in_again_ends_the_session_of_this_browser(client, cast):
    sign_in(client, cast.zhao)
    old = client.cookies[visits.COOKIE].value

    post(client, "chen")

    assert Session.objects.get(key=visits.digest(old)).ended_at is not None
    assert Session.objects.get(ended_at=None).user == cast.chen


def test_the_sixth_session_ends_the_one_unused_longest(cast):
    start = now()
    tokens = [enter("chen", at=start + timedelta(seconds=i)).token for i in range(6)]

    assert Session.objects.filter(ended_at=None).count() == 5
    assert Session.objects.get(key=visits.digest(tokens[0])).ended_at is not None


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "evil.example",
        "http:///evil.example",
        "\thttps://evil.example",
    ],
)
def test_the_way_on_never_leaves_the_house(client, cast, evil):
    page = post(client, "chen", next=evil)

    assert (page.status_code, page["Location"]) == (302, "/")


def test_the_way_on_is_kept_through_the_doors(client, cast):
    User.objects.filter(pk=cast.chen.pk).update(must_change_password=True)

    page = client.get("/accounts/me/?a=1")
    assert page["Location"] == "/accounts/sign-in/?next=%2Faccounts%2Fme%2F%3Fa%3D1"
    page = post(client, "chen", next="/accounts/me/?a=1")
    assert page["Location"] == "/accounts/me/?a=1"
    page = client.get(page["Location"])
    assert page["Location"] == "/accounts/password/?next=%2Faccounts%2Fme%2F%3Fa%3D1"


def test_htmx_is_told_to_move_the_whole_page(client, cast):
    page = client.post(
        reverse("accounts:sign_in"),
        {"name": "chen", "password": PASSWORD, "next": "/accounts/me/"},
        headers={"HX-Request": "true"},
    )

    assert (page.status_code, page["HX-Redirect"]) == (204, "/accounts/me/")


def test_an_empty_form_comes_back_with_its_mistakes(client, db):
    page = client.post(reverse("accounts:sign_in"), {"name": "", "password": ""})

    assert page.status_code == 422
    assert "id_name_error" in page.content.decode()


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}])
def test_a_form_from_elsewhere_is_refused_in_chinese(cast, headers):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    token = client.get(reverse("accounts:sign_in")).context["csrf_token"]
    given = {"name": "chen", "password": PASSWORD}
    given |= {"csrfmiddlewaretoken": str(token)} if headers else {}

    page = client.post(reverse("accounts:sign_in"), given, headers=headers)

    assert page.status_code == 403
    assert "页面放置太久，安全校验已过期" in page.content.decode()
    assert Session.objects.count() == 0


def test_signing_out_ends_the_session_and_clears_the_browser(client, cast):
    sign_in(client, cast.chen)

    page = client.post(reverse("accounts:sign_out"))

    assert page["Location"] == "/accounts/sign-in/"
    assert page["Clear-Site-Data"] == '"cache", "storage"'
    assert Session.objects.get().ended_at is not None
    assert told()[-1] == "SessionEnded"
    assert client.get("/accounts/me/").status_code == 302


def test_a_session_unused_for_half_an_hour_is_over(client, cast):
    sign_in(client, cast.chen)
    assert client.get("/accounts/me/").status_code == 200

    Session.objects.update(seen_at=now() - timedelta(minutes=31))

    assert client.get("/accounts/me/")["Location"].startswith("/accounts/sign-in/")


def test_staying_keeps_a_session_awake(client, cast):
    sign_in(client, cast.chen)
    Session.objects.update(seen_at=now() - timedelta(minutes=29))

    assert client.post(reverse("accounts:stay")).status_code == 204

    assert now() - Session.objects.get().seen_at < timedelta(minutes=1)


def test_an_old_password_is_mentioned_but_not_forced(client, cast):
    User.objects.filter(pk=cast.chen.pk).update(password_changed_at=now() - timedelta(days=91))

    post(client, "chen", next="/accounts/me/")
    page = client.get("/accounts/me/").content.decode()

    assert "建议更换密码" in page
    assert "建议在“设置”中更换" in page
