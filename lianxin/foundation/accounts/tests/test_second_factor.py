"""Codes of the phone: bound once, each used once, counted when wrong."""

from datetime import timedelta

import pyotp
import pytest
from django.core import signing
from django.urls import reverse
from django.utils.timezone import now

from lianxin.foundation.accounts import actions, totp, visits
from lianxin.foundation.accounts.forms import ENROL
from lianxin.foundation.accounts.models import RecoveryCode, Session, User
from lianxin.foundation.accounts.visits import Browser
from lianxin.foundation.core.refusals import NotPermitted
from tests.cast import PASSWORD, actor
from tests.trace import told

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(at, secret=SECRET):
    return pyotp.TOTP(secret).at(at)


@pytest.fixture
def phone(cast):
    """Chen has bound a phone, and has just typed the password."""
    User.objects.filter(pk=cast.chen.pk).update(second_factor=SECRET, second_factor_at=now())
    cast.chen.refresh_from_db()
    return opened(cast.chen)


def opened(user, at=None):
    entered = actions.sign_in(
        user.username, PASSWORD, browser=Browser(), by=actor(user), at=at or now()
    )
    return Browser(key=visits.digest(entered.token))


def show_code(user, code, browser, at):
    return actions.pass_second_factor(user, code, browser=browser, by=actor(user), at=at)


@pytest.mark.parametrize("late", [-30, 0, 30])
def test_the_code_of_now_and_its_neighbours_pass(cast, phone, late):
    at = now()
    token = show_code(cast.chen, code_at(at + timedelta(seconds=late)), phone, at)

    session = Session.objects.get(key=visits.digest(token))
    assert session.second_factor_at == at
    assert not Session.objects.filter(key=phone.key).exists()
    assert told()[-1] == "SecondFactorPassed"


@pytest.mark.parametrize("late", [-90, 90])
def test_codes_from_further_away_do_not(cast, phone, late):
    at = now()
    with pytest.raises(actions.WrongCode):
        show_code(cast.chen, code_at(at + timedelta(seconds=late)), phone, at)
    assert Session.objects.get(key=phone.key).second_factor_at is None
    assert told()[-1] == "SecondFactorFailed"


def test_a_code_works_once(cast, phone):
    at = now()
    show_code(cast.chen, code_at(at), phone, at)
    again = opened(cast.chen)

    with pytest.raises(actions.WrongCode):
        show_code(cast.chen, code_at(at), again, at)
    with pytest.raises(actions.WrongCode):
        show_code(cast.chen, code_at(at - timedelta(seconds=30)), again, at)

    later = at + timedelta(seconds=30)
    assert show_code(cast.chen, code_at(later), again, later)


def test_five_wrong_codes_lock_the_second_factor(cast, phone):
    for _ in range(5):
        with pytest.raises(actions.WrongCode):
            show_code(cast.chen, "000000", phone, now())
    with pytest.raises(actions.TooManyTries):
        show_code(cast.chen, code_at(now()), phone, now())


def test_nobody_passes_for_another(cast, phone):
    with pytest.raises(NotPermitted):
        actions.pass_second_factor(
            cast.chen, code_at(now()), browser=phone, by=actor(cast.zhao), at=now()
        )


def test_binding_a_phone_gives_codes_for_paper_and_a_new_session(cast):
    browser, at = opened(cast.chen), now()

    enrolled = actions.enrol_second_factor(
        cast.chen, SECRET, code_at(at), browser=browser, by=actor(cast.chen), at=at
    )

    cast.chen.refresh_from_db()
    assert cast.chen.second_factor == SECRET
    assert len(set(enrolled.codes)) == 10
    assert not Session.objects.filter(key=browser.key).exists()
    assert Session.objects.get(key=visits.digest(enrolled.token)).second_factor_at == at
    kept = RecoveryCode.objects.first()
    assert enrolled.codes[0].encode() not in bytes(kept.digest)


def test_the_code_that_bound_the_phone_is_used_up(cast):
    browser, at = opened(cast.chen), now()
    actions.enrol_second_factor(
        cast.chen, SECRET, code_at(at), browser=browser, by=actor(cast.chen), at=at
    )
    cast.chen.refresh_from_db()
    with pytest.raises(actions.WrongCode):
        show_code(cast.chen, code_at(at), opened(cast.chen), at)


def test_a_second_phone_is_not_bound_over_the_first(cast, phone):
    with pytest.raises(actions.AlreadyEnrolled):
        actions.enrol_second_factor(
            cast.chen, SECRET, code_at(now()), browser=phone, by=actor(cast.chen), at=now()
        )
    assert RecoveryCode.objects.count() == 0


def test_a_printed_code_stands_in_once(cast):
    browser, at = opened(cast.chen), now()
    codes = actions.enrol_second_factor(
        cast.chen, SECRET, code_at(at), browser=browser, by=actor(cast.chen), at=at
    ).codes
    cast.chen.refresh_from_db()

    assert show_code(cast.chen, codes[0].upper(), opened(cast.chen), at)
    with pytest.raises(actions.WrongCode):
        show_code(cast.chen, codes[0], opened(cast.chen), at)


def test_printed_codes_are_nobody_elses(cast):
    assert totp.recovery_digest(1, "a3fkq-9zmtw") == totp.recovery_digest(1, " A3FKQ9ZMTW ")
    assert totp.recovery_digest(1, "a3fkq-9zmtw") != totp.recovery_digest(2, "a3fkq-9zmtw")


def test_new_printed_codes_make_the_old_ones_worthless(cast, phone):
    old = actions.renew_recovery_codes(cast.chen, by=actor(cast.chen), at=now())
    actions.renew_recovery_codes(cast.chen, by=actor(cast.chen), at=now())

    with pytest.raises(actions.WrongCode):
        show_code(cast.chen, old[0], phone, now())


def test_the_security_administrator_takes_a_lost_phone_off(cast, phone):
    actions.reset_second_factor(cast.chen, by=actor(cast.security_admin), at=now())

    cast.chen.refresh_from_db()
    assert (cast.chen.second_factor, cast.chen.has_second_factor) == ("", False)
    assert Session.objects.filter(ended_at=None).count() == 0
    assert told()[-1] == "SecondFactorReset"


@pytest.mark.parametrize("who", ["security_admin", "system_admin", "wang", "chen"])
def test_nobody_else_does_and_never_for_oneself(cast, who):
    holder = cast.security_admin
    before = told()
    with pytest.raises(NotPermitted):
        actions.reset_second_factor(holder, by=actor(getattr(cast, who)), at=now())
    holder.refresh_from_db()
    assert holder.has_second_factor
    assert told() == before


def test_an_administrator_binds_a_phone_before_anything_else(client, cast):
    User.objects.filter(pk=cast.system_admin.pk).update(second_factor_at=None, second_factor="")
    client.post(reverse("accounts:sign_in"), {"name": "he", "password": PASSWORD})
    page = client.get("/accounts/me/")
    assert page["Location"].startswith("/accounts/second-factor/enrol/")

    page = client.get(page["Location"])
    sealed = page.context["form"].initial["sealed"]
    _, secret = signing.loads(sealed, salt=ENROL)
    assert totp.typed(secret) in page.content.decode()
    page = client.post(
        reverse("accounts:enrol_second_factor"),
        {"sealed": sealed, "code": code_at(now(), secret), "next": "/accounts/me/"},
    )

    assert page.status_code == 200
    assert page.context["codes"][0] in page.content.decode()
    assert client.get("/accounts/me/").status_code == 200


def test_a_secret_made_for_another_account_is_not_bound(client, cast):
    from tests.cast import sign_in

    sign_in(client, cast.chen)
    sealed = signing.dumps([cast.zhao.pk, SECRET], salt=ENROL)

    page = client.post(
        reverse("accounts:enrol_second_factor"), {"sealed": sealed, "code": code_at(now())}
    )

    assert page.status_code == 422
    assert not User.objects.get(pk=cast.chen.pk).has_second_factor


def test_the_password_alone_opens_no_page(client, cast):
    User.objects.filter(pk=cast.chen.pk).update(second_factor=SECRET, second_factor_at=now())
    client.post(reverse("accounts:sign_in"), {"name": "chen", "password": PASSWORD})
    before = client.cookies[visits.COOKIE].value

    assert client.get("/accounts/me/")["Location"].startswith("/accounts/second-factor/?")
    page = client.post(
        reverse("accounts:second_factor"), {"code": code_at(now()), "next": "/accounts/me/"}
    )

    assert page["Location"] == "/accounts/me/"
    assert client.cookies[visits.COOKIE].value != before
    assert client.get("/accounts/me/").status_code == 200
