"""Prints the one-time link that sets up an empty house; silent once the house stands."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.organisation import actions, queries


class Command(BaseCommand):
    help = "Print the one-time set-up link of an empty installation; a new one replaces the old."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--base-url", default="", help="for instance https://dj.example.org")

    def handle(self, *, base_url: str, **options: Any) -> None:
        if queries.is_established():
            return
        token = actions.offer_setup(by=Actor.system("setup"))
        base = base_url or f"http://{os.environ.get('HOST', '127.0.0.1')}:{_port()}"
        self.stdout.write(base.rstrip("/") + reverse("organisation:setup", args=[token]))


def _port() -> str:
    return os.environ.get("PORT", "8000")
