"""A name that exists already is one sentence at every door, whatever its spelling, and nothing is half done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from salesdesk.domain.campaigns import Channel
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.errors import DomainError, InputError, StoreError
from salesdesk.phrases import said
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import CancelAfter, add_contact
from tests.refusals import refusing

SPELLINGS = ("Neu", "neu ", " NEU", "Néu", "n\u200beu", "-Neu.", "(Neu)", "Neu-", "\uff2e\uff45\uff55")


def adders(
    services: Services, store: Store
) -> dict[str, tuple[Callable[[str], Any], Callable[[int, str], Any], str]]:
    """How each kind of thing is added and renamed, and its table."""
    pipeline = store.pipelines.all()[0].id
    return {
        "pipeline": (services.pipelines.add_pipeline, services.pipelines.rename_pipeline, "pipeline"),
        "stage": (
            lambda name: services.pipelines.add_stage(pipeline, name),
            lambda number, name: services.pipelines.change_stage(number, name=name),
            "stage",
        ),
        "owner": (services.owners.add, services.owners.rename, "owner"),
        "source": (services.sources.add, services.sources.rename, "source"),
        "tag": (services.tags.add, services.tags.rename, "tag"),
        "field": (
            lambda name: services.custom_fields.create("contact", name),
            services.custom_fields.rename,
            "custom_field",
        ),
        "view": (
            lambda name: services.saved_views.create(RecordKind.CONTACTS, name, Filter(), Sort()),
            lambda number, name: services.saved_views.change(number, name=name),
            "saved_view",
        ),
    }


KINDS = ("pipeline", "stage", "owner", "source", "tag", "field", "view")


def newest(store: Store, table: str) -> int:
    return int(store.database.value(f"SELECT max(id) FROM {table}"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_that_exists_is_refused_in_every_spelling(kind: str, store: Store, services: Services) -> None:
    add, rename, table = adders(services, store)[kind]
    add("Neu")
    first = newest(store, table)
    add("Other")
    other = newest(store, table)
    before = store.database.dump()
    for spelling in SPELLINGS:
        for attempt in (lambda name: add(name), lambda name: rename(other, name)):
            with pytest.raises(InputError) as refused:
                attempt(spelling)
            assert "There is a" in worded(refused.value)
            assert f" {kind} " in worded(refused.value)
            assert "Choose another name." in worded(refused.value)
    assert store.database.dump() == before
    rename(first, "NEU")  # its own name in another spelling is no conflict


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_taken_since_stays_with_who_has_it(kind: str, store: Store, services: Services) -> None:
    add, rename, table = adders(services, store)[kind]
    add("Neu")
    first = newest(store, table)
    rename(first, "Former")
    renaming = store.journal.latest()
    add("Neu")
    result = services.commands.undo_batch(renaming)
    column = "title" if table == "custom_field" else "name"
    names = [name for (name,) in store.database.rows(f"SELECT {column} FROM {table} ORDER BY id")][-2:]
    assert names == ["Former", "Neu"]
    assert [row.row for row in result.kept] == [first]
    assert store.database.check() == []


@pytest.mark.parametrize("kind", ["owner", "source", "tag", "field", "view", "stage"])
def test_a_deleted_one_does_not_come_back_onto_a_taken_name(
    kind: str, store: Store, services: Services
) -> None:
    add, _, table = adders(services, store)[kind]
    remove = {
        "owner": services.owners.delete,
        "source": services.sources.delete,
        "tag": services.tags.delete,
        "field": services.custom_fields.delete,
        "view": services.saved_views.delete,
        "stage": services.pipelines.remove_stage,
    }[kind]
    add("Neu")
    gone = newest(store, table)
    remove(gone)
    removing = store.journal.latest()
    add("neu")
    result = services.commands.undo_batch(removing)
    assert [(row.table, row.row) for row in result.kept] == [(table, gone)]
    assert store.database.value(f"SELECT count(*) FROM {table} WHERE id = ?", (gone,)) == 0
    assert store.database.check() == []


def test_stages_of_two_pipelines_and_views_of_two_lists_may_share_a_name(
    store: Store, services: Services
) -> None:
    services.pipelines.add_pipeline("Renewals")
    for pipeline in store.pipelines.all():
        services.pipelines.add_stage(pipeline.id, "Neu")
    for kind in entities().lists:
        services.saved_views.create(kind, "Neu", Filter(), Sort())
    services.custom_fields.create("contact", "Neu")
    services.custom_fields.create("company", "Neu")
    for _ in range(2):  # "Autumn fair" comes every year
        services.campaigns.create("Neu", channel=Channel.EVENT)


def test_a_name_without_letters_or_digits_is_refused(store: Store, services: Services) -> None:
    for add, _, _ in adders(services, store).values():
        for name in ("", "  ", "\u200b", "-", "🔥", "\x00"):
            with refusing(InputError, match=r"Give the|Use letters or digits"):
                add(name)


def test_an_import_may_name_what_exists_in_any_spelling(store: Store, services: Services) -> None:
    add_contact(store, tags="Neu", owner="Ben")
    text = "Name;Tags;Owner\nCarla Roth;NEU;ben\nDora Ost;neu, Néu;BEN\n"
    with services.imports.open_text(text, "pasted", CancelAfter()) as file:
        from salesdesk.domain.imports import ImportDecisions

        plan = file.plan(ImportDecisions(), CancelAfter())
        services.imports.apply(file, plan, ImportDecisions(), CancelAfter())
    assert [item.name for item in store.tags.all()] == ["Neu"]
    assert "Ben" in store.owners.names().values()
    assert len([name for name in store.owners.names().values() if name.casefold() == "ben"]) == 1


def test_won_and_lost_stages_stay_where_they_are(store: Store, services: Services) -> None:
    pipeline = store.pipelines.all()[0]
    won, lost = pipeline.stages[-2:]
    for stage in (won, lost):
        for step in (-1, 1, 0, 7):
            with refusing(DomainError, match="won and lost deals come last"):
                services.pipelines.move_stage(stage.id, step)
        with refusing(DomainError, match="Rename it instead"):
            services.pipelines.remove_stage(stage.id)
    with refusing(DomainError, match="first open stage"):
        services.pipelines.move_stage(pipeline.stages[0].id, -1)
    with refusing(DomainError, match="last open stage"):
        services.pipelines.move_stage(pipeline.stages[-3].id, 1)
    for stage in pipeline.stages[:-3]:
        services.pipelines.remove_stage(stage.id)
    with refusing(DomainError, match="needs an open stage"):
        services.pipelines.remove_stage(pipeline.stages[-3].id)


def test_a_record_that_is_gone_is_named(store: Store, services: Services) -> None:
    stage = store.pipelines.all()[0].stages[0]
    before = store.database.dump()
    with refusing(DomainError, match="The contact number 77 does not exist"):
        services.deals.create("Deal", stage.id, contact_id=77)
    campaign, _ = services.campaigns.create("Autumn")
    before = store.database.dump()
    with refusing(DomainError, match="The contact number 5 does not exist"):
        services.campaigns.add_members(campaign, [5, 6])
    assert store.database.dump() == before


@pytest.mark.expects_log("The database refused a statement")
def test_what_only_the_driver_refuses_is_a_sentence_and_an_error_in_the_log(
    store: Store, services: Services
) -> None:
    """The net below every check: a mistake of ours fails a test by its log, and no person reads the driver's words."""
    before = store.database.dump()
    for table, values in (
        ("setting", {"key": "currency", "value": "EUR"}),
        ("setting", {"key": "x", "value": None}),
        ("setting", {"nope": 1}),
        ("setting", {"key": "x", "value": object()}),
    ):
        with pytest.raises(StoreError) as refused:
            services.commands.run(said("A mistake"), lambda uow, t=table, v=values: uow.insert(t, v))  # type: ignore[misc]
        sentence = worded(refused.value)
        assert sentence.endswith(".")
        assert not {"UNIQUE", "constraint", "sqlite", "column", "None"} & set(sentence.split())
        assert store.database.dump() == before
        assert not store.database.in_transaction
