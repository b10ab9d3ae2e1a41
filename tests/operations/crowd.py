"""What the kill test asks of a running house from inside: `python -m tests.operations.crowd WORD`.

`gather` makes a branch of people with sessions and an open meeting; `hand_in` a workbook of many
lines, matched and left to the worker. Both answer in JSON.
"""

import io
import json
import sys
from datetime import date, timedelta
from typing import Any

import django

PEOPLE, LINES = 400, 15_000


def gather() -> dict[str, Any]:
    from django.utils.timezone import now

    from lianxin.areas.meetings import actions as meetings
    from lianxin.areas.members import actions as members
    from lianxin.areas.members.models import Member
    from lianxin.foundation.accounts.models import User
    from lianxin.foundation.core.actors import Actor
    from lianxin.foundation.organisation import actions as organisation

    by, at, day = Actor.system("crowd"), now(), date(2020, 1, 1)
    root = established()
    branch = organisation.found(parent=root, kind="branch", name="一号码头党支部", on=day, by=by)
    keeper = User.objects.get(username="wang")
    facts = {"category": "formal", "joined_on": "2015-06-30", "full_on": "2016-06-30"}
    lines = [
        members.Line(unit=branch, facts={"name": f"党员{number:03}", **facts})
        for number in range(PEOPLE)
    ]
    numbers = members.admit_all(lines, unit=branch, by=by, at=at)
    people = User.objects.bulk_create(
        User(username=f"m{number}", name="党员", must_change_password=False) for number in numbers
    )
    for number, user in zip(numbers, people, strict=True):
        Member.objects.filter(pk=number).update(user=user)
    User.objects.update(must_change_password=False)
    plan = meetings.Plan(
        kinds=["party_day"], title="主题党日", place="礼堂",
        starts_at=at + timedelta(minutes=5), ends_at=at + timedelta(hours=2),
    )  # fmt: skip
    meeting = meetings.open_meeting(meetings.convene(branch, plan, by=by, at=at), by=by, at=at)
    return {
        "meeting": meeting.pk,
        "key": meeting.key,
        "keeper": sessions([keeper.pk])[0],
        "members": dict(zip(numbers, sessions([user.pk for user in people]), strict=True)),
    }


def established() -> Any:
    """The root of a house set up by the book."""
    from django.utils.timezone import now

    from lianxin.foundation.core.actors import Actor
    from lianxin.foundation.organisation import actions as organisation

    by = Actor.system("crowd")
    token = organisation.offer_setup(by=by)
    known = {"phone": "", "password": "Lianxin-2026"}
    three = ["system_admin", "security_admin", "audit_admin"]
    keeper = {"name": "何守成", "username": "he", "roles": three, **known}
    root = {"name": "中共东港港务局委员会", "kind": "committee", "domain": "organ"}
    secretary = {"name": "王海平", "username": "wang", "post": "secretary", "same": False}
    given: dict[str, dict[str, Any]] = {
        "root": {**root, "founded_on": "2020-01-01"},
        "administrators": {"single": True, "people": [keeper]},
        "secretary": {**secretary, **known},
    }
    for step, answers in given.items():
        organisation.save_setup(token, step=step, given=answers, by=by)
    return organisation.establish(token, by=by, at=now()).root


def sessions(users: list[int]) -> list[str]:
    from django.utils.timezone import now

    from lianxin.foundation.accounts import visits
    from lianxin.foundation.accounts.models import Session

    at, tokens = now(), [visits.new_token() for _ in users]
    Session.objects.bulk_create(
        Session(
            key=visits.digest(token), user_id=user, started_at=at, seen_at=at, second_factor_at=at
        )
        for token, user in zip(tokens, users, strict=True)
    )
    return tokens


def hand_in() -> dict[str, Any]:
    from django.utils.timezone import localdate, now

    from lianxin.foundation.accounts.models import User
    from lianxin.foundation.organisation.models import Unit
    from lianxin.foundation.organisation.queries import actor_for
    from lianxin.foundation.spreadsheets import actions

    branch, keeper = Unit.objects.get(kind="branch"), User.objects.get(username="wang")
    by = actor_for(keeper.pk, keeper.name, today=localdate())
    batch = actions.upload(
        branch, "members", file_name="花名册.xlsx", content=workbook(), by=by, at=now()
    )
    choices = {int(place): key for place, key in batch.mapping.items()}
    actions.map_columns(batch, choices, by=by, at=now())
    return {"batch": batch.pk, "lines": LINES}


def workbook() -> bytes:
    import xlsxwriter

    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "性别", "人员类别", "入党时间", "转正时间", "备注"])
    for number in range(LINES):
        told = [f"新党员{number:05}", "男", "正式党员", "2001.07", "2002.07", str(number)]
        sheet.write_row(number + 1, 0, told)
    book.close()
    return kept.getvalue()


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"gather": gather, "hand_in": hand_in}[sys.argv[1]]()))  # noqa: T201 - its answer
