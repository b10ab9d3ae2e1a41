"""What a file really is, found out without opening it as a workbook."""

import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lianxin.foundation.spreadsheets.reading import refusals

LARGEST_FILE = 60 * 2**20
LARGEST_UNPACKED = 800 * 2**20
LARGEST_RATIO = 150
RATIO_MATTERS_ABOVE = 20 * 2**20
MOST_ENTRIES = 3000
LOOK_AT = 4096
LARGEST_WORKBOOK_XML = 4 * 2**20

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = b"PK\x03\x04"
OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", " PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", " Word 文档"),
)


class Format(StrEnum):
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Passport:
    """What is known of a file before it is opened."""

    format: Format
    epoch_1904: bool = False


def inspect(path: Path) -> Passport:
    """Tell the format by content, and refuse what must not be opened."""
    size = path.stat().st_size
    if size == 0:
        raise refusals.EmptyFile
    if size > LARGEST_FILE:
        raise refusals.TooLarge
    with path.open("rb") as file:
        head = file.read(LOOK_AT)
    if head.startswith(ZIP):
        return _zip(path, size)
    if head.startswith(OLE):
        return _ole(path)
    return _plain(head)


def _zip(path: Path, size: int) -> Passport:
    try:
        with zipfile.ZipFile(path) as archive:
            _weigh(archive.infolist(), size)
            return _packed_format(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as broken:
        raise refusals.CorruptFile from broken


def _weigh(entries: list[zipfile.ZipInfo], size: int) -> None:
    """The zip-bomb guard: sums and ratios as the directory declares them."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED:
        raise refusals.TooLarge
    if unpacked > RATIO_MATTERS_ABOVE and unpacked > size * LARGEST_RATIO:
        raise refusals.Suspicious
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refusals.PasswordProtected


def _packed_format(archive: zipfile.ZipFile) -> Passport:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return Passport(Format.XLSX, epoch_1904=_counts_from_1904(archive))
    if "xl/workbook.bin" in names:
        raise refusals.BinaryWorkbook
    if any(name.startswith("word/") for name in names):
        raise refusals.NotASpreadsheet(" Word 文档")
    if any(name.startswith("ppt/") for name in names):
        raise refusals.NotASpreadsheet(" PPT 文稿")
    if "content.xml" in names and "mimetype" in names:
        return _open_document(archive, names)
    raise refusals.NotASpreadsheet("压缩包")


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> Passport:
    with archive.open("mimetype") as file:
        if b"spreadsheet" not in file.read(200):
            raise refusals.NotASpreadsheet(" ODF 文字文档")
    if "META-INF/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as file:
            if b"encryption-data" in file.read(LARGEST_WORKBOOK_XML):
                raise refusals.PasswordProtected
    return Passport(Format.ODS)


def _counts_from_1904(archive: zipfile.ZipFile) -> bool:
    with archive.open("xl/workbook.xml") as file:
        text = file.read(LARGEST_WORKBOOK_XML)
    return re.search(rb'date1904\s*=\s*["\'](1|true|on)["\']', text) is not None


def _ole(path: Path) -> Passport:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refusals.PasswordProtected
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return Passport(Format.XLS)
    if "WordDocument".encode("utf-16-le") in content:
        raise refusals.NotASpreadsheet(" Word 文档")
    raise refusals.UnreadableFile


def _plain(head: bytes) -> Passport:
    for magic, kind in OTHERS:
        if head.startswith(magic):
            raise refusals.NotASpreadsheet(kind)
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if re.match(rb"<(!doctype html|html|table|\?xml|meta|style|head)", opening):
        raise refusals.DisguisedTable
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusals.UnreadableFile
    if not head.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\x00"):
        raise refusals.EmptyFile
    return Passport(Format.CSV)
