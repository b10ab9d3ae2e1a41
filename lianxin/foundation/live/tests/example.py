"""A live process with one topic of its own: a person watches his own name."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
django.setup()

from lianxin.foundation.live.application import Live  # noqa: E402
from lianxin.foundation.live.topics import Topic, plug  # noqa: E402

plug(
    Topic(
        name="name",
        place="select id from accounts_user where id = %(key)s and %(user)s::bigint is not null",
        permits=lambda actor, row: actor.user_id == row[0],
        snapshot="select id, json_build_object('name', name) from accounts_user"
        " where id = any(%(keys)s)",
    )
)
application = Live(cap=3, longest=4)
