"""Recounts every figure from the records and says where the counters differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lianxin.foundation.core.actors import Actor
from lianxin.overview.insight import actions, folding

SHOWN = 50


class Command(BaseCommand):
    help = "按原始记录重新统计全部指标，与计数器核对；--repair 修正差异，--rebuild 全部重建。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="把有差异的计数器改为应有的数")
        parser.add_argument("--rebuild", action="store_true", help="删去全部计数器，按记录重建")

    def handle(self, *args: Any, **options: Any) -> None:
        by = Actor.system("核对统计数据")
        if options["rebuild"]:
            self.stdout.write(f"已重建 {actions.rebuild(by=by)} 个计数器。")
        found = actions.repair(by=by) if options["repair"] else folding.differences()
        for difference in found[:SHOWN]:
            self.stdout.write(str(difference))
        if len(found) > SHOWN:
            self.stdout.write(f"……共 {len(found)} 处，只列前 {SHOWN} 处。")
        if found and not options["repair"]:
            raise CommandError(f"有 {len(found)} 处差异。加 --repair 修正。", returncode=2)
        said = f"已修正 {len(found)} 处差异。" if found else "0 处差异：计数器与记录一致。"
        self.stdout.write(self.style.SUCCESS(said))
