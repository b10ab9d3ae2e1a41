"""A picture of a member: cut to a portrait, sealed, seen by whoever reads personal fields."""

import io

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from PIL import Image

from lianxin.areas.members import actions
from lianxin.areas.members.actions.history import OffTheRoll
from lianxin.areas.members.actions.photos import NoPhoto, PhotoReasonMissing
from lianxin.areas.members.models import Photo
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.files import queries
from lianxin.foundation.files.looking import NotAPicture, TooFewPixels, look
from lianxin.foundation.files.models import File
from lianxin.foundation.files.tests.samples import pdf, picture
from lianxin.foundation.organisation import actions as organisation
from lianxin.foundation.organisation.catalogue import Role
from tests.cast import HOUSE, LONG_AGO, actor, sign_in
from tests.trace import last, told, traces


def url(name, member):
    return reverse(f"members:{name}", args=[member.pk])


def portrait(size=(1200, 1000), kind="JPEG"):
    return look("证件照.jpg", picture(kind, size))


def put(cast, handed=None, by=None):
    by = by or actor(cast.wang)
    return actions.put_photo(cast.chen_member, handed or portrait(), by=by, at=now())


def drawn(photo):
    return Image.open(io.BytesIO(queries.content(photo.file)))


def text(page):
    return page.content.decode()


@pytest.mark.parametrize(
    ("size", "kind", "becomes"),
    [
        ((1200, 1000), "JPEG", (480, 640)),
        ((3000, 4000), "PNG", (480, 640)),
        ((300, 400), "WEBP", (300, 400)),
    ],
)
def test_a_picture_is_cut_to_a_portrait_and_tells_nothing_of_its_place(cast, size, kind, becomes):
    photo = put(cast, portrait(size, kind))
    kept = drawn(photo)
    assert (kept.format, kept.size) == ("JPEG", becomes)
    assert not kept.getexif()
    assert photo.file.name == "证件照.jpg"
    assert (last().event, last().subject_id) == ("PhotoPut", cast.chen_member.pk)


def test_it_lies_sealed(cast):
    photo = put(cast)
    clear = queries.content(photo.file)
    assert clear[:3] == b"\xff\xd8\xff"
    with default_storage.open(photo.file.stored_as) as stored:
        assert clear[:64] not in stored.read()


def test_another_picture_erases_the_one_before(cast, django_capture_on_commit_callbacks):
    old = put(cast).file
    with django_capture_on_commit_callbacks(execute=True):
        put(cast, portrait((300, 500)))
    old.refresh_from_db()
    assert old.is_forgotten
    assert Photo.objects.get().file != old
    assert told()[-3:] == ["FileKept", "FileForgotten", "PhotoPut"]


def test_the_same_picture_twice_is_once(cast):
    first = put(cast)
    again = put(cast)
    assert again.file == first.file
    assert told().count("PhotoPut") == 1
    assert File.objects.filter(forgotten_at=None).count() == 1


def test_what_is_no_portrait_is_refused_and_leaves_no_trace(cast):
    state = traces()
    with pytest.raises(NotAPicture, match="不是照片"):
        put(cast, look("证件照.pdf", pdf()))
    with pytest.raises(TooFewPixels, match="更清晰"):
        put(cast, portrait((64, 48)))
    assert (traces(), Photo.objects.count(), File.objects.count()) == (state, 0, 0)


def test_only_whoever_keeps_the_roll_puts_and_removes_it(cast):
    commissioner = cast.holder("ou", "欧阳明", "publicity", cast.pier)
    photo, state = put(cast), traces()
    for user in (cast.chen, cast.zhao, commissioner):
        with pytest.raises(NotPermitted):
            put(cast, by=actor(user))
        with pytest.raises(NotPermitted):
            actions.remove_photo(cast.chen_member, "本人要求", by=actor(user), at=now())
    assert (traces(), Photo.objects.get()) == (state, photo)


def test_whoever_left_the_roll_gets_no_picture_any_more_but_it_may_be_removed(cast):
    put(cast)
    type(cast.chen_member).objects.filter(pk=cast.chen_member.pk).update(status="left")
    page = text(sign_in(Client(), cast.wang).get(url("member", cast.chen_member)))
    assert url("remove_photo", cast.chen_member) in page
    assert url("put_photo", cast.chen_member) not in page
    with pytest.raises(OffTheRoll):
        put(cast, portrait((300, 500)))
    actions.remove_photo(cast.chen_member, "已离开", by=actor(cast.wang), at=now())
    assert not Photo.objects.exists()


def test_it_is_removed_for_a_reason_and_erased(cast):
    file, by = put(cast).file, actor(cast.wang)
    state = traces()
    with pytest.raises(PhotoReasonMissing):
        actions.remove_photo(cast.chen_member, " ", by=by, at=now())
    assert traces() == state

    actions.remove_photo(cast.chen_member, "本人要求更换", by=by, at=now())

    file.refresh_from_db()
    assert file.is_forgotten
    assert (last().event, last().facts["reason"]) == ("PhotoRemoved", "本人要求更换")
    with pytest.raises(NoPhoto):
        actions.remove_photo(cast.chen_member, "再次移除", by=by, at=now())


# ── the pages ────────────────────────────────────────────────────────────────────────────────


def test_the_keeper_uploads_replaces_and_removes_it_on_the_page(cast, client):
    wang = sign_in(client, cast.wang)
    assert "上传照片" in text(wang.get(url("member", cast.chen_member)))
    assert wang.get(url("put_photo", cast.chen_member)).status_code == 200
    assert wang.post(url("put_photo", cast.chen_member)).status_code == 422

    upload = io.BytesIO(picture(size=(900, 1200)))
    upload.name = "陈.jpg"
    page = wang.post(url("put_photo", cast.chen_member), {"photo": upload}, follow=True)

    assert url("photo", cast.chen_member) in text(page)
    assert "更换照片" in text(page)
    answer = wang.get(url("photo", cast.chen_member))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "private, no-store"
    wang.post(url("remove_photo", cast.chen_member), {"reason": "本人要求"})
    assert wang.get(url("photo", cast.chen_member)).status_code == 404


def test_it_is_seen_by_whoever_reads_personal_fields_and_by_himself(cast):
    put(cast)
    overseer = cast.person("ou", "欧阳明")
    organisation.give_grant(
        overseer, role=Role.OVERSEER, unit=cast.pier, starts_on=LONG_AGO, reason="查看", by=HOUSE
    )
    commissioner = cast.holder("hq", "何清", "publicity", cast.pier)
    seen = {cast.wang: 200, commissioner: 200, cast.chen: 200, overseer: 403, cast.zhao: 404}
    for user, status in seen.items():
        assert sign_in(Client(), user).get(url("photo", cast.chen_member)).status_code == status
    page = text(sign_in(Client(), overseer).get(url("member", cast.chen_member)))
    assert "portrait" not in page


def test_it_stands_on_ones_own_phone_page_and_not_in_lists(cast):
    put(cast)
    own = text(sign_in(Client(), cast.chen).get(reverse("workbench:my_file")))
    assert url("photo", cast.chen_member) in own
    roll = reverse("members:roll", args=[cast.pier.pk])
    assert "/photo/" not in text(sign_in(Client(), cast.wang).get(roll))
