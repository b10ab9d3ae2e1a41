"""Several files in a form: nothing is lost when the form comes back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.foundation.files.tests import samples, urls

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("lianxin.foundation.files.tests.urls"),
]
TOKEN = re.compile(r'name="papers_kept" value="([^"]+)"')


@pytest.fixture(autouse=True)
def received():
    urls.RECEIVED.clear()
    return urls.RECEIVED


def upload(name="申请书.pdf", content=None):
    return SimpleUploadedFile(name, content or samples.pdf())


def tokens(page):
    return TOKEN.findall(page.content.decode())


def test_several_files_arrive_with_their_names(client, received):
    content = samples.pdf()

    page = client.post(
        "/try/", {"title": "一", "papers": [upload("甲.pdf", content), upload("乙")]}
    )

    assert page.content.decode() == "收到"
    assert [name for name, _ in received[0]] == ["甲.pdf", "乙.pdf"]
    assert received[0][0][1] == content


def test_files_are_kept_while_another_field_is_put_right(client, received):
    page = client.post("/try/", {"title": "", "papers": [upload("甲.pdf"), upload("乙.pdf")]})

    assert page.status_code == 422
    assert len(tokens(page)) == 2
    assert "甲.pdf" in page.content.decode()

    again = client.post("/try/", {"title": "一", "papers_kept": tokens(page)})
    assert again.content.decode() == "收到"
    assert [name for name, _ in received[0]] == ["甲.pdf", "乙.pdf"]


def test_one_bad_file_does_not_cost_the_good_ones(client, received):
    page = client.post(
        "/try/", {"title": "一", "papers": [upload("甲.pdf"), upload("乙.exe", b"MZ\0")]}
    )

    said = page.content.decode()
    assert page.status_code == 422
    assert "“乙.exe”不是可以接收的文件" in said
    assert len(tokens(page)) == 1

    more = {
        "title": "一",
        "papers_kept": tokens(page),
        "papers": [upload("丙.jpg", samples.picture())],
    }
    client.post("/try/", more)
    assert [name for name, _ in received[0]] == ["甲.pdf", "丙.jpg"]


def test_what_is_unticked_is_not_sent(client, received):
    page = client.post("/try/", {"title": "", "papers": [upload("甲.pdf"), upload("乙.pdf")]})

    client.post("/try/", {"title": "一", "papers_kept": tokens(page)[1:]})
    assert [name for name, _ in received[0]] == ["乙.pdf"]


def test_a_forged_token_brings_nothing_back(client, received):
    page = client.post("/try/", {"title": "一", "papers_kept": ["forged"]})

    assert page.status_code == 422
    assert "已经过期，请重新选择" in page.content.decode()
    assert received == []


def test_none_and_too_many_are_said_at_the_field(client):
    none = client.post("/try/", {"title": "一"})
    many = client.post("/try/", {"title": "一", "papers": [upload(f"{n}.pdf") for n in range(5)]})

    assert "请选择文件。" in none.content.decode()
    assert "最多 4 个文件，现在有 5 个" in many.content.decode()
    assert len(tokens(many)) == 5


def test_a_secret_mark_is_said_at_the_field_and_the_file_is_not_set_aside(client):
    page = client.post("/try/", {"title": "", "papers": [upload("绝密.pdf")]})

    assert "严禁存储、处理、传输国家秘密" in page.content.decode()
    assert tokens(page) == []
