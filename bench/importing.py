"""100,000 lines from a workbook, with history, record and counters, beside the bare COPY of the
same rows into a table with the same rows and indexes before it."""

import gc
import io
import itertools
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import xlsxwriter
from django.db import connection
from django.utils.timezone import localdate, now

from bench import costs
from bench.figures import Figure, figure
from bench.places import HOUSE
from lianxin.areas.members.models import Member
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.spreadsheets import actions
from lianxin.foundation.spreadsheets.models import Batch
from lianxin.overview.rehearsal.people import people

LINES = 100_000
HEADERS = (
    "序号", "姓名", "性别", "民族", "出生日期", "身份证号", "学历", "人员类别", "入党时间",
    "转正时间", "所在党支部", "联系电话", "家庭住址",
)  # fmt: skip


def figures(scale: str) -> Iterator[Figure]:
    root = Unit.objects.get(parent=None)
    content = _workbook()
    before = _last_id()
    gc.collect()
    base = _memory()
    began, spent = time.perf_counter(), costs.own()
    batch = _import(root, content)
    took, spent = time.perf_counter() - began, costs.own() - spent
    peak = _memory()
    # A few of the invented people are on the roll already, by chance of the seeds.
    written = batch.count("created") + batch.count("amended")
    if written != LINES:
        raise RuntimeError(f"{written} of {LINES} came in; {batch.stage} {batch.trouble}")
    floor, least = _bare_copy(before)
    yield figure(
        f"import of an .xlsx, {scale}: seconds beside bare COPY", took, "s", floor=floor, rows=LINES
    )
    yield figure(
        f"import of an .xlsx, {scale}: processor time beside bare COPY", spent, "s",
        floor=least, rows=LINES,
    )  # fmt: skip
    yield figure(f"import of an .xlsx, {scale}: peak memory", peak, "MB", rows=LINES)
    yield figure(f"import of an .xlsx, {scale}: memory before it began", base, "MB", rows=0)


def _workbook() -> bytes:
    """People unlike those on the roll, at the branches of one county's worth of units."""
    branches = list(
        Unit.objects.filter(kind="branch").order_by("path").values_list("code", flat=True)[:4000]
    )
    random = Random(99)
    crowd = people(random, today=localdate(), phones_from=50_000_000)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet("党员名册")
    sheet.write_row(0, 0, ["党员花名册（测量）"])
    sheet.write_row(1, 0, HEADERS)
    for number, person in enumerate(itertools.islice(crowd, LINES), 1):
        branch = branches[number * len(branches) // (LINES + 1)]
        joined = person.born_on.replace(day=1, year=person.born_on.year + 22)
        joined = min(joined, localdate().replace(year=localdate().year - 2))
        sheet.write_row(
            number + 1, 0,
            (
                str(number), person.name, "女" if person.female else "男", "汉族",
                person.born_on.isoformat(), person.id_number, "大学", "正式党员",
                joined.strftime("%Y.%m"), joined.replace(year=joined.year + 1).strftime("%Y年%m月"),
                branch, person.phone, "平安路 1 号",
            ),
        )  # fmt: skip
    book.close()
    return file.getvalue()


def _import(root: Unit, content: bytes) -> Batch:
    at = now()
    batch = actions.upload(root, "members", file_name="测量.xlsx", content=content, by=HOUSE, at=at)
    choices = {place: key for place, key in enumerate(_proposed(batch)) if key}
    batch = actions.map_columns(batch, choices, by=HOUSE, at=at)
    batch = _worked(batch)
    batch = actions.apply_good(batch, by=HOUSE, at=at)
    return _worked(batch)


def _proposed(batch: Batch) -> list[str]:
    batch.refresh_from_db()
    return [batch.mapping.get(str(place), "") for place in range(len(HEADERS))]


def _worked(batch: Batch) -> Batch:
    """The worker's part, here and now."""
    batch = Batch.objects.select_related("unit").get(pk=batch.pk)
    while batch.is_at_work:
        actions.carry_on(batch, by=HOUSE, at=now())
        batch = Batch.objects.select_related("unit").get(pk=batch.pk)
    if batch.trouble:
        raise RuntimeError(batch.trouble)
    return batch


def _memory() -> float:
    """The largest resident size so far of this process and of those it started, in MB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(own, children) / 1024


def _last_id() -> int:
    return int(Member.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)


def _bare_copy(before: int) -> tuple[float, float]:
    """Seconds of COPY of the new rows into a like table that holds the old ones, committed; and
    of processor time."""
    with tempfile.TemporaryDirectory() as folder, connection.cursor() as cursor:
        file = Path(folder) / "rows"
        with (
            file.open("wb") as out,
            cursor.copy(
                f"copy (select * from members_member where id > {before} order by id) to stdout"
            ) as rows,
        ):
            for block in rows:
                out.write(block)
        cursor.execute("drop table if exists bench_member")
        cursor.execute("create table bench_member (like members_member including all)")
        cursor.execute(
            "insert into bench_member select * from members_member where id <= %s", [before]
        )
        cursor.execute("vacuum analyze bench_member")
        began, spent = time.perf_counter(), costs.own()
        with file.open("rb") as blocks, cursor.copy("copy bench_member from stdin") as into:
            while block := blocks.read(1 << 20):
                into.write(block)
        took, spent = time.perf_counter() - began, costs.own() - spent
        cursor.execute("drop table bench_member")
        return took, spent
