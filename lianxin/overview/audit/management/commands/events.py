"""Prints everything that can happen in the house, from the events of every room."""

import inspect
from collections.abc import Iterator
from dataclasses import fields
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from lianxin.foundation.core.events import Event
from lianxin.overview.audit.queries import kinds

KEPT = settings.ROOT / "docs" / "events.md"
HEAD = """# Events

Written by `manage.py events --write`; a test sees that it is current. Each verb tells one event;
audit witnesses all of them inside the transaction of the deed, insight what they counted.
Every event also says where (`unit_id`), of what (`subject_id`), by whom and when.
"""
COMMON = {"unit_id", "subject_id", "counted"}


class Command(BaseCommand):
    help = "Print docs/events.md: every event with its Chinese name and its fields."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="into docs/events.md")

    def handle(self, *, write: bool, **options: Any) -> None:
        text = "\n".join(page())
        if write:
            KEPT.write_text(text + "\n", "utf-8")
        else:
            self.stdout.write(text)


def page() -> Iterator[str]:
    yield HEAD.rstrip()
    for room, events in groupby(sorted(kinds(), key=_place), key=_room):
        yield f"\n## {room}\n"
        yield "| Event | 中文 | Fields | Meaning |"
        yield "|---|---|---|---|"
        yield from (_line(event) for event in events)


def _place(kind: type[Event]) -> tuple[str, str]:
    return _room(kind), kind.__name__


def _room(kind: type[Event]) -> str:
    return kind.__module__.split(".")[2]


def _line(kind: type[Event]) -> str:
    told = ", ".join(f"`{each.name}`" for each in fields(kind) if each.name not in COMMON)
    said = inspect.getdoc(kind) or ""
    meaning = "" if said.startswith(f"{kind.__name__}(") else " ".join(said.split())
    return f"| {kind.__name__} | {kind.label} | {told} | {meaning} |"
