"""The chain proves the record whole, and names the first entry that does not fit."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.overview.audit import sealing
from lianxin.overview.audit.models import Entry, RecordIsKeptError, Seal
from tests.cast import HOUSE


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def sealed(cast):
    sealing.seal_all(at=now(), size=5)
    return cast


def entries(number):
    return list(Entry.objects.filter(seal=number).order_by("id"))


def test_every_entry_is_sealed_once_in_batches(cast):
    count = Entry.objects.count()

    assert sealing.seal_all(at=now(), size=5) == count
    assert sealing.seal_all(at=now(), size=5) == 0

    assert Seal.objects.count() == -(-count // 5)
    verdict = sealing.verify()
    assert verdict.is_sound
    assert (verdict.seals, verdict.entries, verdict.unsealed) == (Seal.objects.count(), count, 0)


def test_what_happens_later_waits_for_the_next_batch(sealed):
    sealed.person("gu", "顾一舟")

    assert sealing.verify().unsealed == 1
    sealing.seal_all(at=now())
    assert sealing.verify().unsealed == 0


def test_an_entry_that_commits_late_with_a_smaller_id_is_sealed_too(sealed):
    early = entries(1)[0]
    sql(
        "insert into audit_entry (zone, id, at, event, facts, subject_id, actor, via)"
        " select zone, '00000000-0000-7000-8000-000000000001', at, event, facts, subject_id,"
        " actor, via from audit_entry where id = %s",
        early.id,
    )

    sealing.seal_all(at=now())

    assert sealing.verify().is_sound
    assert sealing.verify().unsealed == 0


def test_sm3_seals_and_a_chain_may_change_its_algorithm(cast, settings):
    sealing.seal_batch(at=now(), size=4)
    settings.AUDIT_DIGEST = "sm3"
    sealing.seal_all(at=now())

    assert set(Seal.objects.values_list("algorithm", flat=True)) == {"sha256", "sm3"}
    assert sealing.verify().is_sound


def test_the_model_refuses_every_change(cast):
    entry = Entry.objects.all()[0]
    for change in (
        entry.save,
        entry.delete,
        lambda: Entry.objects.all().delete(),
        lambda: Entry.objects.update(actor="别人"),
        lambda: Entry.objects.bulk_update([entry], ["actor"]),
    ):
        with pytest.raises(RecordIsKeptError):
            change()


CHANGES = {
    "facts": 'update audit_entry set facts = \'{"name": "别的"}\' where id = %s',
    "actor": "update audit_entry set actor = '别人' where id = %s",
    "time": "update audit_entry set at = at - interval '1 microsecond' where id = %s",
    "event": "update audit_entry set event = 'Other' where id = %s",
    "subject": "update audit_entry set subject_id = subject_id + 1 where id = %s",
    "place": "update audit_entry set zone = 7 where id = %s",
    "digest": "update audit_entry set digest = '\\x00' where id = %s",
    "no digest": "update audit_entry set digest = null where id = %s",
}


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_changed_entry_is_named(sealed, change):
    victim = entries(2)[3]
    sql(CHANGES[change], victim.id)

    verdict = sealing.verify()

    assert not verdict.is_sound
    assert verdict.entry_id == str(victim.id)
    assert "第 2 批第 4 条" in verdict.fault


def test_a_deleted_entry_is_noticed_at_the_next_one(sealed):
    gone, following = entries(2)[1:3]
    sql("delete from audit_entry where id = %s", gone.id)

    verdict = sealing.verify()

    assert verdict.entry_id == str(following.id)
    assert "删除" in verdict.fault


def test_the_last_entry_of_a_batch_cannot_be_deleted_either(sealed):
    sql("delete from audit_entry where id = %s", entries(2)[-1].id)

    assert "现有 4 条" in sealing.verify().fault


def test_an_inserted_entry_is_named(sealed):
    copied = entries(2)[0]
    sql(
        "insert into audit_entry (zone, id, at, event, facts, subject_id, actor, via, seal, digest)"
        " select zone, '00000000-0000-7000-8000-000000000002', at, event, facts, subject_id, actor,"
        " via, seal, digest from audit_entry where id = %s",
        copied.id,
    )

    verdict = sealing.verify()

    assert verdict.entry_id == "00000000-0000-7000-8000-000000000002"
    assert "插入" in verdict.fault


def test_two_entries_that_changed_places_are_noticed(sealed):
    first, second = entries(2)[:2]
    sql(
        "update audit_entry set id = '00000000-0000-7000-8000-000000000003' where id = %s", first.id
    )
    sql("update audit_entry set id = %s where id = %s", first.id, second.id)
    sql(
        "update audit_entry set id = %s where id = '00000000-0000-7000-8000-000000000003'",
        second.id,
    )

    assert sealing.verify().entry_id == str(first.id)


def test_an_entry_carried_to_another_batch_is_noticed(sealed):
    sql("update audit_entry set seal = 1 where id = %s", entries(2)[0].id)

    assert not sealing.verify().is_sound


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("update audit_seal set digest = '\\x01' where number = 2", "第 2 批封存的摘要被改动"),
        ("update audit_seal set before = '\\x01' where number = 2", "上一批摘要"),
        ("update audit_seal set entries = 4 where number = 2", "第 2 批第 1 条"),
        (
            "update audit_seal set sealed_at = sealed_at + interval '1 s' where number = 2",
            "第 2 批",
        ),
        ("update audit_seal set algorithm = 'sm3' where number = 2", "第 2 批"),
        ("update audit_seal set algorithm = 'none' where number = 2", "摘要算法"),
        ("delete from audit_seal where number = 2", "第 2 批封存不见了"),
        ("delete from audit_seal where number = (select max(number) from audit_seal)", "冒称"),
    ],
)
def test_a_changed_seal_is_noticed(sealed, change, said):
    sql(change)

    verdict = sealing.verify()

    assert not verdict.is_sound
    assert said in verdict.fault


def test_a_chain_cut_at_its_end_is_noticed_by_a_digest_noted_elsewhere(sealed):
    noted = sealing.verify().head
    last = int(noted.split(":")[0])
    sql("delete from audit_entry where seal = %s", last)
    sql("delete from audit_seal where number = %s", last)

    assert sealing.verify().is_sound
    with pytest.raises(CommandError, match="末尾被截去"):
        call_command("verify_audit", head=noted)


def test_the_command_says_what_it_proved(sealed, capsys):
    call_command("verify_audit")

    said = capsys.readouterr().out
    assert "审计记录完整" in said
    assert "尚未封存 0 条" in said


def test_the_command_fails_on_a_broken_record(sealed):
    victim = entries(1)[0]
    sql(CHANGES["actor"], victim.id)

    with pytest.raises(CommandError, match=str(victim.id)) as failed:
        call_command("verify_audit")

    assert failed.value.returncode == 2


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(size=st.integers(1, 9), nth=st.integers(0, 10_000), how=st.sampled_from(sorted(CHANGES)))
def test_wherever_and_however_one_entry_is_changed_it_is_that_one(cast, size, nth, how):
    with transaction.atomic():
        point = transaction.savepoint()
        sealing.seal_all(at=now(), size=size)
        ids = list(Entry.objects.order_by("seal", "id").values_list("id", flat=True))
        victim = ids[nth % len(ids)]
        sql(CHANGES[how], victim)

        assert sealing.verify().entry_id == str(victim)

        transaction.savepoint_rollback(point)


def test_verification_runs_in_few_statements(cast, django_assert_max_num_queries):
    for number in range(20):
        cast.person(f"p{number}", "某某")
    sealing.seal_all(at=now())

    with django_assert_max_num_queries(7):
        assert sealing.verify().is_sound


def test_the_nightly_check_leaves_an_entry(sealed):
    from lianxin.overview.audit import actions

    verdict = actions.verify(by=HOUSE)

    entry = Entry.objects.get(event="AuditVerified")
    assert verdict.is_sound
    assert entry.facts["sound"] is True
    assert entry.facts["head"] == verdict.head
