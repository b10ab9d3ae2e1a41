"""The jobs of the record: each minute it is sealed, each night it is proved."""

from lianxin.overview.audit import tasks
from lianxin.overview.audit.models import Entry, Seal


def test_the_minutes_job_seals_and_the_nights_job_proves(cast):
    tasks.seal(timestamp=0)
    tasks.verify(timestamp=0)

    assert Seal.objects.count() == 1
    proof = Entry.objects.get(event="AuditVerified")
    assert proof.facts["sound"] is True
    assert proof.via == "system"
