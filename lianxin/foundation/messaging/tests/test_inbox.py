"""The inbox: sent once, read by one's own hand, forgotten after half a year."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.messaging import actions, queries, tasks
from lianxin.foundation.messaging.actions import Note
from lianxin.foundation.messaging.models import Message
from tests.cast import HOUSE, actor, sign_in
from tests.trace import last, told, traces

INBOX, PHONE = reverse("messaging:inbox"), reverse("messaging:phone")


def note(user, key="case-1", **more):
    return Note(**{"user_id": user.pk, "key": key, "title": "第 3 环节待您办理", **more})


def send(user, count=1, **more):
    notes = [note(user, f"case-{number}", **more) for number in range(count)]
    return actions.send_all(notes, by=HOUSE, at=now())


def rows():
    return list(
        Message.objects.order_by("user_id", "key").values_list(
            "zone", "user_id", "key", "title", "body", "url", "tone", "unit_id", "at", "read_at"
        )
    )


def test_the_same_key_reaches_the_same_person_once(cast):
    notes = [note(cast.wang), note(cast.chen), note(cast.wang, title="另一句话")]

    assert actions.send_all(notes, by=HOUSE, at=now()) == 2
    assert actions.send_all(notes, by=HOUSE, at=now()) == 0

    assert Message.objects.get(user=cast.wang).title == "第 3 环节待您办理"
    assert told().count("MessagesSent") == 1
    assert last().facts["sent"] == 2
    assert last().facts["user_id"] is None


def test_one_and_many_write_the_same(cast):
    at, given = now(), [
        note(cast.wang, unit_id=cast.pier.pk, url="/cases/3/", tone="warn", body="还有 7 天。"),
        note(cast.chen),
    ]  # fmt: skip
    actions.send_all(given, by=HOUSE, at=at)
    together = rows()
    Message.objects.all().delete()

    for each in given:
        actions.send(each, by=HOUSE, at=at)

    assert rows() == together
    assert actions.send(given[0], by=HOUSE, at=at) == 0


def test_many_go_in_one_statement(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        actions._insert(tuple(note(cast.wang, f"k{n}") for n in range(1000)), now())
    assert Message.objects.count() == 1000


def test_nobody_to_tell_is_no_news(cast):
    before = traces()
    assert actions.send_all([], by=HOUSE, at=now()) == 0
    assert traces() == before


def test_what_is_sent_names_its_reader_and_unit_in_the_record(cast):
    actions.send(note(cast.chen, unit_id=cast.pier.pk), by=actor(cast.wang), at=now())
    entry = last()
    assert (entry.event, entry.facts["user_id"], entry.unit_id) == (
        "MessagesSent", cast.chen.pk, cast.pier.pk,
    )  # fmt: skip
    assert "title" not in entry.facts


def test_a_visitor_without_a_name_sends_nothing(cast):
    before = traces()
    for verb, given in ((actions.send_all, [note(cast.wang)]), (actions.send, note(cast.wang))):
        with pytest.raises(NotPermitted):
            verb(given, by=Actor.nameless(), at=now())
    assert (rows(), traces()) == ([], before)


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/", "//elsewhere", "/\\elsewhere", "inbox/", "/a b", "/" * 2]
)
def test_a_message_leads_nowhere_but_inside(cast, url):
    with pytest.raises(ValueError, match="path"):
        note(cast.wang, url=url)


@pytest.mark.parametrize("wrong", [{"key": ""}, {"key": "a/b"}, {"key": "案"}, {"tone": "loud"}])
def test_a_note_that_is_not_one_is_a_fault_of_the_caller(cast, wrong):
    with pytest.raises(ValueError, match="not a"):
        note(cast.wang, **wrong)


def test_long_words_are_cut_where_the_row_ends(cast):
    send(cast.wang, title="长" * 100, body="话" * 400)
    message = Message.objects.get()
    assert (len(message.title), message.title[-1]) == (80, "…")
    assert (len(message.body), message.body[-1]) == (300, "…")


def test_opening_a_message_reads_it_once_and_goes_where_it_leads(cast):
    send(cast.wang, url=f"/meetings/at/{cast.pier.pk}/")
    client = sign_in(Client(), cast.wang)
    way = reverse("messaging:open", args=["case-0"])

    answer = client.post(way)
    first = Message.objects.get().read_at
    client.post(way)

    assert answer.headers["Location"] == f"/meetings/at/{cast.pier.pk}/"
    assert first is not None
    assert Message.objects.get().read_at == first
    assert told().count("MessageRead") == 1


def test_a_message_that_leads_nowhere_leads_back_to_the_inbox(cast):
    send(cast.chen)
    client = sign_in(Client(), cast.chen)
    answer = client.post(
        reverse("messaging:open", args=["case-0"]), headers={"referer": f"http://testserver{PHONE}"}
    )
    assert answer.headers["Location"] == PHONE


def test_nobody_reads_anothers_messages(cast):
    send(cast.wang)
    client = sign_in(Client(), cast.lin)
    before = traces()

    assert client.post(reverse("messaging:open", args=["case-0"])).status_code == 404
    assert client.get(INBOX).context["lines"] == []
    for verb in (actions.mark_read,):
        with pytest.raises(NotPermitted):
            verb(Message.objects.get(), by=actor(cast.lin), at=now())
    with pytest.raises(NotPermitted):
        actions.mark_all_read(by=HOUSE, at=now())
    assert (Message.objects.get().read_at, traces()) == (None, before)


def test_everything_is_read_at_once(cast):
    send(cast.wang, 3)
    send(cast.chen)
    client = sign_in(Client(), cast.wang)

    page = client.post(reverse("messaging:mark_all_read"), follow=True)
    client.post(reverse("messaging:mark_all_read"))

    assert "已把 3 条消息标为已读" in page.content.decode()
    assert Message.objects.unread().count() == 1
    assert told().count("InboxRead") == 1


def test_the_bell_says_how_many_wait_and_costs_no_statement(cast, django_assert_num_queries):
    client = sign_in(Client(), cast.wang)
    assert client.get(INBOX).context["navigation"]["notices"] == ""
    with django_assert_num_queries(1):  # who is there
        client.get("/ui/parts/")

    send(cast.wang, 3)
    with django_assert_num_queries(1):
        text = client.get("/ui/parts/").content.decode()

    assert "消息，3 条未读" in text
    send(cast.wang, 120)
    assert "消息，99+ 条未读" in client.get(INBOX).content.decode()


def test_the_number_is_read_from_an_index_alone(cast):
    """Whatever lies read in the inbox, the bell's question goes to the index of the unread."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "insert into messaging_message"
            " (zone, user_id, key, title, body, url, tone, at, read_at)"
            " select 0, %s, 'k' || n, 't', '', '', 'info', now(), now()"
            " from generate_series(1, 20000) n",
            [cast.wang.pk],
        )
        cursor.execute("analyze messaging_message")
        asked = queries.UNREAD_SQL.replace("u.id", "%s")
        cursor.execute(f"explain (format text) {asked}", [cast.wang.pk])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "message_unread" in plan
    assert "Seq Scan" not in plan


@pytest.mark.parametrize("template", [INBOX, PHONE])
def test_a_page_takes_the_same_statements_for_any_number(
    cast, template, django_assert_max_num_queries
):
    client = sign_in(Client(), cast.wang)
    for count in (1, 3, 50):
        send(cast.wang, count, unit_id=cast.pier.pk)
        with django_assert_max_num_queries(4):
            client.get(template)


def test_pages_go_through_the_inbox_by_key_the_newest_first(cast):
    start = now()
    for number in range(45):
        actions.send(note(cast.wang, f"n:{number}"), by=HOUSE, at=start + timedelta(minutes=number))
        actions.send(note(cast.chen, f"n:{number}"), by=HOUSE, at=start - timedelta(days=1))
    client = sign_in(Client(), cast.wang)
    seen, query = [], ""
    for _ in range(3):
        page = client.get(INBOX + query)
        seen += [message.key for message in page.context["lines"]]
        query = page.context["pager"]["next"]

    assert seen == [f"n:{number}" for number in range(44, -1, -1)]
    assert query == ""
    assert client.get(INBOX, {"after": "no-such"}).context["lines"][0].key == "n:44"


def test_old_messages_that_were_read_are_forgotten_at_night(cast):
    long_ago = now() - timedelta(days=181)
    actions.send_all([note(cast.wang, "read"), note(cast.wang, "new")], by=HOUSE, at=long_ago)
    actions.mark_read(Message.objects.get(key="read"), by=actor(cast.wang), at=long_ago)
    send(cast.wang)
    actions.mark_read(Message.objects.get(key="case-0"), by=actor(cast.wang), at=now())

    tasks.forget(0)

    assert {message.key for message in Message.objects.all()} == {"new", "case-0"}
    assert last().facts["forgotten"] == 1
    tasks.forget(0)
    assert told().count("OldMessagesForgotten") == 1
    with pytest.raises(NotPermitted):
        actions.forget_old(by=actor(cast.lin), at=now())


def test_an_empty_inbox_says_what_will_come(cast):
    for user, way in ((cast.wang, INBOX), (cast.chen, PHONE)):
        assert "还没有消息" in sign_in(Client(), user).get(way).content.decode()
