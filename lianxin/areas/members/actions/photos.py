from datetime import datetime

from django.db import transaction

from lianxin.areas.members import rules
from lianxin.areas.members.actions.history import locked, on_the_roll
from lianxin.areas.members.events import PhotoPut, PhotoRemoved
from lianxin.areas.members.models import Member, Photo
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.events import publish
from lianxin.foundation.core.refusals import Refused, require
from lianxin.foundation.files import actions as files
from lianxin.foundation.files.looking import Handed, cut
from lianxin.foundation.files.models import File

WIDTH, HEIGHT = 480, 640


class NoPhoto(Refused):
    sentence = "这名成员没有照片，可能已经移除。"


class PhotoReasonMissing(Refused):
    sentence = "请写明移除照片的原因，它会留在记录中。"


@transaction.atomic
def put_photo(member: Member, handed: Handed, *, by: Actor, at: datetime) -> Photo:
    """Give a member a picture, cut to a portrait; the one before is erased."""
    require(rules.may_manage(by, at=member.unit))
    portrait = cut(handed, width=WIDTH, height=HEIGHT)
    member = on_the_roll(member)
    before = Photo.objects.select_related("file").filter(member=member).first()
    file = files.keep_handed(portrait, unit=member.unit, by=by, at=at)
    if before is not None and before.file.sha256 == file.sha256:
        files.forget_file(file, reason="同一张照片", by=by, at=at)
        return before

    photo = before or Photo(member=member)
    old = before.file if before else None
    photo.file, photo.put_at = file, at
    photo.save()
    _erase(old, "更换照片", by=by, at=at)

    publish(PhotoPut(unit_id=member.unit_id, subject_id=member.pk, replaced=old is not None), by=by)
    return photo


@transaction.atomic
def remove_photo(member: Member, reason: str, *, by: Actor, at: datetime) -> None:
    """Take the picture away and erase it."""
    require(rules.may_manage(by, at=member.unit))
    if not reason.strip():
        raise PhotoReasonMissing
    member = locked(member)
    photo = Photo.objects.select_related("file").filter(member=member).first()
    if photo is None:
        raise NoPhoto

    photo.delete()
    _erase(photo.file, "移除照片", by=by, at=at)

    publish(
        PhotoRemoved(unit_id=member.unit_id, subject_id=member.pk, reason=reason.strip()), by=by
    )


def _erase(file: File | None, reason: str, *, by: Actor, at: datetime) -> None:
    if file is not None:
        files.forget_file(file, reason=reason, by=by, at=at)
