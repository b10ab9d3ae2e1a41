"""Days and months as people type them."""

import pytest

from lianxin.foundation.core.days import read_month


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-07", (2026, 7)), ("2026年7月", (2026, 7)), ("2026.12", (2026, 12)),
        ("2026年10月份", (2026, 10)), ("２０２６／１０", (2026, 10)), (" 2026 - 3 ", (2026, 3)),
        ("202610", (2026, 10)), ("20261", None), ("26-7", None), ("2026-13", None),
        ("2026-00", None), ("2026-07-01", None), ("二〇二六年十月", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_months_as_people_type_them(typed, read):
    assert read_month(typed) == read
