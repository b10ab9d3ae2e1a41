from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from lianxin.areas.members.models import Affiliation, Member
from lianxin.areas.transfers import rules
from lianxin.areas.transfers.catalogue.codes import CONTACTS, FLOAT_ENDS, FLOATS, FLOWS
from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.crypto import EncryptedText
from lianxin.foundation.core.records import Fact, Record
from lianxin.foundation.organisation.grants import own, under
from lianxin.foundation.organisation.models import Unit

PHONE = "transfers.floating.phone"


class FloatingQuerySet(models.QuerySet["Floating"]):
    def visible_to(self, by: Actor) -> Self:
        return self.filter(rules.visible(by))

    def of(self, by: Actor) -> Self:
        """The actor's own entries."""
        return self.filter(own(by, "member__user"))

    def open(self) -> Self:
        return self.filter(ends_on=None)

    def at(self, unit: Unit) -> Self:
        """Those a unit and all below it answer for or host."""
        return self.filter(under(unit.path) | under(unit.path, unit="host"))


class Floating(Record):
    """A member who lives away from his branch for a time (流动党员): one of ours who went out,
    or one of another organisation who came to a branch here."""

    personal: ClassVar = ("name", "whereabouts", "home", "contact", "phone")

    flow = models.CharField("流向", max_length=3, choices=list(FLOWS.items()), db_collation="C")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="负责联系的党支部", db_index=False
    )
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="floatings")
    name = models.CharField("姓名", max_length=60)
    cause = models.CharField(
        "流动原因", max_length=8, choices=list(FLOATS.items()), db_collation="C"
    )
    since = models.DateField("外出（流入）日期")
    whereabouts = models.CharField("外出流向", max_length=100)
    home = models.CharField("流出地党组织", max_length=120)
    host = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="流入地党支部（本系统）"
    )
    host_name = models.CharField("流入地党组织", max_length=120, blank=True)
    affiliation = models.OneToOneField(
        Affiliation, models.PROTECT, null=True, related_name="+", verbose_name="活动组织关系"
    )
    certificate = models.CharField("流动党员活动证编号", max_length=40, blank=True)
    contact = models.CharField("联系人", max_length=60, blank=True)
    phone = EncryptedText("联系方式", context=PHONE, blank=True)
    last_contact_on = models.DateField("上次联系日期", null=True)
    next_contact_on = models.DateField("下次联系期限")
    ends_on = models.DateField("结束日期", null=True)
    end_reason = models.CharField(
        "结束原因", max_length=11, choices=list(FLOAT_ENDS.items()), blank=True, db_collation="C"
    )

    objects = FloatingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "next_contact_on", "id"], name="floating_of_unit"),
            models.Index(
                fields=["next_contact_on"], name="floating_due", condition=Q(ends_on=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(ends_on=None), name="floating_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("since")),
                name="floating_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.ends_on is None

    @property
    def is_out(self) -> bool:
        return self.flow == "out"

    def is_overdue(self, on: date) -> bool:
        """Nobody spoke with him in time."""
        return self.is_open and self.next_contact_on < on


class Contact(Fact):
    """One talk with a floating member, or one attempt (联系记录)."""

    personal: ClassVar = ("note", "actor")

    pk = models.CompositePrimaryKey("zone", "id")
    id = models.UUIDField()
    floating = models.ForeignKey(Floating, models.PROTECT, related_name="contacts", db_index=False)
    on = models.DateField("联系日期")
    how = models.CharField("方式", max_length=7, choices=list(CONTACTS.items()), db_collation="C")
    note = EncryptedText("联系情况", context="transfers.contact.note", blank=True)
    at = models.DateTimeField("登记时间")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    actor = models.CharField("登记人", max_length=150)

    class Meta:
        indexes = [models.Index(fields=["floating", "on", "id"], name="contact_with")]

    def __str__(self) -> str:
        return f"{self.on:%F} {self.get_how_display()}"
