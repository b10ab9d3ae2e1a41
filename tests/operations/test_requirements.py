"""What the code imports is what the lock installs."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = {"lianxin", "config", "tools", "tests", "bench", "conftest"}


def imported(files):
    """The third-party modules a set of files imports, with one file that does."""
    found = {}
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names.append(node.module)
            for name in names:
                found[name.partition(".")[0]] = file.relative_to(ROOT).as_posix()
    return {
        name: file for name, file in found.items() if name not in OURS | sys.stdlib_module_names
    }


def stated(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    names = set(re.findall(r"^([A-Za-z0-9][A-Za-z0-9._-]*)", text, re.MULTILINE))
    return {re.sub(r"[-_.]+", "-", name).lower() for name in names}


def unstated(files, names):
    homes = packages_distributions()
    return {
        module: file
        for module, file in imported(files).items()
        if not {re.sub(r"[-_.]+", "-", home).lower() for home in homes.get(module, [])} & names
    }


def is_test(path):
    return "tests" in path.relative_to(ROOT).parts


def test_what_the_house_imports_stands_in_requirements_in():
    files = [p for f in ("lianxin", "config", "tools") for p in (ROOT / f).rglob("*.py")]

    assert unstated([p for p in files if not is_test(p)], stated("requirements.in")) == {}


def test_what_the_tests_import_stands_in_requirements_dev_in():
    files = [p for f in ("lianxin", "tests") for p in (ROOT / f).rglob("*.py") if is_test(p)]

    known = stated("requirements.in") | stated("requirements-dev.in")
    assert unstated([*files, ROOT / "conftest.py"], known) == {}


def test_every_library_has_a_reason():
    for name in ("requirements.in", "requirements-dev.in", "requirements-node.in"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        assert [x for x in lines if x and x[0] not in "#-" and "  # " not in x] == [], name


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_stated_library_is_pinned_with_hashes(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    pinned = stated(name)

    assert stated(name.replace(".lock", ".in")) <= pinned
    assert all("--hash=sha256:" in x for x in re.split(r"\n(?=[a-z])", text) if "==" in x)


def test_no_lock_names_the_place_its_packages_came_from():
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-node.lock"):
        assert not re.search(r"://|index-url|find-links", (ROOT / name).read_text("utf-8")), name
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_the_set_up_itself_needs_nothing_but_python():
    """These run before the environment exists."""
    names = ["__main__", "commands", "environment", "assets", "places", "words"]

    assert imported([ROOT / "tools" / f"{name}.py" for name in names]) == {}
