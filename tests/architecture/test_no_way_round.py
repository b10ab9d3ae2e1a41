"""No path past the house: no superuser, no admin that writes, the slow hasher in production."""

from django.apps import apps
from django.core.management import get_commands

from config import settings as production
from lianxin.foundation.accounts.models import User


def test_there_is_no_superuser() -> None:
    assert not apps.is_installed("django.contrib.auth")
    assert not apps.is_installed("django.contrib.admin")
    assert "createsuperuser" not in get_commands()
    fields = {field.name for field in User._meta.get_fields()}
    assert fields.isdisjoint({"is_superuser", "is_staff", "user_permissions", "groups"})


def test_passwords_are_kept_by_argon2() -> None:
    assert production.PASSWORD_HASHERS == ["lianxin.foundation.accounts.hashing.Argon2"]


def test_no_password_stands_in_the_settings() -> None:
    assert not [name for name in dir(production) if "PASSWORD" in name and "HASHERS" not in name]
