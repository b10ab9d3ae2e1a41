"""Local rules: stricter than the nation's, stricter than those above, never weaker."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now
from hypothesis import given
from hypothesis import strategies as st

from lianxin.foundation.core.refusals import NotPermitted, Refused
from lianxin.foundation.policies import actions, catalogue, changes, queries
from lianxin.foundation.policies.actions import Setting
from lianxin.foundation.policies.catalogue import Local, Rule, Stricter, declare, strictest
from lianxin.foundation.policies.models import Policy
from tests.cast import HOUSE, LONG_AGO, actor, sign_in
from tests.trace import last, traces

SINCE, TODAY = date(2014, 5, 28), date(2026, 11, 24)
LAW = "《工作细则》第十二条"
MONTHS = Rule(
    code="members.test_months", name="考察期", value=12, measure="个月", source=LAW, since=SINCE,
    stricter=Stricter.MORE, text="考察期为一年以上。",
)  # fmt: skip
DAYS = Rule(
    code="members.test_days", name="审批时限", value=90, measure="天", source=LAW, since=SINCE,
    stricter=Stricter.LESS,
)  # fmt: skip
FIXED = Rule(
    code="members.test_fixed", name="年龄", value=18, measure="周岁", source=LAW, since=SINCE
)
POINTS = Rule(
    code="members.test_points", name="公示次数", value=0, measure="次", source=LAW, since=SINCE,
    stricter=Stricter.MORE,
)  # fmt: skip
ASKED = Rule(
    code="members.test_asked", name="推优", value=0, measure="", source=LAW, since=SINCE,
    stricter=Stricter.MORE,
)  # fmt: skip
SHARE = Rule(
    code="meetings.test_share", name="到会", value=50, measure="%", source=LAW, since=SINCE,
    stricter=Stricter.MORE, soft=True,
)  # fmt: skip
ALL = (MONTHS, DAYS, FIXED, POINTS, ASKED, SHARE)


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    """Rules of these tests, and none afterwards."""
    declare(*ALL)
    yield
    for rule in ALL:
        catalogue._declared.pop(rule.code)


def put(unit, rule, value, since=date(2026, 1, 1), by=HOUSE, **more):
    setting = Setting(code=rule.code, value=value, since=since, **{"document": "一号文", **more})
    return actions.set_policy(unit, setting, by=by, at=now())


def value(unit, rule, on=TODAY):
    return queries.rules_at(unit, on=on).value(rule.code)


# ---- the strictest wins ---------------------------------------------------------------------


def test_where_nobody_asks_more_the_nation_s_number_holds(cast):
    told = queries.rules_at(cast.pier, on=TODAY).told(MONTHS.code)
    assert (told.value, told.source, told.amount) == (12, LAW, "12 个月")


def test_a_unit_asks_more_of_itself_and_all_below_it(cast):
    put(cast.quay, MONTHS, 18)

    assert [value(unit, MONTHS) for unit in (cast.harbour, cast.quay, cast.pier, cast.dock)] == [
        12, 18, 18, 12,
    ]  # fmt: skip
    told = queries.rules_at(cast.pier, on=TODAY).told(MONTHS.code)
    assert told.source == "码头党总支（一号文）"
    assert value(cast.pier, MONTHS, on=date(2025, 12, 31)) == 12


def test_of_what_several_units_ask_the_strictest_holds(cast):
    put(cast.harbour, MONTHS, 18)
    put(cast.pier, MONTHS, 24)
    put(cast.harbour, DAYS, 60)
    put(cast.quay, DAYS, 30)

    assert [value(cast.pier, rule) for rule in (MONTHS, DAYS)] == [24, 30]
    assert [value(cast.dock, rule) for rule in (MONTHS, DAYS)] == [18, 60]


def test_when_the_unit_above_asks_more_later_its_number_holds(cast):
    put(cast.pier, MONTHS, 18)
    put(cast.harbour, MONTHS, 24)
    told = queries.rules_at(cast.pier, on=TODAY).told(MONTHS.code)
    assert (told.value, told.local.unit) == (24, cast.harbour.short_name)


def test_among_equals_the_highest_is_named(cast):
    put(cast.pier, MONTHS, 18)
    put(cast.harbour, MONTHS, 18)
    told = queries.rules_at(cast.pier, on=TODAY).told(MONTHS.code)
    assert told.local.unit == cast.harbour.short_name


def test_many_units_at_once_are_told_the_same_as_one(cast, django_assert_num_queries):
    put(cast.harbour, MONTHS, 18)
    put(cast.quay, DAYS, 30)
    put(cast.pier, POINTS, 3)
    units = [cast.harbour, cast.quay, cast.yard, cast.pier, cast.dock]

    with django_assert_num_queries(1):
        many = queries.rules_for(units, on=TODAY)
    with django_assert_num_queries(5):
        one = {unit.pk: queries.rules_at(unit, on=TODAY) for unit in units}

    assert many == one
    assert queries.rules_for([], on=TODAY) == {}


def test_a_number_of_a_rule_nobody_declares_any_more_is_passed_over(cast):
    put(cast.quay, MONTHS, 18)
    Policy.objects.update(code="members.gone")
    assert dict(queries.rules_at(cast.pier, on=TODAY).local) == {}
    assert all(not group.lines or group for group in queries.page(cast.pier, on=TODAY).groups)


numbers = st.lists(st.integers(0, 200), max_size=6)


@given(numbers, st.sampled_from([MONTHS, DAYS, FIXED, POINTS]))
def test_no_way_of_asking_makes_a_rule_weaker(values, rule):
    locals_ = [Local(value=v, unit=str(n), document="", since=SINCE) for n, v in enumerate(values)]
    held = strictest(rule, locals_)
    in_force = catalogue.InForce(rule=rule, local=held)

    better = [v for v in values if catalogue.is_stricter(rule, v)]
    if rule.stricter is Stricter.LESS:
        assert in_force.value == min([rule.value, *better])
    else:
        assert in_force.value == max([rule.value, *better])
    assert held is None or held.unit == str(values.index(held.value))


def test_nothing_asked_is_said_in_words():
    assert [POINTS.amount(0), POINTS.amount(3)] == ["不要求", "3 次"]
    assert [ASKED.amount(0), ASKED.amount(1), ASKED.is_switch] == ["不要求", "要求", True]
    none_owed = Rule(
        code="members.owed", name="欠交", value=0, measure="个月", source=LAW, since=SINCE
    )
    assert none_owed.amount(0) == "0 个月"


# ---- setting --------------------------------------------------------------------------------


def test_what_was_set_is_in_the_record(cast):
    policy = put(cast.quay, MONTHS, 18, by=actor(cast.lin), note=" 党委会研究 ")

    entry = last()
    assert (policy.note, policy.set_by_id) == ("党委会研究", cast.lin.pk)
    assert (entry.event, entry.unit_id, entry.subject_id) == ("PolicySet", cast.quay.pk, policy.pk)
    assert (entry.facts["national"], entry.facts["amount"]) == ("12 个月", "18 个月")


@pytest.mark.parametrize(
    ("rule", "number", "more", "word"),
    [
        (MONTHS, 12, {}, "全国规定是 12 个月（《工作细则》第十二条），本级只能更严：多于 12 个月"),
        (MONTHS, 6, {}, "多于 12"),
        (DAYS, 90, {}, "少于 90"),
        (DAYS, 120, {}, "少于 90"),
        (DAYS, 0, {}, "少于 90"),
        (POINTS, 0, {}, "全国规定是 不要求"),
        (ASKED, 0, {}, "填“要求”"),
        (FIXED, 20, {}, "统一规定为 18 周岁，不能另作规定"),
        (SHARE, 101, {}, "不能超过 100%"),
        (MONTHS, 18, {"document": " "}, "文号"),
        (MONTHS, 18, {"since": date(2010, 1, 1)}, "还没有生效"),
        (MONTHS, 18, {"since": TODAY + timedelta(days=4000)}, "一年以后"),
    ],
)
def test_what_is_not_stricter_is_refused(cast, rule, number, more, word):
    before = traces()
    with pytest.raises(Refused, match=word.replace("（", ".").replace("）", ".")):
        put(cast.quay, rule, number, by=actor(cast.lin), **more)
    assert (traces(), Policy.objects.count()) == (before, 0)


def test_an_unknown_rule_is_refused(cast):
    setting = Setting(code="members.nothing", value=3, document="文", since=TODAY)
    with pytest.raises(Refused, match="没有这条规定"):
        actions.set_policy(cast.quay, setting, by=HOUSE, at=now())


def test_what_a_unit_above_asks_already_is_refused(cast):
    put(cast.harbour, MONTHS, 18)
    put(cast.pier, MONTHS, 24)
    for number in (15, 18):
        with pytest.raises(Refused, match=r"已规定“考察期”为 18 个月（一号文）.*多于 18 个月"):
            put(cast.pier, MONTHS, number, since=date(2026, 6, 1))
    put(cast.harbour, ASKED, 1)
    with pytest.raises(Refused, match=r"已规定“推优”为 要求.*不能再多"):
        put(cast.pier, ASKED, 1)
    assert value(cast.pier, MONTHS) == 24


def test_who_keeps_neither_the_unit_nor_one_above_sets_nothing(cast):
    policy = put(cast.quay, MONTHS, 18)
    before = traces()
    for user in (cast.wang, cast.zhao, cast.chen, cast.system_admin):
        with pytest.raises(NotPermitted):
            put(cast.quay, MONTHS, 24, since=TODAY, by=actor(user))
        with pytest.raises(NotPermitted):
            actions.end_policy(policy, TODAY, "文", by=actor(user), at=now())
    assert traces() == before


def test_a_new_number_ends_the_former_one_on_its_first_day(cast):
    first = put(cast.quay, MONTHS, 18)
    put(cast.quay, MONTHS, 15, since=date(2026, 6, 1), document="二号文")

    first.refresh_from_db()
    assert (first.ended_on, first.end_document) == (date(2026, 6, 1), "二号文")
    days = (date(2026, 5, 31), date(2026, 6, 1))
    assert [value(cast.pier, MONTHS, on=day) for day in days] == [18, 15]
    with pytest.raises(Refused, match="执行日期要在它之后"):
        put(cast.quay, MONTHS, 20, since=date(2026, 6, 1))


def test_what_a_unit_asks_can_be_ended(cast):
    policy = put(cast.quay, MONTHS, 18)
    by = actor(cast.lin)
    for on in (date(2025, 12, 31), TODAY + timedelta(days=4000)):
        with pytest.raises(Refused, match="停止日期"):
            actions.end_policy(policy, on, "三号文", by=by, at=now())
    with pytest.raises(Refused, match="文号"):
        actions.end_policy(policy, TODAY, " ", by=by, at=now())

    actions.end_policy(policy, TODAY, "三号文", by=by, at=now())

    assert value(cast.pier, MONTHS, on=TODAY - timedelta(days=1)) == 18
    assert value(cast.pier, MONTHS) == 12
    assert (last().event, last().facts["amount"]) == ("PolicyEnded", "18 个月")
    with pytest.raises(Refused, match="已经停止"):
        actions.end_policy(policy, TODAY, "三号文", by=by, at=now())


def test_a_closed_unit_sets_nothing(cast):
    from lianxin.foundation.organisation.models import Unit

    Unit.objects.filter(pk=cast.dock.pk).update(closed_on=TODAY)
    cast.dock.refresh_from_db()
    with pytest.raises(Refused, match="已经撤销"):
        put(cast.dock, MONTHS, 18)


def test_procedures_hear_where_a_rule_changed(cast):
    heard = []
    hears = changes.plug(lambda path, code, at: heard.append((path, code)))
    policy = put(cast.quay, MONTHS, 18)
    actions.end_policy(policy, TODAY, "文", by=HOUSE, at=now())
    changes._hearing.remove(hears)

    assert heard == [(cast.quay.path, MONTHS.code)] * 2


# ---- the page -------------------------------------------------------------------------------


def shown(user, unit):
    return sign_in(Client(), user).get(reverse("policies:at", args=[unit.pk]))


def line(answer, rule):
    groups = answer.context["page"].groups
    return next(line for group in groups for line in group.lines if line.rule == rule)


def test_the_page_says_what_applies_here_and_who_asked_for_it(cast):
    put(cast.harbour, MONTHS, 24)
    put(cast.pier, DAYS, 60)
    Policy.objects.create(
        unit=cast.pier, code=MONTHS.code, value=18, document="旧文", since=LONG_AGO
    )
    put(cast.pier, POINTS, 2, since=localdate() + timedelta(days=30))

    answer = shown(cast.wang, cast.pier)

    text = answer.content.decode()
    names = {group.name for group in answer.context["page"].groups}
    assert {"党员", "会议"} <= names
    assert line(answer, MONTHS).holder.unit == cast.harbour
    assert line(answer, MONTHS).is_idle
    assert line(answer, DAYS).is_own
    assert line(answer, POINTS).in_force.amount == "不要求"
    assert line(answer, POINTS).coming_amount == "2 次"
    for words in ("24 个月", "上级已更严", "60 天", "全国统一，不能另作规定", "考察期为一年以上。"):
        assert words in text


def test_the_page_of_a_unit_with_a_past(cast):
    put(cast.quay, MONTHS, 18)
    put(cast.quay, MONTHS, 24, since=date(2026, 6, 1), document="二号文")
    assert "本级以前的规定" in shown(cast.lin, cast.quay).content.decode()


def test_rules_are_set_and_ended_on_the_page(cast):
    client = sign_in(Client(), cast.lin)
    there = reverse("policies:set_policy", args=[cast.quay.pk, MONTHS.code])
    given = {"value": 18, "document": "一号文", "since": "2026-01-01", "note": ""}

    assert "要多于全国或上级规定的 12 个月" in client.get(there).content.decode()
    assert client.post(there, {}).status_code == 422
    assert "只能更严" in client.post(there, {**given, "value": 6}).content.decode()
    assert "按新规定执行" in client.post(there, given, follow=True).content.decode()

    policy = Policy.objects.get()
    end = reverse("policies:end_policy", args=[policy.pk])
    assert "18 个月" in client.get(end).content.decode()
    assert client.post(end, {}).status_code == 422
    given = {"on": localdate().isoformat(), "document": "二号文"}
    assert "已登记停止执行" in client.post(end, given, follow=True).content.decode()
    unknown = reverse("policies:set_policy", args=[cast.quay.pk, "members.no"])
    assert client.get(unknown).status_code == 404


def test_a_yes_is_asked_without_a_number(cast):
    client = sign_in(Client(), cast.lin)
    there = reverse("policies:set_policy", args=[cast.quay.pk, ASKED.code])
    page = client.get(there).content.decode()
    assert "要求办理" in page
    assert 'type="hidden" name="value" value="1"' in page
    client.post(there, {"value": 1, "document": "一号文", "since": "2026-01-01"})

    answer = shown(cast.lin, cast.quay)
    assert line(answer, ASKED).in_force.amount == "要求"
    assert line(answer, ASKED).is_full


def test_whoever_only_looks_is_offered_nothing(cast):
    assert "收紧" not in shown(cast.wang, cast.quay).content.decode()
    assert shown(cast.wang, cast.pier).status_code == 200
    assert "收紧" in shown(cast.wang, cast.pier).content.decode()
    assert shown(cast.system_admin, cast.pier).status_code == 403


def test_the_page_takes_the_same_statements_for_any_number(cast, django_assert_max_num_queries):
    client = sign_in(Client(), cast.lin)
    there = reverse("policies:at", args=[cast.quay.pk])
    for rules in ((MONTHS,), (DAYS, POINTS, SHARE)):
        for rule in rules:
            put(cast.quay, rule, 60)
        with django_assert_max_num_queries(7):
            client.get(there)
