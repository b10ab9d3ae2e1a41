"""What a file that was handed in really is; what must not come in is refused here.

Nothing is written: `look` answers a `Handed`, which is the only thing the verbs keep.
"""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.files import child
from lianxin.foundation.files.catalogue import (
    FILE_KINDS,
    LARGEST,
    LONGEST_NAME,
    SAID,
    FileKind,
    mark_of,
)

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
PATIENCE = child.SECONDS + 15


class FileRefused(Refused):
    """A file that the house does not take in; the sentence names it."""

    why = ""

    def __init__(self, name: str = "") -> None:
        super().__init__(f"“{name}”{self.why}" if name else "")


class EmptyFile(FileRefused):
    why = "是空的。请确认选对了文件，保存后再上传。"


class TooLargeFile(FileRefused):
    why = "超过 20 MB。请压缩、拆分，或把照片缩小后再上传。"


class UnknownKind(FileRefused):
    why = f"不是可以接收的文件（看的是内容，不是扩展名）。请上传 {SAID}；压缩包请先解压。"


class BrokenFile(FileRefused):
    why = "打不开，可能没有传完整。请在电脑上打开核对，另存一份后再上传。"


class LockedFile(FileRefused):
    why = "设了打开密码，无法核对内容。请去掉密码后再上传。"


class HasMacros(FileRefused):
    why = "带有宏程序。请另存为不含宏的格式后再上传。"


class TooManyPixels(FileRefused):
    why = "像素太多。请把图片缩小到 6000 万像素以内再上传。"


class TooFewPixels(FileRefused):
    why = "太小，看不清。请换一张更清晰的照片。"


class NotAPicture(FileRefused):
    why = "不是照片。请上传 JPG、PNG 或 WebP 图片。"


class BearsMark(Refused):
    """A state secret: it must not even be kept for a moment."""

    def __init__(self, name: str = "", mark: str = "") -> None:
        super().__init__(
            f"“{name}”带有密级标志“{mark}”。本系统是非涉密系统，严禁存储、处理、传输国家秘密，"
            "文件没有保存。如确系涉密文件，请立即从联网设备上删除并报告保密工作机构；"
            "如只是名称或内容中恰好出现这些字样，请改名或删去后再上传。"
        )


SENTENCES: Mapping[str, type[FileRefused]] = {
    "broken": BrokenFile,
    "locked": LockedFile,
    "macros": HasMacros,
    "too_large": TooLargeFile,
    "too_many_pixels": TooManyPixels,
    "too_small": TooFewPixels,
}


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was looked at: its name with the right extension, its kind, its content."""

    name: str
    kind: FileKind
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)


def look(name: str, content: bytes) -> Handed:
    """Tell the kind by the content, search for marks of secrecy, draw pictures anew."""
    shown = _tidy(name)
    if not content:
        raise EmptyFile(shown)
    if len(content) > LARGEST:
        raise TooLargeFile(shown)
    if mark := mark_of(shown):
        raise BearsMark(shown, mark)
    kind = kind_of(content)
    if kind is None:
        raise UnknownKind(shown)
    shown = _with_extension(shown, kind)
    text, content = _read(shown, kind, content)
    if mark := mark_of("", text):
        raise BearsMark(shown, mark)
    if len(content) > LARGEST:
        raise TooLargeFile(shown)
    return Handed(shown, kind, content)


def cut(handed: Handed, *, width: int, height: int) -> Handed:
    """A picture in a shape, at most so large, as JPEG."""
    if not handed.kind.is_picture:
        raise NotAPicture(handed.name)
    _, content = _read(handed.name, handed.kind, handed.content, f"{width}x{height}")
    kind = FILE_KINDS["jpg"]
    return Handed(_with_extension(handed.name, kind), kind, content)


def kind_of(content: bytes) -> FileKind | None:
    """By the first bytes, and for packages by what lies in them."""
    found = next((code for code, begins in MAGIC.items() if content.startswith(begins)), "")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        found = "webp"
    elif content.startswith(OLE):
        found = _compound(content)
    elif content.startswith(b"PK\x03\x04"):
        found = _package(content)
    elif not found and b"%PDF-" in content[:1024]:
        found = "pdf"
    elif not found and _is_text(content):
        found = "txt"
    return FILE_KINDS.get(found)


MAGIC = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}


def _compound(content: bytes) -> str:
    if "WordDocument".encode("utf-16-le") in content:
        return "doc"
    books = ("Workbook", "Book", "EncryptedPackage")
    return "xls" if any(name.encode("utf-16-le") in content for name in books) else ""


def _package(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return ""
    signs = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd"}
    return next((kind for sign, kind in signs.items() if sign in names), "")


def _is_text(content: bytes) -> bool:
    """Text without control characters and without markup that a browser would run."""
    head = content[:4096]
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head):
        return False
    return not re.match(rb"\s*<(!doctype|html|script|svg|\?xml|head|body)", head, re.I)


def _read(name: str, kind: FileKind, content: bytes, *shape: str) -> tuple[str, bytes]:
    """The words of a file, and its content as it may be kept."""
    with TemporaryDirectory(prefix="lianxin-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        said = _ask_child(kind, path, *shape)
        if refused := said.get("refused"):
            raise SENTENCES[refused](name)
        redrawn = path.with_suffix(".out")
        return said.get("text", ""), redrawn.read_bytes() if redrawn.exists() else content


def _ask_child(kind: FileKind, path: Path, *shape: str) -> dict[str, str]:
    command = [sys.executable, "-I", str(Path(child.__file__)), kind.code, str(path), *shape]
    try:
        done = subprocess.run(  # noqa: S603 - our own script
            command, capture_output=True, timeout=PATIENCE, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return {"refused": "broken"}
    said: dict[str, str] = json.loads(done.stdout)
    return said


def _tidy(name: str) -> str:
    """The last part of a path, without control characters and direction marks, not too long."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = re.sub(r'[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069"<>|*?:]', "", last)
    clean = clean.strip(" .") or "文件"
    stem, dot, extension = clean.rpartition(".")
    if not dot or len(extension) > 8:
        return clean[:LONGEST_NAME]
    return f"{stem[: LONGEST_NAME - len(extension) - 1]}.{extension}"


def _with_extension(name: str, kind: FileKind) -> str:
    """The extension that its content asks for."""
    if name.lower().endswith(kind.extensions):
        return name
    stem = name.rpartition(".")[0] if re.search(r"\.[A-Za-z0-9]{1,5}$", name) else name
    return f"{stem or name}{kind.extensions[0]}"
