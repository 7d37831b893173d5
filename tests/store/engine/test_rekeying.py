"""A file gets a password, another one, or none: everything in it stays, and what is refused leaves it as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.errors import StoreBusy, StoreError, WrongKey
from salesdesk.services.services import build_services
from salesdesk.store.engine.rekeying import rekey
from salesdesk.store.store import Store
from tests.builders import add_contact, new_store, wrong_rows

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def file(template_file: Path, tmp_path: Path) -> Path:
    """A file with a person who was edited, and a trace in the write-ahead log."""
    store = new_store(template_file, tmp_path)
    number = add_contact(store, "Zuzanna Quell", email="zuzanna@quelle.example")
    build_services(store).contacts.edit(number, "city", "Ulm")
    store.close()
    return store.path


def content(file: Path, password: str) -> tuple[object, list[object], str]:
    store = Store(file, password=password)
    try:
        assert not wrong_rows(store)
        assert not store.database.check()
        hits = [hit.title for group in store.quick_search.find("zuz") for hit in group.hits]
        return (
            store.database.dump(),
            [batch.told for batch in store.journal.batches()],
            f"{hits} {store.database.uuid}",
        )
    finally:
        store.close()


@pytest.mark.parametrize(
    ("before", "after"), [("", "geheim und lang"), ('one\'s "own" ключ', "other"), ("gone soon", "")]
)
def test_everything_stays_under_another_password(file: Path, before: str, after: str) -> None:
    was = content(file, "")
    if before:
        rekey(file, "", before)
    rekey(file, before, after)
    assert content(file, after) == was
    assert (b"Zuzanna" in file.read_bytes()) is (not after)
    assert sorted(one.name for one in file.parent.iterdir() if one.is_file()) == [file.name]
    if after:
        with pytest.raises(WrongKey):
            Store(file, password=before)


def test_undo_goes_on_under_the_new_password(file: Path) -> None:
    rekey(file, "", "geheim und lang")
    store = Store(file, password="geheim und lang")
    services = build_services(store)
    services.commands.undo()
    services.commands.undo()
    assert not list(store.contacts.ids())
    store.close()


def test_a_wrong_password_changes_nothing(file: Path) -> None:
    rekey(file, "", "right")
    before = file.read_bytes()
    with pytest.raises(WrongKey):
        rekey(file, "wrong", "other")
    assert file.read_bytes() == before
    assert content(file, "right")


def test_a_file_that_is_open_keeps_its_password(file: Path) -> None:
    store = Store(file)
    with pytest.raises(StoreBusy):
        rekey(file, "", "secret")
    assert store.contacts.ids()
    store.close()
    assert content(file, "")


def test_a_damaged_file_keeps_what_it_is(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    place = whole.index(b"Zuzanna Quell")
    whole[place] ^= 1  # a bit that a disk changed
    file.write_bytes(whole)
    with pytest.raises(StoreError):
        rekey(file, "", "secret")
    now = file.read_bytes()
    assert now[100:] == bytes(whole)[100:], "but for the head, where it says how its log is kept"
