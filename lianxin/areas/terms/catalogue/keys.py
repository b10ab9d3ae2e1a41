"""The permissions of the room; rules.py says who holds them."""

from enum import StrEnum


class Can(StrEnum):
    VIEW = "terms.view"
    KEEP = "terms.keep"
    DECIDE = "terms.decide"
