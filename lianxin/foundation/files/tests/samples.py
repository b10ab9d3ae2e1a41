"""Small files of every kind, made for the tests."""

import io
import zipfile

import docx
import typst
from openpyxl import Workbook
from PIL import Image

GPS = 0x8825


def pdf(words: str = "入党申请书", password: str = "") -> bytes:
    source = f'#set text(font: "Noto Serif CJK SC")\n#text({words!r})'.replace("'", '"')
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)
    return made


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    """A picture that tells where it was taken."""
    image = Image.new("RGB", size, (200, 30, 30))
    exif = Image.Exif()
    exif[0x010F] = "Camera-Maker"
    exif.get_ifd(GPS)[2] = (31.0, 14.0, 0.0)
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs or ("思想汇报",):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet(*cells: str) -> bytes:
    book = Workbook()
    tab = book.worksheets[0]
    for number, text in enumerate(cells or ("名单",), 1):
        tab.cell(number, 1, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def package(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


def compound(kind: str, words: str) -> bytes:
    """What an old .doc or .xls has that we look at."""
    sign = {"doc": "WordDocument", "xls": "Workbook"}[kind].encode("utf-16-le")
    return (
        bytes.fromhex("D0CF11E0A1B11AE1") + sign + bytes(7) + words.encode("utf-16-le") + bytes(8)
    )
