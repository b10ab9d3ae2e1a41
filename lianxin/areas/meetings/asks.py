"""A meeting on record as evidence of a step."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate

from lianxin.areas.meetings.models import Meeting
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.procedures.catalogue import Ask
from lianxin.foundation.procedures.models import Case

RECENTLY = timedelta(days=400)


class MeetingKind:
    """A meeting of the acting unit within the last year; kept as {id, title, held_on}."""

    def field(self, ask: Ask, *, by: Actor, case: Case) -> forms.Field:
        found = Meeting.objects.filter(
            unit=case.desk_id, kinds__overlap=list(ask.options.get("kinds", ())),
            state__in=("open", "closed"), held_on__gte=localdate() - RECENTLY,
        ).order_by("-held_on", "-pk")  # fmt: skip
        choices = [
            (str(meeting.pk), f"{meeting.held_on:%Y-%m-%d} {meeting.title}")
            for meeting in found.only("held_on", "title")[:100]
        ]
        return forms.ChoiceField(
            label=ask.label, required=ask.required,
            choices=[("", "请选择" if ask.required else "不选"), *choices],
            help_text=ask.help or "从已登记的会议里选；会议还没有登记的，可以先登记或补录。",
        )  # fmt: skip

    def to_json(self, value: Any) -> dict[str, Any] | None:
        meeting = Meeting.objects.filter(pk=value).first() if value else None
        if meeting is None:
            return None
        return {
            "id": meeting.pk, "title": meeting.title, "held_on": meeting.held_on.isoformat(),
        }  # fmt: skip

    def show(self, kept: Any, ask: Ask) -> str:
        return f"{kept['held_on']} {kept['title']}" if kept else ""
