"""Whether this house is open: asked by load balancers and by `make run`, many times a minute.

200 when pages can be served: the database answers and every migration is applied. The jobs are
told but do not close the house: pages work while the worker is away, its work waits in the queue.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from lianxin.foundation.core.actors import public

# Workers say they are alive every ten seconds; three silent intervals count as gone.
WORKER_IS_SILENT_AFTER = 30


@public
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """The state of the house in four words."""
    try:
        state = _state()
    except DatabaseError:
        state = {"status": "unavailable", "database": "unreachable", "jobs": "unknown"}
    status = 200 if state["status"] == "ok" else 503
    return JsonResponse({**state, "version": settings.VERSION}, status=status)


def _state() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("show server_version")
        database = cursor.fetchone()[0]
        if _pending(cursor):
            return {"status": "migrating", "database": database, "jobs": "unknown"}
        cursor.execute(
            "select exists (select from procrastinate_workers"
            " where last_heartbeat > now() - make_interval(secs => %s))",
            [WORKER_IS_SILENT_AFTER],
        )
        works = cursor.fetchone()[0]
    return {"status": "ok", "database": database, "jobs": "ok" if works else "waiting"}


def _pending(cursor: Any) -> bool:
    cursor.execute("select to_regclass('django_migrations') is not null")
    if not cursor.fetchone()[0]:
        return True
    cursor.execute(
        "select count(*) from unnest(%s::text[], %s::text[]) as wanted(app, name)"
        " where not exists (select from django_migrations as done"
        " where done.app = wanted.app and done.name = wanted.name)",
        [list(column) for column in zip(*_last_migrations(), strict=True)],
    )
    return bool(cursor.fetchone()[0])


@lru_cache(maxsize=1)
def _last_migrations() -> tuple[tuple[str, str], ...]:
    """The newest migration of each app, as the files of this process say."""
    return tuple(MigrationLoader(None).graph.leaf_nodes())
