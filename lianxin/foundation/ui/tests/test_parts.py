"""Each part draws what it was given, says it aloud, and lets no markup through."""

import re

import lucide
import pytest
from django.template import engines

from lianxin.foundation.ui import formats, icons

HOSTILE = '"><script>alert(1)</script>'


def draw(source: str, **given) -> str:
    return str(engines["django"].from_string(source).render(given))


SPOKEN = [
    "{% tag x tone=x %}",
    "{% avatar x size=x %}",
    "{% bar 3 most=4 label=x %}",
    "{% button x x data_confirm=x hx_post=x icon='x' %}",
    "{% button x icon_only=True icon='x' href=x %}",
    "{% kpi x x x url=x note=x note_url=x trend_text=x trend=x before=x %}",
    "{% datum x x wide=True %}",
    "{% masked x x x %}",
    "{% empty_state x x action=x url=x %}",
    "{% crumbs x x x %}",
    "{% tabs items x %}",
    "{% pager x x x x %}",
    "{% steps words 2 x %}",
    "{% phases items 1 x %}",
    "{% timeline items %}",
    "{% chart option 'c1' x head=words rows=rows %}",
    "{% data_table words rows x %}",
    "{% card x note=x more=x url=x footer=x id=x %}{{ x }}{% endcard %}",
    "{% alert 'warn' title=x %}{{ x }}{% endalert %}",
    "{% dialog 'd' x %}{{ x }}{% enddialog %}",
    "{% menu x %}{{ x }}{% endmenu %}",
    "{% icon 'users' label=x %}",
    "{% qr x x %}",
]


@pytest.mark.parametrize("source", SPOKEN)
def test_no_part_lets_markup_through(source):
    items = [{"label": HOSTILE, "title": HOSTILE, "note": HOSTILE, "url": HOSTILE, "when": HOSTILE}]
    drawn = draw(
        source,
        x=HOSTILE,
        items=items,
        words=[HOSTILE, "b"],
        rows=[[HOSTILE, HOSTILE]],
        option={"title": HOSTILE},
    )

    assert "<script>alert" not in drawn
    assert '""><' not in drawn


def test_an_icon_is_for_the_eye_unless_it_has_a_label():
    assert 'aria-hidden="true"' in icons.draw("users")
    assert 'role="img" aria-label="组织"' in icons.draw("users", label="组织")


def test_an_unknown_icon_is_a_fault_in_tests_and_a_square_in_production(settings):
    with pytest.raises(lucide.IconDoesNotExist):
        icons.draw("no-such-icon")

    settings.UI_STRICT = False

    assert icons.draw("no-such-icon") == icons.draw("square")


def test_a_button_is_a_link_where_it_has_an_address():
    assert draw("{% button '导出' href='/x/' %}") == '<a class="btn" href="/x/">导出</a>'
    assert 'type="submit"' in draw("{% button '保存' 'primary' %}")
    assert 'type="button"' in draw("{% button '更多' type_='button' %}")


def test_a_button_of_a_picture_alone_is_named():
    drawn = draw("{% button '更多操作' icon='ellipsis' icon_only=True type_='button' %}")

    assert 'aria-label="更多操作"' in drawn
    assert ">更多操作<" not in drawn


def test_a_bar_stays_within_its_track_and_says_its_share():
    assert 'aria-label="到会 90.5%"' in draw("{% bar 38 most=42 label='到会' %}")
    assert "--value:100%" in draw("{% bar 50 most=42 %}")
    assert "--value:0%" in draw("{% bar 0 most=0 %}")


def test_the_last_crumb_is_the_page_and_no_link():
    drawn = draw("{% crumbs '组织' '/o/' '任命' %}")

    assert '<a href="/o/">组织</a>' in drawn
    assert '<li aria-current="page">任命</li>' in drawn


def test_a_pager_at_its_ends_has_nothing_to_press():
    drawn = draw("{% pager text='第 1–20 条' next='/n/' target='#rows' %}")

    assert 'hx-get="/n/"' in drawn
    assert "disabled>上一页" in drawn
    assert draw("{% pager %}").strip() == ""


def test_a_chart_carries_its_table_and_its_option_as_data():
    drawn = draw(
        "{% chart option 'c1' '到会率' head=head rows=rows %}",
        option={"series": []},
        head=["月份", "人数"],
        rows=[["11 月", 1286]],
    )

    assert '<script id="c1" type="application/json">' in drawn
    assert '<th scope="row">11 月</th><td class="r">1,286</td>' in drawn


def test_steps_say_which_is_now():
    drawn = draw("{% steps words current=2 %}", words=["甲", "乙", "丙"])

    assert drawn.count('aria-current="step"') == 1
    assert re.search(r'class="now" aria-current="step"><div><b>乙', drawn)
    assert "（已完成）" in drawn


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (formats.num(1286), "1,286"),
        (formats.num("24.50"), "24.50"),
        (formats.num(None), "—"),
        (formats.num("免交"), "免交"),
        (formats.percent(0.924), "92.4%"),
        (formats.percent(1), "100%"),
        (formats.percent(0), "0%"),
        (formats.yuan(684250), "¥6,842.50"),
        (formats.partial_date("1998"), "1998 年"),
        (formats.partial_date("1998-07"), "1998 年 7 月"),
        (formats.partial_date("1998-07-01"), "1998 年 7 月 1 日"),
        (formats.partial_date(""), "—"),
        (formats.surname(" 欧阳雪松"), "欧"),
        (formats.size(900), "1 KB"),
        (formats.size(2_516_582), "2.4 MB"),
    ],
)
def test_numbers_and_dates_are_written_one_way(written, read):
    assert written == read


def test_times_are_read_in_beijing():
    from datetime import UTC, date, datetime

    at = datetime(2026, 12, 5, 16, 30, tzinfo=UTC)

    assert formats.cn_date(date(2026, 12, 6)) == "2026 年 12 月 6 日"
    assert formats.cn_datetime(at) == "2026 年 12 月 6 日 00:30"
    assert formats.iso_time(at) == "2026-12-06 00:30"
    assert formats.cn_day(at) == "12 月 6 日 星期日"
    assert formats.cn_month(at) == "2026 年 12 月"
    assert (formats.iso(at), formats.clock(at)) == ("2026-12-06", "00:30")
    assert [f(None) for f in (formats.iso, formats.iso_time, formats.clock, formats.cn_day)] == [
        "—"
    ] * 4


def test_a_page_without_a_reader_is_safe():
    for name in ("console", "mobile", "plain", "screen", "refused"):
        drawn = engines["django"].get_template(f"ui/{name}.html").render({})

        assert '<html lang="zh-CN"' in drawn
        assert 'data-theme="auto" data-mode="normal"' in drawn
        assert "跳到主要内容" in drawn


@pytest.mark.parametrize("code", [400, 403, 404, 500])
def test_every_fault_has_a_page_that_says_what_to_do(code):
    drawn = engines["django"].get_template(f"{code}.html").render({})

    assert f"代码 {code}" in drawn
    assert "回到首页" in drawn
