"""Opens an untrusted file in a process of its own, with little memory and little time.

Run as a script, so that nothing of the house is loaded here. `child.py KIND PATH` prints one line
of JSON: `{"text": …}` with the words of a document, `{}` for a picture drawn anew into PATH.out,
or `{"refused": why}`. `child.py KIND PATH 480x640` cuts a picture to a shape.
"""

import html
import json
import re
import resource
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

MEMORY = 1536 * 2**20
SECONDS = 25
MOST_TEXT = 4_000_000
MOST_PAGES = 500
MOST_ENTRIES = 5000
MOST_UNPACKED = 300 * 2**20
MOST_PIXELS = 60_000_000
QUALITY = 90
SMALLEST = 0.5  # of the width and the height that are asked for
UPPER = 0.25  # a face stands in the upper part


class Refusal(Exception):  # noqa: N818
    pass


def of_pdf(path: Path) -> dict[str, str]:
    import pypdfium2  # noqa: PLC0415 - only for the kind that needs it

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as fault:
        raise Refusal("locked" if "password" in str(fault).lower() else "broken") from fault
    if not len(document):
        raise Refusal("broken")
    words: list[str] = []
    for number in range(min(len(document), MOST_PAGES)):
        words.append(document[number].get_textpage().get_text_bounded())
        if sum(map(len, words)) > MOST_TEXT:
            break
    return {"text": "\n".join(words)}


def of_package(path: Path) -> dict[str, str]:
    """The words of an Office Open XML or OFD package."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_UNPACKED:
            raise Refusal("too_large")
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise Refusal("locked")
        if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
            raise Refusal("macros")
        words: list[str] = []
        for entry in entries:
            if entry.filename.endswith(".xml") and sum(map(len, words)) < MOST_TEXT:
                with archive.open(entry) as part:
                    words.append(plain(part.read(MOST_TEXT).decode("utf-8", "replace")))
    return {"text": "\n".join(words)}


def plain(xml: str) -> str:
    """Text without markup; paragraphs, cells and text objects end a line."""
    xml = re.sub(r"</(?:w:p|si|t|is|c|ofd:TextCode)>", "\n", xml)
    return html.unescape(re.sub(r"<[^>]*>", "", xml))


def of_compound(path: Path) -> dict[str, str]:
    """An old .doc or .xls: its Chinese words stand in it as UTF-16."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refusal("locked")
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Refusal("macros")
    both = content.decode("utf-16-le", "ignore"), content[1:].decode("utf-16-le", "ignore")
    return {"text": "\n".join(re.sub(r"[\x00-\x1f]", "\n", text) for text in both)}


def of_text(path: Path) -> dict[str, str]:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        path.with_suffix(".out").write_text(text, encoding="utf-8")
        return {"text": text}
    raise Refusal("broken")


def of_picture(path: Path) -> dict[str, str]:
    """Draw the picture anew: what stood beside the pixels (place, camera, thumbnails) is gone."""
    from PIL import Image, ImageOps  # noqa: PLC0415

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(path, formats=["JPEG", "PNG", "WEBP"]) as given:
        if given.width * given.height > MOST_PIXELS:
            raise Refusal("too_many_pixels")
        kind = str(given.format)
        upright = ImageOps.exif_transpose(given)
        if kind == "JPEG" and upright.mode not in ("L", "RGB"):
            upright = upright.convert("RGB")
        bare = Image.frombytes(upright.mode, upright.size, upright.tobytes())
        if upright.mode == "P" and upright.palette is not None:
            bare.putpalette(upright.palette.getdata()[1], upright.palette.mode)
            if (clear := upright.info.get("transparency")) is not None:
                bare.info["transparency"] = clear
    options = {"quality": QUALITY} if kind in ("JPEG", "WEBP") else {"optimize": False}
    bare.save(path.with_suffix(".out"), kind, **options)
    return {}


def cut(path: Path, shape: str) -> dict[str, str]:
    """The upper middle of a picture in the shape that is asked for, at most so large, as JPEG."""
    from PIL import Image  # noqa: PLC0415

    width, height = (int(side) for side in shape.split("x"))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(path, formats=["JPEG", "PNG", "WEBP"]) as given:
        share = min(given.width / width, given.height / height)
        if share < SMALLEST:
            raise Refusal("too_small")
        wide, high = int(share * width), int(share * height)
        left, top = (given.width - wide) // 2, int((given.height - high) * UPPER)
        part = given.crop((left, top, left + wide, top + high))
    paper = Image.new("RGB", part.size, "white")
    clear = part.convert("RGBA")
    paper.paste(clear, mask=clear.getchannel("A"))
    if share > 1:
        paper = paper.resize((width, height), Image.Resampling.LANCZOS)
    paper.save(path.with_suffix(".out"), "JPEG", quality=QUALITY)
    return {}


READERS: dict[str, Callable[[Path], dict[str, str]]] = {
    "pdf": of_pdf,
    **dict.fromkeys(("jpg", "png", "webp"), of_picture),
    **dict.fromkeys(("docx", "xlsx", "ofd"), of_package),
    **dict.fromkeys(("doc", "xls"), of_compound),
    "txt": of_text,
}


def main(kind: str, path: str, shape: str = "") -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        said = cut(Path(path), shape) if shape else READERS[kind](Path(path))
    except Refusal as refusal:
        said = {"refused": str(refusal)}
    except MemoryError:
        said = {"refused": "too_large"}
    except Exception as fault:  # noqa: BLE001 - whatever a broken file makes its reader say
        said = {"refused": "too_many_pixels" if "Bomb" in type(fault).__name__ else "broken"}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
