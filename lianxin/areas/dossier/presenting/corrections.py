from typing import Any

from django.urls import reverse

from lianxin.areas.dossier.models import Proposal, ProposalLine
from lianxin.foundation.ui.formats import iso_time

TONES = {"open": "warn", "accepted": "ok", "declined": "danger"}


def lines_of(proposal: Proposal, *, is_self: bool = False) -> list[dict[str, Any]]:
    """The lines of a proposal, old and new; only the member himself reads masked ones in full."""
    return [_line(line, is_self) for line in sorted(proposal.lines.all(), key=_in_order)]


def _in_order(line: ProposalLine) -> int:
    return line.pk


def _line(line: ProposalLine, is_self: bool) -> dict[str, Any]:
    old, new = line.shown() if is_self else line.shown_masked()
    show = line.is_masked and not is_self and line.is_open
    return {
        "key": line.key,
        "label": line.label,
        "had": bool(old),
        "old": old or "（未登记）",
        "new": new or "（清空）",
        "is_words": line.is_words,
        "is_open": line.is_open,
        "state": line.get_state_display(),
        "tone": TONES[line.state],
        "answer": _answer(line),
        "show_url": reverse("dossier:show_proposed", args=[line.pk]) if show else "",
    }


def _answer(line: ProposalLine) -> str:
    if line.decided_at is None:
        return ""
    reason = f"：{line.reason}" if line.reason else ""
    return f"{iso_time(line.decided_at)} {line.decider}{reason}"
