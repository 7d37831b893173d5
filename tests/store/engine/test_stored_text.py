"""What no engine keeps is cleaned before it is written, on each of them alike."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdesk.domain.changes import Cause
from salesdesk.phrases import said
from salesdesk.store.engine import stored_text
from salesdesk.store.engine.statements import Slot, Statement
from salesdesk.store.engine.stored_text import KEY_LENGTH, storable, storable_rows
from salesdesk.store.models import Tag
from salesdesk.store.store import Store


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a\0b", "ab"), ("ä\0ö", "äö"), ("a\ud800b", "ab"), ("😀", "😀"), ("Zoë", "Zoë"), ("", "")],
)
def test_text_loses_what_no_engine_keeps(text: str, kept: str) -> None:
    assert storable(text) == kept
    assert storable(kept) is kept


def test_rows_that_fit_are_left_alone() -> None:
    rows = [("Anna", "anna", None, 1)]
    assert storable_rows(("name", "name_key", "note", "count"), rows) is rows


_VALUES = st.one_of(
    st.none(),
    st.integers(),
    st.text(st.sampled_from("aä\0\ud800\udc00€😀")),
    st.integers(KEY_LENGTH - 1, KEY_LENGTH + 1).map("n".__mul__),
)


@given(st.lists(st.tuples(_VALUES, _VALUES)), st.integers(1, 3))
def test_many_rows_fit_when_each_of_them_does(rows: list[tuple[Any, Any]], at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stored_text, "_AT_ONCE", at_once)
        found = storable_rows(("name", "name_key"), rows)
    assert (found is rows) == all(stored_text._fits(row, [1]) for row in rows)
    assert found == [row for one in rows for row in storable_rows(("name", "name_key"), [one])]


def test_what_is_written_is_what_every_engine_keeps(store: Store) -> None:
    long = "n" * (KEY_LENGTH + 50)
    with store.unit_of_work(Cause.EDIT, said("Add")) as uow:
        tag = uow.insert("tag", {"name": f"{long}\0", "name_key": long})
        other = uow.insert("tag", {"name": "b", "name_key": "b"})
    with store.unit_of_work(Cause.EDIT, said("Change")) as uow:
        uow.update("tag", other, {"name": "c\ud800\0d"})
    with store.unit_of_work(Cause.EDIT, said("Look")) as uow:
        assert (uow.row("tag", tag)["name"], uow.row("tag", tag)["name_key"]) == (long, "n" * KEY_LENGTH)
        assert uow.row("tag", other)["name"] == "cd"


@Statement
def called(name: Slot) -> Any:
    return Tag.select(Tag.id).where(Tag.name == name)


def test_what_is_looked_for_may_hold_anything(store: Store) -> None:
    assert store.database.column(called, name="a\0b") == []
