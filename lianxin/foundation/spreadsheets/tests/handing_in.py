"""Short ways through an import, for the tests of its verbs."""

import io

import openpyxl

from lianxin.foundation.spreadsheets import actions, queries
from lianxin.foundation.spreadsheets.models import Line
from lianxin.foundation.spreadsheets.tests.conftest import AT
from tests.cast import actor

HEADER = ["序号", "单位名称", "单位性质", "统一社会信用代码", "成立日期", "联系电话"]


def code(index):
    return f"9137{index:014d}"


def line(index, **other):
    cells = {
        "name": f"第{index}作业区",
        "nature": "国有企业",
        "code": code(index),
        "since": "1998.07",
        "phone": "13800138000",
    }
    return [index, *{**cells, **other}.values()]


def workbook(*rows, header=HEADER):
    book = openpyxl.Workbook()
    book.active.append(["覆盖单位一览表"])
    book.active.append(header)
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def handed_in(cast, *rows, user=None, unit=None, header=HEADER, **given):
    return actions.upload(
        unit or cast.pier,
        "workplaces",
        file_name="单位.xlsx",
        content=given.get("content") or workbook(*rows, header=header),
        by=actor(user or cast.wang),
        at=AT,
    )


def checked(cast, *rows, user=None, unit=None, header=HEADER, **given):
    batch = handed_in(cast, *rows, user=user, unit=unit, header=header, **given)
    choices = {int(place): key for place, key in batch.mapping.items()}
    return actions.map_columns(batch, choices, by=actor(user or cast.wang), at=AT)


def verdicts(batch):
    return dict(Line.objects.of(batch).order_by("number").values_list("number", "verdict"))


def sentences(batch):
    return {
        (number, key): issue.sentence
        for number, _, found in queries.remarkable(batch)
        for key, issue in found
    }
