"""Ways into the tree. Included at the root: each list below carries its own prefix."""

from django.urls import URLPattern, path

from lianxin.foundation.organisation.views import grants as granting
from lianxin.foundation.organisation.views import inside, separating, structure, units
from lianxin.foundation.organisation.views import posts as posts_views
from lianxin.foundation.organisation.views import setup as setting_up
from lianxin.foundation.organisation.views import tree as tree_views

app_name = "organisation"

UNIT = "units/<int:unit_id>/"

tree: list[URLPattern] = [
    path("units/", tree_views.tree, name="tree"),
    path("units/search/", tree_views.search, name="search"),
    path(UNIT, units.unit, name="unit"),
    path(f"{UNIT}children/", tree_views.children, name="children"),
    path(f"{UNIT}people/", tree_views.people, name="people"),
    path(f"{UNIT}history/", units.history, name="history"),
    path(f"{UNIT}as-of/", units.as_of, name="as_of"),
    path(f"{UNIT}found/", structure.found, name="found"),
    path(f"{UNIT}rename/", structure.rename, name="rename"),
    path(f"{UNIT}amend/", structure.amend, name="amend"),
    path(f"{UNIT}move/", structure.move, name="move"),
    path(f"{UNIT}merge/", structure.merge, name="merge"),
    path(f"{UNIT}close/", structure.close, name="close"),
    path(f"{UNIT}workplaces/add/", inside.add_workplace, name="add_workplace"),
    path(f"{UNIT}workplaces/<int:workplace_id>/end/", inside.end_workplace, name="end_workplace"),
    path(f"{UNIT}cells/form/", inside.form_cell, name="form_cell"),
    path(f"{UNIT}cells/<int:cell_id>/dissolve/", inside.dissolve_cell, name="dissolve_cell"),
]
posts: list[URLPattern] = [
    path(f"{UNIT}appoint/", posts_views.appoint, name="appoint"),
    path(f"{UNIT}posts/<int:appointment_id>/hand-over/", posts_views.hand_over, name="hand_over"),
    path(
        f"{UNIT}posts/<int:appointment_id>/end/",
        posts_views.end_appointment,
        name="end_appointment",
    ),
]
grants: list[URLPattern] = [
    path("units/grants/", granting.grants, name="grants"),
    path("units/grants/separate/", separating.separate, name="separate"),
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
