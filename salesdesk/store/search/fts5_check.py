"""The search index beside one that is made afresh from the records.

How FTS5 lays an index out depends on how it grew, so not its pages are compared but all that it answers: every word
with every record that has it, every beginning of a word that has an index of its own, how many words each record has.
What no answer shows is compared with the pages it points at. The averages are left out: FTS5 does not count what was
removed, and nothing here is ranked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from salesdesk.domain.checking import Fault, FaultKind
from salesdesk.phrases import Phrase, phrase
from salesdesk.store.engine.file_inspection import UNREADABLE, FileInspection, driver_words
from salesdesk.store.search.fts5 import tables

if TYPE_CHECKING:
    from salesdesk.store.engine.sqlite import FileDatabase

_BLOCK = 20_000  # rows compared at once
_LONGEST_PREFIX = 5
_SEGMENT = 37  # bits below a segment's number in a page's
_PAGE = (1 << 31) - 1  # the bits of a leaf's number in its segment
_BESIDE = (1 << _SEGMENT) - 1 - _PAGE  # bits of pages that are no leaves


def faults(database: FileDatabase) -> Iterator[Fault]:
    """One fault for each table of the index that is not what the records say."""
    for table in tables():
        try:
            found = _difference(database, table)
        except UNREADABLE as error:
            found = phrase("checking.unreadable_index", words=driver_words(error))
        if found is not None:
            yield Fault(FaultKind.SEARCH, table, found, repairable=True)


def _difference(database: FileDatabase, table: str) -> Phrase | None:
    """What differs between a table of the index and its twin, None when nothing does."""
    twin = f"twin_{table}"
    execute = database.execute
    for name in (twin, "words_now", "words_afresh"):
        execute(f"DROP TABLE IF EXISTS temp.{name}")
    execute(f"CREATE VIRTUAL TABLE temp.{twin} USING {tables()[table]}")
    execute(f"CREATE VIRTUAL TABLE temp.words_now USING fts5vocab(main, {table}, instance)")
    execute(f"CREATE VIRTUAL TABLE temp.words_afresh USING fts5vocab(temp, {twin}, instance)")
    try:
        database.search.fill(table, f"temp.{twin}")
        return (
            _unlike(
                database,
                "SELECT term, doc FROM temp.{}",
                "words_now",
                "words_afresh",
                phrase("checking.words_differ"),
            )
            or _unlike(
                database,
                "SELECT id, sz FROM {}_docsize ORDER BY id",
                f"main.{table}",
                f"temp.{twin}",
                phrase("checking.other_records"),
            )
            or _prefixes_differ(database, table, twin)
            or _signposts_differ(database, table)
            or _settings_differ(database, table, twin)
        )
    finally:
        for name in ("words_now", "words_afresh", twin):
            execute(f"DROP TABLE temp.{name}")


def _unlike(database: FileDatabase, sql: str, now: str, afresh: str, told: Phrase) -> Phrase | None:
    pairs = zip(_blocks(database, sql.format(now)), _blocks(database, sql.format(afresh)), strict=False)
    return told if any(one != other for one, other in pairs) else None


def _blocks(database: FileDatabase, sql: str) -> Iterator[list[Any]]:
    """Rows in blocks; at the end an empty one, so that a shorter table differs from a longer one."""
    yield from FileInspection(database).byte_blocks(sql, _BLOCK)
    yield []


def _prefixes_differ(database: FileDatabase, table: str, twin: str) -> Phrase | None:
    if "prefix=" not in tables()[table]:
        return None
    inspection = FileInspection(database)
    for length in range(1, _LONGEST_PREFIX + 1):
        prefixes = inspection.rows(
            "SELECT DISTINCT substr(term, 1, ?) FROM temp.words_afresh WHERE length(term) >= ?",
            (length, length),
        )
        for (prefix,) in prefixes:
            query = '"' + prefix.replace('"', '""') + '"*'
            now, afresh = (
                inspection.rows(
                    f"SELECT count(*), sum(rowid), sum(rowid * 2654435761 & 4294967295) FROM {name} WHERE {name} MATCH ?",
                    (query,),
                )
                for name in (table, twin)
            )
            if now != afresh:
                return phrase("checking.prefix_differs", prefix=prefix)
    return None


def _signposts_differ(database: FileDatabase, table: str) -> Phrase | None:
    """Each signpost is the beginning of the first word on the page it points at. While FTS5 merges a segment into another, the
    pages that are done go, and of the first one that is left the words that are done; their signposts stay."""
    inspection = FileInspection(database)
    first = dict(
        inspection.rows(
            f"SELECT id >> {_SEGMENT}, min(id & {_PAGE}) FROM {table}_data WHERE id & {_BESIDE} = 0 GROUP BY 1"
        )
    )
    for segment, term, where in database.byte_rows(f"SELECT segid, term, pgno FROM {table}_idx"):
        begins, place = first.get(segment, 1), where >> 1
        if place < begins:
            continue
        number = (segment << _SEGMENT) + place
        page = inspection.value(f"SELECT block FROM {table}_data WHERE id = ?", (number,))
        word = b"" if page is None else _first_word(page)
        if page is None or not (word.startswith(term) or (1 < begins == place and word > term)):
            return phrase("checking.wrong_signpost")
    return None


def _first_word(page: bytes) -> bytes:
    """The first word of a leaf: its place stands at the end of the page, its length before it."""
    end = int.from_bytes(page[2:4], "big")
    place, _ = _varint(page, end)
    length, start = _varint(page, place)
    return page[start : start + length]


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """SQLite's variable length number at a place, and the place after it."""
    value = 0
    while True:
        byte = page[at]
        value = value << 7 | byte & 0x7F
        at += 1
        if byte < 0x80:
            return value, at


def _settings_differ(database: FileDatabase, table: str, twin: str) -> Phrase | None:
    return _unlike(
        database,
        "SELECT k, v FROM {}_config ORDER BY k",
        f"main.{table}",
        f"temp.{twin}",
        phrase("checking.settings_differ"),
    )
