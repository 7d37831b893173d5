"""The opened file is closed exactly once, whoever lets go of it and whenever."""

from __future__ import annotations

import pytest

from salesdesk.errors import Cancelled
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.services.imports.file import ImportFile
from salesdesk.store.records.imports import ImportRepository
from salesdesk.store.store import Store
from salesdesk.ui.pages.imports.run.held_file import HeldFile


class _Opened:
    """A real file with a child process, and how often it was closed."""

    def __init__(self, store: Store) -> None:
        session = ReaderSession()
        session.open_text("Name\tEmail\nAnn Berg\tann@berg.example\n", "cells")
        self.closed = 0
        self.file = ImportFile(store, ImportRepository(store.database), session)
        close = self.file.close

        def counting() -> None:
            self.closed += 1
            close()

        self.file.close = counting  # type: ignore[method-assign]


def test_letting_go_closes_once(store: Store) -> None:
    opened, held = _Opened(store), HeldFile()
    held.open(lambda: opened.file)
    assert held.use(lambda file: file.sheets[0].records) == 2
    held.let_go()
    held.let_go()
    assert opened.closed == 1
    with pytest.raises(Cancelled):
        held.use(lambda file: file.name)


def test_a_file_in_use_is_closed_when_the_use_ends(store: Store) -> None:
    opened, held = _Opened(store), HeldFile()
    held.open(lambda: opened.file)

    def work(file: ImportFile) -> int:
        held.let_go()
        assert opened.closed == 0
        return len(file.sheets)

    assert held.use(work) == 1
    assert opened.closed == 1


def test_a_file_that_opens_too_late_is_closed_at_once(store: Store) -> None:
    opened, held = _Opened(store), HeldFile()
    held.let_go()
    with pytest.raises(Cancelled):
        held.open(lambda: opened.file)
    assert opened.closed == 1
