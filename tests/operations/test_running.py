"""`make run`: it comes up, it goes down, it survives being killed, it lets nobody else in."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.operations.house import House


@pytest.fixture(scope="module")
def place():
    """A folder others may pass through, as a data folder usually lies in one."""
    folder = Path(tempfile.mkdtemp(prefix="lianxin-")).resolve()
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def running(place):
    house = House(place / "数据 var")
    yield house
    house.close()


@pytest.fixture
def house(running):
    """Up, whatever the test before did to it."""
    return running.up()


def mode(path):
    return path.stat().st_mode & 0o777


def test_it_says_in_four_words_that_it_is_ready(house):
    house.wait_for(lambda: house.health()[1].get("jobs") == "ok", "the worker")

    status, words = house.health()

    assert status == 200
    assert words == {"status": "ok", "database": "18.4", "jobs": "ok", "version": "0.1.0"}
    assert f"http://127.0.0.1:{house.port}" in house.words()


def test_the_keys_are_made_once_and_belong_to_the_owner(house):
    keys = house.folder / "keys"
    before = {path.name: path.read_bytes() for path in keys.iterdir()}

    house.interrupt()
    house.up()

    assert set(before) == {"SECRET_KEY", "FIELD_KEYS", "INDEX_KEY", "database-password"}
    assert before == {path.name: path.read_bytes() for path in keys.iterdir()}
    assert {mode(path) for path in keys.iterdir()} == {0o600}
    assert mode(keys) == 0o700


def test_a_second_run_is_refused_and_disturbs_nothing(house):
    first = house.supervisor

    second = house.run(PORT=str(house.port + 2))

    assert second.returncode != 0
    assert "已在运行" in second.stderr
    assert "already running" in second.stderr
    assert f"http://127.0.0.1:{house.port}" in second.stderr
    assert (house.health()[0], house.supervisor) == (200, first)


def test_after_kill_9_of_everything_it_comes_up_and_what_was_acknowledged_is_there(house):
    with house.connect() as connection:
        connection.execute("create table if not exists acknowledged (number int)")
        connection.execute("insert into acknowledged values (42)")
        house.kill()
    # The number in the lock file may belong to a stranger by the time of the next start: to us.
    note = house.server_home / "data" / "postmaster.pid"
    _, _, rest = note.read_text(encoding="utf-8").partition("\n")
    note.write_text(f"{os.getpid()}\n{rest}", encoding="utf-8")

    house.up()

    with house.connect() as connection:
        assert connection.execute("select max(number) from acknowledged").fetchone() == (42,)


def test_when_only_the_supervisor_is_killed_the_next_run_takes_over(house):
    orphans = [house.postmaster, *house.processes()]
    os.kill(house.supervisor, signal.SIGKILL)
    house.process.wait(30)

    house.up()

    assert house.postmaster not in orphans
    assert set(house.processes()).isdisjoint(orphans)


def test_an_orphaned_database_is_stopped_before_a_new_one_starts(house):
    """Where the system does not tell children of our death, or the note was missed."""
    orphan = house.postmaster
    os.kill(orphan, signal.SIGSTOP)  # deaf to the news
    os.kill(house.supervisor, signal.SIGKILL)
    house.process.wait(30)
    os.kill(orphan, signal.SIGCONT)

    house.up()

    assert house.postmaster != orphan


def test_when_make_is_killed_everything_ends_and_the_next_run_waits_for_that(house):
    before = house.supervisor

    house.process.kill()
    house.process.wait(30)
    house.up()

    assert house.supervisor != before


def test_ctrl_c_leaves_no_process_behind(house):
    all_of_it = [house.postmaster, *house.processes()]
    assert len(all_of_it) >= 4

    house.interrupt()

    assert house.processes() == []
    assert [pid for pid in all_of_it if Path(f"/proc/{pid}").exists()] == []
    assert not (house.server_home / "data" / "postmaster.pid").exists()
    assert "已停止" in house.words()


@pytest.mark.parametrize("word", ["procrastinate", "config.wsgi", "config.live"])
def test_a_crashed_child_is_reported_and_started_again(house, word):
    of_kind = lambda: [p for p in house.processes() if word in command_line(p)]  # noqa: E731
    house.wait_for(of_kind, word)
    before = of_kind()
    reports = house.words().count("ended unexpectedly")

    os.kill(min(before), signal.SIGKILL)

    house.wait_for(lambda: house.words().count("ended unexpectedly") > reports, "the report")
    house.wait_for(lambda: of_kind() and set(of_kind()).isdisjoint(before), "the new one")
    house.up()


def command_line(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def test_a_crashed_database_closes_the_house_until_it_is_started_again(house):
    before = house.postmaster
    words = {"status": "unavailable", "database": "unreachable", "jobs": "unknown"}
    unavailable = (503, {**words, "version": "0.1.0"})

    os.kill(before, signal.SIGKILL)

    house.wait_for(lambda: house.health() == unavailable, "the answer 503")
    note = house.server_home / "data" / "postmaster.pid"
    house.wait_for(lambda: note.exists() and house.postmaster != before, "a new database")
    house.wait_for(lambda: house.health()[0] == 200, "an answer of /healthz")


def test_the_database_speaks_to_its_owner_only(house):
    socket_folder = house.server_home / "socket"

    with house.connect() as connection:
        answer = connection.execute("select current_setting('listen_addresses'), rolsuper "
                                    "from pg_roles where rolname = current_user")  # fmt: skip
        assert answer.fetchone() == ("", False)
    assert mode(socket_folder) == 0o700
    assert mode(house.server_home / "data") == 0o700
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        house.connect(password="guessed")
    with pytest.raises(psycopg.OperationalError, match=r"no pg_hba\.conf entry"):
        house.connect(user="postgres", dbname="postgres")


def test_another_user_of_the_machine_cannot_reach_the_database(house):
    """As root we become somebody else; otherwise the folder's mode already said so."""
    socket_path = house.server_home / "socket" / ".s.PGSQL.5432"
    script = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"
    somebody = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}

    attempt = subprocess.run(
        ["/usr/bin/env", "python3", "-c", script, str(socket_path)],
        capture_output=True, text=True, cwd="/", check=False, **somebody,
    )  # fmt: skip

    if somebody:
        assert "PermissionError" in attempt.stderr
    assert socket_path.parent.stat().st_mode & 0o077 == 0


def test_as_root_the_database_runs_under_an_account_of_its_own(house):
    owner = Path(f"/proc/{house.postmaster}").stat().st_uid

    assert (owner != 0) if os.geteuid() == 0 else (owner == os.geteuid())
    assert (house.server_home / "data").stat().st_uid == owner


def test_without_its_keys_existing_data_is_not_opened(house):
    house.interrupt()
    key = house.folder / "keys" / "FIELD_KEYS"
    kept = key.rename(key.with_suffix(".away"))

    refused = house.run()
    made_anew = key.exists()
    kept.rename(key)

    assert refused.returncode != 0
    assert "缺少密钥 FIELD_KEYS" in refused.stderr
    assert not made_anew
    assert house.processes() == []


def test_a_port_that_is_taken_is_named_in_a_sentence(place):
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = House(place / "other").run(PORT=str(port))

    assert refused.returncode != 0
    assert f"端口 {port} 已被其他程序占用" in refused.stderr
    assert f"Port {port} is taken" in refused.stderr


def test_a_port_that_is_no_number_is_named_in_a_sentence(place):
    refused = House(place / "other").run(PORT="eight")

    assert refused.returncode != 0
    assert "PORT 应为" in refused.stderr


def test_another_server_is_used_when_database_url_names_one(house, place):
    with house.connect() as connection:
        connection.execute("drop database if exists elsewhere")
        connection.execute("create database elsewhere")
    key = (house.folder / "keys" / "database-password").read_text(encoding="utf-8").strip()
    where = str(house.server_home / "socket").replace(" ", "%20")
    guest = House(place / "guest", DATABASE_URL=f"postgres://lianxin:{key}@/elsewhere?host={where}")

    try:
        guest.up()
        assert not (guest.folder / "pg").exists()
        assert guest.health()[1]["database"] == "18.4"
        with house.connect(dbname="elsewhere") as connection:
            assert connection.execute("select count(*) > 0 from django_migrations").fetchone()[0]
    finally:
        guest.close()


def test_a_database_that_does_not_answer_is_named_in_a_sentence(place):
    refused = House(place / "other", DATABASE_URL="postgres://nobody@127.0.0.1:9/none").run()

    assert refused.returncode != 0
    assert "无法连接 DATABASE_URL" in refused.stderr


def test_make_finds_its_way_from_any_folder(place):
    """Also through a path with spaces and Chinese characters."""
    beside = place / "党建 系统"
    beside.symlink_to(Path(__file__).resolve().parents[2])

    said = subprocess.run(
        ["make", "-f", str(beside / "Makefile"), "help", f"PYTHON={sys.executable}"],
        cwd="/", capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"]},
    )  # fmt: skip

    assert "make run" in said.stdout
