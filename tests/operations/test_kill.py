"""kill -9 in the middle of sign-ins and of an import: nothing acknowledged is lost."""

import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from django.utils.timezone import now

from lianxin.areas.meetings import codes
from tests.operations.house import ROOT, House

CSRF = "k" * 32
CROWD = 4
BEFORE_THE_KILL = 80


@pytest.fixture(scope="module")
def house():
    folder = Path(tempfile.mkdtemp(prefix="lianxin-")).resolve()
    folder.chmod(0o755)
    house = House(folder / "var").up()
    yield house
    house.close()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def crowd(house):
    return inside(house, "-m", "tests.operations.crowd", "gather")


def inside(house, *command):
    """Run our own Python beside the house, with its keys and its database."""
    keys = {name: text(house, name) for name in ("SECRET_KEY", "FIELD_KEYS", "INDEX_KEY")}
    place = quote(str(house.server_home / "socket"), safe="")
    url = f"postgres://lianxin:{text(house, 'database-password')}@/lianxin?host={place}"
    said = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={
            "PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": url, "DATA_DIR": str(house.folder), **keys,
        },
    )  # fmt: skip
    assert said.returncode == 0, said.stdout + said.stderr
    return json.loads(said.stdout) if said.stdout.startswith("{") else said.stdout


def text(house, key):
    return (house.folder / "keys" / key).read_text(encoding="utf-8").strip()


def post(house, path, token, body=""):
    """The status of the answer, or None where none came."""
    headers = {
        "Cookie": f"lianxin={token}; csrftoken={CSRF}", "X-CSRFToken": CSRF,
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    with closing(http.client.HTTPConnection("127.0.0.1", house.port, timeout=30)) as connection:
        try:
            connection.request("POST", path, body, headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None


def sign_in(house, crowd, member):
    code = next(codes.codes_from(crowd["key"], crowd["meeting"], now(), count=1))
    return post(house, f"/q/{crowd['meeting']}/here/", crowd["members"][member], code.query)


def stream(house, crowd, heard, enough):
    """The whole crowd signs in, some at a time; who was told so is kept in `heard`."""
    members = list(crowd["members"])

    def one_after_another(first):
        for member in members[first::CROWD]:
            if sign_in(house, crowd, member) == 302:
                heard.append(member)
            if len(heard) >= BEFORE_THE_KILL:
                enough.set()

    threads = [threading.Thread(target=one_after_another, args=(n,)) for n in range(CROWD)]
    for thread in threads:
        thread.start()
    return threads


def present(house):
    with house.connect() as connection:
        rows = connection.execute(
            "select member_id from meetings_invitation where signed_in_at is not null"
        )
        return {str(member) for (member,) in rows}


def test_every_acknowledged_sign_in_is_there_after_kill_9(house, crowd):
    heard, enough = [], threading.Event()
    threads = stream(house, crowd, heard, enough)
    assert enough.wait(60), f"only {len(heard)} of them were answered"

    house.kill()
    for thread in threads:
        thread.join()
    told = set(heard)
    house.up()

    assert len(told) < len(crowd["members"])
    assert told - present(house) == set()
    assert "0 处差异" in inside(house, "manage.py", "reconcile")

    rest = [member for member in crowd["members"] if member not in told]
    assert {sign_in(house, crowd, member) for member in rest} == {302}
    assert present(house) == set(crowd["members"])
    assert "0 处差异" in inside(house, "manage.py", "reconcile")


def stage(house, batch):
    """The stage, how far it came, and the sentence if it stopped."""
    with house.connect() as connection:
        return connection.execute(
            "select stage, done_through, trouble from spreadsheets_batch where id = %s", [batch]
        ).fetchone()


def staged(house, batch):
    """How many lines were staged, and how many of them are different ones."""
    with house.connect() as connection:
        return connection.execute(
            "select count(*), count(distinct number) from spreadsheets_line where batch_id = %s",
            [batch],
        ).fetchone()


def kill_amid(house, batch, during, keeper):
    """kill -9 once a part of the stage is done; it stands where it was, and is taken up."""
    house.wait_for(lambda: stage(house, batch)[1] > 0, f"the first chunk of {during}")
    house.kill()
    house.up()
    assert stage(house, batch)[0] == during
    assert post(house, f"/imports/{batch}/resume/", keeper) == 302


def test_an_import_that_was_killed_goes_on_where_it_was(house, crowd):
    """Once while the lines are checked, and once while they are applied."""
    handed_in = inside(house, "-m", "tests.operations.crowd", "hand_in")
    batch, keeper, lines = handed_in["batch"], crowd["keeper"], handed_in["lines"]

    kill_amid(house, batch, "checking", keeper)
    house.wait_for(lambda: stage(house, batch)[0] == "checked", "the check")
    assert staged(house, batch) == (lines, lines)

    assert post(house, f"/imports/{batch}/apply/", keeper) == 302
    kill_amid(house, batch, "applying", keeper)
    house.wait_for(lambda: stage(house, batch)[0] == "applied", "the rest")

    with house.connect() as connection:
        entered = connection.execute(
            "select count(*), count(distinct name) from members_member where name like '新党员%'"
        ).fetchone()
    assert entered == (lines, lines)
    assert "0 处差异" in inside(house, "manage.py", "reconcile")
    assert "审计记录完整" in inside(house, "manage.py", "verify_audit")
