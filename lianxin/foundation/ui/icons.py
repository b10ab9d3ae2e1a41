"""Line icons (lucide), drawn inline so that they take the colour and size of the text."""

from functools import cache, lru_cache

import lucide
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


@cache
def _drawing(name: str) -> str:
    """The inside of one icon: its paths without the <svg> around them."""
    svg = lucide._render_icon(name, None)
    return svg[svg.index(">") + 1 : svg.rindex("</svg>")].strip()


@lru_cache(maxsize=1024)
def draw(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon for the eye only, or, with a label, one that is read aloud."""
    try:
        inside = _drawing(name)
    except lucide.IconDoesNotExist:
        # In production a missing picture must not take the page down.
        if settings.DEBUG or getattr(settings, "UI_STRICT", False):
            raise
        inside = _drawing("square")
    spoken = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" {}>{}</svg>',
        f" {size}" if size else "",
        spoken,
        mark_safe(inside),  # noqa: S308 — the library's own drawing
    )
