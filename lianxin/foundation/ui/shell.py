"""What the phone keeps to start without a network, and the name it goes by on a home screen."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static

BASICS = ["app.css", "mobile.js", "img/mark.svg"]


def _listed() -> list[str]:
    """The files the build says the phone's page loads at once."""
    found = finders.find("shell.json")
    if isinstance(found, str):
        return list(json.loads(Path(found).read_text("utf-8")))
    if staticfiles_storage.exists("shell.json"):
        with staticfiles_storage.open("shell.json") as listing:
            return list(json.load(listing))
    return BASICS


@cache
def files() -> tuple[str, ...]:
    """Addresses to keep: hashed ones, so that a new build is a new list."""
    return tuple(static(name) for name in _listed())


@cache
def version() -> str:
    """A short name of this build."""
    return hashlib.sha256("\n".join((settings.VERSION, *files())).encode()).hexdigest()[:12]


def manifest() -> dict[str, object]:
    return {
        "name": "连心",
        "short_name": "连心",
        "lang": "zh-CN",
        "start_url": "/m/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f4f0",
        "theme_color": "#9d2a23",
        "icons": [
            {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
            {
                "src": static("img/mark-maskable.svg"),
                "sizes": "any",
                "type": "image/svg+xml",
                "purpose": "maskable",
            },
        ],
    }
