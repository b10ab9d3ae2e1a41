"""Each newer room has a module of its own here, whose `ADDRESSES` use the words of the table."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any


def found() -> dict[str, Any]:
    """The addresses of every module beside this one."""
    modules = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
    return {name: address for module in modules for name, address in module.ADDRESSES.items()}
