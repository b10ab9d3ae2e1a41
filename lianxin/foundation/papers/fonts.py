"""The characters papers are set in: those of the deployer's folder, else the system's Noto."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any
from unicodedata import category

import typst
from django.conf import settings
from PIL import ImageFont

from lianxin.foundation.core.refusals import Refused

SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC")
SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC")
#: What each part of a paper is set in, the best first (GB/T 9704-2012 asks for the first names).
WANTED: Mapping[str, tuple[str, ...]] = {
    "fang": ("FangSong_GB2312", "仿宋_GB2312", "FZFangSong-Z02", "FZFangSong-Z02S", "方正仿宋_GBK",
             "FangSong", "仿宋", "STFangsong", *SERIF),
    "title": ("FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "方正小标宋简体",
              *SERIF),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "FZKai-Z03", "FZKai-Z03S", "KaiTi", "楷体", "STKaiti",
            "LXGW WenKai GB", "LXGW WenKai", *SERIF),
    "hei": ("SimHei", "黑体", "FZHei-B01", "FZHei-B01S", "STHeiti", *SANS),
    "song": ("SimSun", "宋体", "FZShuSong-Z01", "FZShuSong-Z01S", "STSong", *SERIF),
}  # fmt: skip
NOBODY_HAS_IT = "\U0010fffe"


class NoFonts(Refused):
    status = 503
    sentence = (
        "没有找到中文字体，不能排版。请系统管理员安装思源字体"
        "（Debian：apt install fonts-noto-cjk），"
        "或用 PAPER_FONTS 指定放有仿宋、小标宋等字体的文件夹，然后重新启动。"
    )


@dataclass(frozen=True)
class Typefaces:
    """The fonts of one folder and of the system, read once."""

    folder: str

    @cached_property
    def loaded(self) -> typst.Fonts:
        paths = [self.folder] if self.folder and Path(self.folder).is_dir() else []
        return typst.Fonts(
            include_system_fonts=True, include_embedded_fonts=False, font_paths=paths
        )

    @cached_property
    def families(self) -> frozenset[str]:
        return frozenset(self.loaded.families())

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """What the templates are told: for each part the families at hand, the best first."""
        found: dict[str, Any] = {
            part: [name for name in names if name in self.families]
            for part, names in WANTED.items()
        }
        if not all(found.values()):
            raise NoFonts
        return found | {"title-weight": 700 if found["title"][0] in SERIF else 400}

    def lacks(self, text: str) -> list[str]:
        """The characters for which no font at hand has a drawing, in the order of the text."""
        wanted = dict.fromkeys(char for char in text if ord(char) > 0x7F and _is_seen(char))
        return [char for char in wanted if not self._has(char)]

    @lru_cache(maxsize=8192)  # noqa: B019 - one set of fonts lives as long as the process
    def _has(self, char: str) -> bool:
        return any(_draws(face, char) for face in self._faces)

    @cached_property
    def _faces(self) -> list[ImageFont.FreeTypeFont]:
        return list(self._readable())

    def _readable(self) -> Iterator[ImageFont.FreeTypeFont]:
        """A face of every family, those that papers prefer first."""
        order = {name: rank for rank, name in enumerate(chain(*self.chosen_lists))}
        faces = {face.family: face for face in self.loaded.fonts() if face.path}
        for name in sorted(faces, key=lambda each: order.get(each, len(order))):
            face = faces[name]
            try:
                yield ImageFont.truetype(str(face.path), 16, index=face.index)
            except OSError:  # a format Pillow does not read; typst may
                continue

    @property
    def chosen_lists(self) -> list[list[str]]:
        return [value for value in self.chosen.values() if isinstance(value, list)]


def _is_seen(char: str) -> bool:
    """Letters, signs, and what old systems put into the private planes."""
    kind = category(char)
    return kind == "Co" or kind[0] not in "CZ"


def _draws(face: ImageFont.FreeTypeFont, char: str) -> bool:
    return _drawn(face, char) != _drawn(face, NOBODY_HAS_IT)


def _drawn(face: ImageFont.FreeTypeFont, char: str) -> tuple[tuple[int, int], bytes]:
    mask = face.getmask(char, mode="L")
    return mask.size, bytes(mask)


@lru_cache(maxsize=2)
def _typefaces(folder: str) -> Typefaces:
    return Typefaces(folder)


def typefaces() -> Typefaces:
    return _typefaces(settings.PAPER_FONTS)
