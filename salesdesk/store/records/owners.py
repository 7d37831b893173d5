"""Owners and sources: short lists of names that records refer to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.names import clean_name, name_key
from salesdesk.errors import DomainError
from salesdesk.phrases import phrase
from salesdesk.store.engine.statements import Compiled, Query, Slot
from salesdesk.store.journal import schema
from salesdesk.store.journal.writing import writes
from salesdesk.store.models import Record
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.lists import Owner, Source
from salesdesk.store.records.name_uses import NameUses
from salesdesk.value_classes import dataclass

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NamedItem:
    """One entry of a list of names; ``used`` counts the records that have it, where it was asked for."""

    id: int
    name: str
    used: int = 0


class NameList:
    """A table of names that are equal when their folded forms are: owners, sources, tags.

    ``words`` say what one entry is called, for messages.
    """

    def __init__(self, database: Database, model: type[Record], word: str) -> None:
        self._database, self._model, self._word = database, model, word
        self._table: str = model._meta.table_name
        self.uses = NameUses(database, self._table)

    def all(self) -> list[NamedItem]:
        """Every entry by name."""
        return [NamedItem(row.id, row.name) for row in self._database.select(self._entries(by_key=False))]

    def names(self) -> dict[int, str]:
        """Names by id."""
        return {item.id: item.name for item in self.all()}

    def usage(self) -> list[NamedItem]:
        """Every entry by name with the number of rows that refer to it (records in the trash included)."""
        counts: dict[int, int] = {}
        for reference in schema.references_to(self._table):
            for row in self._database.select(_counted(self._database, reference)):
                counts[row.entry] = counts.get(row.entry, 0) + row.used
        return [NamedItem(item.id, item.name, counts.get(item.id, 0)) for item in self.all()]

    def find(self, name: str) -> int | None:
        """The id of an entry by name, None when there is none like it."""
        number = self._database.single(self._entries(by_key=True), name_key(name))
        return None if number is None else int(number)

    def by_key(self) -> dict[str, int]:
        """Ids by folded name."""
        return {row.name_key: row.id for row in self._database.select(self._entries(by_key=False))}

    @writes
    def ensure(self, uow: UnitOfWork, name: str) -> int:
        """The id of the entry of that name, made now when there is none. Refuses an empty name."""
        return self.ensure_all(uow, [name])[0]

    @writes
    def ensure_all(self, uow: UnitOfWork, names: Iterable[str]) -> list[int]:
        """The ids of many names, in their order; missing entries are made."""
        given = list(names)
        found: dict[str, int] = {}
        for name in dict.fromkeys(given):
            known = self.find(clean_name(name, self._word, self._table))
            found[name] = known if known is not None else self.make(uow, name)
        return [found[name] for name in given]

    @writes
    def make(self, uow: UnitOfWork, name: str) -> int:
        """Make an entry; a name that another one has is refused. Returns the id."""
        clean = clean_name(name, self._word)
        return uow.insert(self._table, {"name": clean, "name_key": name_key(clean)})

    @writes
    def make_as_written(self, uow: UnitOfWork, name: str) -> int:
        """Make an entry that a file names, also one of signs alone, which nobody could type. Returns the id."""
        return uow.insert(self._table, {"name": name, "name_key": name_key(name)})

    @writes
    def rename(self, uow: UnitOfWork, number: int, name: str) -> None:
        """Change a name; one that another entry has is refused."""
        clean = clean_name(name, self._word)
        uow.update(self._table, number, {"name": clean, "name_key": name_key(clean)})

    @writes
    def delete(self, uow: UnitOfWork, number: int) -> None:
        """Remove an entry no record has; one in use is refused with the number of records."""
        item = next((item for item in self.usage() if item.id == number), None)
        if item is None:
            raise DomainError("names.gone", what=phrase(f"kinds.{self._word}"))
        if item.used:
            raise DomainError(
                "names.used", what=phrase(f"kinds.{self._word}"), name=item.name, count=item.used
            )
        uow.delete(self._table, number)

    def _entries(self, *, by_key: bool) -> Compiled:
        """Statement: all entries by name, or the one with a folded name."""

        def build() -> Query:
            entries = self._model.select(
                self._model.id, *(column_of(self._table, c) for c in ("name", "name_key"))
            )
            key = column_of(self._table, "name_key")
            return entries.where(key == Slot(0)) if by_key else entries.order_by(key)

        return self._database.shaped(("names", self._table, by_key), build)


def _counted(database: Database, reference: schema.Reference) -> Compiled:
    """Statement: how many rows refer to each entry by one of the references to its table."""

    def build() -> Query:
        model, column = model_of(reference.table), column_of(reference.table, reference.column)
        counted = model.select(column.alias("entry"), fn.COUNT(model.id).alias("used"))
        return counted.where(column.is_null(False)).group_by(column)

    return database.shaped(("used", reference.table, reference.column), build)


class OwnerRepository(NameList):
    """The people who own records."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, Owner, "owner")


class SourceRepository(NameList):
    """Where leads came from."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, Source, "source")
