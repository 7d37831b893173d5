"""Fields that the program does not have, declared and given columns for as long as a test lasts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from peewee import BigIntegerField, TextField
from PySide6.QtWidgets import QApplication

from salesdesk.domain.fields import (
    Detail,
    FieldSpec,
    FieldType,
    Group,
    RecordKind,
    Section,
    Use,
    declared_too,
)
from salesdesk.services.services import Services, build_services
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.deals import Deal
from salesdesk.store.store import Store
from tests.builders import make_template, new_store
from tests.ui.pages.office import Office, open_office
from tests.ui.plain import be_plain

KINDS = (RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS)


def _spec(key: str, title: str, type_: FieldType, **more: object) -> FieldSpec:
    uses = tuple(
        Use(kind, section=Section.MORE, detail=Detail.PAGE, searched=type_ is FieldType.TEXT)
        for kind in KINDS
    )
    return FieldSpec.of(key, title, type_, KINDS, Group.WORK, *uses, words=(f"zorb{key}",), **more)


BADGE = _spec("badge", "Badge", FieldType.TEXT, card="X-BADGE")
RETAINER = _spec("retainer", "Retainer", FieldType.MONEY)
RENEWAL = _spec("renewal", "Renewal", FieldType.DATE)
TIER = _spec("tier", "Tier", FieldType.CHOICE, choices=("Gold", "Silver"))
FIELDS = (BADGE, RETAINER, RENEWAL, TIER)


@pytest.fixture(autouse=True)
def fields() -> Iterator[None]:
    """A text, an amount, a day and a choice of contacts, companies and deals."""
    with declared_too(*FIELDS), _columns():
        yield


@contextmanager
def _columns() -> Iterator[None]:
    """One model column for each of them, and one more for the currency of the amount."""
    columns = ("badge", "retainer", "retainer_currency", "renewal", "tier")
    models = (Contact, Company, Deal)
    for model in models:
        for name in columns:
            made = BigIntegerField(null=True) if name == "retainer" else TextField(null=True)
            model._meta.add_field(name, made)
    _forget_models()
    try:
        yield
    finally:
        for model in models:
            for name in columns:
                model._meta.remove_field(name)
                delattr(model, name)
        _forget_models()


def _forget_models() -> None:
    """Let the store read its models anew; it does so once, because they never change."""
    for name, module in list(sys.modules.items()):
        if name.startswith("salesdesk.store"):
            for thing in list(vars(module).values()):
                if hasattr(type(thing), "cache_clear"):  # of itself: a namespace of SQL has every name
                    thing.cache_clear()


@pytest.fixture
def store(fields: None, tmp_path: Path) -> Iterator[Store]:
    """A file with columns for the fields."""
    folder = tmp_path / "template"
    folder.mkdir()
    opened = new_store(make_template(folder), tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def services(store: Store) -> Services:
    """The use cases of the file."""
    return build_services(store)


@pytest.fixture
def office(fields: None, qapp: QApplication, tmp_path: Path) -> Iterator[Office]:
    """The same for pages."""
    made = open_office(tmp_path)
    yield made
    made.close()
    be_plain(qapp)
