"""The words deals are closed with, in the database, and their one writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.closing_words import DEFAULTS, ClosingList, ClosingWord, StoredWord, listed, with_counts
from salesdesk.store.engine.statements import Named, Query, Slot, Statement
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.closing_words import ClosingWord as WordRow
from salesdesk.store.models.deals import Deal, DealRole

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_TABLE = "closing_word"


@Statement
def _stored(field: Slot) -> Query:
    w = WordRow
    return w.select(w.id, w.name, w.position, w.is_removed).where(w.field == field).order_by(w.position, w.id)


def _held(of: ClosingList) -> tuple[Query, Query]:
    """The column that holds the words of a list, and that of the deal it belongs to."""
    if of is ClosingList.DEAL_ROLE:
        return DealRole.role, DealRole.deal
    return getattr(Deal, of.value), Deal.id


class ClosingWordRepository:
    """Reads and writes the lists."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def offered(self, of: ClosingList) -> list[str]:
        """What is offered when a deal is closed: the list, and behind it what deals say besides."""
        return [word.name for word in self.all(of)]

    def all(self, of: ClosingList) -> list[ClosingWord]:
        """Every word of a list with the number of its deals, in order; behind them what deals say besides."""
        return with_counts(self.listed(of), [(row.text, row.number) for row in self._said(of, False)])

    def listed(self, of: ClosingList) -> list[str]:
        """The words of a list, in order."""
        return listed(of, self._rows(of))

    def deals_saying(self, of: ClosingList, name: str) -> list[int]:
        """The deals that have a word, however it is spelled, trash included."""
        key = fold_key(name)
        texts = [row.text for row in self._said(of, True) if fold_key(row.text) == key]
        column, deal = _held(of)

        def build() -> Query:
            return column.model.select(deal.alias("id")).where(column == Slot(0)).distinct()

        statement = self._database.shaped(("deals_closed_with", of.value), build)
        return sorted({deal for text in texts for deal in self._database.column(statement, text)})

    def _said(self, of: ClosingList, trashed: bool) -> list[Named]:
        column, deal = _held(of)

        def build() -> Query:
            said = column.model.select(column.alias("text"), fn.COUNT(deal.distinct()).alias("number"))
            if column.model is not Deal:
                said = said.join(Deal, on=(deal == Deal.id))
            said = said.where(column != "")
            return (said if trashed else said.where(Deal.deleted_at.is_null())).group_by(column)

        return list(self._database.select(self._database.shaped(("said", of.value, trashed), build)))

    def _rows(self, of: ClosingList) -> list[StoredWord]:
        return [
            StoredWord(row.id, row.name, row.position, bool(row.is_removed))
            for row in self._database.select(_stored, field=of.value)
        ]

    # -- writing ----------------------------------------------------------------------------------------

    @writes
    def put(self, uow: UnitOfWork, of: ClosingList, words: list[str]) -> None:
        """Make a list these words in this order: what is new is added, what is left out is not offered any more."""
        known = {fold_key(row.name): row for row in self._own(uow, of)}
        order = {fold_key(word): (place, word) for place, word in enumerate(words)}
        for key, row in known.items():
            if key not in order:
                if not row.is_removed:
                    uow.update(_TABLE, row.id, {"is_removed": True})
                continue
            place, word = order.pop(key)
            uow.update(_TABLE, row.id, {"name": word, "position": place, "is_removed": False})
        for key, (place, word) in order.items():
            uow.insert(
                _TABLE,
                {"field": of.value, "name": word, "name_key": key, "position": place, "is_removed": False},
            )

    def _own(self, uow: UnitOfWork, of: ClosingList) -> list[StoredWord]:
        """The rows of a list; its words from the start are written down with its first change."""
        if not self._rows(of):
            for place, word in enumerate(DEFAULTS[of]):
                values = {"field": of.value, "name": word, "name_key": fold_key(word), "position": place}
                uow.insert(_TABLE, {**values, "is_removed": False})
        return self._rows(of)
