from contextlib import suppress
from datetime import UTC, datetime

import pytest

from lianxin.foundation.spreadsheets import sheets
from lianxin.foundation.spreadsheets.tests.workplaces import WorkplaceRoll

AT = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def roll():
    """The tests' own sheet is plugged in only while they run."""
    plugged = sheets.plug(WorkplaceRoll())
    yield plugged
    with suppress(KeyError):
        del sheets._sheets[plugged.name]
