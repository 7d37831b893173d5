"""Owners and sources: short lists of names that records refer to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.names import clean_name
from salesdesk.errors import DomainError
from salesdesk.store.journal import schema

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

    def __init__(self, database: Database, table: str, word: str) -> None:
        self._database, self._table, self._word = database, table, word

    def all(self) -> list[NamedItem]:
        """Every entry by name."""
        return [
            NamedItem(*row)
            for row in self._database.rows(f"SELECT id, name FROM {self._table} ORDER BY name_key")
        ]

    def names(self) -> dict[int, str]:
        """Names by id."""
        return {item.id: item.name for item in self.all()}

    def usage(self) -> list[NamedItem]:
        """Every entry by name with the number of rows that refer to it (records in the trash included)."""
        counts: dict[int, int] = {}
        for reference in schema.references_to(self._table):
            for number, used in self._database.rows(
                f'SELECT "{reference.column}", count(*) FROM "{reference.table}" WHERE "{reference.column}" IS NOT NULL GROUP BY 1'
            ):
                counts[number] = counts.get(number, 0) + used
        return [NamedItem(item.id, item.name, counts.get(item.id, 0)) for item in self.all()]

    def find(self, name: str) -> int | None:
        """The id of an entry by name, None when there is none like it."""
        found = self._database.value(f"SELECT id FROM {self._table} WHERE name_key = ?", (fold_key(name),))
        return None if found is None else int(found)

    def ensure(self, uow: UnitOfWork, name: str) -> int:
        """The id of the entry of that name, made now when there is none. Refuses an empty name."""
        return self.ensure_all(uow, [name])[0]

    def ensure_all(self, uow: UnitOfWork, names: Iterable[str]) -> list[int]:
        """The ids of many names, in their order; missing entries are made."""
        found = []
        for name in names:
            known = self.find(clean_name(name, self._word, self._table))
            found.append(known if known is not None else self.make(uow, name))
        return found

    def make(self, uow: UnitOfWork, name: str) -> int:
        """Make an entry; a name that another one has is refused. Returns the id."""
        clean = clean_name(name, self._word)
        return uow.insert(self._table, {"name": clean, "name_key": fold_key(clean)})

    def rename(self, uow: UnitOfWork, number: int, name: str) -> None:
        """Change a name; one that another entry has is refused."""
        clean = clean_name(name, self._word)
        uow.update(self._table, number, {"name": clean, "name_key": fold_key(clean)})

    def delete(self, uow: UnitOfWork, number: int) -> None:
        """Remove an entry no record has; one in use is refused with the number of records."""
        item = next((item for item in self.usage() if item.id == number), None)
        if item is None:
            raise DomainError("Not there", f"This {self._word} does not exist any more. Choose another one.")
        if item.used:
            raise DomainError(
                "Still used",
                f"The {self._word} {item.name} cannot be deleted: {item.used} records have it. Give them another one first.",
            )
        uow.delete(self._table, number)


class OwnerRepository(NameList):
    """The people who own records."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, "owner", "owner")


class SourceRepository(NameList):
    """Where leads came from."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, "source", "source")
