"""One's own settings: looks, and where one is signed in."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from lianxin.foundation.accounts import actions, visits
from lianxin.foundation.accounts.models import Session, User
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import actor, sign_in
from tests.trace import told


def look(page):
    html = page.content.decode()
    return html.split('data-theme="')[1].split('"')[0], html.split('data-mode="')[1].split('"')[0]


def test_a_reader_without_a_name_keeps_the_look_in_this_browser(client, db):
    page = client.post(
        reverse("accounts:preferences"), {"mode": "elder", "next": "/accounts/sign-in/?next=/x"}
    )
    assert page["Location"] == "/accounts/sign-in/?next=/x"
    client.post(reverse("accounts:preferences"), {"theme": "dark"})

    assert look(client.get("/accounts/sign-in/")) == ("dark", "elder")
    assert told() == []


def test_the_account_remembers_the_look_on_every_device(client, cast):
    sign_in(client, cast.chen)
    client.post(reverse("accounts:preferences"), {"mode": "elder"})
    client.post(reverse("accounts:preferences"), {"mode": "elder"})

    other = sign_in(Client(), cast.chen)
    assert look(other.get("/accounts/me/")) == ("auto", "elder")
    assert told().count("PreferencesSet") == 1


def test_what_is_chosen_at_the_door_holds_inside(client, cast):
    client.post(reverse("accounts:preferences"), {"mode": "elder"})
    sign_in(client, cast.chen)
    assert look(client.get("/accounts/me/")) == ("auto", "elder")

    client.post(reverse("accounts:preferences"), {"mode": "normal"})
    assert look(client.get("/accounts/me/")) == ("auto", "normal")


@pytest.mark.parametrize("nonsense", [{"mode": "huge"}, {"theme": "pink"}, {"mode": ""}])
def test_nonsense_changes_nothing(client, cast, nonsense):
    sign_in(client, cast.chen)
    client.post(reverse("accounts:preferences"), nonsense)
    cast.chen.refresh_from_db()
    assert (cast.chen.theme, cast.chen.mode) == ("auto", "normal")


def test_a_forged_cookie_is_no_look(client, db):
    client.cookies[visits.LOOK] = "<b>.<i>"
    assert look(client.get("/accounts/sign-in/")) == ("auto", "normal")


def test_the_page_returned_to_is_of_this_house(client, cast):
    for referer, back in (
        ("http://testserver/accounts/me/?x=1", "/accounts/me/?x=1"),
        ("https://evil.example/me/", "/"),
    ):
        page = client.post(
            reverse("accounts:preferences"), {"mode": "elder"}, headers={"Referer": referer}
        )
        assert page["Location"] == back


def test_nobody_sets_the_look_of_another(cast):
    with pytest.raises(NotPermitted):
        actions.set_preferences(cast.chen, theme="dark", mode="elder", by=actor(cast.zhao))
    assert User.objects.get(pk=cast.chen.pk).theme == "auto"


def test_other_devices_are_seen_and_sent_out(client, cast):
    sign_in(client, cast.chen)
    phone, desk = sign_in(Client(), cast.chen), sign_in(Client(), cast.chen)
    key = visits.digest(phone.cookies[visits.COOKIE].value)

    assert client.get(reverse("accounts:sessions")).content.decode().count("未知设备") >= 3
    client.post(reverse("accounts:revoke_session", args=[key.hex()]))
    client.post(reverse("accounts:revoke_session", args=[key.hex()]))
    assert phone.get("/accounts/me/").status_code == 302
    assert desk.get("/accounts/me/").status_code == 200
    assert told().count("SessionRevoked") == 1

    client.post(reverse("accounts:revoke_other_sessions"))
    client.post(reverse("accounts:revoke_other_sessions"))
    assert desk.get("/accounts/me/").status_code == 302
    assert client.get("/accounts/me/").status_code == 200
    assert told().count("SessionRevoked") == 2


def test_sessions_of_others_are_out_of_sight(client, cast):
    sign_in(client, cast.chen)
    zhao = sign_in(Client(), cast.zhao)
    session = Session.objects.get(key=visits.digest(zhao.cookies[visits.COOKIE].value))

    page = client.post(reverse("accounts:revoke_session", args=[session.handle]))
    assert page.status_code == 404
    assert client.post("/accounts/sessions/zz/revoke/").status_code == 404
    for verb in (actions.revoke_session, actions.sign_out):
        with pytest.raises(NotPermitted):
            verb(session, by=actor(cast.chen), at=now())
    with pytest.raises(NotPermitted):
        actions.revoke_other_sessions(cast.zhao, key=b"", by=actor(cast.chen), at=now())
    assert zhao.get("/accounts/me/").status_code == 200


@pytest.mark.parametrize("name", ["me", "me_phone", "sessions"])
def test_the_pages_are_for_everybody_signed_in(client, cast, name):
    sign_in(client, cast.chen)
    assert client.get(reverse(f"accounts:{name}")).status_code == 200


def test_new_paper_codes_are_shown_once(client, cast):
    sign_in(client, cast.security_admin)
    page = client.post(reverse("accounts:renew_recovery_codes"))
    assert len(page.context["codes"]) == 10
    sign_in(client, cast.chen)
    assert client.post(reverse("accounts:renew_recovery_codes")).status_code == 422
