"""The audit administrator reads the record; nobody else does."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from lianxin.overview.audit import sealing
from lianxin.overview.audit.models import Entry
from tests.cast import sign_in

ENTRIES = reverse("audit:entries")


@pytest.fixture
def shen(cast):
    return sign_in(Client(), cast.audit_admin)


def test_the_list_shows_what_happened_in_words(cast, shen):
    page = shen.get(ENTRIES, {"event": "UnitFounded"})

    text = page.content.decode()
    assert page.status_code == 200
    assert "成立组织" in text
    assert "一号码头党支部" in text
    assert "待封存" in text


def test_reading_the_record_is_itself_recorded(cast, shen):
    shen.get(ENTRIES, {"who": "王海平"})

    entry = Entry.objects.get(event="AuditConsulted")
    assert entry.user_id == cast.audit_admin.pk
    assert "王海平" in entry.facts["query"]


@pytest.mark.parametrize("name", ["wang", "lin", "chen", "system_admin", "security_admin"])
def test_others_are_refused_and_leave_no_trace(cast, name):
    client = sign_in(Client(), getattr(cast, name))
    before = Entry.objects.count()

    assert client.get(ENTRIES).status_code == 403
    assert client.get(reverse("audit:verify")).status_code == 403
    assert client.post(reverse("audit:verify")).status_code == 403
    assert client.post(reverse("audit:export")).status_code == 403
    assert client.get(reverse("audit:entry", args=[Entry.objects.all()[0].id])).status_code == 404
    assert Entry.objects.count() == before


def test_filters_narrow_the_list(cast, shen):
    def shown(**asked):
        return {line.event for line in shen.get(ENTRIES, asked).context["page"].lines}

    assert shown(event="Appointed") == {"Appointed"}
    assert shown(who="没有此人") == set()
    assert "GrantGiven" in shown(from_on=localdate(), until_on=localdate())
    assert shown(until_on=localdate() - timedelta(days=1)) == set()


def test_the_unit_filter_takes_in_what_stands_below(cast, shen):
    page = shen.get(ENTRIES, {"unit": cast.quay.name, "event": "UnitFounded"}).context["page"]

    assert {line.unit for line in page.lines} == {cast.quay.short_name, cast.pier.short_name}


def test_an_unknown_unit_or_dates_in_the_wrong_order_are_said_at_the_field(cast, shen):
    page = shen.get(ENTRIES, {"unit": "没有", "from_on": "2026-02-01", "until_on": "2026-01-01"})

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"unit", "until_on"}


def test_pages_go_on_without_gaps_and_back(cast, shen):
    for number in range(120):
        cast.person(f"p{number}", "某某")
    wanted = list(
        Entry.objects.filter(event="AccountOpened").order_by("-id").values_list("id", flat=True)
    )

    first = shen.get(ENTRIES, {"event": "AccountOpened"})
    second = shen.get(ENTRIES + first.context["older"])
    back = shen.get(ENTRIES + second.context["newer"])

    assert [line.id for line in first.context["page"].lines] == wanted[:50]
    assert [line.id for line in second.context["page"].lines] == wanted[50:100]
    assert [line.id for line in back.context["page"].lines] == wanted[:50]


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_list_takes_the_same_statements_whatever_its_length(
    cast, shen, rows, django_assert_num_queries
):
    for number in range(rows):
        cast.person(f"p{number}", "某某")

    with django_assert_num_queries(5):  # who, savepoint, page, entry, release
        shen.get(ENTRIES, {"event": "AccountOpened"})


def test_one_entry_names_people_and_units(cast, shen):
    entry = Entry.objects.filter(event="Appointed", unit=cast.pier).get()

    text = shen.get(reverse("audit:entry", args=[entry.id])).content.decode()

    assert "王海平" in text
    assert "职务" in text
    assert "尚未封存" in text


def test_a_workbook_of_lines_is_recorded_and_holds_no_formula(cast, shen):
    cast.person("eq", "=1+1")

    answer = shen.post(reverse("audit:export"), {"event": "AccountOpened"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    assert sheet.max_row == 1 + Entry.objects.filter(event="AccountOpened").count()
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    assert Entry.objects.get(event="AuditExported").facts["rows"] == sheet.max_row - 1


def test_the_page_proves_the_record_and_says_what_is_broken(cast, shen):
    sealing.seal_all(at=now())
    page = reverse("audit:verify")

    assert "审计记录完整" in shen.post(page).content.decode()

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("update audit_entry set actor = '别人' where event = 'UnitFounded'")
    assert "审计记录不完整" in shen.post(page).content.decode()
