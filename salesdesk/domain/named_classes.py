"""Classes that are named in a declaration and loaded when they are needed: a declaration stands below what works by it."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def named_class(place: str) -> type[Any]:
    """The class a declaration names as "module:Class"."""
    module, _, name = place.partition(":")
    found = vars(import_module(module))[name]
    assert isinstance(found, type), place
    return found
