"""The page of events is current, and readers of the record need no English."""

import io
from dataclasses import fields

from django.core.management import call_command

from lianxin.overview.audit.catalogue import FIELDS
from lianxin.overview.audit.management.commands.events import COMMON
from lianxin.overview.audit.queries import kinds
from tests.architecture.house import ROOT


def test_the_page_of_events_is_current() -> None:
    out = io.StringIO()
    call_command("events", stdout=out)

    kept = (ROOT / "docs" / "events.md").read_text("utf-8")
    assert kept == out.getvalue(), "manage.py events --write writes it anew"


def test_every_event_has_a_chinese_name() -> None:
    nameless = [kind.__name__ for kind in kinds() if kind.label.isascii()]
    assert nameless == []


def test_every_field_of_an_event_has_a_chinese_name() -> None:
    unknown = {
        f"{kind.__name__}.{field.name}"
        for kind in kinds()
        for field in fields(kind)
        if field.name not in COMMON and field.name not in FIELDS
    }
    assert unknown == set()
