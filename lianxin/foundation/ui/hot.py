"""The two tags that stand hundreds of times on a page: icons and addresses."""

from collections.abc import Sequence
from typing import Any

from django.template.base import FilterExpression, Node, Parser, TextNode, Token, token_kwargs
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.template.exceptions import TemplateSyntaxError
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from lianxin.foundation.ui import icons, ways

ASKED = ("name", "size", "label")


def icon(parser: Parser, token: Token) -> Node:
    given = _given(parser, token.split_contents()[1:])
    if all(_is_said_outright(value) for value in given.values()):
        blank = Context()
        drawn = icons.draw(**{key: value.resolve(blank) for key, value in given.items()})
        return TextNode(drawn)
    return IconNode(given)


def _given(parser: Parser, bits: Sequence[str]) -> dict[str, FilterExpression]:
    """{% icon name size label %}, each also by its name."""
    given: dict[str, FilterExpression] = {}
    for place, bit in enumerate(bits):
        named = token_kwargs([bit], parser)
        given |= named or {ASKED[place]: parser.compile_filter(bit)}
    if "name" not in given or given.keys() - set(ASKED):
        raise TemplateSyntaxError(f"icon: {' '.join(bits)}")
    return given


def _is_said_outright(value: FilterExpression) -> bool:
    return isinstance(value.var, str) and not value.filters


class IconNode(Node):
    """An icon whose name is known only with the page."""

    def __init__(self, given: dict[str, FilterExpression]) -> None:
        self.given = given

    def render(self, context: Context) -> SafeString:
        return icons.draw(**{key: str(value.resolve(context)) for key, value in self.given.items()})


def url(parser: Parser, token: Token) -> Node:
    node: Any = parse_url(parser, token)
    if node.kwargs or not _is_said_outright(node.view_name):
        return URLNode(node.view_name, node.args, node.kwargs, node.asvar)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)


class AddressNode(URLNode):
    """An address by name with values in order."""

    def __init__(self, view_name: Any, args: Any, kwargs: Any, asvar: Any) -> None:
        super().__init__(view_name, args, kwargs, asvar)
        self.said = str(view_name.resolve(Context()))

    def render(self, context: Context) -> str:
        args = [arg.resolve(context) for arg in self.args]
        if not all(type(arg) is int for arg in args):
            return super().render(context)
        try:
            found = ways.address(self.said, *args)
        except NoReverseMatch:
            return super().render(context)
        if self.asvar:
            context[self.asvar] = found
            return ""
        return conditional_escape(found) if context.autoescape else found
