"""The embedded PostgreSQL 18: reachable by its owner only, and up again after any crash.

Who can reach it: it listens on no network, its socket lies in a folder of mode 0700, and it lets
in nobody but the role `lianxin` with a password that only the owner can read. There is no way in
for the superuser at all: what needs it is done by PostgreSQL's single-user mode before the start.
"""

import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

from tools import accounts, homes, keys, processes
from tools.processes import Account
from tools.words import Trouble, say

ROLE = DATABASE = "lianxin"
LONGEST_FOLDER = 90  # a socket's path may have 107 bytes, its name takes 15
STARTING_TAKES = 120.0


@dataclass
class Server:
    """One embedded server with everything it owns below `home`."""

    folder: Path  # whose data it keeps: var, var/test-pg …
    durable: bool = True
    account: Account | None = field(default_factory=accounts.of_the_database)
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        # Root's folder may be passed through, not read: each folder inside is closed.
        keys.private_folder(self.folder, 0o711 if self.account else 0o700)
        self.home = homes.of_server(self.folder, self.account)
        self.data, self.programs = self.home / "data", homes.programs(self.account)
        self.log = keys.private_folder(self.folder / "log") / "postgres.log"

    @property
    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    @property
    def password_file(self) -> Path:
        return self.folder / "keys" / "database-password"

    def url(self, database: str = DATABASE) -> str:
        password = self.password_file.read_text(encoding="utf-8").strip()
        place = quote(str(self._socket_folder()), safe="")
        return f"postgres://{ROLE}:{password}@/{database}?host={place}"

    def start(self) -> None:
        """Up and answering when this returns."""
        self._make_way()
        if not self.exists:
            self._create()
        elif not self.password_file.exists():
            self._single_user([f"ALTER ROLE {ROLE} PASSWORD '{self._password()}';"])
        self._configure()
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Start the process; `wait_until_ready` says when it answers."""
        self._make_way()
        if self.log.exists() and self.log.stat().st_size > 10 * 2**20:
            self.log.replace(self.log.with_suffix(".log.1"))
        socket = '"' + str(self._socket_folder(make=True)).replace('"', '""') + '"'
        command = [str(self.programs / "bin/postgres"), "-D", str(self.data), "-k", socket]
        with self.log.open("ab") as log:
            self.process = processes.start(
                [*command, "-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"],
                env=self._env(),
                output=log,
                cwd=self.home,
                account=self.account,
                dies_by=signal.SIGINT,  # PostgreSQL's word for "stop now, but properly"
            )

    def is_ready(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.Error:
            return False
        return True

    def wait_until_ready(self) -> None:
        end = time.monotonic() + STARTING_TAKES
        while not self.is_ready():
            if self.process is None or self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise self._would_not_start()
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process:
            processes.finish(self.process, signal.SIGINT, patience=60)
            self.process = None

    def _would_not_start(self) -> Trouble:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:]
        return Trouble(
            f"内置数据库没有启动，它的日志（{self.log}）最后几行是：\n" + "\n".join(lines),
            "The embedded database did not start: the last lines of its log are above.",
        )

    def _env(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
        return {**kept, "LC_ALL": "C", processes.MARK: str(self.folder)}

    # ── making way for a start ────────────────────────────────────────────────────────────

    def _make_way(self) -> None:
        """After a crash: end a server that lost its supervisor, clear what it left lying.

        Only the holder of the folder's lock comes here, so no such server is wanted by anybody.
        """
        note = self.data / "postmaster.pid"
        if not note.exists():
            return
        first = note.read_text(encoding="utf-8", errors="replace").partition("\n")[0]
        pid = int(first) if first.isdigit() else 0
        for number, patience in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 5)):
            if not (pid and processes.is_database_of(pid, self.data)):
                break
            os.kill(pid, number)
            self._wait_for_end_of(pid, patience)
        # The number may belong to a stranger by now; PostgreSQL itself would then refuse to start.
        # It still guards the data by its shared memory when a helper of the old server lives on.
        note.unlink(missing_ok=True)
        for left in self._socket_folder().glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)

    def _wait_for_end_of(self, pid: int, patience: float) -> None:
        end = time.monotonic() + patience
        while processes.is_database_of(pid, self.data) and time.monotonic() < end:
            time.sleep(0.05)

    # ── making the cluster ────────────────────────────────────────────────────────────────

    def _create(self) -> None:
        """A new cluster, whole or not at all: it gets its name when it is complete."""
        draft = self.home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        if self.data.exists() and any(self.data.iterdir()):
            raise Trouble(
                f"{self.data} 不是完整的数据库文件夹，为避免损坏没有动它。请从备份恢复或移走它。",
                f"{self.data} is not a whole database; left untouched. Restore it or move it away.",
            )
        say("创建数据库 · creating the embedded database")
        options = ["--locale=C", "--encoding=UTF8", "--auth=reject", "--username=postgres"]
        options += [] if self.durable else ["--no-sync"]
        self._run("initdb", "-D", str(draft), *options)
        statements = [
            f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{self._password()}';",
            f"GRANT pg_monitor, pg_checkpoint TO {ROLE};",
            f"CREATE DATABASE {DATABASE} OWNER {ROLE};",
        ]
        self._single_user(statements, draft)
        config = draft / "postgresql.conf"
        ours = (
            "\n# Lianxin rewrites lianxin.conf at each start; what you add goes into local.conf.\n"
        )
        ours += "include_if_exists = 'lianxin.conf'\ninclude_if_exists = 'local.conf'\n"
        config.write_text(config.read_text(encoding="utf-8") + ours, encoding="utf-8")
        if self.data.exists():
            self.data.rmdir()
        draft.rename(self.data)

    def _password(self) -> str:
        folder, name = self.password_file.parent, self.password_file.name
        return keys.keep(folder, name, lambda: secrets.token_hex(24))

    def _single_user(self, statements: list[str], data: Path | None = None) -> None:
        """The one way in for the superuser: no server is running, nobody else can speak."""
        place, script = str(data or self.data), "".join(f"{each}\n\n" for each in statements)
        self._run("postgres", "--single", "-j", "-D", place, "postgres", stdin=script)

    def _run(self, program: str, *arguments: str, stdin: str = "") -> None:
        process = processes.start(
            [str(self.programs / "bin" / program), *arguments],
            env=self._env(),
            output=subprocess.PIPE,
            cwd=self.home,
            account=self.account,
            stdin=subprocess.PIPE,
        )
        output, _ = process.communicate(stdin.encode())
        if process.returncode or b"ERROR:" in output:
            raise Trouble(
                f"{program} 没有成功：\n{output.decode(errors='replace')}",
                f"{program} failed: see above.",
            )

    def _configure(self) -> None:
        memory = _memory()
        settings = {
            "shared_buffers": f"{min(max(memory // 8, 64), 1024)}MB",
            "effective_cache_size": f"{max(memory // 2, 256)}MB",
            "maintenance_work_mem": f"{min(max(memory // 16, 64), 256)}MB",
            "work_mem": "16MB",
            "max_connections": "100",
            "max_wal_size": "2GB",
            "checkpoint_timeout": "15min",
            "wal_compression": "on",
            "random_page_cost": "1.1",
            "jit": "off",
            "password_encryption": "'scram-sha-256'",
            "log_min_messages": "warning",
            "log_line_prefix": "'%m [%p] '",
            **({} if self.durable else {"fsync": "off", "synchronous_commit": "off"}),
            **({} if self.durable else {"full_page_writes": "off", "wal_level": "minimal"}),
            **({} if self.durable else {"max_wal_senders": "0"}),
        }
        text = "".join(f"{name} = {value}\n" for name, value in settings.items())
        rules = f"# TYPE DATABASE USER METHOD\nlocal all {ROLE} scram-sha-256\n"
        self._write("lianxin.conf", text)
        self._write("pg_hba.conf", rules)

    def _write(self, name: str, text: str) -> None:
        path = self.data / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)

    def _socket_folder(self, *, make: bool = False) -> Path:
        """Beside the data, or, where that path is too long for a socket, somewhere short."""
        place = self.home / "socket"
        if len(os.fsencode(place)) > LONGEST_FOLDER:
            short = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
            private = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
            base = Path("/run" if self.account else private)
            place = base / f"lianxin-{os.geteuid()}-{short}"
        if make:
            homes.own(place, self.account)
        return place


def _memory() -> int:
    """The memory we may use, in megabytes: the machine's, or less inside a container."""
    sizes = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    limit = Path("/sys/fs/cgroup/memory.max")
    if limit.exists() and (text := limit.read_text().strip()).isdigit():
        sizes.append(int(text))
    return min(sizes) // 2**20
