"""Any list as a file: workbook, comma-separated text or contact cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from salesdesk import outputs
from salesdesk.domain.columns import RECORD_EXPORT, RECORD_ID, ListColumn, ListRow, chosen, default_columns
from salesdesk.domain.custom_fields import PREFIX
from salesdesk.domain.entities import entity_of
from salesdesk.domain.export_marks import card_uid
from salesdesk.domain.fields import RecordKind, is_taken_back
from salesdesk.domain.filters import Condition, Filter, Op, Sort
from salesdesk.domain.opt_outs import LeftOut, Way
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import Problem
from salesdesk.errors import InputError, StoreError, WrongEnding
from salesdesk.exchange.cards.card import Card, CardMark
from salesdesk.exchange.cards.writing import write_vcards
from salesdesk.exchange.writing.text import write_csv
from salesdesk.exchange.writing.workbook import write_workbook
from salesdesk.phrases import phrase
from salesdesk.services.list_sheets import card_text, exported, list_rows, list_sheet
from salesdesk.store.lists.reader import BY_NAME, EVERYTHING, ListReader
from salesdesk.store.records.exports import ExportRegister
from salesdesk.store.store import Store

_BLOCK = 1_000


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written: exactly ``rows`` records; ``problems`` are values that could not be kept whole, ``left_out`` people who
    may not be addressed, with the reason."""

    path: Path
    kind: RecordKind
    rows: int
    columns: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    left_out: Mapping[int, LeftOut] = field(default_factory=dict)


class ExportService:
    """Writes lists to files. Nothing here changes the records."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def export(
        self,
        kind: RecordKind,
        path: Path,
        *,
        filter_: Filter = EVERYTHING,
        sort: Sort = BY_NAME,
        ids: Sequence[int] | None = None,
        columns: Sequence[str] | None = None,
        way: Way | None = None,
        work: Work | None = None,
    ) -> ExportResult:
        """Write a list to ``path``; its suffix (.xlsx, .csv, .vcf) decides the format.

        The rows are ``ids`` in their order, or else those of ``filter_`` in the order of ``sort``; ``columns`` are column
        keys, None means the list's own and
        every further one that an import takes back and any record has (for cards everything). ``way`` is how the people in
        the file will be addressed: who may not be is left out. Raises ``InputError`` for an unknown
        column, ``WrongEnding``, ``FileProblem`` when the file may not or cannot be written, ``Cancelled``; then no
        file is left.
        """
        target = outputs.target_of(path, endings=outputs.LIST_ENDINGS, databases=self._store.files)
        suffix = path.suffix.lower()
        if suffix == ".vcf" and kind is not RecordKind.CONTACTS:
            raise WrongEnding(
                "exports.cards_hold_contacts", path=str(path), kind=phrase(f"kinds.{kind.value}")
            )
        reader = self._store.list_of(kind)
        shown = self._chosen(reader, columns, suffix)
        wanted = reader.ids(filter_, sort) if ids is None else ids
        if way is not None and kind is not RecordKind.CONTACTS:
            raise InputError("exports.people_are_addressed", field="for", kind=phrase(f"kinds.{kind.value}"))
        audience = self._store.opt_outs.audience(way, wanted)
        written = self._written(path, kind, shown, wanted if way is None else audience.people, target, work)
        return replace(written, left_out=audience.left_out)

    def keep_cards(self, target: Path, filter_: Filter = EVERYTHING, work: Work | None = None) -> int:
        """Write people as contact cards to a file of our own that is replaced again and again: each card has the same UID
        every time, and no export is taken down. Returns how many. Raises ``FileProblem``, ``Cancelled``."""
        real = outputs.target_of(target, endings=(".vcf",), databases=self._store.files)
        reader = self._store.list_of(RecordKind.CONTACTS)
        shown, wanted = self._chosen(reader, None, ".vcf"), reader.ids(filter_, BY_NAME)
        keys, uuid = tuple(column.key for column in shown), self._store.database.uuid
        rows = list_rows(reader, wanted, keys)
        cards = (_card(shown, row, CardMark(card_uid(uuid, row.id), "")) for row in rows)
        return self._cards(real, cards, len(wanted), work)

    def _written(
        self,
        path: Path,
        kind: RecordKind,
        shown: Sequence[ListColumn],
        wanted: Sequence[int],
        target: Path,
        work: Work | None,
    ) -> ExportResult:
        suffix, reader = path.suffix.lower(), self._store.list_of(kind)
        keys = tuple(column.key for column in shown)
        mark, batch = self._register(kind, keys, wanted)
        if suffix == ".vcf":
            rows = list_rows(reader, wanted, keys)
            cards = (_card(shown, row, self._card_mark(row, mark)) for row in rows)
            return ExportResult(path, kind, self._cards(target, cards, len(wanted), work), keys)
        if suffix == ".csv":
            titles = [column.title for column in shown] + ([RECORD_ID, RECORD_EXPORT] if mark else [])
            cells = (
                [exported(column, row[column.key]) for column in shown] + ([row.id, mark] if mark else [])
                for row in list_rows(reader, wanted, keys)
            )
            return ExportResult(
                path, kind, write_csv(target, titles, cells, expected=len(wanted), work=work), keys
            )
        sheet = list_sheet(entity_of(kind).many, reader, wanted, shown, mark=mark)
        written = write_workbook(target, [sheet], self._notes(kind, keys, mark, batch), work)
        return ExportResult(path, kind, written.rows, keys, written.problems)

    def _register(self, kind: RecordKind, keys: Sequence[str], ids: Sequence[int]) -> tuple[str, int]:
        """The mark of a new export, which is kept before anything is written, and the batch it shows; "" where the
        database takes nothing down at the moment: a list leaves all the same."""
        batch = self._store.journal.latest()
        if self._store.database.read_only:
            return "", batch
        register = ExportRegister(self._store.database)
        mark = register.new_mark(kind)
        try:
            register.keep(mark, batch, self._store.now(), self._store.actor, keys, ids)
        except StoreError:  # another program writes for long, or the disk is full
            return "", batch
        return mark.text, batch

    def _card_mark(self, row: ListRow, mark: str) -> CardMark | None:
        return CardMark(card_uid(self._store.database.uuid, row.id), mark) if mark else None

    def _chosen(self, reader: ListReader, keys: Sequence[str] | None, suffix: str) -> tuple[ListColumn, ...]:
        known = reader.columns()
        if keys is None:
            taken_back = [c for c in known if c.key.startswith(PREFIX) or is_taken_back(reader.kind, c.key)]
            if suffix == ".vcf":
                return tuple(taken_back)
            shown = default_columns(reader.kind)
            filled = (c.key for c in taken_back if c.key not in shown and _is_filled(reader, c.key))
            return chosen(known, (*shown, *filled))
        reader.refuse_unknown(EVERYTHING, BY_NAME, keys)
        if not keys:
            raise InputError("exports.no_columns", field="columns")
        return chosen(known, dict.fromkeys(keys))

    def _notes(self, kind: RecordKind, keys: Sequence[str], mark: str, batch: int) -> dict[str, str]:
        """What the hidden sheet says: which export this is and how far the history was, for merging it back."""
        return {
            "export": mark.rpartition(".")[2],
            "database": self._store.database.uuid,
            "kind": kind.value,
            "batch": str(batch),
            "at": self._store.now(),
            "columns": ",".join(keys),
            "file": self._store.name,
        }

    @staticmethod
    def _cards(path: Path, made: Iterator[Card], count: int, work: Work | None) -> int:
        def cards() -> Iterator[Card]:
            for done, card in enumerate(made):
                if work is not None and done % _BLOCK == 0:
                    work.check()
                    work.report(done, count, "rows")
                yield card

        with outputs.whole(path) as part, part.open("w", encoding="utf-8", newline="") as stream:
            written = write_vcards(cards(), stream)
            if work is not None:
                work.check()
                work.report(written, count, "rows")
        return written


def _is_filled(reader: ListReader, key: str) -> bool:
    """Whether any record has a value there."""
    return reader.count(Filter((Condition(key, Op.FILLED),))) > 0


def _card(columns: Sequence[ListColumn], row: ListRow, mark: CardMark | None) -> Card:
    values: dict[str, str] = {}
    extra: list[tuple[str, str]] = []
    for column in columns:
        value = row[column.key]
        if value is None or value is False or value == "":
            continue
        text = card_text(exported(column, value))
        if column.key.startswith(PREFIX):
            extra.append((column.title, text))
        else:
            values[column.key] = text
    if values.get("mobile") is not None and values.get("mobile") == values.get("phone"):
        del values["phone"]  # the primary number is the mobile one; a card names it once
    return Card(values, tuple(extra), mark)
