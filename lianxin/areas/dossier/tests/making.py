"""What tests of files begin with."""

from datetime import date, timedelta

from django.utils.timezone import localdate, now

from lianxin.areas.dossier import actions
from lianxin.areas.dossier.actions import Entry
from lianxin.areas.members.catalogue.partial import Partial
from lianxin.foundation.organisation import actions as organisation
from tests.cast import HOUSE, LONG_AGO, actor

YESTERDAY = localdate() - timedelta(days=1)


def entry(on="2026-03-10", until=None, **values):
    ends = date.fromisoformat(until) if until else None
    return Entry(on=Partial.of(on), until=ends, values=values)


def training(member, by, title="党章专题培训", hours=80, on="2026-03-10", **more):
    given = entry(on, title=title, form="concentrated", hours=hours, **more)
    return actions.record_training(member, given, by=actor(by), at=now())


def award(member, by, title="优秀共产党员", on="2025-07", **more):
    given = entry(on, title=title, level="committee", by="港务局党委", **more)
    return actions.record_award(member, given, by=actor(by), at=now())


def appraisal(member, by, grade="qualified", on="2025-12-20"):
    given = entry(on, grade=grade)
    return actions.record_appraisal(member, given, by=actor(by), at=now())


SECRET = "违规收受礼品"


def note(member, by, measure="warning", on=None, until=None):
    given = entry(
        on or YESTERDAY.isoformat(), until, measure=measure, by="港务局纪委",
        document="港纪〔2026〕3 号", reason=SECRET,
    )  # fmt: skip
    return actions.note_discipline(member, given, by=actor(by), at=now())


def help_given(member, by, reason="家属长期患病"):
    given = entry("2026-01-20", form="subsidy", amount=200000, by="工会", reason=reason)
    return actions.record_help(member, given, by=actor(by), at=now())


def discipline_commissioner(cast):
    return cast.holder("jiang", "江明", "discipline", cast.pier)


def publicity_commissioner(cast):
    return cast.holder("xu", "许言", "publicity", cast.pier)


def organiser(cast):
    return cast.holder("tan", "谭思", "staff", cast.pier)


def overseer(cast):
    from lianxin.foundation.organisation.catalogue import Role

    user = cast.person("guo", "郭望")
    organisation.give_grant(
        user, role=Role.OVERSEER, unit=cast.pier, starts_on=LONG_AGO, reason="查看", by=HOUSE
    )
    return user
