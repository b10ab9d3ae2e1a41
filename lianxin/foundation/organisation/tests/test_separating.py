"""Leaving single-machine mode: one administrator becomes three."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions
from lianxin.foundation.organisation.actions.separating import NotAlone, NotThree, NotToOneself
from lianxin.foundation.organisation.catalogue import ADMINISTRATORS, THREE, Role
from lianxin.foundation.organisation.models import Grant, Installation
from tests.cast import HOUSE, LONG_AGO, actor, sign_in
from tests.trace import last, traces

ADDRESS = reverse("organisation:separate")


@pytest.fixture
def alone(cast):
    """Wang does everything at one machine; the cast's administrators were never named."""
    Grant.objects.filter(role__in=sorted(ADMINISTRATORS)).delete()
    Installation.objects.create(root=cast.harbour, established_at="2026-01-01T00:00Z",
                                single_machine=True)  # fmt: skip
    User.objects.filter(pk=cast.wang.pk).update(
        second_factor_at="2026-01-01T00:00Z", second_factor="JBSWY3DP"
    )
    for role in THREE:
        actions.give_grant(
            cast.wang, role=role, unit=cast.harbour, starts_on=LONG_AGO, reason="试用", by=HOUSE
        )
    return cast


def separate(cast, by, system=None, security=None, audit=None):
    chosen = {
        Role.SYSTEM_ADMIN: system or cast.system_admin,
        Role.SECURITY_ADMIN: security or cast.wang,
        Role.AUDIT_ADMIN: audit or cast.audit_admin,
    }
    actions.separate_administrators(chosen, by=actor(by), on=localdate())


def held():
    found = Grant.objects.in_force(localdate()).filter(role__in=sorted(ADMINISTRATORS))
    return {(grant.user.username, grant.role, grant.combined) for grant in found}


def state():
    return held(), Installation.objects.get().single_machine, traces()


def test_one_becomes_three(alone):
    separate(alone, alone.wang)

    assert held() == {
        ("he", "system_admin", False),
        ("wang", "security_admin", False),
        ("shen", "audit_admin", False),
    }
    assert not Installation.objects.get().single_machine
    assert last().event == "AdministratorsSeparated"
    assert last().facts["user_ids"] == [
        alone.system_admin.pk, alone.wang.pk, alone.audit_admin.pk,
    ]  # fmt: skip
    # What he is in the Party he stays.
    assert "secretary" in actor(alone.wang).roles


def test_one_may_give_up_everything(alone):
    separate(alone, alone.wang, security=alone.security_admin)
    assert {name for name, _, _ in held()} == {"he", "an", "shen"}
    assert not actor(alone.wang).roles & ADMINISTRATORS


def test_they_are_three_people_with_accounts(alone):
    User.objects.filter(pk=alone.chen.pk).update(blocked_at="2026-01-01T00:00Z")
    before = state()
    for wrong in (alone.audit_admin, alone.wang, alone.chen):
        with pytest.raises(NotThree):
            separate(alone, alone.wang, system=wrong)
    assert state() == before


def test_nobody_gains_by_it(alone):
    Grant.objects.filter(role="audit_admin").delete()
    before = state()
    with pytest.raises(NotToOneself):
        separate(alone, alone.wang, security=alone.security_admin, audit=alone.wang)
    assert state() == before


@pytest.mark.parametrize("who", ["lin", "chen", "audit_admin"])
def test_only_the_administrator_does_it(alone, who):
    before = state()
    with pytest.raises(NotPermitted):
        separate(alone, getattr(alone, who))
    assert state() == before


def test_it_is_done_once(alone):
    separate(alone, alone.wang)
    before = state()
    with pytest.raises((NotAlone, NotPermitted)):
        separate(alone, alone.wang)
    assert state() == before


def test_three_names_a_look_and_it_is_done(alone, client):
    sign_in(client, alone.wang)
    assert ADDRESS in client.get(reverse("organisation:grants")).content.decode()

    said = {"system_admin": "he", "security_admin": "wang", "audit_admin": "nobody"}
    page = client.post(ADDRESS, said)
    assert page.status_code == 422
    assert "没有使用中的账号" in page.content.decode()
    assert "三个不同的人" in client.post(ADDRESS, said | {"audit_admin": "he"}).content.decode()

    said["audit_admin"] = "shen"
    page = client.post(ADDRESS, said)
    assert "沈明察" in page.content.decode()
    assert Installation.objects.get().single_machine

    page = client.post(ADDRESS, said | {"sure": "1"}, follow=True)
    assert "已结束单机模式" in page.content.decode()
    assert len(held()) == 3
    assert client.get(ADDRESS).status_code == 404
