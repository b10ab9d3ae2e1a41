"""The house as it is deployed, with one more address: the floor the pages are measured against."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
SESSION_IDLE_MINUTES = 600
