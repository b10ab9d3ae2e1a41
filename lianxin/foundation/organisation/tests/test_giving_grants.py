"""Grants: given and withdrawn by the security administrator, three administrators apart."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions, rules
from lianxin.foundation.organisation.actions import grants as verbs
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.grants import may
from lianxin.foundation.organisation.models import Grant, Installation
from tests.cast import LONG_AGO, actor, sign_in
from tests.trace import told


def give(cast, user, role=Role.OVERSEER, unit=None, by=None, **facts):
    facts = {"starts_on": LONG_AGO, "reason": "东组〔2026〕3号", **facts}
    return actions.give_grant(
        user, role=role, unit=unit or cast.pier, by=actor(by or cast.security_admin), **facts
    )


def withdraw(cast, grant, by=None, on=None):
    actions.withdraw_grant(
        grant, reason="岗位调整", on=on or localdate(), by=actor(by or cast.security_admin)
    )


def test_a_grant_holds_at_the_unit_and_below_between_its_dates(cast):
    give(cast, cast.chen, unit=cast.quay, starts_on=date(2026, 1, 1), ends_on=date(2999, 1, 1))

    by = actor(cast.chen)
    assert may(by, rules.Can.VIEW, at=cast.pier)
    assert not may(by, rules.Can.VIEW, at=cast.dock)
    assert told()[-1] == "GrantGiven"


def test_a_grant_of_the_past_or_the_future_has_no_power(cast):
    tomorrow = localdate() + timedelta(days=1)
    give(cast, cast.chen, starts_on=tomorrow)
    give(cast, cast.chen, role=Role.ORGANISER, ends_on=localdate())
    assert actor(cast.chen).roles == frozenset()


def test_the_same_grant_is_not_given_twice(cast):
    give(cast, cast.chen)
    before = told()
    with pytest.raises(verbs.AlreadyHeld):
        give(cast, cast.chen)
    assert told() == before
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(user=cast.chen, role=Role.OVERSEER, unit=cast.pier, starts_on=LONG_AGO)


@pytest.mark.parametrize("who", ["lin", "wang", "system_admin", "audit_admin", "chen"])
def test_only_the_security_administrator_gives_and_withdraws(cast, who):
    grant, before = give(cast, cast.chen), told()
    by = getattr(cast, who)
    with pytest.raises(NotPermitted):
        give(cast, cast.zhao, by=by)
    with pytest.raises(NotPermitted):
        withdraw(cast, grant, by=by)
    assert (Grant.objects.filter(user=cast.zhao).count(), told()) == (1, before)


def test_nobody_grants_to_himself_nor_takes_his_own(cast):
    own = Grant.objects.get(user=cast.security_admin)
    before = told()
    with pytest.raises(verbs.NotToOneself):
        give(cast, cast.security_admin)
    with pytest.raises(verbs.NotToOneself):
        withdraw(cast, own)
    assert told() == before


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN, Role.SECURITY_ADMIN])
def test_one_person_is_one_of_the_three_administrators(cast, role):
    held = {"he": Role.SYSTEM_ADMIN, "shen": Role.AUDIT_ADMIN}
    for person in (cast.system_admin, cast.audit_admin):
        refusal = verbs.AlreadyHeld if held[person.username] == role else verbs.OneOfThree
        with pytest.raises(refusal):
            give(cast, person, role=role, unit=cast.harbour)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(
            user=cast.system_admin, role=Role.AUDIT_ADMIN, unit=cast.harbour, starts_on=LONG_AGO
        )


def test_in_single_machine_mode_one_person_may_be_all(cast):
    Installation.objects.create(single_machine=True)
    give(cast, cast.chen, role=Role.SYSTEM_ADMIN, unit=cast.harbour)
    grant = give(cast, cast.chen, role=Role.AUDIT_ADMIN, unit=cast.harbour)
    assert grant.combined


def test_administrators_stand_at_the_root(cast):
    with pytest.raises(verbs.AdministratorsAtRoot):
        give(cast, cast.chen, role=Role.SYSTEM_ADMIN, unit=cast.pier)


def test_a_grant_ends_after_it_starts(cast):
    with pytest.raises(verbs.EndsBeforeItStarts):
        give(cast, cast.chen, ends_on=LONG_AGO)


def test_withdrawing_takes_the_power_with_the_next_request(client, cast):
    grant = give(cast, cast.chen, role=Role.SECURITY_ADMIN, unit=cast.harbour)
    cast.chen.second_factor_at = grant.created_at
    cast.chen.save()
    sign_in(client, cast.chen)
    assert client.get("/units/grants/").status_code == 200

    withdraw(cast, grant)
    withdraw(cast, grant)

    assert client.get("/units/grants/").status_code == 403
    grant.refresh_from_db()
    assert (grant.ends_on, grant.withdrawn_for) == (localdate(), "岗位调整")
    assert grant.withdrawn_by == cast.security_admin
    assert told().count("GrantWithdrawn") == 1


def test_a_role_that_comes_with_a_post_ends_with_the_post(cast):
    grant = Grant.objects.get(user=cast.wang)
    with pytest.raises(verbs.ComesWithPost):
        withdraw(cast, grant)
    grant.refresh_from_db()
    assert grant.ends_on is None


def test_the_last_administrator_of_a_kind_stays(cast):
    last = Grant.objects.get(user=cast.system_admin)
    with pytest.raises(verbs.LastAdministrator):
        withdraw(cast, last)
    give(cast, cast.chen, role=Role.SYSTEM_ADMIN, unit=cast.harbour)
    withdraw(cast, last)
    last.refresh_from_db()
    assert last.ends_on == localdate()


def test_the_pages_show_who_holds_what_and_why(client, cast):
    sign_in(client, cast.security_admin)
    page = client.post(
        reverse("organisation:give_grant", args=[cast.chen.pk]),
        {"role": "overseer", "unit": "中共一号码头党支部", "starts_on": "2026-01-01",
         "reason": "巡查需要"},
    )  # fmt: skip
    assert page.status_code == 302
    grant = Grant.objects.get(user=cast.chen)

    listed = client.get(reverse("organisation:grants"), {"q": "陈"}).content.decode()
    assert "巡查需要" in listed
    assert "上级查看" in listed
    page = client.post(reverse("organisation:withdraw_grant", args=[grant.pk]), {"reason": ""})
    assert page.status_code == 422
    client.post(reverse("organisation:withdraw_grant", args=[grant.pk]), {"reason": "期满"})
    shown = client.get(reverse("organisation:holder", args=[cast.chen.pk])).content.decode()
    assert "撤销：期满" in shown
    assert "巡查需要" not in client.get(reverse("organisation:grants")).content.decode()
    ended = client.get(reverse("organisation:grants"), {"state": "ended"}).content.decode()
    assert "巡查需要" in ended


@pytest.mark.parametrize(
    "wrong",
    [{"unit": "没有这个"}, {"unit": ""}, {"ends_on": "2020-01-01"}, {"reason": ""}, {"role": "x"}],
)
def test_unusable_input_is_said_at_its_field(client, cast, wrong):
    sign_in(client, cast.security_admin)
    given = {"role": "overseer", "unit": str(cast.pier.pk), "starts_on": "2026-01-01",
             "reason": "巡查"}  # fmt: skip
    page = client.post(reverse("organisation:give_grant", args=[cast.chen.pk]), given | wrong)
    assert page.status_code == 422
    assert not Grant.objects.filter(user=cast.chen).exists()


def test_the_auditor_reads_and_others_do_not(client, cast):
    grant = Grant.objects.get(user=cast.wang)
    sign_in(client, cast.audit_admin)
    page = client.get(reverse("organisation:grants")).content.decode()
    assert "王海平" in page
    assert "/withdraw/" not in page
    post = {"reason": "x"}
    withdraw_url = reverse("organisation:withdraw_grant", args=[grant.pk])
    assert client.post(withdraw_url, post).status_code == 403
    for who in (cast.wang, cast.lin, cast.system_admin, cast.chen):
        sign_in(client, who)
        assert client.get(reverse("organisation:grants")).status_code == 403
        assert client.post(withdraw_url, post).status_code == 404
        assert (
            client.get(reverse("organisation:holder", args=[cast.security_admin.pk])).status_code
            == 404
        )


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_list_costs_the_same_however_long(client, cast, django_assert_num_queries, rows):
    people = [cast.person(f"p{i:03}", "程某") for i in range(rows)]
    for user in people:
        give(cast, user)
    sign_in(client, cast.security_admin)
    client.get(reverse("organisation:grants"))
    with django_assert_num_queries(2):
        client.get(reverse("organisation:grants"), {"role": "overseer"})


def test_the_list_is_cut_into_pages(client, cast):
    for number in range(60):
        give(cast, cast.person(f"p{number:03}", "程某"))
    sign_in(client, cast.security_admin)
    first = client.get(reverse("organisation:grants"), {"role": "overseer"})
    second = client.get(reverse("organisation:grants") + first.context["next_url"])
    rows = [grant.pk for page in (first, second) for grant in page.context["page"].rows]
    assert len(set(rows)) == 60
    assert rows == sorted(rows, reverse=True)
