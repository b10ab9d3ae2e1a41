"""Each newer room has a module of its own here, whose `ADDRESSES` use the words of the table; its
`SIGHTS`, if it has any, are states of its pages that the table does not show."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any


def found(what: str = "ADDRESSES") -> dict[str, Any]:
    """The addresses, or the sights, of every module beside this one."""
    modules = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
    return {key: one for module in modules for key, one in getattr(module, what, {}).items()}
