"""Running the statements of the models; what an open database of any engine has in common."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from salesdesk.domain.entities import entities
from salesdesk.domain.fields import declared
from salesdesk.store.engine.statements import Compiled, Named, Query, Statement, statements_in
from salesdesk.store.models import records

if TYPE_CHECKING:
    from salesdesk.store.engine.dialect import Dialect


_PART = 1 << 16  # characters
_ROWS_READ = 5_000
"""Rows that are read from a query at once, where it is read in parts."""


def _numbers_in(listed: str) -> array[int]:
    """Numbers from text with commas, read in parts: a million read at once keep every other thread waiting."""
    found, start = array("q"), 0
    while start < len(listed):
        end = listed.find(",", start + _PART)
        end = len(listed) if end < 0 else end
        found.extend(json.loads(f"[{listed[start:end]}]"))
        start = end + 1
    return found


class Queries(ABC):
    """Statements run on this thread's connection. Errors of the driver come as ``StoreError`` sentences."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self._statements = statements_in(type(dialect), records(), entities(), declared())

    @abstractmethod
    def described(
        self, sql: str, parameters: Sequence[Any] = ()
    ) -> tuple[Sequence[Sequence[Any]], list[tuple[Any, ...]]]:
        """The columns of a query as the driver describes them (name first), and all its rows."""

    @abstractmethod
    def translated(self) -> AbstractContextManager[None]:
        """Turn errors of the driver and the system raised inside into ``StoreError`` sentences."""

    @abstractmethod
    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Run one statement; returns the driver's cursor."""

    @abstractmethod
    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> int:
        """Run one statement for many parameter rows. Returns how many rows of the table it changed in all."""

    def select(self, statement: Statement | Compiled, /, *places: Any, **names: Any) -> list[Named]:
        """All rows of a statement, their values by the name of the column. Values are given by the names of the
        statement's slots, or by their places where it was composed (``shaped``)."""
        compiled = self._text_of(statement)
        description, rows = self.described(
            compiled.sql, compiled.filled(names or places, self._statements.dialect)
        )
        return compiled.named(description, rows)

    def first(self, statement: Statement | Compiled, /, *places: Any, **names: Any) -> Named | None:
        """The first row of a statement, None without one."""
        found = self.select(statement, *places, **names)
        return found[0] if found else None

    def column(self, statement: Statement | Compiled, /, *places: Any, **names: Any) -> list[Any]:
        """The first column of a statement."""
        compiled = self._text_of(statement)
        filled = compiled.filled(names or places, self._statements.dialect)
        return [row[0] for row in self.described(compiled.sql, filled)[1]]

    def single(self, statement: Statement | Compiled, /, *places: Any, **names: Any) -> Any:
        """The first value of the first row of a statement, None without a row."""
        found = self.column(statement, *places, **names)
        return found[0] if found else None

    def pairs(self, statement: Statement | Compiled, /, *places: Any, **names: Any) -> list[tuple[Any, ...]]:
        """All rows of a statement as plain tuples in the order of its columns; for as many as a table has rows, where
        a name for every value would cost more than the values."""
        compiled = self._text_of(statement)
        return self.described(compiled.sql, compiled.filled(names or places, self._statements.dialect))[1]

    def each(
        self, statement: Statement | Compiled, /, *places: Any, **names: Any
    ) -> Iterator[tuple[Any, ...]]:
        """The rows of ``pairs`` one after the other; for as many as a table has rows, looked at once: taking down a list of
        them keeps every other thread waiting."""
        compiled = self._text_of(statement)
        with self.translated():
            cursor = self.execute(compiled.sql, compiled.filled(names or places, self._statements.dialect))
            while part := cursor.fetchmany(_ROWS_READ):
                yield from part

    def numbers(self, statement: Statement | Compiled, /, *places: Any, **names: Any) -> array[int]:
        """The first column of a statement, whole numbers, in its order; for as many as a table has rows."""
        compiled, dialect = self._text_of(statement), self._statements.dialect
        ((listed,),) = self.described(dialect.flat(compiled.sql), compiled.filled(names or places, dialect))[
            1
        ]
        return _numbers_in(listed or "")

    def tally(self, statement: Statement | Compiled, /, *places: Any, **names: Any) -> Counter[str]:
        """How often the first column of a statement says each text; for as many rows as a table has that say few different
        things: putting them in order, as an engine groups them, takes longer than counting them."""
        compiled, dialect = self._text_of(statement), self._statements.dialect
        ((listed,),) = self.described(
            dialect.flat_texts(compiled.sql), compiled.filled(names or places, dialect)
        )[1]
        return Counter(json.loads(listed or "[]"))

    def tally_numbers(self, statement: Statement | Compiled, /, *places: Any, **names: Any) -> Counter[int]:
        """How often the first column of a statement says each whole number; likewise, in two thirds of the time."""
        compiled, dialect = self._text_of(statement), self._statements.dialect
        ((listed,),) = self.described(dialect.flat(compiled.sql), compiled.filled(names or places, dialect))[
            1
        ]
        counted = Counter(listed.split(",")) if listed else Counter[str]()
        return Counter({int(number): count for number, count in counted.items()})

    def numbers_by_value(
        self, statement: Statement | Compiled, /, *places: Any, **names: Any
    ) -> list[tuple[Any, array[int]]]:
        """For each different value in the second column of a statement the whole numbers in the first one, going up. For as
        many rows as a table has, where they have few values: none of them passes through Python."""
        compiled, dialect = self._text_of(statement), self._statements.dialect
        filled = compiled.filled(names or places, dialect)
        rows = self.described(dialect.flat_by_value(compiled.sql), filled)[1]
        return [(value, _numbers_in(listed)) for value, listed in rows]

    def run(self, statement: Statement | Compiled, /, *places: Any, **names: Any) -> int:
        """Run a statement that writes; the unit of work and the journal only. Returns how many rows it changed."""
        compiled = self._text_of(statement)
        filled = compiled.filled(names or places, self._statements.dialect)
        return int(self.execute(compiled.sql, filled).rowcount)

    def run_many(self, statement: Compiled, rows: Iterable[Sequence[Any]]) -> int:
        """Run a statement that writes once for each row of values by place, which are as they are stored. Returns how
        many rows of the table it changed in all."""
        return self.execute_many(statement.sql, statement.arranged(rows))

    def spelled(
        self, statement: Statement | Compiled, /, *places: Any, **names: Any
    ) -> tuple[str, list[Any]]:
        """The text of a statement and the values to bind, for a statement that holds it."""
        compiled = self._text_of(statement)
        return compiled.sql, compiled.filled(names or places, self._statements.dialect)

    def shaped(self, shape: Hashable, build: Callable[[], Query]) -> Compiled:
        """A query composed as it is needed, see ``StatementCache.shaped``."""
        return self._statements.shaped(shape, build)

    def _text_of(self, statement: Statement | Compiled) -> Compiled:
        return statement if isinstance(statement, Compiled) else self._statements.of(statement)
