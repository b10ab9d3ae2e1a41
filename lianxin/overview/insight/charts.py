"""Numbers as options for the chart part, and as rows for the table beside it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from lianxin.overview.insight.queries import Month
from lianxin.overview.insight.queries.months import said, written

HEAD = ("月份", "组织生活（次）", "应到（人次）", "实到（人次）", "到会率")


def percent(month: Month) -> float | None:
    return None if month.rate is None else round(month.rate * 100, 1)


def trend_option(unit_id: int, trend: Sequence[Month]) -> dict[str, Any]:
    """Meetings as bars, the rate of presence as a line; a bar opens the month's list."""
    held = reverse("insight:meetings", args=[unit_id])
    return {
        "color": ["var(--chart-2)", "var(--chart-1)"],
        "xAxis": {"type": "category", "data": [f"{month.period % 100}月" for month in trend]},
        "yAxis": [
            {"type": "value", "minInterval": 1},
            {
                "type": "value",
                "min": 0,
                "max": 100,
                "axisLabel": {"formatter": "{value}%"},
                "splitLine": {"show": False},
            },
        ],
        "series": [
            {
                "type": "bar",
                "name": "组织生活（次）",
                "data": [
                    {"value": month.held, "url": f"{held}?month={written(month.period)}"}
                    for month in trend
                ],
            },
            {
                "type": "line",
                "name": "到会率（%）",
                "yAxisIndex": 1,
                "connectNulls": False,
                "data": [percent(month) for month in trend],
            },
        ],
    }


def trend_rows(trend: Sequence[Month]) -> list[tuple[str | int, ...]]:
    return [
        (
            said(month.period),
            month.held,
            month.expected,
            month.present,
            "—" if month.rate is None else f"{percent(month):g}%",
        )
        for month in reversed(trend)
    ]
