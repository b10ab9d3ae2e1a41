"""Enters the working days of some years, as published or provisionally."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import localdate, now

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.workdays import actions


class Command(BaseCommand):
    help = "载入工作日历：已公布的年份按放假通知，其余按法定节假日暂定。人工调整过的日期不变。"

    def add_arguments(self, parser: CommandParser) -> None:
        this_year = localdate().year
        parser.add_argument("--first", type=int, default=this_year - 1, help="从哪一年")
        parser.add_argument(
            "--last", type=int, default=this_year + actions.FAR - 1, help="到哪一年"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        by = Actor.system("载入工作日历")
        for number in range(options["first"], options["last"] + 1):
            year = actions.load_year(number, by=by, at=now())
            self.stdout.write(f"{year}：{year.source}{'，暂定' if year.provisional else ''}")
