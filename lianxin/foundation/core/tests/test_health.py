"""Whether the house is open, asked by a load balancer that has no name."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils.timezone import now

pytestmark = pytest.mark.django_db


def ask(client):
    answer = client.get("/healthz")
    return answer.status_code, answer.json()


def worker_says(at):
    with connection.cursor() as cursor:
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (%s)", [at])


def test_it_is_open_to_anybody_when_the_database_answers(client):
    status, said = ask(client)

    assert status == 200
    assert set(said) == {"status", "database", "jobs", "version"}
    assert said["status"] == "ok"
    assert said["database"].split(".")[0] in {"15", "16", "17", "18"}


def test_jobs_are_told_but_do_not_close_the_house(client):
    assert ask(client)[1]["jobs"] == "waiting"
    worker_says(now() - timedelta(minutes=5))
    assert ask(client)[1]["jobs"] == "waiting"

    worker_says(now())

    assert ask(client)[1]["jobs"] == "ok"


def test_it_is_closed_while_a_migration_is_missing(client):
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'accounts'")

    status, said = ask(client)

    assert (status, said["status"]) == (503, "migrating")


def test_it_is_closed_on_an_empty_database(client):
    with connection.cursor() as cursor:
        cursor.execute("alter table django_migrations rename to gone")

    assert ask(client)[0] == 503


def test_it_costs_four_small_statements_at_most(client, django_assert_max_num_queries):
    client.get("/healthz")

    with django_assert_max_num_queries(4):
        client.get("/healthz")


def test_it_only_answers_questions(client):
    assert client.post("/healthz").status_code == 405
