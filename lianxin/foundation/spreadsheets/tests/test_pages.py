"""The pages of an import: what one sees, what one may press, and who gets in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lianxin.foundation.organisation.models import Workplace
from lianxin.foundation.spreadsheets import actions
from lianxin.foundation.spreadsheets.actions.lines import erase
from lianxin.foundation.spreadsheets.catalogue import Stage
from lianxin.foundation.spreadsheets.models import Batch
from lianxin.foundation.spreadsheets.reading import headers, mapping, workbooks
from lianxin.foundation.spreadsheets.tests.conftest import AT
from lianxin.foundation.spreadsheets.tests.handing_in import (
    checked,
    code,
    handed_in,
    line,
    workbook,
)
from lianxin.foundation.spreadsheets.tests.workplaces import WorkplaceRoll
from tests.cast import actor, sign_in

pytestmark = pytest.mark.django_db
HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def wang(client, cast):
    return sign_in(client, cast.wang)


def at(name, batch):
    return reverse(f"spreadsheets:{name}", args=[batch.pk])


def upload_url(cast):
    return reverse("spreadsheets:upload", args=[cast.pier.pk, "workplaces"])


def text(page):
    return page.content.decode()


def test_a_file_is_uploaded_mapped_checked_and_imported_by_the_pages(wang, cast):
    assert "上传并识别" in text(wang.get(upload_url(cast)))
    file = SimpleUploadedFile("单位.xlsx", workbook(line(1), line(2)))
    page = wang.post(upload_url(cast), {"file": file}, follow=True)
    batch = Batch.objects.get()
    assert "列名一致" in text(page)
    assert "同义列名" in text(page)

    choices = {f"c{place}": key for place, key in batch.mapping.items()}
    page = wang.post(at("map", batch), choices, follow=True)
    assert "新增 2 行、更新 0 行" in text(page)

    page = wang.post(at("apply_whole", batch), follow=True)
    assert "导入完成" in text(page)
    assert Workplace.objects.count() == 2
    page = wang.post(at("undo", batch), follow=True)
    assert "这次导入已撤销" in text(page)


def test_what_is_no_spreadsheet_is_said_at_the_field(wang, cast):
    page = wang.post(upload_url(cast), {"file": SimpleUploadedFile("a.xlsx", b"%PDF-1.7")})
    assert page.status_code == 422
    assert "这是 PDF 文件，不是电子表格。" in text(page)
    page = wang.post(upload_url(cast), {})
    assert (page.status_code, "请选择要导入的表格文件。" in text(page)) == (422, True)
    page = wang.post(upload_url(cast), {"file": SimpleUploadedFile("a.xlsx", b"")})
    assert "文件里没有内容" in text(page)


def test_a_column_chosen_twice_is_refused_with_its_sentence(wang, cast):
    batch = handed_in(cast, line(1))
    page = wang.post(at("map", batch), {"c1": "name", "c2": "name"})
    assert page.status_code == 422
    assert "有两列都对应到“单位名称”" in text(page)
    page = wang.post(at("map", batch), {"c1": "no such field"})
    assert page.status_code == 422


def test_the_header_may_be_pointed_at(wang, cast):
    batch = handed_in(cast, line(1))
    page = wang.post(at("tab", batch), {"tab": 0, "header_row": 1}, follow=True)
    assert "还有必填字段没有对应的列" in text(page)
    assert wang.post(at("tab", batch), {"tab": 5}).status_code == 422


def test_a_bad_cell_is_fixed_in_its_place(wang, cast):
    batch = checked(cast, line(1, since="98.7"), line(2))
    page = text(wang.get(at("batch", batch)))
    assert "年份只有两位“98”，请确认是否为 1998年7月。" in page
    assert "改为“1998-07”" in page

    answer = wang.post(at("fix", batch), {"line": 3, "column": "since", "text": "1998-07"}, **HTMX)
    assert answer.status_code == 200
    assert 'id="line-3"' in text(answer)
    assert "可以导入" in text(answer)
    assert 'hx-target="#summary"' in text(answer)
    batch.refresh_from_db()
    assert batch.good == 2


def test_every_cell_that_says_the_same_is_fixed_at_once(wang, cast):
    batch = checked(cast, line(1, nature="国企业"), line(2, nature="国企业"))
    assert "2 处一起改" in text(wang.get(at("batch", batch)))
    given = {"line": 3, "column": "nature", "text": "国有企业", "all": "1"}
    answer = wang.post(at("fix", batch), given, **HTMX)
    assert answer.headers["HX-Retarget"] == "#lines"
    batch.refresh_from_db()
    assert batch.good == 2


def test_a_possible_duplicate_is_decided_in_its_place(wang, cast):
    Workplace.objects.create(unit=cast.pier, name="第1作业区", nature="other")
    batch = checked(cast, line(1))
    assert "与已有的一条记录相近" in text(wang.get(at("batch", batch)))
    answer = wang.post(at("decide", batch), {"line": 3, "decision": "same"}, **HTMX)
    assert "可以导入" in text(answer)
    assert wang.post(at("decide", batch), {"line": 3, "decision": "?"}).status_code == 400
    assert wang.post(at("fix", batch), {"line": "x"}).status_code == 400


def test_changes_are_shown_field_by_field(wang, cast):
    Workplace.objects.create(unit=cast.pier, name="旧名", nature="other", credit_code=code(1))
    batch = checked(cast, line(1))
    page = text(wang.get(at("batch", batch)))
    assert "<del>旧名</del> <ins>第1作业区</ins>" in page


def test_personal_cells_are_masked_unless_they_must_be_corrected(wang, cast):
    batch = checked(cast, line(1), line(2, phone="1390013900"))
    assert "138****8000" in text(wang.get(at("batch", batch) + "?verdict=new"))
    assert "13800138000" not in text(wang.get(at("batch", batch) + "?verdict=new"))
    assert "1390013900" in text(wang.get(at("batch", batch) + "?verdict=error"))


def test_lines_are_turned_page_by_page(wang, cast):
    batch = checked(cast, *(line(n) for n in range(1, 121)))
    first = text(wang.get(at("batch", batch)))
    assert ('id="line-52"' in first, 'id="line-53"' in first) == (True, False)
    second = text(wang.get(at("batch", batch) + "?verdict=new&after=52"))
    assert ('id="line-53"' in second, "before=53" in second) == (True, True)
    back = text(wang.get(at("batch", batch) + "?verdict=new&before=53"))
    assert ('id="line-3"' in back, 'id="line-53"' in back) == (True, False)


def test_the_number_of_statements_does_not_grow_with_the_lines(wang, cast):
    counts = []
    for amount in (1, 3, 50):
        batch = checked(cast, *(line(n, since="98.7") for n in range(1, amount + 1)))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            wang.get(at("batch", batch))
        counts.append(len(captured))
        actions.discard(batch, by=actor(cast.wang), at=AT)
    assert len(set(counts)) == 1
    assert counts[0] <= 12


def test_progress_is_told_until_the_work_is_over(wang, cast):
    batch = checked(cast, line(1))
    answer = wang.get(at("progress", batch), **HTMX)
    assert answer.headers["HX-Redirect"] == at("batch", batch)
    erase(batch)
    Batch.objects.filter(pk=batch.pk).update(stage=Stage.CHECKING)
    assert "正在检查" in text(wang.get(at("progress", batch), **HTMX))
    assert "可以离开这个页面" in text(wang.get(at("batch", batch)))
    Batch.objects.filter(pk=batch.pk).update(trouble="停下了")
    assert "停下了" in text(wang.get(at("batch", batch)))
    page = wang.post(at("resume", batch), follow=True)
    assert "导入到" in text(page)


def test_the_annotated_workbook_is_downloaded(wang, cast):
    batch = checked(cast, line(1, since="98.7"))
    answer = wang.post(at("annotated", batch))
    assert answer.content.startswith(b"PK")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_batch_given_up_says_so(wang, cast):
    batch = checked(cast, line(1))
    wang.post(at("discard", batch))
    assert "这份表格已放弃" in text(wang.get(at("batch", batch)))
    assert wang.get(at("columns", batch)).status_code == 302


def test_the_template_fits_the_sheet(wang, cast, tmp_path):
    answer = wang.get(reverse("spreadsheets:template", args=[cast.pier.pk, "workplaces"]))
    (tmp_path / "template.xlsx").write_bytes(answer.content)
    head = workbooks.survey(tmp_path / "template.xlsx").tabs[0].head
    columns = WorkplaceRoll.columns
    header = headers.find(head, columns)
    proposal = mapping.propose(header, [], columns, today=AT.date())
    assert list(proposal.chosen.values()) == [column.key for column in columns]


def test_strangers_see_nothing_and_learn_nothing(client, cast):
    batch = checked(cast, line(1, since="98.7"))
    zhao = sign_in(client, cast.zhao)
    for name in ("batch", "progress", "columns"):
        assert zhao.get(at(name, batch)).status_code == 404
    for name in ("map", "tab", "fix", "decide", "apply_good", "apply_whole", "undo", "resume",
                 "discard", "annotated"):  # fmt: skip
        assert zhao.post(at(name, batch)).status_code == 404
    assert zhao.get(upload_url(cast)).status_code == 404
    assert (
        zhao.get(reverse("spreadsheets:upload", args=[cast.dock.pk, "nothing"])).status_code == 404
    )


def test_whoever_stands_above_may_look_after_a_batch(client, cast):
    batch = checked(cast, line(1))
    lin = sign_in(client, cast.lin)
    assert lin.get(at("batch", batch)).status_code == 200


def test_a_member_without_a_post_may_not_import(client, cast):
    chen = sign_in(client, cast.chen)
    assert chen.get(upload_url(cast)).status_code in (403, 404)
