"""How the house says hello."""

from datetime import datetime

from django.utils.timezone import localtime

HOURS = (
    (5, "夜深了"),
    (9, "早上好"),
    (12, "上午好"),
    (14, "中午好"),
    (18, "下午好"),
    (23, "晚上好"),
)


def greeting(at: datetime) -> str:
    """By the clock of the house: 上午好 from nine to noon."""
    hour = localtime(at).hour
    return next((words for until, words in HOURS if hour < until), "夜深了")
