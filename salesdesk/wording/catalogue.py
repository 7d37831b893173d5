"""All texts by code. An area's texts stand in the module of its name; that of a code is the word before its first point.

A module is read when something of its area is said for the first time: a window that opens says little of most of them.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib import import_module

import salesdesk.wording
from salesdesk.wording.templates import Text


class Catalogue(Mapping[str, Text]):
    """The texts of every module beside this one that has some (``TEXTS``)."""

    def __init__(self) -> None:
        self._found: dict[str, Text] = {}
        self._read: set[str] = set()

    def __getitem__(self, code: str) -> Text:
        """The text of a code. Raises ``KeyError`` where there is none."""
        found = self._found.get(code)
        if found is None:
            area = code.partition(".")[0]
            if area in self._areas:
                self._read_area(area)
            # what an area writes into the history is called as everything that stands there is
            found = self._found[code] if code in self._found else self._whole[code]
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole)

    def __len__(self) -> int:
        return len(self._whole)

    @cached_property
    def _areas(self) -> frozenset[str]:
        return frozenset(module.name for module in pkgutil.iter_modules(salesdesk.wording.__path__))

    @cached_property
    def _whole(self) -> Mapping[str, Text]:
        for area in sorted(self._areas):
            self._read_area(area)
        return self._found

    def _read_area(self, area: str) -> None:
        if area in self._read:
            return
        self._read.add(area)
        texts: Mapping[str, Text] = getattr(
            import_module(f"{salesdesk.wording.__name__}.{area}"), "TEXTS", {}
        )
        if texts is self:  # this module
            return
        twice = self._found.keys() & texts.keys()
        assert not twice, f"codes that two areas word: {sorted(twice)}"
        self._found.update(texts)


TEXTS: Mapping[str, Text] = Catalogue()
