import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from lianxin.foundation.organisation.models import Unit
from lianxin.overview.rehearsal.whole import rehearse


class Command(BaseCommand):
    help = "Load an invented hospital committee into an empty database and print five logins."

    def handle(self, *args: Any, **options: Any) -> None:
        if Unit.objects.exists():
            raise CommandError("数据库里已有组织；演示数据只写入空库，什么都没有改动。")
        began = time.perf_counter()
        done = rehearse(at=now())
        made = done.hospital
        took = time.perf_counter() - began
        people = sum(len(place.roll) for place in made.places)
        self.stdout.write(
            f"演示单位已就绪：{len(made.places)} 个支部，{people} 名党员，"
            f"两年 {done.meetings} 次会议（{took:.0f} 秒）。人名、证件号均为虚构。"
        )
        self.stdout.write("可用以下账号登录（密码只显示这一次）：")
        for login in made.logins:
            self.stdout.write(f"  {login.what}：{login.username} / {login.password}")
