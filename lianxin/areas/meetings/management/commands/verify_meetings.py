"""Whether the frozen records of meetings are as they were frozen."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lianxin.areas.meetings.models import Meeting
from lianxin.areas.meetings.queries import verify


class Command(BaseCommand):
    help = "Compares every closed meeting with its digest and names those that differ."

    def handle(self, *args: Any, **options: Any) -> None:
        closed = Meeting.objects.filter(state=Meeting.State.CLOSED).order_by("pk")
        broken, seen = [], 0
        for meeting in closed.select_related("unit", "chair", "recorder").iterator(200):
            seen += 1
            verdict = verify(meeting)
            if not verdict.holds:
                broken.append(f"{meeting.pk} {meeting.title}：{'、'.join(verdict.differs)}")
        if broken:
            raise CommandError("\n".join([f"{len(broken)} 份会议记录与封存时不一致：", *broken]))
        self.stdout.write(f"已核对 {seen} 份封存的会议记录，全部一致。")
