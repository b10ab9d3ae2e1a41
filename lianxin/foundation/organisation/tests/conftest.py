from collections.abc import Iterator

import pytest

from lianxin.foundation.core import events, tallies
from lianxin.foundation.core.events import Event
from lianxin.foundation.organisation import closing, health, people


@pytest.fixture(autouse=True)
def _only_the_foundation(monkeypatch):
    """No area is plugged in; a test that needs an answer from above plugs its own."""
    monkeypatch.setattr(closing, "_asked", [])
    monkeypatch.setattr(health, "_counts", [])
    monkeypatch.setattr(people, "_offers", [])
    monkeypatch.setattr(tallies, "_readers", [])


@pytest.fixture
def told() -> Iterator[list[Event]]:
    """Everything published from here on."""
    heard: list[Event] = []

    def hear(told):
        heard.extend(event for event, _ in told)

    events.witness(hear)
    yield heard
    events._witnesses.remove(hear)
