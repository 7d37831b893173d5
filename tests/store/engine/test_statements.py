"""Statements of the models: compiled once for a shape, filled by name, read by name."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from salesdesk.phrases import said
from salesdesk.store.engine.statements import Slot, Statement, one_of
from salesdesk.store.models import Owner
from salesdesk.store.store import Store
from tests.builders import new_store


@Statement
def named(name: Slot) -> Any:
    return Owner.select(Owner.id, Owner.name).where(Owner.name == name)


@Statement
def among(ids: Slot) -> Any:
    return Owner.select(Owner.name.alias("shown")).where(one_of(Owner.id, ids)).order_by(Owner.name)


@Statement
def others(ids: Slot) -> Any:
    return Owner.select(Owner.id).where(~one_of(Owner.id, ids)).order_by(Owner.id)


def owners(store: Store, *names: str) -> list[int]:
    from salesdesk.domain.changes import Cause

    with store.unit_of_work(Cause.EDIT, said("Owners")) as uow:
        return store.owners.ensure_all(uow, names)


def test_rows_are_read_by_name(store: Store) -> None:
    (anna,) = owners(store, "Anna'; DROP TABLE owner; --")
    assert [
        (row.id, row.name) for row in store.database.select(named, name="Anna'; DROP TABLE owner; --")
    ] == [(anna, "Anna'; DROP TABLE owner; --")]
    assert store.database.first(named, name="Bert") is None


def test_a_list_counts_as_one_value(store: Store) -> None:
    anna, bert, _ = owners(store, "Anna", "Bert", "Cleo")
    many = [*range(100_000, 140_000), bert, anna]
    assert store.database.column(among, ids=many) == ["Anna", "Bert"]
    assert store.database.column(among, ids=[]) == []
    assert anna not in store.database.numbers(others, ids=[anna])


def test_a_shape_is_composed_once(store: Store) -> None:
    anna, bert = owners(store, "Anna", "Bert")
    built = []

    def build() -> Any:
        built.append(1)
        return Owner.select(Owner.id).where(Owner.name == Slot(0))

    shape = object()
    found = [store.database.single(store.database.shaped(shape, build), name) for name in ("Anna", "Bert")]
    assert found == [anna, bert]
    assert len(built) == 1


def test_a_value_that_is_not_given_is_our_fault(store: Store) -> None:
    with pytest.raises(KeyError):
        store.database.select(named, nickname="Anna")


def test_a_second_database_composes_nothing_again(template_file: Path, tmp_path: Path) -> None:
    built = []

    def build() -> Any:
        built.append(1)
        return Owner.select(Owner.id).where(Owner.name == Slot(0))

    shape, found = object(), []
    for name in ("one.salesdesk", "other.salesdesk"):
        with closing(new_store(template_file, tmp_path, name)) as store:
            added = owners(store, "Anna") if name.startswith("other") else []
            found.append(store.database.column(store.database.shaped(shape, build), "Anna") == added)
    assert found == [True, True]
    assert len(built) == 1
