"""The columns of a roster: every declared field, the branch, and the status of membership."""

from collections import defaultdict
from collections.abc import Mapping

from lianxin.areas.members.catalogue import ALIASES, FIELDS, Field
from lianxin.areas.members.catalogue import Kind as FieldKind
from lianxin.foundation.spreadsheets.sheets import Choice, Column, Kind

UNIT, STATUS = "unit", "status"
_KINDS: Mapping[FieldKind, Kind] = {
    FieldKind.TEXT: Kind.TEXT,
    FieldKind.LONG: Kind.NOTE,
    FieldKind.NAME: Kind.NAME,
    FieldKind.CODE: Kind.CODE,
    FieldKind.DATE: Kind.DATE,
    FieldKind.FLAG: Kind.BOOLEAN,
    FieldKind.PHONE: Kind.PHONE,
    FieldKind.IDENTITY: Kind.ID_NUMBER,
    FieldKind.MONEY: Kind.MONEY,
    FieldKind.MONTHS: Kind.INTEGER,
}
_AHEAD = frozenset({"probation_extended_to", "dues_paid_to", "school_to"})
_SAMPLES = {
    "name": "陈晓帆", "id_number": "11010519491231002X", "gender": "女", "born_on": "1949-12-31",
    "ethnicity": "汉族", "category": "正式党员", "joined_on": "1998-07-01", "full_on": "1999-07-01",
    "education": "大学", "job": "退休人员", "phone": "13800138000", "is_floating": "否",
    "is_lost": "否",
}  # fmt: skip


def _column(field: Field) -> Column:
    aliases: dict[str, list[str]] = defaultdict(list)
    for word, code in ALIASES.get(field.key, {}).items():
        aliases[code].append(word)
    return Column(
        key=field.key,
        label=field.label,
        kind=_KINDS[field.kind],
        required=field.key == "name",
        synonyms=field.synonyms,
        codes=tuple(
            Choice(code, label, tuple(aliases[code])) for code, label in field.codes.items()
        ),
        longest=field.most,
        least=-1200 if field.kind is FieldKind.MONTHS else None,
        most=1200 if field.kind is FieldKind.MONTHS else None,
        ahead=field.key in _AHEAD,
        natural_key=field.key == "id_number",
        personal=field.is_sensitive,
        sample=_SAMPLES.get(field.key, ""),
        hint=field.hint,
    )


COLUMNS = (
    *(_column(field) for field in FIELDS.values()),
    Column(
        key=UNIT,
        label="所在党支部",
        kind=Kind.UNIT,
        synonyms=(
            "党支部", "所在支部", "支部", "支部名称", "所属支部", "所属党支部", "所在党组织",
            "所在党支部全称", "党组织名称", "所属党组织", "党支部名称",
        ),
    ),
    Column(
        key=STATUS,
        label="党籍状态",
        kind=Kind.CODE,
        evidence=False,
        codes=(Choice("normal", "正常", ("在册",)), Choice("suspended", "停止党籍")),
    ),
)  # fmt: skip
