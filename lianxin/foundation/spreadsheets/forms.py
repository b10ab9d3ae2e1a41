"""What people may hand in, choose and type."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from lianxin.foundation.spreadsheets import storage
from lianxin.foundation.spreadsheets.catalogue import LARGEST_UPLOAD, VERDICT_WORDS
from lianxin.foundation.spreadsheets.models import Batch
from lianxin.foundation.spreadsheets.reading import guard
from lianxin.foundation.spreadsheets.reading.mapping import Proposal
from lianxin.foundation.spreadsheets.reading.refusals import UnreadableFile
from lianxin.foundation.spreadsheets.sheets import Decision
from lianxin.foundation.ui.forms import FileDrop

KINDS = (".xlsx", ".xls", ".ods", ".csv")
LONGEST_CELL = 4000


class UploadForm(forms.Form):
    file = forms.FileField(
        label="表格文件",
        error_messages={
            "required": "请选择要导入的表格文件。",
            "empty": "文件里没有内容。请确认选对了文件，并在 Excel 或 WPS 中保存后再上传。",
        },
        widget=FileDrop(KINDS, LARGEST_UPLOAD, "支持 .xlsx .xls .ods .csv，不超过 40 MB、20 万行"),
    )

    def clean_file(self) -> UploadedFile:
        """What cannot be a spreadsheet is said at the field, before anything is opened."""
        file: UploadedFile = self.cleaned_data["file"]
        with storage.unpacked(file.read()) as path:
            try:
                guard.inspect(path)
            except UnreadableFile as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        file.seek(0)
        return file


class TabForm(forms.Form):
    """Which tab of the workbook, and which row is its header (empty: find it)."""

    tab = forms.TypedChoiceField(label="工作表", coerce=int)
    header_row = forms.IntegerField(label="表头在第几行", min_value=1, required=False)

    def __init__(self, batch: Batch, tabs: list[tuple[int, str]], data: Any = None) -> None:
        first = {"tab": batch.tab, "header_row": next(iter(batch.header_rows), None)}
        super().__init__(data, initial=first)
        self.fields["tab"].choices = tabs  # type: ignore[attr-defined]


class MappingForm(forms.Form):
    """For each column of the file the field it means, or "" to leave it out."""

    def __init__(
        self,
        proposal: Proposal,
        offered: list[tuple[str, str]],
        data: "MultiValueDict[str, str] | None" = None,
        chosen: dict[int, str] | None = None,
    ) -> None:
        super().__init__(data)
        for match in proposal.matches:
            self.fields[f"c{match.place}"] = forms.ChoiceField(
                choices=[("", "不导入"), *offered],
                required=False,
                initial=(chosen or {}).get(match.place, match.key or match.suggested),
                label=match.header or f"第 {match.place + 1} 列（没有列名）",
            )

    @property
    def choices(self) -> dict[int, str]:
        return {int(name[1:]): key for name, key in self.cleaned_data.items()}


class CellForm(forms.Form):
    """A correction of one cell."""

    line = forms.IntegerField(min_value=1)
    column = forms.CharField(max_length=40)
    text = forms.CharField(max_length=LONGEST_CELL, required=False, strip=False)


class DecisionForm(forms.Form):
    line = forms.IntegerField(min_value=1)
    decision = forms.TypedChoiceField(
        choices=[(d.value, d.value) for d in Decision], coerce=Decision, required=False,
        empty_value=Decision.NONE,
    )  # fmt: skip


class LinesForm(forms.Form):
    """Which lines to look at, from the address."""

    verdict = forms.ChoiceField(
        choices=[(word, word) for word in (*VERDICT_WORDS, "warnings")], required=False
    )
    column = forms.CharField(max_length=40, required=False)
    after = forms.IntegerField(min_value=0, required=False)
    before = forms.IntegerField(min_value=0, required=False)
