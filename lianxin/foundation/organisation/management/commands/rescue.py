"""For the day the only security administrator loses password or phone: the keeper of the
server gives the account a one-time password and takes the phone off. The record keeps it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from lianxin.foundation.accounts import actions, queries
from lianxin.foundation.core.actors import Actor

KEEPER = Actor.system("rescue")


class Command(BaseCommand):
    help = "Give an account a one-time password and take its second factor off."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: Any) -> None:
        user = queries.user_named(queries.plain_name(username))
        if user is None:
            raise CommandError("没有这个用户名。")
        if user.has_second_factor:
            actions.reset_second_factor(user, by=KEEPER, at=now())
        self.stdout.write(actions.reset_password(user, by=KEEPER, at=now()))
