import time
from fractions import Fraction
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.timezone import now

from lianxin.foundation.organisation.models import Unit
from lianxin.overview.rehearsal.loading import load


class Command(BaseCommand):
    help = "Fill an empty database with an invented part of the Party, for measuring."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", default="1/1000", help="a fraction of the whole: 1/100")
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *args: Any, **options: Any) -> None:
        if Unit.objects.exists():
            raise CommandError("数据库里已有组织；populate 只向空库写入演练数据，什么都没有改动。")
        began = time.perf_counter()
        with transaction.atomic():
            made = load(scale=float(Fraction(options["scale"])), seed=options["seed"], at=now())
        # The neighbour that keeps the numbers builds them from the records.
        call_command("reconcile", repair=True, stdout=StringIO())
        took = time.perf_counter() - began
        what = "，".join(f"{name} {count:,}" for name, count in made.items())
        self.stdout.write(f"{what}；用时 {took:.1f} 秒（种子 {options['seed']}）")
