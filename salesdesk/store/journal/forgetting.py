"""Taking rows that were removed for good out of the journal too, within the unit of work that removed them.

Everything that says what such a row was goes: what it was changed from and to, what it was when it was deleted, and the
rows that were parts of it or lived with it and had gone before. What other rows said of it becomes that they named nobody,
so that undoing their changes goes on to work and brings nothing back. A batch of which nothing is left cannot be taken
back any more, and tells no names.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from peewee import fn

from salesdesk.domain.changes import Cause
from salesdesk.domain.cleaning.text import fold_key
from salesdesk.domain.erased_words import TAKEN_OUT, Words
from salesdesk.domain.erasing import spoken_columns
from salesdesk.phrases import Phrase, Value, phrase, to_json
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.engine.words import containing, like, number_in
from salesdesk.store.journal import schema
from salesdesk.store.journal.told import phrase_of
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.journal import ChangeBatch as B
from salesdesk.store.models.journal import ChangeEntry as E

if TYPE_CHECKING:
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_SOME = 5_000  # rows asked for in one statement
_OUTLIVING = frozenset({"suppression"})
"""Tables whose rows stay when what they name goes, but of which nothing is to be known any more that was before."""

Blanks = Mapping[str, Mapping[int, Mapping[str, Any]]]
"""By table and row: the columns that lost their words, with what they hold instead."""


class Forgetting:
    """``run`` does it for all rows that the unit of work removed until then; ``blanked`` are rows that stay without
    what was written in them, and ``words`` are taken out of the texts of all others."""

    @writes
    def __init__(self, uow: UnitOfWork, blanked: Blanks, words: Words) -> None:
        self._uow, self._database, self._own = uow, uow.database, uow.open_batch()
        self._blanked, self._words = blanked, words
        self._gone: dict[str, set[int]] = defaultdict(set)
        self._batches: set[int] = set()

    @property
    def gone(self) -> Mapping[str, Collection[int]]:
        """The rows that are forgotten, by table; known after ``run``."""
        return self._gone

    def run(self) -> None:
        """Take them out."""
        for table, row in self._database.pairs(_removed, batch=self._own):
            self._gone[table].add(row)
        for table in _OUTLIVING:
            self._gone[table].update(self._database.column(_touched, batch=self._own, table=table))
        self._find_same()
        self._find_dead()
        self._free_links()
        self._blank()
        self._take_words_out()
        self._remove_entries()
        self._close_batches()

    # -- rows that were there before ----------------------------------------------------------------------

    def _find_same(self) -> None:
        """People who went before, as by taking an import back, and had an address of those who go: they are the same."""
        found: set[int] = set()
        for word in filter(_is_address, self._words.said):
            for _, table, before, after, row in self._database.pairs(_saying, pattern=containing(word)):
                for image in (json.loads(text) for text in (before, after) if text):
                    if table == "contact" and fold_key(str(image.get("email"))) == fold_key(word):
                        found.add(row)
                    elif table == "contact_email" and fold_key(str(image.get("address"))) == fold_key(word):
                        found.add(int(image.get("contact_id") or 0))
        self._gone["contact"] |= found - schema.existing(self._database, "contact", found) - {0}

    def _find_dead(self) -> None:
        """Rows that were parts of what goes, or lived with it, and went before: only their images are left."""
        fresh = {table: set(rows) for table, rows in self._gone.items()}
        while fresh:
            found: dict[str, set[int]] = defaultdict(set)
            for table, rows in fresh.items():
                for reference in filter(self._binds, schema.references_to(table)):
                    found[reference.table] |= {row for _, row, *_ in self._naming(_dead, reference, rows)}
            fresh = {}
            for table, rows in found.items():
                new = rows - self._gone[table]
                if new := new - schema.existing(self._database, table, new):
                    self._gone[table] |= new
                    fresh[table] = new

    @staticmethod
    def _binds(reference: schema.Reference) -> bool:
        """Whether a row goes with what it names so."""
        info = schema.tables()[reference.table]
        lives_with = reference == info.owner or reference in info.homes or not reference.optional
        return lives_with or reference.table in _OUTLIVING

    def _free_links(self) -> None:
        """What stays named nobody."""
        for table, rows in list(self._gone.items()):
            for reference in schema.references_to(table):
                if not reference.optional:
                    continue
                nobody = {reference.column: None}
                entries = {entry[0]: entry for entry in self._naming(_before, reference, rows)}
                entries |= {entry[0]: entry for entry in self._naming(_after, reference, rows)}
                for number, row, before, after in entries.values():
                    if row not in self._gone.get(reference.table, ()):
                        named = (_without(image, nobody, only=rows) for image in (before, after))
                        self._rewrite(number, *named)

    def _naming(
        self, statement: Any, reference: schema.Reference, rows: Collection[int]
    ) -> Iterator[tuple[int, int, str | None, str | None]]:
        """Entries (id, row, before, after) about rows that name some others."""
        made = self._database.shaped(
            (statement.__name__, reference), partial(statement, reference.table, reference.column)
        )
        ordered = sorted(rows)
        for start in range(0, len(ordered), _SOME):
            for entry in self._database.pairs(made, ordered[start : start + _SOME]):
                yield entry[0], entry[1], entry[2], entry[3]

    # -- what was written ---------------------------------------------------------------------------------

    def _blank(self) -> None:
        for table, rows in self._blanked.items():
            for number, row, before, after in self._of_rows(table, rows):
                self._rewrite(number, _without(before, rows[row]), _without(after, rows[row]))

    def _take_words_out(self) -> None:
        for pattern in self._words.likes:
            for number, table, before, after, _ in self._database.pairs(_saying, pattern=pattern):
                self._rewrite(number, self._spared(table, before), self._spared(table, after))
            for batch, text, told in self._database.pairs(_telling, pattern=pattern):
                spared = to_json(_mapped(phrase_of("", told), self._words.taken_out_of)) if told else told
                self._retell(batch, self._words.taken_out_of(text), spared)

    def _spared(self, table: str, image: str | None) -> str | None:
        if image is None:
            return None
        row = json.loads(image)
        for column in spoken_columns(table, tuple(row)):
            if isinstance(row[column], str):
                row |= spared_text(row, column, self._words.taken_out_of(row[column]))
        return _dumped(row)

    # -- the journal's own rows ---------------------------------------------------------------------------

    def _of_rows(
        self, table: str, rows: Collection[int]
    ) -> Iterator[tuple[int, int, str | None, str | None]]:
        ordered = sorted(rows)
        for start in range(0, len(ordered), _SOME):
            yield from self._database.pairs(_images, table=table, rows=ordered[start : start + _SOME])

    def _rewrite(self, number: int, before: str | None, after: str | None) -> None:
        self._uow.digests.touch("change_entry", [number])
        self._database.run(_set_images, number=number, before=before, after=after)

    def _retell(self, batch: int, text: str, told: str) -> None:
        self._uow.digests.touch("change_batch", [batch])
        self._database.run(_set_told, batch=batch, text=text, told=told)

    def _remove_entries(self) -> None:
        """Those about rows that go. Of a run of rows that were created together the others stay; what outlives is told as
        made now, so that the journal goes on to say of every row that it was made."""
        for table, rows in self._gone.items():
            if not rows:
                continue
            ordered = sorted(rows)
            numbers = []
            for start in range(0, len(ordered), _SOME):
                some = ordered[start : start + _SOME]
                for number, batch in self._database.pairs(_about, table=table, rows=some):
                    numbers.append(number)
                    self._batches.add(batch)
            left: list[tuple[int, str, int, int]] = []
            ends = {"table": table, "first": ordered[0], "last": ordered[-1]}
            for number, batch, first, last in self._database.pairs(_runs, **ends):
                going = ordered[bisect_left(ordered, first) : bisect_left(ordered, last + 1)]
                if going:
                    self._batches.add(batch)
                    numbers.append(number)
                    left += [(batch, table, *run) for run in _between(first, last, going)]
            for start in range(0, len(numbers), _SOME):
                some = numbers[start : start + _SOME]
                self._uow.digests.touch("change_entry", some)
                self._database.run(_remove, numbers=some)
            outliving = schema.existing(self._database, table, rows) if table in _OUTLIVING else ()
            left += [(self._own, table, row, row) for row in sorted(outliving)]
            self._database.run_many(self._database.shaped("new_runs", _new_runs), left)

    def _close_batches(self) -> None:
        """A batch about nothing that is left says no words and cannot be taken back."""
        for batch in sorted(self._batches - {self._own}):
            if self._says_something(batch):
                continue
            found = self._database.first(_batch, batch=batch)
            if found is not None:
                told = _mapped(phrase_of(found.text, found.told), lambda _text: TAKEN_OUT)
                self._retell(batch, "", to_json(told if found.told else phrase("changes.erased")))
                self._database.run(_close, batch=batch, cause=Cause.ERASE.value)

    def _says_something(self, batch: int) -> bool:
        if self._database.first(_any_image, batch=batch) is not None:
            return True
        for table, first, last in self._database.pairs(_created, batch=batch):
            statement = self._database.shaped(("any_of_run", table), partial(_any_row, table))
            if self._database.first(statement, first, last) is not None:
                return True
        return False


def _between(first: int, last: int, going: list[int]) -> Iterator[tuple[int, int]]:
    """The runs that are left of ``first`` to ``last`` without some rows in between, in order."""
    for row in (*going, last + 1):
        if first < row:
            yield first, row - 1
        first = row + 1


def _is_address(word: str) -> bool:
    return "@" in word


def spared_text(columns: Collection[str], column: str, text: str) -> dict[str, str]:
    """What a column is given, and the folded text beside it where a row has such a column too."""
    key = f"{column}_key"
    return {column: text, key: fold_key(text)} if key in columns else {column: text}


def _without(image: str | None, values: Mapping[str, Any], only: Collection[int] | None = None) -> str | None:
    """The image of a row with other values in some columns that it has; ``only`` where it has one of these there."""
    if image is None:
        return None
    row = json.loads(image)
    for column in values.keys() & row.keys():
        if only is None or row[column] in only:
            row[column] = values[column]
    return _dumped(row)


_dumped = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _mapped(value: Phrase, change: Any) -> Phrase:
    """A phrase with its texts changed."""

    def mapped(held: Value) -> Value:
        if isinstance(held, str):
            return str(change(held))
        if isinstance(held, Phrase):
            return _mapped(held, change)
        return tuple(map(mapped, held)) if isinstance(held, tuple) else held

    return Phrase(value.code, {name: mapped(held) for name, held in value.values.items()})


# -- statements --------------------------------------------------------------------------------------------------


def _image_of(table: str, *conditions: Query) -> Query:
    return E.select(E.id, E.row, E.before, E.after).where(E.table == table, *conditions)


def _dead(table: str, column: str) -> Query:
    """Rows that went and named one of some (first value)."""
    named = one_of(number_in(E.before, column), Slot(0))
    return _image_of(table, E.before.is_null(False), E.after.is_null(), named)


def _before(table: str, column: str) -> Query:
    return _image_of(table, E.before.is_null(False), one_of(number_in(E.before, column), Slot(0)))


def _after(table: str, column: str) -> Query:
    return _image_of(table, E.after.is_null(False), one_of(number_in(E.after, column), Slot(0)))


def _any_row(table: str) -> Query:
    from salesdesk.store.models.by_table import model_of

    model = model_of(table)
    return model.select(model.id).where(model.id >= Slot(0), model.id <= Slot(1)).limit(1)


def _new_runs() -> Query:
    """Entries of batch, table, first and last row."""
    columns = [E.batch, E.table, E.row, E.last_row]
    return E.insert_many([tuple(Slot(place) for place in range(len(columns)))], fields=columns)


@Statement
def _removed(batch: Slot) -> Query:
    return E.select(E.table, E.row).where(E.batch == batch, E.before.is_null(False), E.after.is_null())


@Statement
def _touched(batch: Slot, table: Slot) -> Query:
    return E.select(E.row).where(E.batch == batch, E.table == table, E.before.is_null(False))


@Statement
def _images(table: Slot, rows: Slot) -> Query:
    found = E.select(E.id, E.row, E.before, E.after)
    return found.where(E.table == table, one_of(E.row, rows), E.before.is_null(False))


@Statement
def _about(table: Slot, rows: Slot) -> Query:
    return E.select(E.id, E.batch).where(E.table == table, one_of(E.row, rows), E.before.is_null(False))


@Statement
def _runs(table: Slot, first: Slot, last: Slot) -> Query:
    created = E.select(E.id, E.batch, E.row, E.last_row)
    return created.where(E.table == table, E.before.is_null(), E.row <= last, E.last_row >= first)


@Statement
def _saying(pattern: Slot) -> Query:
    said = like(fn.COALESCE(E.before, ""), pattern) | like(fn.COALESCE(E.after, ""), pattern)
    return E.select(E.id, E.table, E.before, E.after, E.row).where(said)


@Statement
def _telling(pattern: Slot) -> Query:
    return B.select(B.id, B.text, B.told).where(like(B.text, pattern) | like(B.told, pattern))


@Statement
def _batch(batch: Slot) -> Query:
    return B.select(B.text, B.told).where(B.id == batch)


@Statement
def _set_images(number: Slot, before: Slot, after: Slot) -> Query:
    return E.update({E.before: before, E.after: after}).where(E.id == number)


@Statement
def _set_told(batch: Slot, text: Slot, told: Slot) -> Query:
    return B.update({B.text: text, B.told: told}).where(B.id == batch)


@Statement
def _close(batch: Slot, cause: Slot) -> Query:
    return B.update({B.cause: cause}).where(B.id == batch)


@Statement
def _remove(numbers: Slot) -> Query:
    return E.delete().where(one_of(E.id, numbers))


@Statement
def _any_image(batch: Slot) -> Query:
    return E.select(E.id).where(E.batch == batch, E.before.is_null(False)).limit(1)


@Statement
def _created(batch: Slot) -> Query:
    return E.select(E.table, E.row, E.last_row).where(E.batch == batch, E.before.is_null())
