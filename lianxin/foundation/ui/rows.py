"""Rows of a long table, stamped: a template draws a row of each kind once, and the other rows of
that kind are filled into its shape.

A row says apart what decides its looks (`kind`) and what merely stands in it (`slots`). In the
template both are read the same way, `row.tone` and `row.name`; but a slot can only be written out,
or stand as a whole number in an address: no filter and no condition sees its value.
"""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
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

    def __init__(self, nodes: NodeList, context: Context, name: str, row: Row) -> None:
        self.names = list(row.slots)
        marked: dict[str, Any] = {
            key: NUMBER + place if isinstance(value, int) else f"\x01{place}\x01"
            for place, (key, value) in enumerate(row.slots.items())
        }
        with context.push(**{name: {**dict(row.kind), **marked}}):
            drawn = nodes.render(context)
        self.parts: list[str] = []
        self.places: list[tuple[int, str]] = []
        end = 0
        for mark in MARKS.finditer(drawn):
            self.parts += [drawn[end : mark.start()], ""]
            self.places.append((len(self.parts) - 1, self.names[int(mark[1] or mark[2])]))
            end = mark.end()
        self.parts.append(drawn[end:])

    def filled(self, slots: Mapping[str, str | int]) -> str:
        parts = self.parts
        for place, name in self.places:
            parts[place] = escape(str(slots[name]))
        return "".join(parts)


class RowsNode(Node):
    """{% rows page as row %}…{% endrows %}"""

    def __init__(self, rows: FilterExpression, name: str, nodes: NodeList) -> None:
        self.rows, self.name, self.nodelist = rows, name, nodes

    def render(self, context: Context) -> SafeString:
        shapes: dict[Hashable, Shape] = {}
        drawn = []
        for row in self.rows.resolve(context):
            shape = shapes.get(row.kind)
            if shape is None:
                shape = shapes[row.kind] = Shape(self.nodelist, context, self.name, row)
            drawn.append(shape.filled(row.slots))
        return SafeString("".join(drawn))


def parse(parser: Parser, token: Token) -> Node:
    bits = token.split_contents()
    if len(bits) != 4 or bits[2] != "as":
        raise TemplateSyntaxError("{% rows page as row %}…{% endrows %}")
    nodes = parser.parse(("endrows",))
    parser.delete_first_token()
    return RowsNode(parser.compile_filter(bits[1]), bits[3], nodes)
