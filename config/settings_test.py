import base64
import os

os.environ.setdefault("SECRET_KEY", "test-only")
os.environ.setdefault("DATABASE_URL", "postgres:///lianxin_test")
os.environ.setdefault("FIELD_KEYS", "1:" + base64.b64encode(b"t" * 32).decode())
os.environ.setdefault("INDEX_KEY", base64.b64encode(b"i" * 32).decode())

from config.settings import *  # noqa: F403

# The real hasher is meant to be slow; the tests of accounts set it back.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# An icon that does not exist is a fault of the page, not a blank square.
UI_STRICT = True
