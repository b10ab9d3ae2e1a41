"""What may be handed in, and what no file of the house may bear."""

import re
from dataclasses import dataclass
from datetime import timedelta

LARGEST = 20 * 2**20
MOST_FILES = 10
LONGEST_NAME = 120
SET_ASIDE_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file (文件类型): its extensions, its media type, whether a browser may show it
    in the page."""

    code: str
    extensions: tuple[str, ...]
    media_type: str
    is_shown: bool = False

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE_KINDS = {
    kind.code: kind
    for kind in (
        FileKind("pdf", (".pdf",), "application/pdf", is_shown=True),
        FileKind("jpg", (".jpg", ".jpeg"), "image/jpeg", is_shown=True),
        FileKind("png", (".png",), "image/png", is_shown=True),
        FileKind("webp", (".webp",), "image/webp", is_shown=True),
        FileKind("docx", (".docx",), _WORD),
        FileKind("doc", (".doc", ".wps"), "application/msword"),
        FileKind("xlsx", (".xlsx",), _SHEET),
        FileKind("xls", (".xls", ".et"), "application/vnd.ms-excel"),
        FileKind("ofd", (".ofd",), "application/ofd"),
        FileKind("txt", (".txt",), "text/plain; charset=utf-8"),
    )
}
ACCEPTED = tuple(extension for kind in FILE_KINDS.values() for extension in kind.extensions)
SAID = "PDF、图片、Word、Excel、OFD 或文本"

# How official papers bear their grade: "秘密★1年", or a line that is nothing but the grade.
# Gaps within are bounded and those around stay on their line: a text of blank lines, or of blanks,
# must not be looked at again from each of them.
_GAP, _BLANK = r"\s{0,20}", r"[^\S\n]*"
_STAR = re.compile(rf"(绝{_GAP}密|机{_GAP}密|秘{_GAP}密){_GAP}[★☆✩✭✮*＊]")
_ALONE = re.compile(rf"^{_BLANK}(绝{_GAP}密|机{_GAP}密){_GAP}(级|件)?{_BLANK}$", re.MULTILINE)
_IN_A_NAME = re.compile(r"绝密|机密|秘密\s*[★☆*＊]|[【〔\[(（《]秘密[】〕\])）》]|^秘密[-_ ]")


def mark_of(name: str, text: str = "") -> str:
    """The mark of secrecy (密级标志) that a file bears in its name or its words, or ""."""
    found = _IN_A_NAME.search(name) or _STAR.search(text) or _ALONE.search(text)
    return re.sub(r"\s", "", found[0]).strip("-_") if found else ""
