"""Prints who may do what: the roles of every permission, and each app's rules in words."""

import importlib
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.module_loading import module_has_submodule

from lianxin.foundation.organisation import grants
from lianxin.foundation.organisation.catalogue import ROLE_NAMES

KEPT = settings.ROOT / "docs" / "permissions.md"
HEAD = """# Permissions

Written by `make permissions`; a test sees that it is current. A role holds at a unit and
everything below it, through a grant between two dates; most grants come with a post. Whoever
has no role sees and does what is his own. There is no superuser.

## Roles
"""


class Command(BaseCommand):
    help = "Print docs/permissions.md: every permission with its roles, every rule in words."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="into docs/permissions.md")

    def handle(self, *, write: bool, **options: Any) -> None:
        text = "\n".join(page())
        if write:
            KEPT.write_text(text + "\n", "utf-8")
        else:
            self.stdout.write(text)


def page() -> Iterator[str]:
    yield HEAD
    names = list(ROLE_NAMES.values())
    yield f"| Permission | {' | '.join(names)} |"
    yield f"|---|{':-:|' * len(names)}"
    for permission, roles in grants.table().items():
        ticks = ("✓" if role in roles else "" for role in ROLE_NAMES)
        yield f"| `{permission}` | {' | '.join(ticks)} |"
    yield "\n## Rules"
    for app, rules in rooms():
        yield f"\n### {app}\n"
        yield from (f"- `{name}`: {said}" for name, said in sentences(rules))


def rooms() -> list[tuple[str, ModuleType]]:
    """The apps that have keys, from the ground up by name."""
    with_rules = [
        config
        for config in apps.get_app_configs()
        if config.name.startswith("lianxin.") and module_has_submodule(config.module, "rules")
    ]
    return [
        (config.label, importlib.import_module(f"{config.name}.rules"))
        for config in sorted(with_rules, key=lambda config: config.label)
    ]


def sentences(rules: ModuleType) -> list[tuple[str, str]]:
    """What each may_… and visible… says of itself, in the order of the file."""
    functions = [
        (name, function)
        for name, function in inspect.getmembers(rules, inspect.isfunction)
        if function.__module__ == rules.__name__ and name.startswith(("may_", "visible", "seen"))
    ]
    functions.sort(key=lambda pair: pair[1].__code__.co_firstlineno)
    return [
        (name, " ".join((inspect.getdoc(function) or "").split())) for name, function in functions
    ]
