"""What is drawn fast is what would be drawn slowly."""

from xml.etree import ElementTree

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.urls import NoReverseMatch, reverse, set_script_prefix
from django.utils.safestring import SafeString

from lianxin.foundation.ui import icons, rows
from lianxin.foundation.ui.rows import Row
from lianxin.foundation.ui.ways import address


def drawn(text, **given):
    return Template(text).render(Context(given))


BODY = """<tr id="r{{ row.id }}"><td>{{ row.name }}</td><td title="{{ row.name }}">{{ row.tone }}\
{% if row.is_new %}<b>新</b>{% endif %}\
{% for mark, tone in row.marks %}{% tag mark tone=tone %}{% endfor %}</td>\
<td><a href="{% url "organisation:unit" row.id %}">{{ row.share }}%</a>{{ outside }}</td></tr>"""


def row(number, name, *, is_new=False, marks=(), tone="<i>"):
    return Row(
        kind=(("tone", tone), ("is_new", is_new), ("marks", marks)),
        slots={"id": number, "name": name, "share": number % 100},
    )


def test_stamped_rows_are_as_if_each_were_drawn():
    rows = [
        row(1, "陈晓帆"),
        row(22, "<script>&\"'", marks=(("流动", "info"), ("a<b", ""))),
        row(980_000_000_000_000, "{{ row.id }} %s \\1"),
        row(4, "", is_new=True),
        *(row(number, f"第 {number} 人", is_new=number % 2 == 0) for number in range(5, 40)),
    ]
    stamped = drawn("{% rows all as row %}" + BODY + "{% endrows %}", all=rows, outside="&")
    plain = drawn("{% for row in all %}" + BODY + "{% endfor %}", all=rows, outside="&")
    assert stamped == plain
    assert drawn("{% rows all as row %}x{% endrows %}", all=[]) == ""


def test_shapes_that_are_remembered_know_what_else_their_looks_depend_on():
    told = Template("{% rows all as row %}" + BODY + "{% endrows %}")
    kept = Template("{% rows all as row by outside %}" + BODY + "{% endrows %}")
    for outside in ("甲", "<乙>", "甲", "丙%s"):
        for all_rows in ([row(1, "周 %s 海"), row(2, "吴")], [row(3, "郑", is_new=True)]):
            given = Context({"all": all_rows, "outside": outside})
            assert kept.render(given) == told.render(given)


def test_shapes_are_forgotten_before_they_are_too_many(monkeypatch):
    monkeypatch.setattr(rows, "REMEMBERED", 3)
    kept = Template("{% rows all as row by outside %}" + BODY + "{% endrows %}")
    for number in range(9):
        kept.render(Context({"all": [row(number, "王", tone=f"t{number}")], "outside": ""}))
        assert 0 < len(kept.nodelist[0].shapes) <= 3


def test_a_slot_that_is_markup_is_written_out_as_it_is():
    given = [Row(kind=(), slots={"said": SafeString("<b>粗</b>"), "plain": "<b>"})]
    said = drawn("{% rows all as row %}{{ row.said }}{{ row.plain }}{% endrows %}", all=given)
    assert said == "<b>粗</b>&lt;b&gt;"


TREE = [
    {
        "label": "甲<委>", "url": "/u/1/?a=1&b=2", "count": 12345, "expanded": True,
        "children_url": "/u/1/children/", "more_url": "/u/1/children/?after=1~a~2",
        "nodes": [
            {"label": "乙支部", "url": "/u/2/", "count": 0, "selected": True, "closed": True},
            {"label": "丙支部", "url": "/u/3/", "note": "已撤销", "children_url": "/u/3/children/"},
        ],
    },
]  # fmt: skip


def test_a_tree_is_drawn_with_all_that_is_open_in_it():
    said = drawn("{% tree_nodes nodes more %}", nodes=TREE, more="/more/")
    page = ElementTree.fromstring(  # noqa: S314 - our own markup
        f"<ul>{said.replace(' data-more', '')}</ul>"
    )
    first, more = page.findall("li")
    assert first.get("aria-expanded") == "true"
    assert first.get("data-children") == "/u/1/children/"
    assert first.find("a").get("href") == "/u/1/?a=1&b=2"
    assert "".join(first.find("a").itertext()) == "甲<委>12,345"
    below = first.findall("ul[@role='group']/li")
    words = ["".join(each.find("a").itertext()) for each in below]
    assert words == ["乙支部0", "丙支部已撤销", "更多…"]
    assert [each.get("aria-selected") for each in below] == ["true", "false", "false"]
    assert [each.get("aria-expanded") for each in below] == [None, "false", None]
    closed = [each.find(".//span[@class='name closed']") is not None for each in below]
    assert closed == [True, False, False]
    assert more.find("a").get("href") == "/more/"


def test_a_template_that_misuses_rows_is_refused():
    with pytest.raises(TemplateSyntaxError):
        Template("{% rows all %}{% endrows %}")
    with pytest.raises(TemplateSyntaxError):
        Template("{% rows all as row of name %}{% endrows %}")


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("workbench:desk", ()),
        ("organisation:unit", (7,)),
        ("meetings:approve_leave", (12, 3456789012)),
        ("spreadsheets:upload", (5, "members")),
    ],
)
def test_an_address_is_what_django_says(name, args):
    assert address(name, *args) == reverse(name, args=args)
    assert drawn(f'{{% url "{name}" {" ".join(map(repr, args))} %}}') == reverse(name, args=args)


def test_an_address_below_a_prefix():
    before = address("organisation:unit", 7)
    set_script_prefix("/house/")
    try:
        assert address("organisation:unit", 7) == "/house" + before
    finally:
        set_script_prefix("/")


def test_what_has_no_address_is_said_or_left_empty():
    with pytest.raises(NoReverseMatch):
        address("organisation:unit", -1)
    with pytest.raises(NoReverseMatch):
        drawn('{% url "organisation:nothing" 1 %}')
    assert drawn('{% url "organisation:nothing" 1 as there %}[{{ there }}]') == "[]"
    assert drawn('{% url "organisation:unit" 7 as there %}[{{ there }}]') == (
        f"[{reverse('organisation:unit', args=[7])}]"
    )


def test_an_icon_is_the_same_named_outright_or_by_a_value():
    wanted = icons.draw("users", "lg", "成员")
    assert drawn('{% icon "users" size="lg" label="成员" %}') == wanted
    assert drawn('{% icon "users" "lg" "成员" %}') == wanted
    assert drawn(
        "{% icon name size=size label=label %}", name="users", size="lg", label="成员"
    ) == (wanted)
    with pytest.raises(TemplateSyntaxError):
        Template('{% icon size="lg" %}')


def test_choices_are_options_with_the_chosen_one_selected():
    known = [("a", "甲"), ('"b"', "<乙>")]
    said = drawn("{% choices known chosen %}", known=known, chosen='"b"')
    assert said == (
        '<option value="a">甲</option><option value="&quot;b&quot;" selected>&lt;乙&gt;</option>'
    )
    assert "selected" not in drawn("{% choices known %}", known=known)
