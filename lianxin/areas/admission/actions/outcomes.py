"""What an approval makes of a person: on the roll through the verbs of members alone."""

from datetime import date, datetime

from django.db import transaction

from lianxin.areas.admission import rules
from lianxin.areas.admission.events import PersonTakenIn
from lianxin.areas.admission.models import Approval
from lianxin.areas.members import actions as members
from lianxin.areas.members.models import Member
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import require
from lianxin.foundation.organisation.queries import approver_of
from lianxin.foundation.procedures.catalogue import Deed


@transaction.atomic
def take_in(member: Member, deed: Deed, *, joined_on: date, by: Actor, at: datetime) -> Member:
    """Approved (step 17): a probationary member since the day of the branch meeting; counted
    against the committee's yearly number, once."""
    approver = approver_of(member.unit) or member.unit
    require(rules.may_take_in(by, at=approver))
    member = members.become_probationary(member, joined_on=joined_on, by=by, at=at)
    held_on = deed.passing.held_on
    document = str(deed.passing.values.get("document") or "")
    Approval.objects.update_or_create(
        zone=approver.zone, unit=approver, case=deed.case_id,
        defaults={"member": member, "on": held_on, "document": document},
    )  # fmt: skip

    publish(
        PersonTakenIn(
            unit_id=member.unit_id, subject_id=member.pk, at_unit_id=approver.pk, on=held_on,
            document=document,
        ),
        by=by,
    )  # fmt: skip
    return member
