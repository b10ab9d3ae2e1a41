"""What every test stands on: one template database, closed networks, one browser."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent

# The browser's driver runs a loop in this thread, which Django would take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Native date fields speak the language of the environment, not of the page.
os.environ.setdefault("LANGUAGE", "zh_CN")


# ── networks are closed: only this machine answers ───────────────────────────────────────────


def pytest_configure(config: pytest.Config) -> None:
    from pytest_socket import socket_allow_hosts

    socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    _no_hurry()


def _no_hurry() -> None:
    """A busy machine is no fault of the code: properties are not timed."""
    from hypothesis import HealthCheck, settings

    settings.register_profile(
        "lianxin", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("lianxin")


# ── workers share the tests one by one, but one of them starts real servers ──────────────────


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests that share a running house stay together; the others go wherever there is room."""
    from xdist.scheduler import LoadScopeScheduling

    class OneStartsServers(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            return "operations" if nodeid.startswith("tests/operations/") else nodeid

    return OneStartsServers(config, log)


# ── the schema is made once, each worker gets a copy of it ───────────────────────────────────


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """A database of one's own, copied from a template that is migrated once per set of migrations.

    The name carries the worker's number (pytest-django sees to that); `--create-db` makes the
    template anew.
    """
    from django.conf import settings
    from django.db import connection

    with django_db_blocker.unblock():
        base = connection.settings_dict["NAME"]
        own = connection.settings_dict["TEST"]["NAME"] or f"test_{base}"
        template = f"test_{base}_template_{_schema()}"
        anew = request.config.getvalue("create_db") and not hasattr(request.config, "workerinput")
        with _administration(base) as cursor:
            _make_template(cursor, base, template, anew=anew)
            _drop(cursor, own)
            cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE "{template}"')
        _point_to(own)
        settings.DATABASES["default"]["NAME"] = own
    yield
    with django_db_blocker.unblock():
        connection.close()
        with _administration(base) as cursor:
            _drop(cursor, own)


def _schema() -> str:
    """A fingerprint of everything that shapes the schema."""
    files = [ROOT / "requirements.lock", *sorted(ROOT.glob("lianxin/*/*/migrations/*.py"))]
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + file.read_bytes())
    return total.hexdigest()[:12]


def _point_to(name: str) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def _administration(base: str) -> Iterator[Any]:
    """A cursor beside the test databases; workers take turns."""
    from django.db import connection

    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [f"lianxin tests {base}"])
        yield cursor


def _make_template(cursor: Any, base: str, template: str, *, anew: bool) -> None:
    cursor.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)",
        [f"test_{base}_template_"],
    )
    found = {name for (name,) in cursor.fetchall()}
    if template in found and not anew:
        return
    for name in found:
        _drop(cursor, name)
    draft = f"test_{base}_template_draft"
    cursor.execute(f'CREATE DATABASE "{draft}" TEMPLATE template0')
    _migrate(draft)
    cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{template}"')


def _migrate(name: str) -> None:
    from django.core.management import call_command

    _point_to(name)
    call_command("migrate", interactive=False, verbosity=0)
    _point_to(name)


def _drop(cursor: Any, name: str) -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(autouse=True, scope="session")
def _sizes_are_asked_once() -> None:
    """Tests count statements: none may stand where ten minutes happen to be over."""
    from lianxin.foundation.core import pages

    pages.REMEMBERED = 10**9


@pytest.fixture(autouse=True)
def _no_jobs_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Django empties its own tables after a test that commits; the queue's are not among them."""
    yield
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction", False)
    if commits or {"transactional_db", "live_server"} & set(request.fixturenames):
        from django.db import connection

        connection.cursor().execute("TRUNCATE procrastinate_jobs CASCADE")


# ── the people and places ────────────────────────────────────────────────────────────────────


@pytest.fixture
def cast(db: None) -> Any:
    """Everybody in tests/cast.py, made for this test."""
    from tests.cast import Cast

    return Cast()


# ── the browser: Debian's Chromium, Chinese, at rest ─────────────────────────────────────────


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    from tools.browser import find

    arguments = ["--disable-dev-shm-usage", "--font-render-hinting=none", "--lang=zh-CN"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": find(), "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    calm = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce"}
    return {**browser_context_args, **calm}


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each test names its own address; the plug-in's fixture is of a kind pytest gives up."""
