"""Ways to an account: signing in, one's own settings, administration."""

from django.urls import path, re_path

from lianxin.foundation.accounts.views import administration, door, own

app_name = "accounts"

urlpatterns = [
    path("sign-in/", door.sign_in, name="sign_in"),
    path("sign-out/", door.sign_out, name="sign_out"),
    path("second-factor/", door.second_factor, name="second_factor"),
    path("second-factor/enrol/", door.enrol_second_factor, name="enrol_second_factor"),
    path("second-factor/codes/", own.renew_recovery_codes, name="renew_recovery_codes"),
    path("password/", door.change_password, name="change_password"),
    path("me/", own.me, name="me"),
    path("me/phone/", own.me, {"shell": "ui/mobile.html"}, name="me_phone"),
    path("preferences/", own.preferences, name="preferences"),
    path("stay/", own.stay, name="stay"),
    path("sessions/", own.sessions, name="sessions"),
    path("sessions/revoke-others/", own.revoke_other_sessions, name="revoke_other_sessions"),
    re_path(
        r"^sessions/(?P<handle>[0-9a-f]{64})/revoke/$", own.revoke_session, name="revoke_session"
    ),
    path("", administration.accounts, name="list"),
    path("open/", administration.open_account, name="open"),
    path("<int:user_id>/", administration.account, name="account"),
    path("<int:user_id>/reset-password/", administration.reset_password, name="reset_password"),
    path(
        "<int:user_id>/reset-second-factor/",
        administration.reset_second_factor,
        name="reset_second_factor",
    ),
    path("<int:user_id>/block/", administration.block, name="block"),
    path("<int:user_id>/unblock/", administration.unblock, name="unblock"),
]
