"""People of the roll, as forms offer them."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

from lianxin.areas.members.models import Member
from lianxin.foundation.ui.forms import OptionList

if TYPE_CHECKING:
    _Several = forms.ModelMultipleChoiceField[Member]
    _One = forms.ModelChoiceField[Member]
else:
    _Several, _One = forms.ModelMultipleChoiceField, forms.ModelChoiceField


class PeopleField(_Several):
    """Several people of the roll, ticked in a list."""

    def __init__(self, queryset: QuerySet[Member], **given: Any) -> None:
        super().__init__(queryset, widget=OptionList, **given)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}\n{obj.get_category_display()}"


class PersonField(_One):
    def __init__(self, queryset: QuerySet[Member], **given: Any) -> None:
        super().__init__(queryset, empty_label="请选择", **given)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)
