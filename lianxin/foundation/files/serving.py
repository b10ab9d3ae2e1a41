"""How a file leaves the house: never as something a browser would run."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from lianxin.foundation.files import queries
from lianxin.foundation.files.models import File

# A browser shows a PDF with a viewer of its own, which a sandbox would keep from starting.
SEALED_OFF = "default-src 'none'; sandbox"
IN_THE_PAGE = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


def answer(file: File) -> HttpResponse:
    """The file as a download."""
    return attachment(queries.content(file), file.media_type, file.name)


def preview(file: File) -> HttpResponse:
    """The file in the page, if it is a PDF or a picture; all others as a download."""
    if not file.is_shown:
        return answer(file)
    return shown(queries.content(file), file.media_type, file.name)


def attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = _bare(content, media_type, name, as_attachment=True)
    response.headers["Content-Security-Policy"] = SEALED_OFF
    return response


def shown(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A PDF or a picture that only our own pages may frame."""
    response = _bare(content, media_type, name, as_attachment=False)
    response.headers["Content-Security-Policy"] = IN_THE_PAGE
    return response


def _bare(content: bytes, media_type: str, name: str, *, as_attachment: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    disposition = content_disposition_header(as_attachment, name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
