"""How a paper leaves the house: in a frame of our own pages, or as a download."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"
PNG = "image/png"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# A browser shows a PDF with a viewer of its own, which a sandbox would keep from starting.
IN_A_FRAME = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
SEALED_OFF = "default-src 'none'; sandbox"


def shown(content: bytes, media_type: str, name: str) -> HttpResponse:
    return _answer(content, media_type, name, policy=IN_A_FRAME, as_attachment=False)


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    return _answer(content, media_type, name, policy=SEALED_OFF, as_attachment=True)


def _answer(
    content: bytes, media_type: str, name: str, *, policy: str, as_attachment: bool
) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Security-Policy"] = policy
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment, name) or "attachment"
    )
    return response
