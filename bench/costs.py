"""Processor time of the page server and of its database connections: what a page costs, also on
a machine that others use at the same time."""

import os
import resource
from pathlib import Path

from django.db import connection

TICK = os.sysconf("SC_CLK_TCK")


def spent(server: int) -> float:
    """Seconds of processor time so far of a process, those it started, and the backends that
    serve this database."""
    return sum(_of(process) for process in (*_family(server), *_backends()))


def own() -> float:
    """The same of this process, those it waited for, and its own backend."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (backend,) = cursor.fetchone()
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return _of(backend) + sum(each.ru_utime + each.ru_stime for each in used)


def _family(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(each for child in children for each in _family(int(child)))]


def _backends() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select pid from pg_stat_activity where datname = current_database()"
            " and pid <> pg_backend_pid() and backend_type = 'client backend'"
        )
        return [pid for (pid,) in cursor.fetchall()]


def _of(process: int) -> float:
    stat = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(stat[11]) + int(stat[12])) / TICK
