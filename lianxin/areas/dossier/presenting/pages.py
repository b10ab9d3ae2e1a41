from typing import Any

from django.http import HttpRequest

from lianxin.foundation.core.pages import SIZES, Page


def turning(request: HttpRequest, page: Page[Any], what: str) -> dict[str, str]:
    """What a pager is given: the neighbours of a page with the rest of its query kept."""
    kept = {key: request.GET[key] for key in ("tab",) if key in request.GET}
    if page.size != SIZES[0]:
        kept["size"] = str(page.size)
    return {**page.turns(kept), "total_text": f"共 {page.amount(what)}"}
