"""Undo brings back the identical records, whatever was done in whatever order, also after the file was reopened."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.errors import SalesDeskError
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import line_of
from tests.builders import new_store, services_of, wrong_rows

NAMES = ["Anna Berg", "Zoë Müller", "李 明", "O'Brien, Pat"]
FIRMS = ["Nordwind GmbH", "Südwind AG", "nordwind"]
TAGS = ["vip", "VIP", "fair"]
STAGES = ["Lead", "Customer", "MQL"]
EDITS = [
    ("full_name", "Carla Diaz"),
    ("first_name", "Eva"),
    ("company", "Südwind AG"),
    ("company", ""),
    ("company", "Brand new Ltd"),
    ("email", "one@x.de"),
    ("email", ""),
    ("email_2", "two@x.de"),
    ("phone", "030 7654321"),
    ("mobile", "0171 1234567"),
    ("phone", ""),
    ("tags", "a, b"),
    ("tags", ""),
    ("owner", "Ben"),
    ("owner", ""),
    ("lead_source", "Fair"),
    ("lifecycle_stage", "Customer"),
    ("notes", "Some words"),
    ("do_not_email", "yes"),
    ("custom.size", "12"),
    ("custom.size", ""),
]

Operation = tuple[str, int, int]
OPERATIONS = [
    "create", "edit", "edit_company", "tag", "untag", "owner", "stage", "delete", "restore", "purge", "purge_company",
    "add_company", "remove_company", "primary", "deal", "field", "view", "rename_tag", "delete_tag", "setting", "undo",
    "redo", "undo_any", "bulk",
]  # fmt: skip
operations = st.lists(
    st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=25
)


def pick(found: list[Any], number: int) -> Any:
    return found[number % len(found)]


def ids_of(store: Store, table: str) -> list[int]:
    return [row for (row,) in store.database.rows(f"SELECT id FROM {table} ORDER BY id")]


def perform(store: Store, services: Services, operation: Operation) -> None:
    """One step of a person; what makes no sense now is refused in words and changes nothing."""
    name, a, b = operation
    contacts, companies = ids_of(store, "contact"), ids_of(store, "company")
    steps: dict[str, Callable[[], object]] = {
        "create": lambda: services.contacts.create(
            {
                "full_name": pick(NAMES, a),
                "company": pick(FIRMS, b),
                "email": f"p{a}@x.de",
                "tags": pick(TAGS, b),
            }
        ),
        "edit": lambda: services.contacts.edit(pick(contacts, a), *pick(EDITS, b)),
        "edit_company": lambda: services.companies.update(
            pick(companies, a), {"company": pick(FIRMS, b), "website": f"x{b}.com", "tags": pick(TAGS, b)}
        ),
        "tag": lambda: services.contacts.tag(contacts[: a + 1], pick(TAGS, b)),
        "untag": lambda: services.contacts.untag(contacts[a % 3 :], pick(TAGS, b)),
        "owner": lambda: services.contacts.set_owner(contacts[: a + 1], pick(["Ben", "Carl", None], b)),
        "stage": lambda: services.contacts.set_lifecycle(contacts, pick(STAGES, b)),
        "delete": lambda: services.contacts.delete([pick(contacts, a)]),
        "restore": lambda: services.contacts.restore(contacts),
        "purge": lambda: services.contacts.purge([pick(contacts, a)]),
        "purge_company": lambda: services.companies.purge([pick(companies, a)]),
        "add_company": lambda: services.contacts.add_company(
            pick(contacts, a), pick(FIRMS, b), "Buyer", primary=bool(b % 2)
        ),
        "remove_company": lambda: services.contacts.remove_company(pick(contacts, a), pick(companies, b)),
        "primary": lambda: services.contacts.make_primary(
            pick(contacts, a), pick(list(store.contacts.emails(pick(contacts, a))), b)
        ),
        "deal": lambda: services.deals.create(
            f"Deal {b}",
            pick(ids_of(store, "stage"), b),
            contact_id=pick(contacts, a),
            company_id=pick(companies, b),
            amount=100 * a,
        ),
        "field": lambda: services.custom_fields.create("contact", "Size", CustomType.NUMBER),
        "view": lambda: services.saved_views.create(
            RecordKind.CONTACTS, f"View {a}", Filter(text="x"), Sort("city")
        ),
        "rename_tag": lambda: services.tags.rename(pick(ids_of(store, "tag"), a), f"tag {b}"),
        "delete_tag": lambda: services.tags.delete(pick(ids_of(store, "tag"), a)),
        "setting": lambda: services.settings.set({"currency": pick(["EUR", "USD", "JPY"], a)}),
        "undo": services.commands.undo,
        "redo": services.commands.redo,
        "undo_any": lambda: services.commands.undo_batch(pick(ids_of(store, "change_batch"), a)),
        "bulk": lambda: services.companies.set_source(companies, pick(["Fair", None], a)),
    }
    needs = {"deal": bool(contacts and companies), "remove_company": bool(contacts and companies)}
    free = {
        "create",
        "field",
        "view",
        "setting",
        "undo",
        "redo",
        "undo_any",
        "tag",
        "untag",
        "owner",
        "stage",
        "bulk",
        "restore",
    }
    if name in ("rename_tag", "delete_tag"):
        possible = bool(ids_of(store, "tag"))
    elif name in ("edit_company", "purge_company"):
        possible = bool(companies)
    elif name == "primary":
        possible = bool(contacts) and bool(store.contacts.emails(pick(contacts, a)))
    else:
        possible = name in free or needs.get(name, bool(contacts))
    if possible:
        before, batch = store.database.dump(), store.journal.latest()
        try:
            steps[name]()
        except SalesDeskError:
            assert (store.database.dump(), store.journal.latest()) == (before, batch), operation
        assert wrong_rows(store) == [], operation
        (newest,) = store.journal.batches(limit=1)
        assert "changes." not in line_of(newest.told), "a code without words"


class Opened:
    """A store that can be closed and opened again."""

    def __init__(self, folder: Path, template: Path) -> None:
        self.store = new_store(template, folder)
        self.services = services_of(self.store)

    def again(self) -> None:
        path, clock = self.store.path, self.store.clock
        self.store.close()
        self.store = Store(path, clock=clock)
        self.services = services_of(self.store)


WORDS = [
    "anna",
    "zo",
    "李",
    "obrien",
    "nordw",
    "sudwind",
    "brand",
    "p7",
    "one x",
    "030 7654321",
    "76543",
    "deal",
    "a n",
]


def found(store: Store) -> list[list[int]]:
    kinds = (EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL)
    return [store.database.search.find(kind, word) for kind in kinds for word in WORDS]


def assert_sound(store: Store) -> None:
    """No fault, and the search index finds what one built anew finds."""
    assert store.database.check() == []
    before = found(store)
    with store.database.transaction():
        for kind in (EntityKind.CONTACT, EntityKind.COMPANY, EntityKind.DEAL):
            store.database.search.reindex(kind, ids_of(store, kind.value))
    assert found(store) == before


def undo_all(opened: Opened, *, kept_nothing: bool) -> int:
    steps = 0
    while opened.services.commands.state().undo is not None:
        result = opened.services.commands.undo()
        assert not kept_nothing or result.kept == (), (result.told, result.kept)
        assert wrong_rows(opened.store) == [], result.told
        steps += 1
    return steps


@settings(max_examples=settings.default.max_examples // 2)
@given(
    steps=operations.map(lambda found: [one for one in found if one[0] != "undo_any"]), reopen=st.booleans()
)
def test_undoing_everything_brings_back_the_identical_records(
    template_file: Path, steps: list[Operation], reopen: bool
) -> None:
    folder = Path(tempfile.mkdtemp())
    opened = Opened(folder, template_file)
    try:
        beginning = opened.store.database.dump()
        for step in steps:
            perform(opened.store, opened.services, step)
        end = opened.store.database.dump()
        if reopen:
            opened.again()
            assert opened.store.database.dump() == end
        count = undo_all(opened, kept_nothing=True)
        assert opened.store.database.dump() == beginning
        assert_sound(opened.store)
        if reopen:
            opened.again()
        for _ in range(count):
            result = opened.services.commands.redo()
            assert result.kept == (), (result.told, result.kept)
        assert opened.store.database.dump() == end
        assert_sound(opened.store)
        undo_all(opened, kept_nothing=True)
        assert opened.store.database.dump() == beginning
    finally:
        opened.store.close()
        shutil.rmtree(folder)


@settings(max_examples=settings.default.max_examples * 2 // 5)
@given(steps=operations)
def test_undoing_old_changes_out_of_order_leaves_a_sound_file(
    template_file: Path, steps: list[Operation]
) -> None:
    folder = Path(tempfile.mkdtemp())
    opened = Opened(folder, template_file)
    try:
        for step in steps:
            perform(opened.store, opened.services, step)
        assert_sound(opened.store)
        undo_all(opened, kept_nothing=False)
        assert_sound(opened.store)
        assert opened.services.commands.state().undo is None
    finally:
        opened.store.close()
        shutil.rmtree(folder)
