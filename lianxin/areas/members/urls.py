"""Ways to the roll."""

from django.urls import path

from lianxin.areas.members.views import deeds, exports, facts, photos, places, roll

app_name = "members"

AT, ONE = "members/at/<int:unit_id>/", "members/<int:member_id>/"

urlpatterns = [
    path("members/", roll.home, name="home"),
    path(AT, roll.roll, name="roll"),
    path(f"{AT}find/", roll.find, name="find"),
    path(f"{AT}views/", roll.save_view, name="save_view"),
    path("members/views/<int:view_id>/drop/", roll.drop_view, name="drop_view"),
    path(f"{AT}admit/", facts.admit, name="admit"),
    path(f"{AT}number/", facts.number, name="number"),
    path(f"{AT}accounts/", deeds.open_accounts, name="open_accounts"),
    path(f"{AT}move/", places.move_chosen, name="move_chosen"),
    path(f"{AT}export/", exports.export, name="export"),
    path("members/exports/", exports.exports, name="exports"),
    path("members/exports/<int:export_id>/", exports.one, name="one_export"),
    path("members/exports/<int:export_id>/file/", exports.take, name="take_export"),
    path(ONE, facts.member, name="member"),
    path(f"{ONE}history/", facts.history, name="history"),
    path(f"{ONE}amend/", facts.amend, name="amend"),
    path(f"{ONE}show/<slug:field>/", deeds.show_sensitive, name="show_sensitive"),
    path(f"{ONE}photo/", photos.photo, name="photo"),
    path(f"{ONE}photo/put/", photos.put_photo, name="put_photo"),
    path(f"{ONE}photo/remove/", photos.remove_photo, name="remove_photo"),
    path(f"{ONE}excuse/", deeds.excuse, name="excuse"),
    path(f"{ONE}expect/", deeds.expect, name="expect"),
    path(f"{ONE}move/", places.move, name="move"),
    path(f"{ONE}suspend/", places.suspend, name="suspend"),
    path(f"{ONE}leave/", places.leave, name="leave"),
    path(f"{ONE}restore/", places.restore, name="restore"),
    path(f"{ONE}affiliate/", places.affiliate, name="affiliate"),
    path(
        "members/affiliations/<int:affiliation_id>/end/",
        places.end_affiliation,
        name="end_affiliation",
    ),
]
