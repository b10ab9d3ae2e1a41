"""The laws that import-linter cannot see: verbs, doors, floors, words."""

import ast
import dataclasses
import importlib
import re
from pathlib import Path

import pytest
from django.db.models import ForeignKey

from lianxin.foundation.core.events import Event
from tests.architecture.house import (
    HOUSE,
    Verb,
    app_of,
    heights,
    layer,
    models,
    parse,
    rooms,
    sources,
    strings,
    verbs,
)

WRITES = {
    "save", "create", "bulk_create", "bulk_update", "delete", "get_or_create", "update_or_create",
}  # fmt: skip
READERS = {
    "views", "queries", "rules", "forms", "tasks", "management", "middleware", "context", "grants",
    "catalogue", "models", "templatetags", "spreadsheets",
}  # fmt: skip
SQL_WRITE = re.compile(r"^\s*(insert\s+into|update\s+\w+\s+set|delete\s+from|copy\s+\w)", re.I)
#: The generator of invented parts of the Party fills the tables themselves, by COPY.
GENERATOR = "rehearsal"
SYSTEM = {"receivers", "tasks", "management"}


# ---- verbs ----------------------------------------------------------------------------------


def test_there_are_verbs() -> None:
    assert len(list(verbs())) > 30


@pytest.mark.parametrize("verb", list(verbs()), ids=str)
def test_every_verb_asks_acts_and_tells(verb: Verb) -> None:
    keywords = {arg.arg for arg in verb.node.args.kwonlyargs}
    assert "by" in keywords, f"{verb} does not say who acts"
    assert "require" in verb.calls, f"{verb} does not ask for permission"
    assert "publish" in verb.calls, f"{verb} tells nobody"
    assert ast.get_docstring(verb.node), f"{verb} has no sentence of its own"


@pytest.mark.parametrize("verb", list(verbs()), ids=str)
def test_two_behaviours_are_two_verbs(verb: Verb) -> None:
    arguments = [*verb.node.args.args, *verb.node.args.kwonlyargs]
    switches = [
        arg.arg
        for arg in arguments
        if isinstance(arg.annotation, ast.Name) and arg.annotation.id == "bool"
    ]
    assert switches == []


def test_neighbours_call_verbs_only() -> None:
    """From outside an app, of its actions only what is public is used."""
    public = {
        name
        for room in rooms()
        for path in room.glob("actions/__init__.py")
        for name in importlib.import_module(
            ".".join(("lianxin", *path.parent.relative_to(HOUSE).parts))
        ).__all__
    }
    found = []
    for path in sources():
        for node in ast.walk(parse(path)):
            if not isinstance(node, ast.ImportFrom) or ".actions." not in (node.module or ""):
                continue
            if app_of(path) in {str(node.module).split(".")[2], GENERATOR}:
                continue
            found += [
                f"{path.relative_to(HOUSE)}: {name.name}"
                for name in node.names
                if name.name.islower() and name.name not in public
            ]
    assert found == []


def test_the_house_itself_acts_only_where_nobody_is_there() -> None:
    """Actor.system stands in receivers, tasks and commands, and in public views, which answer
    somebody who holds a key of another kind."""
    found = []
    for path in sources():
        if layer(path) in SYSTEM or app_of(path) == GENERATOR:
            continue
        for node in parse(path).body:
            decorators = {getattr(d, "id", "") for d in getattr(node, "decorator_list", [])}
            is_public_view = layer(path) == "views" and "public" in decorators
            uses = [
                child
                for child in ast.walk(node)
                if isinstance(child, ast.Attribute)
                and child.attr == "system"
                and getattr(child.value, "id", "") == "Actor"
            ]
            if uses and not is_public_view:
                found.append(f"{path.relative_to(HOUSE)}:{uses[0].lineno}")
    assert found == []


# ---- doors and questions --------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(READERS))
def test_only_actions_write(name: str) -> None:
    found = []
    for path in sources():
        if layer(path) != name:
            continue
        found += [f"{path.relative_to(HOUSE)}: {call}" for call in WRITES & methods(path)]
        found += [
            f"{path.relative_to(HOUSE)}: {text.split()[0]}"
            for text in strings(path)
            if SQL_WRITE.match(text)
        ]
        found += [f"{path.relative_to(HOUSE)}: update" for _ in updates(path)]
    assert found == []


def methods(path: Path) -> set[str]:
    """The methods a module calls; a plain function may have any name."""
    return {
        node.func.attr
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


def updates(path: Path) -> list[ast.Call]:
    """Calls of a queryset's update, which are told from a dict's by what they hang on."""
    return [
        node
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "update"
        and {"objects", "filter", "exclude", "all"}
        & {child.attr for child in ast.walk(node.func.value) if isinstance(child, ast.Attribute)}
    ]


def test_views_hold_no_try() -> None:
    found = [
        f"{path.relative_to(HOUSE)}:{node.lineno}"
        for path in sources()
        if layer(path) == "views"
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Try)
    ]
    assert found == []


def test_nobody_listens_to_signals_of_our_models() -> None:
    found = [
        str(path.relative_to(HOUSE))
        for path in sources()
        if re.search(r"\b(post|pre)_(save|delete)\b", path.read_text("utf-8"))
    ]
    assert found == []


# ---- floors ---------------------------------------------------------------------------------


def test_foreign_keys_point_down_the_floors() -> None:
    found = []
    for model in models():
        for key in model._meta.get_fields():
            if not isinstance(key, ForeignKey):
                continue
            there = key.related_model.__module__.split(".")
            here = model.__module__.split(".")
            if there[0] == "lianxin" and heights()[there[2]] > heights()[here[2]]:
                found.append(f"{model.__name__}.{key.name}")
    assert found == []


def test_templates_link_and_lend_only_downwards() -> None:
    found = []
    for template in HOUSE.rglob("templates/**/*.html"):
        here = template.relative_to(HOUSE).parts[1]
        text = template.read_text("utf-8")
        links = re.findall(r'{% url "(\w+):', text)
        lent = re.findall(r'{% (?:include|extends) "(\w+)/', text)
        found += [
            f"{template.relative_to(HOUSE)} → {there}"
            for there in {*links, *lent}
            if there in heights() and heights()[there] > heights()[here]
        ]
    assert found == []


# ---- news -----------------------------------------------------------------------------------


def events() -> list[type[Event]]:
    for room in rooms():
        if (room / "events.py").exists() or (room / "events").is_dir():
            importlib.import_module(f"lianxin.{room.parent.name}.{room.name}.events")
    return [kind for kind in every(Event) if kind.__module__.startswith("lianxin.")
            and ".tests" not in kind.__module__]  # fmt: skip


def every(kind: type[Event]) -> list[type[Event]]:
    return [each for below in kind.__subclasses__() for each in (below, *every(below))]


def test_every_event_has_a_name_for_readers_and_cannot_be_changed() -> None:
    nameless = [kind.__name__ for kind in events() if not kind.label]
    loose = [
        kind.__name__
        for kind in events()
        if not (dataclasses.is_dataclass(kind) and kind.__dataclass_params__.frozen)  # type: ignore[attr-defined]
    ]
    assert (nameless, loose) == ([], [])


def test_no_two_events_share_a_name() -> None:
    names = [kind.__name__ for kind in events()]
    assert sorted(names) == sorted(set(names))


def test_every_event_is_told_by_some_verb() -> None:
    told = {
        node.id
        for path in sources()
        if layer(path) == "actions"
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Name)
    }
    names = {kind.__name__ for kind in events() if not every(kind)}
    assert names - told == set()


# ---- tests ----------------------------------------------------------------------------------


def test_nothing_of_our_own_is_mocked() -> None:
    found = [
        str(path.relative_to(HOUSE.parent))
        for base in (HOUSE, HOUSE.parent / "tests")
        for path in base.rglob("test_*.py")
        if re.search(r"unittest\.mock|\bmocker\b|MagicMock", path.read_text("utf-8"))
        and path != Path(__file__)
    ]
    assert found == []
