"""Verbs of papers: ask, check, write, tell. Nothing else writes here."""

import secrets
from datetime import datetime

import orjson
from django.db import connection, transaction
from django.utils.timezone import localtime

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.papers import queries, rules
from lianxin.foundation.papers.catalogue import Draft, Numbering, Paper, number_of, plugged
from lianxin.foundation.papers.events import (
    DraftTaken,
    PaperIssued,
    PaperTaken,
    PaperVoided,
    SeriesSet,
)
from lianxin.foundation.papers.models import Issued, Series

TOKEN_BYTES = 16
LONGEST_TITLE = 200


class NothingToPrint(Refused):
    sentence = "没有找到要印的内容，或您看不到它。请返回重新进入。"


class NotRegistered(Refused):
    sentence = "这种表格不编号，直接下载打印即可。"


class NoSeries(Refused):
    def __init__(self, unit: Unit) -> None:
        super().__init__(
            f"“{unit.short_name}”还没有设置发文字号。请先在“文书登记”里填写机关代字"
            "（例如“港党”）和已经用到第几号，再回来编号。"
        )


class WordUnclear(Refused):
    sentence = "机关代字请填 1 至 12 个字，不要带年份、括号和“号”，例如“港党”。"


class NumberGoesBack(Refused):
    def __init__(self, last: int) -> None:
        super().__init__(f"本年已经编到第 {last} 号，号码不能回头重用。请填不小于 {last} 的数。")


class ReasonMissing(Refused):
    sentence = "请写明作废的原因（至少 2 个字），登记簿上会一直显示。"


@transaction.atomic
def issue(code: str, subject_id: int, *, key: str = "", by: Actor, at: datetime) -> Issued:
    """Enter a paper in the register: number it, freeze what it says, give it a token.

    Twice with the same `key` is the same paper, until that one is voided.
    """
    paper = plugged(code)
    draft = paper.draft(subject_id, by) if paper else None
    if paper is None or draft is None:
        raise NothingToPrint
    unit = Unit.objects.get(pk=draft.unit_id)
    require(rules.may_issue(by, paper, at=unit))
    if not paper.is_registered:
        raise NotRegistered
    _wait_for_the_other(f"{code} {subject_id} {key}")
    if same := queries.in_force(code, subject_id, key):
        return same

    issued = _frozen(paper, draft, unit, at=at)
    issued.subject_id, issued.key, issued.issued_by_id = subject_id, key, by.user_id
    _give_number(issued, paper, unit, at=at)
    issued.save()

    publish(
        PaperIssued(
            unit_id=unit.pk,
            subject_id=issued.pk,
            paper=paper.name,
            number=issued.number,
            digest=issued.digest,
        ),
        by=by,
    )
    return issued


def _wait_for_the_other(what: str) -> None:
    """Two who press at once for the same paper come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 7))", [what])


def _frozen(paper: Paper, draft: Draft, unit: Unit, *, at: datetime) -> Issued:
    said = orjson.dumps(draft.said(), option=orjson.OPT_SORT_KEYS).decode()
    return Issued(
        unit=unit, unit_name=unit.name, kind=paper.code, title=draft.title[:LONGEST_TITLE],
        case_id=draft.case_id, values=said, digest=queries.digest_of(said),
        token=secrets.token_urlsafe(TOKEN_BYTES), valid_until=draft.valid_until, issued_at=at,
    )  # fmt: skip


def _give_number(issued: Issued, paper: Paper, unit: Unit, *, at: datetime) -> None:
    """The next number of the series, which stays locked until the paper is written: a number is
    neither skipped nor given twice."""
    if not paper.is_numbered:
        return
    year = localtime(at).year
    if paper.numbering is Numbering.RUNNING:
        kind, word = paper.code, paper.word
    else:
        kind, known = "", queries.series_in_force(unit)
        if known is None:
            raise NoSeries(unit)
        word = known.word
    series = _locked(unit, kind, word, year, at=at)
    series.last += 1
    series.save(update_fields=["last"])
    issued.series, issued.place = series, series.last
    issued.number = number_of(paper.numbering, word=word, year=year, number=series.last)


def _locked(unit: Unit, kind: str, word: str, year: int, *, at: datetime) -> Series:
    Series.objects.bulk_create(
        [Series(unit=unit, kind=kind, word=word, year=year, set_at=at)], ignore_conflicts=True
    )
    return Series.objects.select_for_update(of=("self",), no_key=True).get(
        unit=unit, kind=kind, word=word, year=year
    )


@transaction.atomic
def void_paper(issued: Issued, *, reason: str, by: Actor, at: datetime) -> Issued:
    """Say of an issued paper that it holds no longer. Its number stays taken; twice is once."""
    require(rules.may_void(by, at=issued.unit))
    said = reason.strip()
    if len(said) < 2:
        raise ReasonMissing
    held = Issued.objects.select_for_update(of=("self",), no_key=True).get(pk=issued.pk)
    if held.is_void:
        return held
    held.voided_at, held.voided_by_id, held.voided_for = at, by.user_id, said[:200]
    held.save(update_fields=["voided_at", "voided_by", "voided_for"])

    publish(
        PaperVoided(
            unit_id=held.unit_id,
            subject_id=held.pk,
            paper=held.kind_name,
            number=held.number,
            reason=held.voided_for,
        ),
        by=by,
    )
    return held


@transaction.atomic
def set_series(unit: Unit, word: str, *, last: int, by: Actor, at: datetime) -> Series:
    """Say by which word a unit numbers its documents from now on, and which number was used last
    on paper this year."""
    require(rules.may_set_series(by, at=unit))
    said = word.strip()
    if not 1 <= len(said) <= 12 or any(char in said for char in "〔〕[]()（）号0123456789"):
        raise WordUnclear
    series = _locked(unit, "", said, localtime(at).year, at=at)
    if last < series.last:
        raise NumberGoesBack(series.last)
    series.last, series.set_at = last, at
    series.save(update_fields=["last", "set_at"])

    publish(
        SeriesSet(unit_id=unit.pk, subject_id=series.pk, word=said, year=series.year, last=last),
        by=by,
    )
    return series


@transaction.atomic
def take(issued: Issued, how: str, *, by: Actor) -> Issued:
    """Open or download an issued paper: it holds personal data, so that leaves an entry."""
    require(rules.may_take(by, issued.paper, issued.subject_id, at=issued.unit))

    publish(
        PaperTaken(
            unit_id=issued.unit_id,
            subject_id=issued.pk,
            paper=issued.kind_name,
            number=issued.number,
            how=how,
        ),
        by=by,
    )
    return issued


@transaction.atomic
def take_draft(code: str, subject_id: int, how: str, *, by: Actor) -> Draft:
    """Download a paper as it would be now."""
    paper = plugged(code)
    draft = paper.draft(subject_id, by) if paper else None
    if paper is None or draft is None:
        raise NothingToPrint
    unit = Unit.objects.get(pk=draft.unit_id)
    require(rules.may_draw(by, paper, subject_id, at=unit))

    publish(DraftTaken(unit_id=unit.pk, subject_id=subject_id, paper=paper.name, how=how), by=by)
    return draft
