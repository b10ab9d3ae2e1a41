from typing import Any

import pytest

from lianxin.foundation.procedures.tests import example


@pytest.fixture(autouse=True)
def hall(monkeypatch: Any) -> None:
    """Cases are asked about by a procedure of no field."""
    example.plugged(monkeypatch)
