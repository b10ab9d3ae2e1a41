from collections.abc import Iterator

import pytest

from lianxin.foundation.core import events
from lianxin.foundation.core.events import Event


@pytest.fixture
def told() -> Iterator[list[Event]]:
    """Everything published from here on."""
    heard: list[Event] = []

    def hear(event, by):
        heard.append(event)

    events.witness(hear)
    yield heard
    events._witnesses.remove(hear)
