"""Turns refusals into answers, so that views need no try/except; sets the safe headers."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.core.refused import answer

Handler = Callable[[HttpRequest], HttpResponse]


class RefusalMiddleware:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        return answer(request, exception)


def content_security_policy() -> str:
    live = urlsplit(settings.LIVE_URL)
    stream = f" {live.scheme}://{live.netloc}" if live.netloc else ""
    return (
        "default-src 'self'; script-src 'self'; style-src 'self'; "
        "style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; "
        f"connect-src 'self'{stream}; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


class SafeHeadersMiddleware:
    """A strict content security policy, and no shared cache for pages of a person."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.policy = content_security_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
