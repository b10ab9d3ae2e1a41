"""Keeping and forgetting: sealed at rest, one line and one entry each."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils.timezone import now

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.files import actions, queries, serving, storage, tasks
from lianxin.foundation.files.looking import UnknownKind, look
from lianxin.foundation.files.models import File
from lianxin.foundation.files.tests import samples
from tests.cast import Cast, actor
from tests.trace import last, traces

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return Cast()


def kept(cast, content=None, name="申请书.pdf"):
    return actions.keep_file(
        name, content or samples.pdf(), unit=cast.pier, by=actor(cast.wang), at=now()
    )


def test_a_file_comes_back_as_it_was_and_lies_sealed(cast):
    content = samples.pdf()

    file = kept(cast, content)

    assert queries.content(file) == content
    with default_storage.open(file.stored_as) as stored:
        assert b"%PDF" not in stored.read()
    assert file.stored_as.startswith("kept/")
    assert "申请书" not in file.stored_as
    assert (file.name, file.media_type, file.size) == (
        "申请书.pdf", "application/pdf", len(content),
    )  # fmt: skip
    assert (file.kept_by_id, file.unit_id) == (cast.wang.pk, cast.pier.pk)


def test_keeping_leaves_one_entry_without_the_name(cast):
    before = traces()

    file = kept(cast)

    assert traces() == before + 1
    entry = last()
    assert (entry.event, entry.subject_id) == ("FileKept", file.pk)
    assert "申请书" not in str(entry.facts)


def test_what_is_refused_leaves_no_trace(cast):
    before = traces()

    with pytest.raises(UnknownKind):
        kept(cast, b"MZ\x90\x00 program")

    assert traces() == before
    assert not File.objects.exists()


def test_nobody_without_a_name_keeps_or_forgets(cast):
    file, nameless = kept(cast), Actor.nameless()

    with pytest.raises(NotPermitted):
        actions.keep_file("a.pdf", samples.pdf(), unit=cast.pier, by=nameless, at=now())
    with pytest.raises(NotPermitted):
        actions.forget_file(file, reason="到期", by=nameless, at=now())
    assert File.objects.count() == 1


def test_forgetting_erases_content_and_name_and_keeps_the_digest(
    cast, django_capture_on_commit_callbacks
):
    file = kept(cast)
    stored_as, digest = file.stored_as, file.sha256

    with django_capture_on_commit_callbacks(execute=True):
        actions.forget_file(file, reason="保存期满", by=actor(cast.wang), at=now())

    file.refresh_from_db()
    assert not default_storage.exists(stored_as)
    assert (file.name, file.sha256) == ("（已清除）", digest)
    with pytest.raises(queries.FileIsForgotten):
        queries.content(file)
    before = traces()
    actions.forget_file(file, reason="保存期满", by=actor(cast.wang), at=now())
    assert traces() == before


def test_a_download_can_run_nothing(cast):
    answer = serving.answer(kept(cast, samples.word(), "说明 “一”.docx"))

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_only_pictures_and_pdf_are_shown_in_the_page(cast):
    shown = [samples.pdf(), samples.picture()]
    others = [samples.word(), samples.sheet(), b"plain text"]

    def how(content):
        disposition = serving.preview(kept(cast, content, "文件")).headers["Content-Disposition"]
        return disposition.partition(";")[0]

    assert [how(content) for content in shown] == ["inline", "inline"]
    assert [how(content) for content in others] == ["attachment"] * 3


def test_the_sweep_clears_the_tray_and_what_no_record_knows(cast, monkeypatch):
    file = kept(cast)
    stray = storage.keep(b"stray", at=now())
    aside = storage.set_aside(look("a.pdf", samples.pdf()))

    tasks.forget_strays(0)
    assert default_storage.exists(stray)

    monkeypatch.setattr(tasks, "SET_ASIDE_FOR", -timedelta(minutes=1))
    tasks.forget_strays(0)
    assert not default_storage.exists(stray)
    assert storage.recognise(aside.token) is None
    assert queries.content(file)
