"""Ways into members' files. The file itself is shown by the workbench; here it is worked on."""

from django.urls import path

from lianxin.areas.dossier.views import confirming, corrections, items, phone, training

app_name = "dossier"

AT, ONE = "dossier/{}/at/<int:unit_id>/", "dossier/<int:member_id>/"
CORRECTIONS, CONFIRMATIONS = AT.format("corrections"), AT.format("confirmations")
CORRECTION = "dossier/corrections/<int:proposal_id>/"

urlpatterns = [
    path(f"{ONE}record/<slug:kind>/", items.record, name="record"),
    path(f"{ONE}document/", items.file_document, name="file_document"),
    path(f"{ONE}sealed/<slug:kind>/", items.sealed, name="sealed"),
    path(f"{ONE}confirm/", confirming.confirm_for, name="confirm_for"),
    path("dossier/scans/<int:scan_id>/", items.scan, name="scan"),
    path("dossier/items/<int:item_id>/", items.item, name="item"),
    path("dossier/items/<int:item_id>/strike/", items.strike, name="strike"),
    path("dossier/items/<int:item_id>/lift/", items.lift, name="lift"),
    path(AT.format("training"), training.training, name="training"),
    path(CORRECTIONS, corrections.corrections, name="corrections"),
    path(CORRECTION, corrections.correction, name="correction"),
    path(f"{CORRECTION}accept/", corrections.accept, name="accept"),
    path(f"{CORRECTION}decline/", corrections.decline, name="decline"),
    path(
        "dossier/corrections/lines/<int:line_id>/", corrections.show_proposed, name="show_proposed"
    ),
    path(CONFIRMATIONS, confirming.confirmations, name="confirmations"),
    path(f"{CONFIRMATIONS}call/", confirming.call, name="call"),
    path(f"{CONFIRMATIONS}remind/", confirming.remind, name="remind"),
    path("m/file/correct/", phone.propose, name="propose"),
    path("m/file/corrections/<int:proposal_id>/withdraw/", phone.withdraw, name="withdraw"),
    path("m/file/confirm/", phone.confirm, name="confirm"),
    path("m/file/notes/<int:item_id>/reply/", phone.reply, name="reply"),
]
