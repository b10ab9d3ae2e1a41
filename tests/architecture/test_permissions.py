"""The page of permissions is current, and every rule says in words whom it lets."""

import io

from django.core.management import call_command

from lianxin.foundation.organisation import grants
from lianxin.foundation.organisation.catalogue import Role
from lianxin.foundation.organisation.management.commands.permissions import rooms, sentences
from tests.architecture.house import ROOT


def printed() -> str:
    out = io.StringIO()
    call_command("permissions", stdout=out)
    return out.getvalue()


def test_the_page_of_permissions_is_current() -> None:
    kept = (ROOT / "docs" / "permissions.md").read_text("utf-8")
    assert kept == printed(), "make permissions writes it anew"


def test_every_rule_has_a_sentence() -> None:
    silent = [
        f"{app}.{name}" for app, rules in rooms() for name, said in sentences(rules) if not said
    ]
    assert silent == []


def test_every_permission_is_held_by_some_role() -> None:
    unheld = [permission for permission, roles in grants.table().items() if not roles]
    assert unheld == []


def test_the_three_administrators_stand_apart() -> None:
    """None of the three may what another of them may, but for looking at the tree; and none
    does Party work."""
    table = grants.table()
    system, security, audit = (
        {permission for permission, roles in table.items() if role in roles}
        for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
    )
    looks = {"organisation.view", "organisation.view_grants"}
    assert system & security <= looks
    assert system & audit <= looks
    assert security & audit <= looks
    for own in (system, security, audit):
        assert {one for one in own if one.startswith(("members.", "meetings."))} == set()
