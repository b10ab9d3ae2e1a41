"""Ways to meetings: at a unit, one meeting, the scanned link, a member's own pages."""

from django.urls import path

from lianxin.areas.meetings.views import calling, desk, door, guests, phone, record, room

app_name = "meetings"

urlpatterns = [
    path("meetings/at/<int:unit_id>/", desk.meetings, name="list"),
    path("meetings/at/<int:unit_id>/convene/", calling.convene, name="convene"),
    path("meetings/at/<int:unit_id>/past/", calling.record_past, name="record_past"),
    path("meetings/<int:meeting_id>/", desk.detail, name="detail"),
    path("meetings/<int:meeting_id>/amend/", calling.amend, name="amend"),
    path("meetings/<int:meeting_id>/cancel/", desk.cancel, name="cancel"),
    path("meetings/<int:meeting_id>/open/", desk.open_meeting, name="open"),
    path("meetings/<int:meeting_id>/refresh/", desk.refresh_roll, name="refresh_roll"),
    path("meetings/<int:meeting_id>/guests/", guests.guests, name="guests"),
    path(
        "meetings/<int:meeting_id>/guests/<int:member_id>/invite/",
        guests.invite_guest,
        name="invite_guest",
    ),
    path(
        "meetings/<int:meeting_id>/guests/<int:member_id>/withdraw/",
        guests.withdraw_guest,
        name="withdraw_guest",
    ),
    path("meetings/<int:meeting_id>/host/", room.host, name="host"),
    path("meetings/<int:meeting_id>/codes/", room.next_codes, name="codes"),
    path("meetings/<int:meeting_id>/turnout/", room.turnout, name="turnout"),
    path("meetings/<int:meeting_id>/attendance/", room.attendance, name="attendance"),
    path("meetings/<int:meeting_id>/minutes/", record.minutes, name="minutes"),
    path("meetings/<int:meeting_id>/close/", record.close, name="close"),
    path("meetings/<int:meeting_id>/record/", record.record, name="record"),
    path(
        "meetings/<int:meeting_id>/leave/<int:member_id>/approve/",
        desk.approve_leave,
        name="approve_leave",
    ),
    path(
        "meetings/<int:meeting_id>/leave/<int:member_id>/decline/",
        desk.decline_leave,
        name="decline_leave",
    ),
    path(
        "meetings/<int:meeting_id>/sign-in/<int:member_id>/confirm/",
        room.confirm,
        name="confirm_sign_in",
    ),
    path(
        "meetings/<int:meeting_id>/sign-in/<int:member_id>/strike/",
        room.strike,
        name="strike_sign_in",
    ),
    path(
        "meetings/<int:meeting_id>/late/<int:member_id>/accept/",
        desk.accept_late,
        name="accept_late",
    ),
    path(
        "meetings/<int:meeting_id>/late/<int:member_id>/dismiss/",
        desk.dismiss_late,
        name="dismiss_late",
    ),
    path("q/<int:meeting_id>/", door.arrive, name="arrive"),
    path("q/<int:meeting_id>/here/", door.here, name="here"),
    path("q/<int:meeting_id>/digits/", phone.type_digits, name="digits"),
    path("m/meetings/", phone.mine, name="mine"),
    path("m/meetings/scan/", phone.scan, name="scan"),
    path("m/meetings/<int:meeting_id>/", phone.own, name="own"),
    path("m/meetings/<int:meeting_id>/leave/", phone.leave, name="leave"),
    path(
        "m/meetings/<int:meeting_id>/leave/withdraw/",
        phone.withdraw_leave,
        name="withdraw_leave",
    ),
]
