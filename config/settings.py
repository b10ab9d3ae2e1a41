"""How Lianxin is deployed: every difference is an environment variable, defaults are safe."""

import re
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(ROOT / ".env")

VERSION = "0.1.0"
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATABASES = {"default": env.db("DATABASE_URL")}
# The folder of a socket is written `?host=/folder`; everybody looks for it in HOST.
for _part in ("host", "port"):
    if _given := DATABASES["default"].get("OPTIONS", {}).pop(_part, ""):
        DATABASES["default"][_part.upper()] = _given
DATABASES["default"]["CONN_MAX_AGE"] = None
# The few statements of core.prepared are planned once a connection. Not behind a pooler that lends
# connections by the transaction.
if env.bool("DATABASE_PREPARED", default=True):
    DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = 0

INSTALLED_APPS = [
    "lianxin.overview.audit",
    "lianxin.overview.insight",
    "lianxin.overview.workbench",
    "lianxin.overview.rehearsal",
    "lianxin.areas.admission",
    "lianxin.areas.transfers",
    "lianxin.areas.terms",
    "lianxin.areas.dossier",
    "lianxin.areas.meetings",
    "lianxin.areas.members",
    "lianxin.foundation.procedures",
    "lianxin.foundation.papers",
    "lianxin.foundation.files",
    "lianxin.foundation.messaging",
    "lianxin.foundation.policies",
    "lianxin.foundation.workdays",
    "lianxin.foundation.spreadsheets",
    "lianxin.foundation.live",
    "lianxin.foundation.organisation",
    "lianxin.foundation.accounts",
    "lianxin.foundation.ui",
    "lianxin.foundation.core",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "lianxin.foundation.ui.middleware.MovedMiddleware",
    "lianxin.foundation.organisation.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lianxin.foundation.core.middleware.SafeHeadersMiddleware",
    "lianxin.foundation.core.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "lianxin.foundation.accounts.context.session",
                "lianxin.overview.workbench.context.navigation",
            ],
            "builtins": [
                "django.templatetags.static",
                "lianxin.foundation.ui.templatetags.ui",
                "template_partials.templatetags.partials",
            ],
        },
    }
]
# Messages live in a signed cookie: nothing is stored on the server for a notice.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["lianxin.foundation.accounts.hashing.Argon2"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "lianxin.foundation.ui.forms.Renderer"

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"

STATIC_URL = "static/"
STATIC_ROOT = ROOT / "build" / "static"
STATICFILES_DIRS = [ROOT / "assets" / "dist"] if (ROOT / "assets" / "dist").exists() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
MEDIA_ROOT = Path(env("DATA_DIR", default=str(ROOT / "var"))) / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 2**20


def _is_hashed(path: str, url: str) -> bool:
    """Files named after their content never change: Django's hash or esbuild's."""
    return bool(re.search(r"(\.[0-9a-f]{12}\.|-[A-Z0-9]{8}\.)", url))


WHITENOISE_IMMUTABLE_FILE_TEST = _is_hashed

# A folder with the fonts of official papers (仿宋_GB2312, 方正小标宋…), which nobody may pass on.
PAPER_FONTS = env("PAPER_FONTS", default="")

# Keys stand outside the database; `make run` makes them once under var/keys.
FIELD_KEYS = env.list("FIELD_KEYS", default=[])  # "id:base64", newest first
INDEX_KEY = env("INDEX_KEY", default="")
FIELD_CIPHER = env("FIELD_CIPHER", default="AES-256-GCM")  # or SM4-GCM
AUDIT_DIGEST = env("AUDIT_DIGEST", default="sha256")  # or sm3

# Trusted proxies before this server; X-Forwarded-For is believed that far from the right.
PROXIES = env.int("PROXIES", default=0)
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)
LIVE_URL = env("LIVE_URL", default="/live")
SECURE_COOKIES = env.bool("SECURE_COOKIES", default=False)
CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_FAILURE_VIEW = "lianxin.foundation.core.refused.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []

# What goes wrong is written to standard error, where `make run` or a service manager shows it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
