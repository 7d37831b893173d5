"""Any list as a file: workbook, comma-separated text or contact cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from salesdesk import outputs
from salesdesk.domain.columns import ListColumn, ListRow, chosen
from salesdesk.domain.custom_fields import PREFIX
from salesdesk.domain.entities import entities
from salesdesk.domain.export_marks import card_uid
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.linked_kinds import CAMPAIGNS, CHANGES, UNLISTED
from salesdesk.domain.opt_outs import Way
from salesdesk.domain.progress import Work
from salesdesk.errors import InputError, WrongEnding
from salesdesk.exchange.cards.card import Card, CardMark
from salesdesk.exchange.cards.writing import write_vcards
from salesdesk.phrases import Phrase, Words, phrase
from salesdesk.services.exports.columns import chosen_columns, offered_columns
from salesdesk.services.exports.requests import (
    ExportRequest,
    ExportResult,
    Linked,
    OfferedColumn,
    Rows,
)
from salesdesk.services.exports.unlisted import Unlisted, changed_kinds, unlisted_columns
from salesdesk.services.exports.writing import ExportWriter, Filled
from salesdesk.services.list_sheets import card_text, exported, list_rows
from salesdesk.store.lists.reader import BY_NAME, EVERYTHING
from salesdesk.store.records.linked_records import LinkedRecords
from salesdesk.store.store import Store

_BLOCK = 1_000
_SEPARATORS = (",", ";", "\t", "|")


class ExportService:
    """Writes lists to files. Nothing here changes the records."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # -- what can leave ---------------------------------------------------------------------------------------

    def kinds(self) -> tuple[RecordKind, ...]:
        """Every kind that can leave: the lists, and what has none."""
        return (*entities().lists, *UNLISTED)

    def columns(self, kind: RecordKind, words: Words) -> tuple[OfferedColumn, ...]:
        """The columns that can leave, in the order of the list."""
        self._refuse_unknown(kind)
        if kind in UNLISTED:
            return tuple(
                OfferedColumn(column.key, column.title, False, True, False)
                for column in unlisted_columns(kind, words)
            )
        return offered_columns(self._store.list_of(kind))

    def linked(self, kind: RecordKind, ids: Sequence[int]) -> tuple[Linked, ...]:
        """What belongs to some records, with the number of rows that each sheet would have; only what there is."""
        self._refuse_unknown(kind)
        found = [Linked(other, len(self._links.of(kind, ids, other))) for other in self._links.kinds(kind)]
        if kind in changed_kinds():
            found.append(Linked(CHANGES, len(self._changes([(kind, ids)]))))
        return tuple(one for one in found if one.count)

    def everything(self) -> ExportRequest:
        """A request for all there is."""
        kinds = (*entities().lists, *UNLISTED)
        return ExportRequest(tuple(Rows(kind) for kind in kinds))

    # -- writing ----------------------------------------------------------------------------------------------

    def write(
        self, request: ExportRequest, path: Path, words: Words | None = None, work: Work | None = None
    ) -> ExportResult:
        """Write a file whose suffix (.xlsx, .csv, .zip, .vcf) decides the format; it replaces an older one only when it is
        whole. ``words`` is what puts titles and notes into words; without it a workbook holds bare tables.

        Raises ``InputError`` for an unknown column or kind, ``WrongEnding``, ``FileProblem`` when the file may not or
        cannot be written, ``Cancelled``; then no file is left.
        """
        target = outputs.target_of(path, endings=outputs.EXPORT_ENDINGS, databases=self._store.files)
        suffix = path.suffix.lower()
        if not request.rows:
            raise InputError("exports.no_columns", field="columns")
        main = request.rows[0]
        if suffix == ".vcf" and main.kind is not RecordKind.CONTACTS:
            raise WrongEnding("exports.cards_hold_contacts", path=str(path), kind=self._called(main.kind))
        if suffix in (".csv", ".vcf") and len(request.rows) + len(request.linked) > 1:
            raise WrongEnding("exports.one_sheet_only", path=str(path), ending=suffix)
        if request.way is not None and main.kind is not RecordKind.CONTACTS:
            raise InputError("exports.people_are_addressed", field="for", kind=self._called(main.kind))
        if request.separator not in _SEPARATORS:
            raise InputError("exports.no_separator", field="separator", text=request.separator)
        filled = [self._filled(rows, request, suffix, words) for rows in request.rows]
        audience = self._store.opt_outs.audience(request.way, filled[0].ids)
        if request.way is not None:
            filled[0] = replace(filled[0], ids=audience.people)
        filled += self._linked(request, filled[0], suffix, words)
        writer = ExportWriter(self._store, request, path, words, work)
        if suffix == ".vcf":
            done = self._written_cards(writer, filled[0], target, work)
        else:
            done = writer.write(filled, target)
        return replace(done, left_out=audience.left_out if request.way is not None else {})

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
        words: Words | None = None,
        work: Work | None = None,
    ) -> ExportResult:
        """Write one list, see ``write``."""
        rows = Rows(kind, ids, filter_, sort, columns)
        return self.write(ExportRequest((rows,), way=way, summary=False), path, words, work)

    def keep_cards(self, target: Path, filter_: Filter = EVERYTHING, work: Work | None = None) -> int:
        """Write people as contact cards to a file of our own that is replaced again and again: each card has the same UID
        every time, and no export is taken down. Returns how many. Raises ``FileProblem``, ``Cancelled``."""
        real = outputs.target_of(target, endings=(".vcf",), databases=self._store.files)
        reader = self._store.list_of(RecordKind.CONTACTS)
        shown, wanted = chosen_columns(reader, None, ".vcf"), reader.ids(filter_, BY_NAME)
        keys, uuid = tuple(column.key for column in shown), self._store.database.uuid
        rows = list_rows(reader, wanted, keys)
        cards = (_card(shown, row, CardMark(card_uid(uuid, row.id), "")) for row in rows)
        return _write_cards(real, cards, len(wanted), work)

    # -- finding the rows -------------------------------------------------------------------------------------

    @property
    def _links(self) -> LinkedRecords:
        return LinkedRecords(self._store.database)

    def _refuse_unknown(self, kind: RecordKind) -> None:
        known = self.kinds()
        if kind not in known:
            raise InputError(
                "exports.no_such_kind", field="kind", kind=str(kind), known=tuple(map(str, known))
            )

    @staticmethod
    def _called(kind: RecordKind) -> Phrase:
        return phrase(f"kinds.{kind.value}")

    def _filled(self, rows: Rows, request: ExportRequest, suffix: str, words: Words | None) -> Filled:
        """The records and the columns of one sheet."""
        self._refuse_unknown(rows.kind)
        if rows.kind in UNLISTED:
            return self._unlisted(rows, request, words)
        reader = self._store.list_of(rows.kind)
        columns = chosen_columns(reader, rows.columns, suffix, request.private)
        ids = reader.ids(rows.filter_, rows.sort) if rows.ids is None else rows.ids
        return Filled(rows.kind, rows.title, columns, ids)

    def _unlisted(self, rows: Rows, request: ExportRequest, words: Words | None) -> Filled:
        known = unlisted_columns(rows.kind, words or str)
        wanted = (
            [column.key for column in known] if rows.columns is None else list(dict.fromkeys(rows.columns))
        )
        for key in wanted:
            if key not in {column.key for column in known}:
                raise InputError(
                    "lists.no_such_column",
                    field="columns",
                    kind=phrase(f"kinds.{rows.kind.value}"),
                    name=key,
                    known=tuple(sorted(column.key for column in known)),
                )
        columns = chosen(known, [key for key in wanted if key not in request.private])
        if not columns:
            raise InputError("exports.no_columns", field="columns")
        if rows.kind is CHANGES:
            told = self._changes([(kind, self._store.list_of(kind).ids()) for kind in changed_kinds()], words)
            return Filled(rows.kind, rows.title, columns, (), told)
        ids = self._links.all(rows.kind) if rows.ids is None else rows.ids
        if rows.kind is CAMPAIGNS and rows.ids is None:
            ids = [campaign.id for campaign in self._store.campaigns.all()]
        return Filled(rows.kind, rows.title, columns, ids)

    def _linked(
        self, request: ExportRequest, main: Filled, suffix: str, words: Words | None
    ) -> Iterator[Filled]:
        """The sheets of what belongs to the records of the first one."""
        known = self._links.kinds(main.kind)
        for kind in dict.fromkeys(request.linked):
            if kind is CHANGES and main.kind in changed_kinds():
                found = self._filled(Rows(kind), request, suffix, words)
                yield replace(found, told=self._changes([(main.kind, main.ids)], words))
                continue
            if kind not in known:
                raise InputError(
                    "exports.not_linked",
                    field="linked",
                    linked=str(kind),
                    kind=self._called(main.kind),
                    known=tuple(map(str, known)),
                )
            numbers = self._links.of(main.kind, main.ids, kind)
            rows = Rows(kind, self._ordered(kind, numbers))
            yield self._filled(rows, request, suffix, words)

    def _ordered(self, kind: RecordKind, numbers: frozenset[int]) -> list[int]:
        """Numbers as the list of their kind orders them."""
        if kind in UNLISTED:
            return sorted(numbers)
        return [number for number in self._store.list_of(kind).ids() if number in numbers]

    def _changes(
        self, of: Sequence[tuple[RecordKind, Sequence[int]]], words: Words | None = None
    ) -> list[ListRow]:
        named = self._store.activities.choices.all()
        return Unlisted(self._store, named, words or str).changes(of)

    # -- cards ------------------------------------------------------------------------------------------------

    def _written_cards(
        self, writer: ExportWriter, people: Filled, target: Path, work: Work | None
    ) -> ExportResult:
        reader, uuid = self._store.list_of(people.kind), self._store.database.uuid
        mark = writer.register([people])[0]

        def marked(row: ListRow) -> CardMark | None:
            return CardMark(card_uid(uuid, row.id), mark) if mark else None

        rows = list_rows(reader, people.ids, people.keys)
        cards = (_card(people.columns, row, marked(row)) for row in rows)
        count = _write_cards(target, cards, len(people.ids), work)
        return writer.result([(people, people.kind.value, count, bool(mark))])


def _write_cards(path: Path, made: Iterator[Card], count: int, work: Work | None) -> int:
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
