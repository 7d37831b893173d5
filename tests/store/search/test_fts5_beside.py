"""A large table of the index made by a thread is the one that the file makes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as driver

from salesdesk.domain.changes import EntityKind
from salesdesk.services.setup import set_up
from salesdesk.store.search import fts5
from salesdesk.store.search.fts5_beside import TableBeside
from salesdesk.store.store import Store
from tests.builders import add_contact, add_many

pytestmark = pytest.mark.usefixtures("quick_keys")

CONTACT = EntityKind.CONTACT
WORDS = ("person", "firm", "49301000012", "person 17", "example", "3", "müller", "nobody")


@contextmanager
def _store(file: Path, password: str = "") -> Iterator[Store]:
    store = Store(file, password=password)
    set_up(store)
    yield store
    store.close()


def _found(store: Store) -> list[list[int]]:
    return [store.database.search.find(CONTACT, text) for text in WORDS]


@pytest.mark.parametrize("password", ["", "correct horse"])
def test_it_finds_what_the_file_would_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    found = []
    for number, worth_it in enumerate((10**9, 1)):
        monkeypatch.setattr(fts5, "_WORTH_IT", worth_it)
        monkeypatch.setattr(fts5, "_WORTH_A_THREAD", worth_it)
        monkeypatch.setattr(fts5, "AT_ONCE", 7)  # so that a piece is left over
        monkeypatch.setattr(fts5, "is_another_processor", lambda: True)
        file = tmp_path / f"{number}.salesdesk"
        with _store(file, password) as store:
            add_many(store, 300, companies=9)
            found.append(_found(store))
            monkeypatch.setattr(fts5, "_WORTH_IT", 10**9)
            add_contact(store, "Person Müller", email="müller@example.com")  # it can be written to
            found[-1] += _found(store)
            assert store.database.check() == []
        with _store(file, password) as store:
            assert _found(store) == found[-1][len(WORDS) :]
    assert found[0] == found[1]
    assert all(found[0][: len(WORDS) - 2])


def test_what_fails_in_the_thread_is_raised_where_it_is_waited_for(tmp_path: Path) -> None:
    made_as = fts5.tables()["search_contact"]
    with _store(tmp_path / "a.salesdesk") as store:
        add_contact(store, "Anna Berg")
        with TableBeside(made_as) as beside:
            beside.add([("no number", "anna")])  # type: ignore[list-item]
            for _ in range(50):
                beside.add([(1, "anna")])
            with pytest.raises(driver.Error):
                beside.move_to(store.database, "search_contact", made_as)
        assert store.database.search.find(CONTACT, "anna") != []
