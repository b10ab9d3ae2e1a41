"""Words, stages and limits of importing."""

from datetime import timedelta

from django.db.models import TextChoices


class Stage(TextChoices):
    """How far a batch has come."""

    UPLOADED = "uploaded", "待对应列"
    CHECKING = "checking", "正在检查"
    CHECKED = "checked", "待导入"
    APPLYING = "applying", "正在导入"
    APPLIED = "applied", "已导入"
    UNDOING = "undoing", "正在撤销"
    UNDONE = "undone", "已撤销"
    DISCARDED = "discarded", "已放弃"


# Work of these stages goes on by itself, chunk by chunk.
AT_WORK = frozenset({Stage.CHECKING, Stage.APPLYING, Stage.UNDOING})
# Before anything was applied, a batch may be given up.
OPEN = frozenset({Stage.UPLOADED, Stage.CHECKED})
# What one looks at line by line.
SHOWN = frozenset({Stage.CHECKED, Stage.APPLYING, Stage.APPLIED, Stage.UNDOING, Stage.UNDONE})

CHUNK = 5_000
AT_ONCE = 2_000  # up to so many lines are worked on within the request
MOST_RESTARTS = 5
SILENT_FOR = timedelta(minutes=3)  # then a batch at work is taken up again
STRAY_AFTER = timedelta(days=1)  # a stored file of no batch is cleared away
KEPT_FOR = timedelta(days=30)  # then staged lines and the file are forgotten
LARGEST_UPLOAD = 40 * 2**20
LEFT_OUT_SHOWN = 50

SEVERITIES = [("error", "错误"), ("warning", "提醒"), ("fixed", "已修正")]
VERDICT_WORDS = {
    "new": "新增",
    "changed": "有变化",
    "unchanged": "无变化",
    "duplicate": "可能重复",
    "error": "有错误",
    "skipped": "已略过",
}
