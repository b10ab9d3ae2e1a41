"""Rows of a long table, stamped: a template draws a row of each kind once, and the other rows of
that kind are filled into its shape.

A row says apart what decides its looks (`kind`) and what merely stands in it (`slots`). In the
template both are read the same way, `row.tone` and `row.name`; but a slot can only be written out,
or stand as a whole number in an address: no filter and no condition sees its value. A slot that is
a SafeString is written out as it is.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

NUMBER = 980_000_000_000_000  # no id is as large
MARKS = re.compile("\x01(\\d+)\x01|98000(\\d{10})")


@dataclass(frozen=True, slots=True)
class Row:
    """`kind` pairs names with values that equal rows share; `slots` are texts and whole numbers."""

    kind: tuple[tuple[str, Hashable], ...]
    slots: Mapping[str, str | int]

    def __getitem__(self, name: str) -> Hashable:
        return self.slots[name] if name in self.slots else dict(self.kind)[name]


class Shape:
    """How a row of one kind is drawn, with the places of its slots."""

    def __init__(self, row: Row, draw: Callable[[dict[str, Any]], str]) -> None:
        names = list(row.slots)
        marked: dict[str, Any] = {
            key: NUMBER + place if isinstance(value, int) else f"\x01{place}\x01"
            for place, (key, value) in enumerate(row.slots.items())
        }
        drawn = draw(dict(row.kind) | marked).replace("%", "%%")
        self.places = [names[int(mark[1] or mark[2])] for mark in MARKS.finditer(drawn)]
        self.text = MARKS.sub("%s", drawn)

    def filled(self, slots: Mapping[str, str | int]) -> str:
        said = {
            key: value if isinstance(value, SafeString) else escape(str(value))
            for key, value in slots.items()
        }
        return self.text % tuple([said[name] for name in self.places])


#: Shapes that the process remembers. There are as many as rows differ in their looks.
REMEMBERED = 1024


class Shapes(dict[Hashable, Shape]):
    """Shapes by their kind; rather begun anew than growing for ever."""

    def of(self, key: Hashable, row: Row, draw: Callable[[dict[str, Any]], str]) -> Shape:
        shape = self.get(key)
        if shape is None:
            if len(self) >= REMEMBERED:
                self.clear()
            shape = self[key] = Shape(row, draw)
        return shape


_stamps = Shapes()


def stamp(template: str, rows: Iterable[Row]) -> SafeString:
    """Each row by a template of its own, which sees nothing but the row (as `row`)."""
    shapes = _stamps if not settings.DEBUG else Shapes()
    return SafeString(
        "".join(
            [
                shapes.of((template, row.kind, *row.slots), row, _drawn(template)).filled(row.slots)
                for row in rows
            ]
        )
    )


def _drawn(template: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: render_to_string(template, {"row": row})


class RowsNode(Node):
    """{% rows page as row %}…{% endrows %}; `by a b` at the end says on what else the looks depend:
    then shapes are remembered from page to page."""

    def __init__(
        self, rows: FilterExpression, name: str, by: list[FilterExpression] | None, nodes: NodeList
    ) -> None:
        self.rows, self.name, self.by, self.nodelist = rows, name, by, nodes
        self.shapes = Shapes()

    def render(self, context: Context) -> SafeString:
        shapes, beside = Shapes(), ()
        if self.by is not None:
            shapes, beside = self.shapes, tuple(each.resolve(context) for each in self.by)

        def draw(row: dict[str, Any]) -> str:
            with context.push(**{self.name: row}):
                return self.nodelist.render(context)

        drawn = [
            shapes.of((row.kind, *row.slots, *beside), row, draw).filled(row.slots)
            for row in self.rows.resolve(context)
        ]
        return SafeString("".join(drawn))


def parse(parser: Parser, token: Token) -> Node:
    bits = token.split_contents()
    if len(bits) < 4 or bits[2] != "as" or (len(bits) > 4 and bits[4] != "by"):
        raise TemplateSyntaxError("{% rows page as row %}…{% endrows %}, or … as row by a b %}")
    nodes = parser.parse(("endrows",))
    parser.delete_first_token()
    by = [parser.compile_filter(bit) for bit in bits[5:]] if len(bits) > 4 else None
    return RowsNode(parser.compile_filter(bits[1]), bits[3], by, nodes)
