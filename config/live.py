"""The live process: `granian --interface asgi --workers 1 config.live:application`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from lianxin.foundation.live.application import Live  # noqa: E402 - after the apps are ready

application = Live()
