"""A paper as PDF or as a picture, set by Typst. Data goes in as data; no source is ever built."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import orjson
import typst
from django.template.utils import get_app_template_dirs

import lianxin
from lianxin.foundation.papers.fonts import Typefaces, typefaces

ROOT = Path(lianxin.__file__).parent
PIXELS_PER_INCH = 110
#: A paper without a date of its own bears this one, so that the same data give the same bytes.
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_one_at_a_time = Lock()


@lru_cache(maxsize=2)
def _compiler(faces: Typefaces) -> typst.Compiler:
    return typst.Compiler(root=str(ROOT), font_paths=faces.loaded, ignore_system_fonts=True)


@lru_cache(maxsize=128)
def _path(template: str) -> str:
    """A template of some app: "transfers/papers/letter.typ"."""
    for folder in get_app_template_dirs("templates"):
        if (path := Path(folder) / template).is_file():
            return str(path)
    raise LookupError(template)


def pdf(
    template: str, values: Mapping[str, Any], mark: Mapping[str, str], *, at: datetime
) -> bytes:
    """The whole paper, tagged for readers who listen."""
    made = _made(
        template, values, mark, format="pdf", timestamp=at.astimezone(UTC).replace(microsecond=0)
    )
    return made if isinstance(made, bytes) else made[0]


def pictures(
    template: str, values: Mapping[str, Any], mark: Mapping[str, str], *, ppi: int = PIXELS_PER_INCH
) -> list[bytes]:
    """Each page as a PNG."""
    made = _made(template, values, mark, format="png", ppi=ppi)
    return [made] if isinstance(made, bytes) else made


def _made(
    template: str, values: Mapping[str, Any], mark: Mapping[str, str], **how: Any
) -> bytes | list[bytes]:
    faces = typefaces()
    given = orjson.dumps({"values": values, "mark": mark, "fonts": faces.chosen}).decode()
    with _one_at_a_time:
        made = _compiler(faces).compile(_path(template), sys_inputs={"data": given}, **how)
    if made is None:
        raise LookupError(template)
    return made
