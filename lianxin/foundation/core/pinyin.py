"""Chinese in the order of its sound, kept beside the text: the database needs no ICU."""

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

CHINESE = re.compile("[\u3400-\u9fff]*")
# Surnames that are read otherwise than the character usually is.
SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "区": "ou", "查": "zha", "解": "xie", "任": "ren",
    "朴": "piao", "盖": "ge", "华": "hua", "尉": "wei", "乐": "yue", "翟": "zhai", "覃": "qin",
    "召": "shao", "种": "chong", "缪": "miao", "宓": "mi", "繁": "po", "员": "yun", "冼": "xian",
    "黑": "he", "秘": "bi", "折": "she", "洗": "xian", "逄": "pang", "燕": "yan", "晁": "chao",
}  # fmt: skip
COMPOUND = {"尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "单于": "chan yu"}


@lru_cache(maxsize=65536)
def _sound(text: str) -> str:
    return " ".join(part.lower() for part in lazy_pinyin(text, style=Style.NORMAL))


def sort_key(text: str) -> str:
    """How a text that is not a name sounds: 第一党支部 → "di yi dang zhi bu"."""
    return _sound(text.strip())


@lru_cache(maxsize=32768)
def _letter(character: str) -> str:
    return lazy_pinyin(character, style=Style.NORMAL)[0].lower()


def _given(name: str) -> str:
    """Given names are read letter by letter; what is not Chinese keeps its words."""
    if CHINESE.fullmatch(name):
        return " ".join(map(_letter, name))
    return _sound(name)


def name_key(name: str) -> str:
    """How a person's name sounds, surname first: 单雄信 → "shan xiong xin"."""
    name = name.strip()
    if name[:2] in COMPOUND:
        return f"{COMPOUND[name[:2]]} {_given(name[2:])}".strip()
    if name[:1] in SURNAMES:
        return f"{SURNAMES[name[0]]} {_given(name[1:])}".strip()
    return _given(name)


def initials(key: str) -> str:
    """The first letters of a sound: "di yi dang zhi bu" → "dydzb"."""
    return "".join([part[0] for part in key.split()])
