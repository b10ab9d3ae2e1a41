"""The columns of a list of entries: who is meant, and what is asked of the kind."""

from lianxin.areas.dossier.catalogue import Ask, ItemKind, Shape, codes_of
from lianxin.foundation.spreadsheets.sheets import Choice, Column, Kind

NAME, NUMBER, UNIT, ON, UNTIL = "name", "id_number", "unit", "on", "until"
PREFIX = "item_"  # an ask may be called as a column of the person is
WHO = (
    Column(
        key=NAME, label="姓名", kind=Kind.NAME, required=True, longest=60,
        synonyms=("党员姓名", "参训人员", "获奖人", "受表彰人"), sample="陈晓帆",
    ),
    Column(
        key=NUMBER, label="公民身份证号", kind=Kind.ID_NUMBER, personal=True,
        synonyms=("身份证号", "身份证号码", "公民身份号码", "身份证"),
        sample="11010519491231002X", hint="同一组织有同名的人时必须填写",
    ),
    Column(
        key=UNIT, label="所在党支部", kind=Kind.UNIT,
        synonyms=("党支部", "所在支部", "支部", "支部名称", "所属党支部", "所在党组织"),
    ),
)  # fmt: skip
_KINDS = {Shape.TEXT: Kind.TEXT, Shape.LONG: Kind.NOTE, Shape.CODE: Kind.CODE}
_SAMPLES = {"hours": "8", "title": "党章专题培训", "form": "集中培训", "level": "基层党委"}


def columns_of(kind: ItemKind) -> tuple[Column, ...]:
    dates = [
        Column(
            key=ON, label=kind.on, kind=Kind.DATE, required=True, sample="2026-03-10",
            synonyms=("日期", "时间", "培训时间", "开始时间", "表彰时间", "获奖时间", "获奖日期"),
        )
    ]  # fmt: skip
    if kind.until:
        ended = ("结束时间", "截止日期")
        dates.append(Column(key=UNTIL, label=kind.until, kind=Kind.DATE, synonyms=ended))
    first, *rest = [_column(ask) for ask in kind.asks]
    return (*WHO, first, *dates, *rest)


def _column(ask: Ask) -> Column:
    return Column(
        key=f"{PREFIX}{ask.key}",
        label=ask.label,
        kind=_KINDS.get(ask.shape, Kind.TEXT),
        required=ask.required,
        synonyms=ask.synonyms,
        codes=tuple(Choice(code, label) for code, label in codes_of(ask).items()),
        longest=ask.most,
        evidence=False,
        sample=_SAMPLES.get(ask.key, ""),
        hint=ask.hint,
    )
