"""The parts of set-up that can be asked without starting anything."""

import os
import shutil
from pathlib import Path

import psycopg
import pytest

from tools import accounts, database, homes, keys, network, places
from tools.postgres import Server
from tools.words import Trouble


@pytest.fixture
def closed_folder(tmp_path):
    """A folder that only its owner can enter, with a name too long for a socket."""
    folder = tmp_path / ("很长的名字 " * 4) / "var"
    folder.mkdir(parents=True)
    tmp_path.chmod(0o700)
    yield folder
    if (folder / homes.NOTE).exists():
        shutil.rmtree((folder / homes.NOTE).read_text(encoding="utf-8").strip())


def test_the_database_comes_up_where_its_account_could_not_go(closed_folder):
    server = Server(closed_folder, durable=False)
    try:
        server.start()
        with psycopg.connect(server.url()) as connection:
            row = connection.execute(
                "select current_setting('server_encoding'), datcollate"
                " from pg_database where datname = current_database()"
            ).fetchone()
    finally:
        server.stop()

    assert row == ("UTF8", "C")
    elsewhere = (closed_folder / homes.NOTE).exists()
    assert elsewhere == (os.geteuid() == 0)


def test_a_copied_folder_does_not_share_the_database_of_the_first(tmp_path):
    first, copy, home = tmp_path / "first", tmp_path / "copy", tmp_path / "home"
    for folder in (first, copy, home):
        folder.mkdir()
        (folder / homes.NOTE).write_text(f"{home}\n", encoding="utf-8")
    homes.claim(home, first)

    with pytest.raises(Trouble, match="belongs to"):
        homes.claim(home, copy)

    homes.claim(home, first)


def test_a_moved_folder_keeps_its_database(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    homes.claim(home, tmp_path / "before")

    homes.claim(home, tmp_path / "after")

    assert (home / "belongs-to").read_text(encoding="utf-8").strip() == str(tmp_path / "after")


@pytest.mark.parametrize("major", [15, 16, 17, 18])
def test_four_versions_of_postgresql_are_known(major):
    database.require_known(major)


@pytest.mark.parametrize("major", [14, 19])
def test_other_versions_are_refused_in_a_sentence(major):
    with pytest.raises(Trouble) as refused:
        database.require_known(major)

    assert f"PostgreSQL {major}" in refused.value.chinese


def test_a_key_is_kept_not_made_again(tmp_path):
    first = keys.keep(tmp_path, "KEY", lambda: "one")

    assert keys.keep(tmp_path, "KEY", lambda: "two") == first == "one"


def test_a_key_the_person_set_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("INDEX_KEY", "mine")

    found = keys.environment(tmp_path, holds_data=False)

    assert found["INDEX_KEY"] == "mine"
    assert not (tmp_path / "INDEX_KEY").exists()


def test_the_env_file_is_read_as_django_environ_reads_it(tmp_path):
    file = tmp_path / ".env"
    file.write_text('# a note\nPORT=8100\nexport HOST="::1"\n\nEMPTY=\n', encoding="utf-8")

    assert places.read_env_file(file) == {"PORT": "8100", "HOST": "::1", "EMPTY": ""}


def test_a_house_open_to_the_network_knows_its_own_names():
    assert network.own_names("127.0.0.1") == ["127.0.0.1", "localhost", "[::1]"]
    assert "192.0.2.7" in network.own_names("192.0.2.7")
    assert network.page_url("::1", 8000) == "http://[::1]:8000"


def test_who_may_pass_through_a_folder(tmp_path):
    stranger = accounts.Account("stranger", 54321, 54321)
    inside = Path("/") / "usr"
    tmp_path.chmod(0o700)

    assert accounts.can_enter(inside, stranger)
    assert not accounts.can_enter(tmp_path, stranger)
