"""How the laws read the house: its files, its floors, its verbs, its tables."""

import ast
import importlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "lianxin"
FLOORS = ("foundation", "areas", "overview")


@cache
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def sources() -> tuple[Path, ...]:
    """Every module of the house but tests and migrations."""
    return tuple(
        path
        for path in sorted(HOUSE.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.relative_to(HOUSE).parts)
    )


def layer(path: Path) -> str:
    """What kind of module this is in its app: views, actions, queries…"""
    parts = path.relative_to(HOUSE).parts
    return parts[2].removesuffix(".py") if len(parts) > 2 else ""


def app_of(path: Path) -> str:
    parts = path.relative_to(HOUSE).parts
    return parts[1] if len(parts) > 2 else ""


def rooms() -> list[Path]:
    """The folders of the apps."""
    return sorted(path for floor in FLOORS for path in (HOUSE / floor).iterdir() if path.is_dir())


def models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("lianxin.")]


# ---- floors ---------------------------------------------------------------------------------


@cache
def heights() -> dict[str, int]:
    """Each app's height, read from the layers that import-linter enforces."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    found: dict[str, int] = {}
    for base, floor in enumerate(FLOORS):
        (contract,) = (
            each
            for each in contracts["contracts"]
            if each.get("containers") == [f"lianxin.{floor}"]
        )
        for height, names in enumerate(reversed(contract["layers"])):
            found |= {name.strip(" ()"): base * 100 + height for name in names.split("|")}
    return found


# ---- verbs ----------------------------------------------------------------------------------


@dataclass
class Verb:
    """A public action, with everything it calls inside its app's actions."""

    app: str
    node: ast.FunctionDef
    calls: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return f"{self.app}.{self.node.name}"


def verbs() -> Iterator[Verb]:
    """The verbs of an app: the public functions of actions.py, or what actions/ has in __all__."""
    for room in rooms():
        files = sorted([*room.glob("actions.py"), *room.glob("actions/**/*.py")])
        functions = {
            node.name: node
            for path in files
            for node in parse(path).body
            if isinstance(node, ast.FunctionDef)
        }
        for name in public_actions(room):
            if name in functions:
                yield Verb(room.name, functions[name], reached(functions, name))


def public_actions(room: Path) -> list[str]:
    if (room / "actions.py").exists():
        body = parse(room / "actions.py").body
        return [
            node.name
            for node in body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        ]
    if (room / "actions").is_dir():
        dotted = ".".join(("lianxin", *room.relative_to(HOUSE).parts, "actions"))
        return list(importlib.import_module(dotted).__all__)
    return []


def reached(functions: dict[str, ast.FunctionDef], name: str) -> set[str]:
    """Every name that a function calls, by itself, through its helpers, or through a registry
    that a decorator fills."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        node = functions[waiting.pop()]
        for called in {*calls(node), *registered(functions, node)} - found:
            found.add(called)
            if called in functions:
                waiting.append(called)
    return found


def registered(functions: dict[str, ast.FunctionDef], node: ast.FunctionDef) -> set[str]:
    """The functions in a registry that this one looks things up in: `_steps[stage](…)`."""
    looked_in = {
        child.func.value.id
        for child in ast.walk(node)
        if isinstance(child, ast.Call)
        and isinstance(child.func, ast.Subscript)
        and isinstance(child.func.value, ast.Name)
    }
    fillers = {other for other, body in functions.items() if looked_in & names_filled(body)}
    return {
        other
        for other, body in functions.items()
        for decorator in body.decorator_list
        if isinstance(decorator, ast.Call) and fillers & set(calls(decorator))
    }


def names_filled(node: ast.FunctionDef) -> set[str]:
    return {
        target.value.id
        for child in ast.walk(node)
        if isinstance(child, ast.Assign)
        for target in child.targets
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name)
    }


def calls(node: ast.AST) -> Iterator[str]:
    for child in ast.walk(node):
        if isinstance(child, ast.Call):
            target: Any = child.func
            yield target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def strings(path: Path) -> Iterator[str]:
    """The texts of a module that are not its docstrings."""
    docs = {
        id(node.body[0].value)
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value
