"""What is drawn fast is what would be drawn slowly."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.urls import NoReverseMatch, reverse, set_script_prefix

from lianxin.foundation.ui import icons
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


def test_a_template_that_misuses_rows_is_refused():
    with pytest.raises(TemplateSyntaxError):
        Template("{% rows all %}{% endrows %}")


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
