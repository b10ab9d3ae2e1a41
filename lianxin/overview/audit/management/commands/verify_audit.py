"""Proves that the record of events is whole, or names the first entry that is broken."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lianxin.overview.audit import sealing


class Command(BaseCommand):
    help = "验证审计记录：重算整条摘要链，指出第一条被改动的记录。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head",
            metavar="批次:摘要",
            help="以前记下的某批摘要，例如 12:ab34…；可发现整条链被截断或重造。",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = sealing.verify(known=_known(options["head"]))
        self.stdout.write(
            f"封存 {verdict.seals} 批，{verdict.entries} 条；尚未封存 {verdict.unsealed} 条。"
        )
        if not verdict.is_sound:
            at = f"（记录 {verdict.entry_id}）" if verdict.entry_id else ""
            raise CommandError(f"审计记录不完整：{verdict.fault}{at}", returncode=2)
        if verdict.head:
            self.stdout.write(f"末批摘要 {verdict.head}，请在库外留存。")
        self.stdout.write(self.style.SUCCESS("审计记录完整。"))


def _known(head: str | None) -> tuple[int, bytes] | None:
    if not head:
        return None
    number, _, digest = head.partition(":")
    try:
        return int(number), bytes.fromhex(digest)
    except ValueError as unreadable:
        raise CommandError("--head 的格式是 批次:摘要，例如 12:ab34…") from unreadable
