import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import now

from lianxin.foundation.organisation.models import Unit
from lianxin.overview.rehearsal.admissions import begin
from lianxin.overview.rehearsal.demo import build
from lianxin.overview.rehearsal.elections import prepare
from lianxin.overview.rehearsal.files import keep_files
from lianxin.overview.rehearsal.moves import move
from lianxin.overview.rehearsal.party_life import live


class Command(BaseCommand):
    help = "Load an invented hospital committee into an empty database and print five logins."

    def handle(self, *args: Any, **options: Any) -> None:
        if Unit.objects.exists():
            raise CommandError("数据库里已有组织；演示数据只写入空库，什么都没有改动。")
        began = time.perf_counter()
        with transaction.atomic():
            made = build(at=now())
            held = live(made)
            prepare(made)
            move(made)
            keep_files(made)
            begin(made)
        took = time.perf_counter() - began
        people = sum(len(place.roll) for place in made.places)
        self.stdout.write(
            f"演示单位已就绪：{len(made.places)} 个支部，{people} 名党员，两年 {held} 次会议"
            f"（{took:.0f} 秒）。人名、证件号均为虚构。"
        )
        self.stdout.write("可用以下账号登录（密码只显示这一次）：")
        for login in made.logins:
            self.stdout.write(f"  {login.what}：{login.username} / {login.password}")
