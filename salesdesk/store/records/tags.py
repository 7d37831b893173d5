"""Tags, and giving them to many records at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from salesdesk.store.engine.statements import Compiled, Query, Slot, one_of
from salesdesk.store.journal import schema
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.by_table import model_of
from salesdesk.store.models.lists import Tag
from salesdesk.store.records.owners import NameList

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork


class TagRepository(NameList):
    """The tags of records; ``kind`` is the table of the records, one that has tags."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, Tag, "tag")

    def of(self, kind: str, record: int) -> tuple[str, ...]:
        """The tags of one record, by name."""

        def build() -> Query:
            link, record = _link(kind)
            named = Tag.select(Tag.name).join(link, on=(link.tag == Tag.id))
            return named.where(record == Slot(0)).order_by(Tag.name_key)

        return tuple(self._database.column(self._database.shaped(("tags of", kind), build), record))

    @writes
    def add(self, uow: UnitOfWork, kind: str, records: Collection[int], tag: int) -> int:
        """Give a tag to records; those that have it stay as they are. Returns how many got it."""
        having = self._having(kind, records, tag)
        rows = [(record, tag) for record in records if record not in having]
        self.link(uow, kind, rows)
        return len(rows)

    @writes
    def link(self, uow: UnitOfWork, kind: str, rows: Iterable[tuple[int, int]]) -> None:
        """Give records tags they do not have yet: (record, tag)."""
        info = _table(kind)
        assert info.owner is not None
        uow.insert_many(info.name, (info.owner.column, "tag_id"), rows)

    @writes
    def remove(self, uow: UnitOfWork, kind: str, records: Collection[int], tag: int) -> int:
        """Take a tag from records. Returns how many had it."""
        links = self._having(kind, records, tag)
        uow.delete_many(_table(kind).name, links.values())
        return len(links)

    @writes
    def replace(self, uow: UnitOfWork, kind: str, record: int, names: Collection[str]) -> None:
        """Give one record exactly these tags; unknown ones are made."""
        self.replace_each(uow, kind, {record: names})

    @writes
    def replace_each(self, uow: UnitOfWork, kind: str, names: Mapping[int, Collection[str]]) -> None:
        """Give each record exactly its tags; unknown ones are made."""
        tags = iter(self.ensure_all(uow, (name for mine in names.values() for name in mine)))
        wanted = {record: dict.fromkeys(islice(tags, len(mine))) for record, mine in names.items()}
        rows = self._database.select(_links(self._database, kind), list(wanted))
        present = {(row.record, row.tag_id) for row in rows}
        gone = [row.id for row in rows if row.tag_id not in wanted[row.record]]
        uow.delete_many(_table(kind).name, gone)
        new = ((record, tag) for record, mine in wanted.items() for tag in mine)
        self.link(uow, kind, [link for link in new if link not in present])

    def _having(self, kind: str, records: Collection[int], tag: int) -> dict[int, int]:
        rows = self._database.select(_links(self._database, kind, of_one=True), list(records), tag)
        return {row.record: row.id for row in rows}


def _table(kind: str) -> schema.Table:
    """The tags given to one kind of record."""
    found = schema.part_between(kind, "tag")
    assert found is not None, kind
    return found


def _link(kind: str) -> tuple[Query, Query]:
    """Their model, and in it the record."""
    model = model_of(_table(kind).name)
    return model, getattr(model, _table(kind).owner_field)


def _links(database: Database, kind: str, *, of_one: bool = False) -> Compiled:
    """Statement: the tags of records (a list), or who of them has one (second value)."""

    def build() -> Query:
        link, record = _link(kind)
        found = link.select(link.id, record.alias("record"), link.tag).where(one_of(record, Slot(0)))
        return found.where(link.tag == Slot(1)) if of_one else found

    return database.shaped(("tag links", kind, of_one), build)
