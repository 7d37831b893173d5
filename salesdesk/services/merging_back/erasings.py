"""Cells that still say what was erased here for good since their export was made."""

from __future__ import annotations

from functools import cached_property

from salesdesk.domain.changes import Cause
from salesdesk.domain.erased_words import TAKEN_OUT
from salesdesk.domain.merging_back import MergeCell
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.merging_back.cells import CellReader
from salesdesk.services.merging_back.known import KnownExport
from salesdesk.services.merging_back.links import Links
from salesdesk.store.store import Store


class Erasings:
    """Keeps somebody who was erased from coming back by cells of other records. What exactly was erased nobody knows any
    more: where it stood in a text there is a sign, and a link to it is gone."""

    def __init__(self, store: Store, links: Links) -> None:
        self._store, self._links = store, links
        self.passed_over = 0
        """Cells that say just what was erased."""

    @cached_property
    def _newest(self) -> int:
        erasing = self._store.journal.standing(Cause.ERASE)
        return 0 if erasing is None else erasing.id

    def says_what_was_erased(self, cell: MergeCell, export: KnownExport) -> bool:
        """Whether nothing but what was erased differs in a cell; it is passed over then."""
        if not (self._taken_out(cell, export) and isinstance(cell.theirs, str)):
            return False
        same = _fits(cell.base, cell.theirs)
        self.passed_over += same
        return same

    def refusal(self, cell: MergeCell, reader: CellReader, export: KnownExport) -> Phrase | None:
        """Why a cell that may say who was erased is not taken."""
        if not cell.is_open or cell.theirs is None or self._newest <= export.stored.batch:
            return None
        if self._taken_out(cell, export):
            return phrase("merging_back.says_erased")
        if reader.links_to != "contact" or cell.base or cell.ours:
            return None
        try:
            there = self._links.found("contact", cell.theirs) is not None
        except InputError:
            there = True
        return None if there else phrase("merging_back.names_erased", name=cell.theirs)

    def _taken_out(self, cell: MergeCell, export: KnownExport) -> bool:
        return (
            cell.is_open
            and self._newest > export.stored.batch
            and isinstance(cell.base, str)
            and TAKEN_OUT in cell.base
        )


def _fits(base: str, text: str) -> bool:
    """Whether a text is another one with something in the place of each sign. Part by part: a pattern of many signs takes
    for ever where it does not fit."""
    text = " ".join(text.split())
    first, *between, last = (" ".join(part.split()) for part in base.split(TAKEN_OUT))
    place, end = len(first), len(text) - len(last)
    if not (text.startswith(first) and text.endswith(last)):
        return False
    for part in between:
        place = text.find(part, place + 1, end)
        if place < 0:
            return False
        place += len(part)
    return place < end
