"""A form field for several files. What was uploaded once is not lost when the form comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.files import storage
from lianxin.foundation.files.catalogue import ACCEPTED, LARGEST, MOST_FILES, SAID
from lianxin.foundation.files.looking import Handed, TooLargeFile, look
from lianxin.foundation.files.storage import SetAside
from lianxin.foundation.ui import formats

KEPT = "kept"
#: What was found in an upload of this request; each is opened once, however often it is asked.
_looked: WeakKeyDictionary[UploadedFile, Handed | Refused] = WeakKeyDictionary()
_aside: WeakKeyDictionary[UploadedFile, SetAside] = WeakKeyDictionary()


@dataclass
class Given:
    """What a browser sent for the field: tokens of what is in the tray, and new uploads."""

    kept: list[str] = field(default_factory=list)
    fresh: list[UploadedFile] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.kept or self.fresh)


class FilesInput(forms.FileInput):
    """Drag and drop, or choose, several times; without JavaScript a plain file field."""

    template_name = "files/files_input.html"
    allow_multiple_selected = True

    def __init__(self, *, most: int = MOST_FILES, say: str = "") -> None:
        super().__init__({"accept": ",".join(ACCEPTED), **({"multiple": True} if most > 1 else {})})
        self.most = most
        count = f"最多 {most} 个，" if most > 1 else ""
        self.say = say or f"{SAID}，{count}每个不超过 {formats.size(LARGEST)}"

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> Given:
        kept = data.getlist(f"{name}_{KEPT}") if isinstance(data, MultiValueDict) else []
        fresh = files.getlist(name) if isinstance(files, MultiValueDict) else []
        return Given(list(dict.fromkeys(kept)), fresh)

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile], name: str
    ) -> bool:
        return name not in files and f"{name}_{KEPT}" not in data

    def format_value(self, value: Any) -> None:
        """A browser takes no value for a file field."""

    def use_required_attribute(self, initial: Any) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = value if isinstance(value, Given) else Given()
        context["widget"] |= {
            "most_bytes": LARGEST,
            "most": self.most,
            "say": self.say,
            "kept_name": f"{name}_{KEPT}",
            "kept": [*filter(None, map(storage.recognise, given.kept)), *_set_aside(given.fresh)],
        }
        return context


def _set_aside(fresh: Sequence[UploadedFile]) -> list[SetAside]:
    """The good ones of new uploads go into the tray, because the form is being shown again."""
    for upload in fresh:
        found = _look(upload)
        if isinstance(found, Handed) and upload not in _aside:
            _aside[upload] = storage.set_aside(found)
    return [_aside[upload] for upload in fresh if upload in _aside]


def _look(upload: UploadedFile) -> Handed | Refused:
    if upload not in _looked:
        _looked[upload] = _open(upload)
    return _looked[upload]


def _open(upload: UploadedFile) -> Handed | Refused:
    name = upload.name or "文件"
    if (upload.size or 0) > LARGEST:
        return TooLargeFile(name)
    upload.seek(0)
    try:
        return look(name, upload.read())
    except Refused as refusal:
        return refusal


class FilesField(forms.Field):
    """Cleans to a list of `Handed`, for `keep_handed`."""

    default_error_messages = {
        "required": "请选择文件。",
        "most": "最多 %(most)s 个文件，现在有 %(given)s 个，请取消一些。",
        "gone": "先前上传的文件已经过期，请重新选择。",
    }

    def __init__(self, *, most: int = MOST_FILES, say: str = "", **given: Any) -> None:
        super().__init__(**{"widget": FilesInput(most=most, say=say), **given})
        self.most = most

    def clean(self, value: Any) -> list[Handed]:
        """Everything that is amiss with any of them is said at once."""
        given = value if isinstance(value, Given) else Given()
        if not given and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        count = len(given.kept) + len(given.fresh)
        if count > self.most:
            shown = {"most": self.most, "given": count}
            raise ValidationError(self.error_messages["most"], code="most", params=shown)
        looked = [_look(upload) for upload in given.fresh]
        back = [storage.take_back(token) for token in given.kept]
        wrong = [ValidationError(str(each)) for each in looked if isinstance(each, Refused)]
        if None in back:
            wrong.append(ValidationError(self.error_messages["gone"], code="gone"))
        if wrong:
            raise ValidationError(wrong)
        return [each for each in [*back, *looked] if isinstance(each, Handed)]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)
