"""What a change did is kept in code and values, and worded when it is read."""

from __future__ import annotations

from salesdesk.domain.changes import Cause
from salesdesk.phrases import Phrase, phrase, said
from salesdesk.store.journal.told import phrase_of, stored_phrase
from salesdesk.store.store import Store
from salesdesk.wording import worded

EDIT = phrase("changes.edit_fields", what='Änne "A." Berg', fields=(phrase("declared.field.city"), "Größe"))


def _do(store: Store, told: Phrase) -> tuple[str, str]:
    with store.unit_of_work(Cause.EDIT, told) as uow:
        uow.insert("tag", {"name": worded(told), "name_key": worded(told)})
    [columns] = store.database.rows(
        "SELECT b.text, b.told FROM change_batch AS b WHERE b.id = ?", (store.journal.latest(),)
    )
    return columns[0], columns[1]


def test_a_change_is_kept_without_words(store: Store) -> None:
    text, told = _do(store, EDIT)
    assert text == ""
    assert "declared.field.city" in told
    assert "Edit" not in told
    batch = store.journal.batches(limit=1)[0]
    assert batch.told == EDIT
    assert worded(batch.told) == 'Edit Änne "A." Berg: City, Größe'


def test_what_was_said_in_words_keeps_them(store: Store) -> None:
    assert _do(store, said("Add a tag")) == ("Add a tag", "")
    assert store.journal.batches(limit=1)[0].told == said("Add a tag")


def test_names_of_any_length_and_shape_are_kept_short_and_on_one_line(store: Store) -> None:
    _do(store, phrase("changes.merge", names=phrase("changes.two", first="a\nb", second="c" * 10_000)))
    names = store.journal.batches(limit=1)[0].told.values["names"]
    assert isinstance(names, Phrase)
    assert names.values["first"] == "a b"
    assert names.values["second"] == "c" * 299 + "…"


def test_what_cannot_be_read_is_told_as_it_stands() -> None:
    assert stored_phrase(EDIT)[0] == ""
    for damaged in ("{", "[]", '{"say": 1}', "[" * 100_000):
        assert phrase_of("", damaged) == said(damaged)
