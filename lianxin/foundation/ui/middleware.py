"""A redirect is for the whole page: scripts that ask for parts are told so, not led astray."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

MOVED = {301, 302, 303, 307, 308}


class MovedMiddleware:
    """Answers a scripted request with HX-Redirect where a browser would get a redirect.

    A script that followed the redirect by itself would put a whole page into a part of another,
    and use up the messages that are meant for the page to come.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in MOVED and request.headers.get("HX-Request") == "true":
            response.headers["HX-Redirect"] = response.headers["Location"]
            del response.headers["Location"]
            response.status_code = 204
        return response
