"""Between the database and the pages: static files, migrations, and what a first start needs.

Run by the supervisor as `python -m tools.prepare ANSWER [--demo]`. What the person at the keyboard
must read (the set-up link, the demo's log-ins) goes into the file ANSWER.
"""

import io
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from whitenoise.compress import Compressor
from whitenoise.compress import main as compress

from tools import environment
from tools.places import BUILD, DIST, ROOT
from tools.words import say

STAMP = BUILD / "static.stamp"


def main(answer: str, *options: str) -> int:
    django.setup()
    with environment.one_at_a_time():
        collect_static_files()
    migrate()
    call_command("load_workdays", verbosity=0, stdout=io.StringIO())
    words = demonstration() if "--demo" in options else set_up_link()
    Path(answer).write_text(words, encoding="utf-8")
    return 0


def collect_static_files() -> None:
    wanted = environment.digest(*_static_sources())
    here = settings.STATIC_ROOT / "staticfiles.json"
    if here.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    say("收集静态文件 · collecting static files")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    already_small = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
    compress(["--quiet", str(settings.STATIC_ROOT), *already_small])
    STAMP.write_text(wanted, encoding="utf-8")


def _static_sources() -> Iterable[Path]:
    yield ROOT / environment.RUN
    for folder in [DIST, *(ROOT / "lianxin").glob("*/*/static")]:
        yield from (path for path in folder.rglob("*") if path.is_file())


def migrate() -> None:
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say(f"更新数据库结构（{len(plan)} 步）· {len(plan)} migrations")
        call_command("migrate", interactive=False, verbosity=0)


def demonstration() -> str:
    """The invented committee in an empty database; its log-ins."""
    if apps.get_model(settings.AUTH_USER_MODEL)._default_manager.exists():
        say("数据库里已有数据，未载入演示数据 · the database is not empty: no demo loaded")
        return set_up_link()
    say("载入演示数据，约需一两分钟 · loading the demo")
    return _words_of("demo")


def set_up_link() -> str:
    """How to begin with one's own organisation; nothing once it is set up."""
    link = _words_of("setup_link", base_url=os.environ["PUBLIC_URL"]).strip()
    return link and (
        "  第一次使用：请用浏览器打开下面的一次性链接，开始设置。\n"
        "  First use: open this one-time link in a browser to set Lianxin up.\n"
        f"  {link}\n"
    )


def _words_of(command: str, **options: str) -> str:
    said = io.StringIO()
    call_command(command, stdout=said, **options)
    return said.getvalue()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
