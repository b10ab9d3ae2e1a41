"""What stands on the pages of a PDF, and where."""

import os
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2

MARGIN = 8.0  # points from the edge of the sheet that nothing may enter


def text_of(pdf: bytes) -> str:
    """All words, without the spaces and breaks of the layout."""
    document = pypdfium2.PdfDocument(pdf)
    return re.sub(r"\s|\u200b|\ufeff", "", "".join(
        page.get_textpage().get_text_bounded() for page in document))  # fmt: skip


def pages_of(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def outside(pdf: bytes, margin: float = MARGIN) -> list[str]:
    """Characters that leave the sheet or come too near to its edge."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        wide, high = page.get_size()
        words = page.get_textpage()
        for index in range(words.count_chars()):
            char = words.get_text_range(index, 1)
            if not char.strip("\u200b\ufeff \r\n\ufffe"):
                continue
            left, bottom, right, top = words.get_charbox(index)
            if left < margin or bottom < margin or right > wide - margin or top > high - margin:
                found.append(char)
    return found


def missing(pdf: bytes, *texts: str) -> list[str]:
    """Which of the texts do not stand in the PDF, breaks aside."""
    said = text_of(pdf)
    return [text for text in texts if re.sub(r"\s|\u200b", "", text) not in said]


def keep(pdf: bytes, name: str, scale: float = 1.1) -> None:
    """Pictures of the pages where PICTURES says, for whoever wants to look."""
    if "PICTURES" not in os.environ:
        return
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
        picture = page.render(scale=scale).to_pil()
        picture.save(Path(os.environ["PICTURES"]) / f"{name}-{number}.png")


def word_of(content: bytes) -> str:
    """All words of a .docx, without its layout."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        xml = archive.read("word/document.xml").decode()
    import html

    return re.sub(r"\s", "", html.unescape(re.sub(r"<[^>]+>", "", xml)))


def sentences(values: object) -> list[str]:
    """The texts a paper was given, but for those set one character below the other."""
    if isinstance(values, str):
        return [each for each in values.split("\n") if len(each.strip()) > 1]
    if isinstance(values, dict):
        values = [] if values.get("upright") else _told(values)
    return [text for each in values for text in sentences(each)] if isinstance(values, list) else []


def _told(values: dict[str, object]) -> list[object]:
    """What of a mapping stands on the paper; a form's own title only names the file."""
    unseen = {"frame", "kind", "align"} | ({"title"} if values.get("frame") == "form" else set())
    return [each for key, each in values.items() if key not in unseen]
