"""Setting the house up: one link, four steps, once."""

import io
import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import now

from lianxin.foundation.accounts.models import User
from lianxin.foundation.core.actors import Actor
from lianxin.foundation.core.refusals import NotPermitted
from lianxin.foundation.organisation import actions, queries
from lianxin.foundation.organisation.actions.establish import AlreadyEstablished, SetupIncomplete
from lianxin.foundation.organisation.catalogue import ADMINISTRATORS
from lianxin.foundation.organisation.models import Grant, Installation, Unit
from lianxin.foundation.organisation.queries.installation import SetupLinkSpent
from tests.cast import actor, sign_in
from tests.trace import told

HOUSE = Actor.system("setup")
ROOT = {
    "name": "中共东港市人民医院委员会",
    "kind": "committee",
    "domain": "hospital",
    "founded_on": "1996-07-01",
    "approves_members": "on",
}
FIRST = "Yiyuan#2026"


def person(key, name, username, phone="", password=FIRST):
    said = {"name": name, "username": username, "phone": phone, "password": password}
    return {f"{key}_{part}": value for part, value in said.items()}


THREE = {
    "mode": "three",
    **person("system_admin", "何守成", "he"),
    **person("security_admin", "安宁", "an", "13812345678"),
    **person("audit_admin", "沈明察", "shen"),
}
SECRETARY = {"post": "secretary", **person("person", "林若溪", "lin")}


@pytest.fixture
def token(db):
    return actions.offer_setup(by=HOUSE)


def answer(client, token, step, given):
    return client.post(reverse("organisation:setup_step", args=[token, step]), given)


def finish(client, token, *steps):
    for number, given in enumerate(steps, start=1):
        page = answer(client, token, number, given)
        assert page.status_code == 302, page.content.decode()
    return client.post(reverse("organisation:setup_establish", args=[token]))


def test_four_steps_make_the_house_stand(client, token):
    page = finish(client, token, ROOT, THREE, SECRETARY)

    assert page["Location"] == "/setup/done/"
    root = Unit.objects.get()
    assert (root.name, root.kind, root.domain) == (ROOT["name"], "committee", "hospital")
    assert root.approves_members
    held = {(g.user.username, g.role) for g in Grant.objects.select_related("user")}
    assert held == {
        ("he", "system_admin"),
        ("an", "security_admin"),
        ("shen", "audit_admin"),
        ("lin", "secretary"),
    }
    installation = Installation.objects.get()
    assert (installation.root, installation.single_machine) == (root, False)
    assert (installation.setup_digest, installation.setup_answers) == (None, "")
    assert all(user.must_change_password for user in User.objects.all())
    assert User.objects.get(username="lin").check_password(FIRST)
    assert told()[-1] == "HouseEstablished"
    assert "系统已启用" in client.get("/setup/done/").content.decode()


def test_a_single_branch_can_be_the_root(client, token):
    finish(client, token, ROOT | {"kind": "branch"}, THREE, SECRETARY)

    root = Unit.objects.get()
    # A branch never approves members, whatever was ticked.
    assert (root.kind, root.has_committee, root.approves_members) == ("branch", False, False)


def test_a_committee_may_be_set_up_without_the_authority(client, token):
    page = answer(client, token, 1, {k: v for k, v in ROOT.items() if k != "approves_members"})
    assert page.status_code == 302
    shown = client.get(reverse("organisation:setup_step", args=[token, 1])).context["form"]
    assert shown.initial["approves_members"] is False
    finish(client, token, ROOT | {"approves_members": ""}, THREE, SECRETARY)
    assert not Unit.objects.get().approves_members


def test_in_single_machine_mode_one_person_is_all_and_the_mark_stays(client, token):
    one = {"mode": "single", **person("one", "何守成", "he")}
    finish(client, token, ROOT, one, {"post": "secretary", "who": "same"})

    user = User.objects.get()
    roles = {grant.role for grant in user.grants.all()}
    assert roles == {*ADMINISTRATORS, "secretary"}
    assert Installation.objects.get().single_machine
    sign_in(client, user)
    page = client.get("/accounts/me/")
    assert page["Location"].startswith("/accounts/password/")
    assert page.wsgi_request.visit.single_machine


def test_the_first_administrator_meets_both_doors(client, token):
    finish(client, token, ROOT, THREE, SECRETARY)

    client.post("/accounts/sign-in/", {"name": "13812345678", "password": FIRST})
    assert client.get("/accounts/me/")["Location"].startswith("/accounts/password/")
    client.post(
        "/accounts/password/", {"old": FIRST, "new": "Renmin!2027x", "again": "Renmin!2027x"}
    )
    assert client.get("/accounts/me/")["Location"].startswith("/accounts/second-factor/enrol/")


def test_the_link_works_once(client, token):
    finish(client, token, ROOT, THREE, SECRETARY)
    before = told()

    for page in (
        client.get(reverse("organisation:setup", args=[token])),
        answer(client, token, 1, ROOT),
        client.post(reverse("organisation:setup_establish", args=[token])),
    ):
        assert page.status_code == 404
        assert "启用链接无效、已使用" in page.content.decode()
    with pytest.raises(AlreadyEstablished):
        actions.offer_setup(by=HOUSE)
    assert told() == before


@pytest.mark.parametrize("wrong", ["x", "", None])
def test_a_wrong_link_opens_nothing(client, token, wrong):
    wrong = {"x": "x", "": token[:-1], None: token + "A"}[wrong]
    assert client.get(f"/setup/{wrong}/").status_code == 404
    assert answer(client, wrong, 1, ROOT).status_code == 404
    assert Installation.objects.get().setup_answers == ""


def test_before_a_link_was_printed_there_is_nothing_to_set_up(client, db):
    assert client.get("/setup/anything/").status_code == 404
    assert client.get("/setup/done/").status_code == 404


def test_a_new_link_replaces_the_old_and_keeps_the_answers(client, token):
    answer(client, token, 1, ROOT)

    new = actions.offer_setup(by=HOUSE)

    assert client.get(f"/setup/{token}/").status_code == 404
    page = client.get(f"/setup/{new}/")
    assert page["Location"] == f"/setup/{new}/2/"


def test_steps_are_taken_in_order_and_can_be_gone_back_to(client, token):
    assert client.get(f"/setup/{token}/3/")["Location"] == f"/setup/{token}/"
    assert client.get(f"/setup/{token}/0/")["Location"] == f"/setup/{token}/"
    with pytest.raises(SetupIncomplete):
        actions.establish(token, by=HOUSE, at=now())
    answer(client, token, 1, ROOT)
    answer(client, token, 2, THREE)
    page = answer(client, token, 2, THREE | person("audit_admin", "沈明", "shen", "", ""))
    assert page.status_code == 302
    answer(client, token, 3, SECRETARY)
    page = client.get(f"/setup/{token}/4/").content.decode()
    assert "沈明（用户名 shen" in page
    assert FIRST not in page
    client.post(reverse("organisation:setup_establish", args=[token]))
    assert User.objects.get(username="shen").check_password(FIRST)


def test_answers_are_sealed_while_they_wait(client, token):
    answer(client, token, 1, ROOT)
    answer(client, token, 2, THREE)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select setup_answers from organisation_installation")
        (sealed,) = cursor.fetchone()
    assert FIRST.encode() not in bytes(sealed)
    assert json.loads(Installation.objects.get().setup_answers)["administrators"]["people"]


@pytest.mark.parametrize(
    ("step", "given", "sentence"),
    [
        (1, ROOT | {"name": ""}, "组织全称"),
        (1, ROOT | {"founded_on": "2999-01-01"}, "不能晚于今天"),
        (1, ROOT | {"kind": "village"}, "不在列表里"),
        (2, THREE | person("audit_admin", "沈明察", "he"), "与另一人重复"),
        (2, THREE | person("audit_admin", "沈明察", "shen", "13812345678"), "手机号与另一人重复"),
        (2, THREE | person("audit_admin", "沈明察", "shen", "", "12345678"), "至少三种"),
        (2, THREE | person("audit_admin", "沈明察", "13912345678"), "用户名应为"),
        (3, {"post": "secretary", **person("person", "林若溪", "AN")}, "与另一人重复"),
        (3, {"post": "secretary"}, "姓名"),
    ],
)
def test_mistakes_are_said_at_their_field_and_nothing_is_saved(
    client, token, step, given, sentence
):
    for number, good in list(enumerate((ROOT, THREE), start=1))[: step - 1]:
        answer(client, token, number, good)
    before = Installation.objects.get().setup_answers

    page = answer(client, token, step, given)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert Installation.objects.get().setup_answers == before


def test_only_the_house_sets_itself_up(cast):
    before = told()
    by = actor(cast.security_admin)
    for verb in (
        lambda: actions.offer_setup(by=by),
        lambda: actions.save_setup("x", step="root", given={}, by=by),
        lambda: actions.establish("x", by=by, at=now()),
    ):
        with pytest.raises(NotPermitted):
            verb()
    with pytest.raises(SetupLinkSpent):
        actions.establish("x", by=HOUSE, at=now())
    assert told() == before


def test_the_command_prints_a_link_until_the_house_stands(client, db, monkeypatch):
    monkeypatch.setenv("PORT", "8123")

    link = said("setup_link")
    assert link.startswith("http://127.0.0.1:8123/setup/")
    assert client.get(link.removeprefix("http://127.0.0.1:8123")).status_code == 302
    again = said("setup_link", "--base-url", "https://dj.example.org/")
    assert again.startswith("https://dj.example.org/setup/")
    token = again.split("/")[-2]
    finish(client, token, ROOT, THREE, SECRETARY)
    assert queries.is_established()
    assert said("setup_link") == ""


def test_the_keeper_of_the_server_rescues_the_last_administrator(cast):
    password = said("rescue", "an").strip()

    user = User.objects.get(username="an")
    assert user.check_password(password)
    assert not user.has_second_factor
    assert told()[-2:] == ["SecondFactorReset", "PasswordReset"]


def said(*command):
    out = io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue().strip()


def test_an_installation_is_one(token):
    with pytest.raises(IntegrityError), transaction.atomic():
        Installation.objects.create()
