"""A sheet for the tests: the workplaces a unit covers, found by their credit code."""

from lianxin.foundation.core.crypto import blind_index
from lianxin.foundation.core.refusals import Refused
from lianxin.foundation.organisation.catalogue import DOMAINS
from lianxin.foundation.organisation.models import Workplace
from lianxin.foundation.organisation.rules import Can
from lianxin.foundation.spreadsheets.sheets import (
    Applied,
    Change,
    Choice,
    Column,
    Decision,
    Issue,
    Judged,
    Kind,
    Severity,
    Undone,
    Verdict,
)

NATURES = tuple(Choice(code, label) for code, label in DOMAINS.items())
ELSEWHERE = Issue(Severity.ERROR, "elsewhere", "这个信用代码已在别处登记，请联系上级组织核对。")


class Taken(Refused):
    sentence = "这些信用代码里有的刚刚被登记。"


FIELDS = ("name", "nature")


class WorkplaceRoll:
    name = "workplaces"
    title = "覆盖单位清单"
    permission = Can.RESTRUCTURE
    columns = (
        Column(key="name", label="单位名称", required=True, synonyms=("名称",)),
        Column(key="nature", label="单位性质", kind=Kind.CODE, codes=NATURES),
        Column(key="code", label="信用代码", natural_key=True, synonyms=("统一社会信用代码",)),
        Column(key="unit", label="所在组织", kind=Kind.UNIT),
        Column(key="since", label="成立日期", kind=Kind.DATE),
        Column(key="phone", label="联系电话", kind=Kind.PHONE, personal=True),
    )

    def judge(self, rows, place):
        codes = [row.values["code"] for row in rows if "code" in row.values]
        by_code = {w.credit_code: w for w in self._with_units(credit_code__in=codes)}
        names = [row.values["name"] for row in rows if "name" in row.values]
        by_name = {(w.unit_id, w.name): w for w in self._with_units(name__in=names)}
        return [self._judge(row, place, by_code, by_name) for row in rows]

    def _with_units(self, **wanted):
        return Workplace.objects.filter(**wanted).select_related("unit")

    def _judge(self, row, place, by_code, by_name):
        code = row.values.get("code", "")
        key = blind_index(code, context="test.workplace") if code else b""
        known = by_code.get(code)
        if known is not None and not known.unit.path.startswith(place.unit.path):
            return Judged(row.number, Verdict.ERROR, key, issues=(("code", ELSEWHERE),))
        if known is None and row.decision is not Decision.OTHER:
            known = by_name.get((row.unit_id, row.values.get("name")))
            if known is not None and row.decision is not Decision.SAME:
                return Judged(row.number, Verdict.DUPLICATE, key, known.pk)
        if known is None:
            return Judged(row.number, Verdict.NEW, key)
        changes = tuple(
            Change(field, getattr(known, field), str(row.values[field]))
            for field in FIELDS
            if field in row.values and getattr(known, field) != row.values[field]
        )
        verdict = Verdict.CHANGED if changes else Verdict.UNCHANGED
        return Judged(row.number, verdict, key, known.pk, changes)

    def apply(self, lines, place):
        codes = [row.values["code"] for row, judged in lines if judged.verdict is Verdict.NEW]
        if Workplace.objects.filter(credit_code__in=codes).exists():
            raise Taken
        new = [
            (row, Workplace(unit_id=row.unit_id, credit_code=row.values.get("code", ""),
                            **{f: row.values[f] for f in FIELDS if f in row.values}))
            for row, judged in lines
            if judged.verdict is Verdict.NEW
        ]  # fmt: skip
        Workplace.objects.bulk_create([workplace for _, workplace in new])
        done = [Applied(row.number, workplace.pk, True) for row, workplace in new]
        for row, judged in lines:
            if judged.verdict is Verdict.CHANGED:
                known = Workplace.objects.get(pk=judged.matched_id)
                before = {change.key: change.old for change in judged.changes}
                for change in judged.changes:
                    setattr(known, change.key, row.values[change.key])
                known.save()
                done.append(Applied(row.number, known.pk, False, before))
        return done

    def undo(self, lines, place):
        return [self._undo(done) for done in lines]

    def _undo(self, done):
        workplace = Workplace.objects.get(pk=done.subject_id)
        if workplace.ended_on is not None:
            return Undone(done.number, False, "这个单位已解除，不能撤销。")
        if done.created:
            workplace.delete()
        else:
            Workplace.objects.filter(pk=workplace.pk).update(**done.before)
        return Undone(done.number, True)

    def link(self, subject_id):
        return f"/workplaces/{subject_id}/"
