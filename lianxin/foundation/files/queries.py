"""Questions about files; who may ask is decided by the room that holds them."""

from collections.abc import Collection, Iterator

from lianxin.foundation.core.many import among
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.files import storage
from lianxin.foundation.files.models import File


class FileIsForgotten(Refused):
    sentence = "这个文件已按规定清除，不能再打开。"


def content(file: File) -> bytes:
    """The content in the clear."""
    if file.is_forgotten:
        raise FileIsForgotten
    return storage.read(file.stored_as)


def unknown(names: Collection[str]) -> Iterator[str]:
    """Of these names in the store, those that belong to no file."""
    held = File.objects.filter(stored_as__in=among(names, "text"))
    known = set(held.values_list("stored_as", flat=True))
    yield from (name for name in names if name not in known)
