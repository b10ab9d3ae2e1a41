from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from lianxin.foundation.core.events import has_witness


@register()
def someone_keeps_the_record(
    app_configs: Sequence[Any] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A house whose events nobody witnesses must not open."""
    if has_witness():
        return []
    return [Error("No app witnesses events: install lianxin.overview.audit.", id="core.E001")]


@register()
def the_keys_are_there(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Personal fields cannot be written without a key that stands outside the database."""
    missing = [name for name in ("FIELD_KEYS", "INDEX_KEY") if not getattr(settings, name)]
    return [
        Error(f"{name} is empty: `make run` makes one, or set it.", id="core.E002")
        for name in missing
    ]
