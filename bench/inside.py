"""Measures one database from inside; the last line it prints is the figures as JSON."""

import json
import os
import sys
from collections.abc import Iterable
from typing import Any

import django


class Told(list[Any]):
    """Says each figure as it comes: a long run that breaks has then not been for nothing."""

    def take(self, more: Iterable[Any]) -> None:
        for each in more:
            print(each.name, each.value, each.unit, each.ratio, file=sys.stderr)
            self.append(each)


def main(scale: str, parts: str, seconds: str) -> None:
    django.setup()
    from bench import deadlines, importing, pages, places, signing

    url, figures = os.environ["DATABASE_URL"], Told()
    seats = places.seats()
    wanted = parts.split(",")
    if "pages" in wanted:
        for seat in seats:
            figures.take(pages.list_statements(seat, scale))
            figures.take(pages.page_statements(seat, scale))
        figures.take(pages.throughput(seats, url, scale, seconds=float(seconds)))
    if "signing" in wanted:
        figures.take(signing.figures(url, scale, seconds=float(seconds)))
    if "importing" in wanted:
        figures.take(importing.figures(scale))
    if "deadlines" in wanted:
        figures.take(deadlines.figures(seats, scale))
    print(json.dumps([each.line() for each in figures], ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:4])
