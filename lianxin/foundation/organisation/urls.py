"""Ways into the tree. Included at the root: each list below carries its own prefix."""

from django.urls import URLPattern, path

from lianxin.foundation.organisation.views import grants as granting
from lianxin.foundation.organisation.views import setup as setting_up

app_name = "organisation"

tree: list[URLPattern] = []
posts: list[URLPattern] = []
grants: list[URLPattern] = [
    path("units/grants/", granting.grants, name="grants"),
    path("units/grants/of/<int:user_id>/", granting.holder, name="holder"),
    path("units/grants/of/<int:user_id>/give/", granting.give_grant, name="give_grant"),
    path("units/grants/<int:grant_id>/withdraw/", granting.withdraw_grant, name="withdraw_grant"),
]
setup: list[URLPattern] = [
    path("setup/done/", setting_up.done, name="setup_done"),
    path("setup/<str:token>/", setting_up.setup, name="setup"),
    path("setup/<str:token>/establish/", setting_up.establish, name="setup_establish"),
    path("setup/<str:token>/<int:step>/", setting_up.setup_step, name="setup_step"),
]

urlpatterns = [*setup, *grants, *posts, *tree]
