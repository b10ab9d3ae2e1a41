"""Sign-ins by POST, beside pgbench running the same statements on the same server."""

import os
import re
import subprocess
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.utils.timezone import localdate, now

from bench import costs, load, server
from bench.figures import Figure, figure
from lianxin.areas.meetings.codes import mark_of, new_key, step_at
from lianxin.areas.meetings.models import Meeting
from lianxin.areas.members.models import Member
from lianxin.foundation.accounts import visits
from lianxin.foundation.accounts.models import User
from lianxin.foundation.organisation.models import Unit
from lianxin.foundation.organisation.queries import WHO

PEOPLE = 20_000
CLIENTS = 16
CSRF = "b" * 32

LINK = """
update members_member m set user_id = u.id from accounts_user u where u.username = 'bench' || m.id
"""
INVITED = """
insert into meetings_invitation (zone, meeting_id, member_id, unit_id, standing, may_vote, how,
  flags, wrong_codes, is_vouched, browser, leave, leave_kind, leave_reason, leave_note, frozen)
select %(zone)s, %(meeting)s, m.id, m.unit_id, 'expected', true, '', '{}', 0, false, '',
  '', '', '', '', false
from members_member m where m.user_id is not null
"""


def figures(url: str, scale: str, *, seconds: float) -> Iterator[Figure]:
    users = _people()
    by_http, by_hand = _meeting("http"), _meeting("pgbench")
    cookies = _sessions(users)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    outcome, cost = _post(url, by_http, cookies, seconds)
    entered = _present(by_http)
    if entered != outcome.statuses.get(302, 0) or set(outcome.statuses) != {302}:
        raise RuntimeError(f"{entered} present, answers {outcome.statuses}")
    floor, least = _pgbench(url, by_hand, seconds)
    yield figure(
        f"sign-in POST, {CLIENTS} clients, {scale}: throughput beside pgbench",
        outcome.rate, "sign-ins/s", floor=floor, rows=entered,
    )  # fmt: skip
    yield figure(
        f"sign-in POST, {CLIENTS} clients, {scale}: processor time beside pgbench",
        cost, "ms", floor=least, rows=entered,
    )  # fmt: skip
    yield figure(f"sign-in POST, {scale}: 95th percentile", outcome.p95, "ms", rows=entered)


def _people() -> list[int]:
    unnamed = Member.objects.filter(user=None).order_by("id").values_list("id", "name")[:PEOPLE]
    User.objects.bulk_create(
        User(username=f"bench{number}", name=name, must_change_password=False)
        for number, name in unnamed
    )
    with connection.cursor() as cursor:
        cursor.execute(LINK)
        cursor.execute("select id from accounts_user where username ~ '^bench[0-9]' order by id")
        return [row[0] for row in cursor.fetchall()]


def _meeting(title: str) -> Meeting:
    unit, at = Unit.objects.filter(kind="branch").order_by("path")[0], now()
    meeting = Meeting.objects.create(
        unit=unit, zone=unit.zone, kinds=["party_day"], title=title, place="", starts_at=at,
        ends_at=at + timedelta(hours=2), held_on=localdate(at), state="open", opened_at=at,
        key=new_key(),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(INVITED, {"zone": unit.zone, "meeting": meeting.pk})
    return meeting


def _sessions(users: list[int]) -> list[str]:
    tokens, at = [visits.new_token() for _ in users], now()
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "copy accounts_session (zone, key, user_id, started_at, seen_at, agent) from stdin"
        ) as into,
    ):
        for token, user in zip(tokens, users, strict=True):
            into.write_row((0, visits.digest(token), user, at, at, ""))
    return tokens


def _post(
    url: str, meeting: Meeting, tokens: list[str], seconds: float
) -> tuple[load.Outcome, float]:
    """What came of it, and milliseconds of processor time for each: server and database."""
    step = step_at(now())
    body = urllib.parse.urlencode(
        {"t": str(step), "c": mark_of(meeting.key, meeting.pk, step), "k": ""}
    ).encode()
    share = len(tokens) // CLIENTS

    def source(client: int) -> Iterator[bytes]:
        for token in tokens[client * share : (client + 1) * share]:
            yield load.request(
                f"/q/{meeting.pk}/here/", method="POST", body=body,
                cookie=f"{visits.COOKIE}={token}; csrftoken={CSRF}",
                X_CSRFToken=CSRF, Content_Type="application/x-www-form-urlencoded",
            )  # fmt: skip

    with server.pages(url) as started:
        before = costs.spent(started.process)
        # The code holds for at most twenty seconds; the run is shorter.
        outcome = load.run(started.port, source, clients=CLIENTS, seconds=min(seconds, 8.0))
        cost = costs.spent(started.process) - before
    return outcome, 1000 * cost / max(1, sum(outcome.statuses.values()))


def _present(meeting: Meeting) -> int:
    return meeting.invitations.filter(zone=meeting.zone, signed_in_at__isnull=False).count()


def _pgbench(url: str, meeting: Meeting, seconds: float) -> tuple[float, float]:
    """The statements of one sign-in by pgbench: how many a second, and the processor time of
    one in milliseconds, as far as the backends and pgbench itself had come shortly before the
    end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select min(member_id), max(member_id) from meetings_invitation where meeting_id = %s",
            [meeting.pk],
        )
        first, last = cursor.fetchone()
    script = _script(meeting, first, last)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sign_in.sql"
        file.write_text(script)
        program = Path(os.environ.get("PG_PROGRAMS", "")) / "pgbench"
        lasts, began = max(3, round(seconds)), time.monotonic()
        with subprocess.Popen(
            [str(program), "-n", "-f", str(file), "-c", str(CLIENTS), "-j", "2",
             "-T", str(lasts), "-M", "simple", url],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        ) as running:  # fmt: skip
            time.sleep(lasts - 0.7)
            cost, took = costs.spent(running.pid), time.monotonic() - began
            said, trouble = running.communicate()
    found = re.search(r"tps = ([0-9.]+)", said)
    if found is None:
        raise RuntimeError(said + trouble)
    rate = float(found.group(1))
    return rate, 1000 * cost / (rate * took)


def _script(meeting: Meeting, first: int, last: int) -> str:
    at, today = now(), localdate()
    who = WHO % {
        "today": f"'{today}'", "idle": f"'{at - timedelta(hours=1)}'",
        "oldest": f"'{at - timedelta(hours=12)}'",
        "key": "(select key from accounts_session where zone = 0 limit 1)",
    }  # fmt: skip
    period = today.year * 100 + today.month
    return f"""
\\set member random({first}, {last})
{who};
select m.id, m.unit_id, m.zone, m.title, m.state, m.key, m.starts_at, m.held_on, m.is_late,
  m.closed_at, p.user_id, p.id, i.standing, i.signed_in_at, i.wrong_codes, i.leave,
  m.second_look, i.flags
from meetings_meeting m
left join members_member p on p.id = :member
left join meetings_invitation i on i.zone = m.zone and i.meeting_id = m.id and i.member_id = p.id
where m.id = {meeting.pk};
begin;
update meetings_invitation set signed_in_at = now(), how = 'code', flags = '{{}}',
  shown_at = now(), browser = ''
where zone = {meeting.zone} and meeting_id = {meeting.pk} and member_id = :member
  and signed_in_at is null and not frozen returning standing;
insert into insight_delta (zone, id, unit_id, path, metric, period, amount)
select u.zone, gen_random_uuid(), u.id, u.path, 142, {period}, 1
from organisation_unit u where u.id = {meeting.unit_id};
insert into audit_entry (zone, id, at, event, facts, subject_id, unit_id, user_id, actor, via)
values (coalesce((select zone from organisation_unit where id = {meeting.unit_id}), 0),
  gen_random_uuid(), now(), 'SignedIn', '{{"member_id": 1, "how": "code"}}', {meeting.pk},
  {meeting.unit_id}, null, '测量', 'web');
commit;
"""
