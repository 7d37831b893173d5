"""A keystroke in the search field, the order of a long list and a page of it, beside the bare SQL on the same people."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import sqlcipher3

from salesdesk.domain.columns import default_columns
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.services.search import SearchService
from salesdesk.store.store import Store
from tests.benchmarks.product_file import product_file
from tests.benchmarks.result import Result, Settings

TYPED = [
    "lindqvist",
    "sjöberg",
    "oberg",
    "björn ek",
    "giulia",
    "d'angelo",
    "an",
    "le m",
    "+49 30",
    "5550",
    "4631",
    "brightfield",
    "nord logistics",
    "falkenwerk design",
    "yearly licence",
    "zzz",
    "juergen müller",
    "o'brien",
    "jeanluc",
    "kjaergaard",
    "山田",
    "花子",
    "نور",
    "kaffeemaschine",
    "waermepumpe",
    "messe",
    "KD-123456",
    "angebot kräne",
]
"""What somebody types, letter by letter: people, firms, deals, digits, accents left out, something nobody has, letters
written as two, inner words of names, other scripts, notes, tags and ids."""

PAGE = 60
"""Rows painted at once."""

JUMPS = 200
"""Places in the list that are looked at."""


def keystrokes() -> list[str]:
    """Every beginning of what is `TYPED`, as the search field sees it."""
    return [text[:length] for text in TYPED for length in range(1, len(text) + 1) if text[length - 1] != " "]


def measure(settings: Settings) -> list[Result]:
    store = Store(product_file(settings, settings.contacts, written=True))
    connection = bare_database(settings)
    try:
        return [*_searching(store, connection), *_listing(store, connection)]
    finally:
        connection.close()
        store.close()


def _searching(store: Store, connection: Any) -> list[Result]:
    size = f"{store.contacts.count():,} contacts"
    search, reader = SearchService(store), store.list_of(RecordKind.CONTACTS)
    typed = keystrokes()
    for text in typed[:20]:  # both know their pages by then
        search.find(text)
        bare_search(connection, text)
    own, own_worst = timed(search.find, typed)
    bare, bare_worst = timed(lambda text: bare_search(connection, text), typed)
    listed, listed_worst = timed(lambda text: reader.ids(Filter(text=text)), typed)
    return [
        Result(f"keystroke, {size}: median", own * 1e3, "ms", "bare FTS, first 200", bare * 1e3, "< 16 ms"),
        Result("  worst", own_worst * 1e3, "ms", "the same", bare_worst * 1e3),
        Result("keystroke in the list: median", listed * 1e3, "ms", "bare FTS, first 200", bare * 1e3),
        Result("  worst (all matches, in order)", listed_worst * 1e3, "ms"),
    ]


def _listing(store: Store, connection: Any) -> list[Result]:
    size = f"{store.contacts.count():,} contacts"
    reader = store.list_of(RecordKind.CONTACTS)
    shown = default_columns(RecordKind.CONTACTS)
    results = []
    for field, order in (("full_name", "name_key, id"), ("company", "company is null, company_key, id")):
        started = time.perf_counter()
        ids = reader.ids(sort=Sort(field))
        own = time.perf_counter() - started
        started = time.perf_counter()
        bare_ids = [row[0] for row in connection.execute(f"select id from lead order by {order}")]
        bare = time.perf_counter() - started
        assert len(ids) == len(bare_ids)
        results.append(Result(f"list by {field}, {size}", own * 1e3, "ms", "bare ids in order", bare * 1e3))
    places = [number * max(0, len(ids) - PAGE) // JUMPS for number in range(JUMPS)]
    own, own_worst = timed(lambda place: reader.page(ids[place : place + PAGE], shown), places)
    bare, bare_worst = timed(lambda place: bare_page(connection, bare_ids[place : place + PAGE]), places)
    return [
        *results,
        Result(f"page of {PAGE} rows: median", own * 1e3, "ms", "bare rows by id", bare * 1e3),
        Result("  worst", own_worst * 1e3, "ms", "the same", bare_worst * 1e3),
    ]


def timed(action: Callable[[Any], object], inputs: Iterable[Any]) -> tuple[float, float]:
    """Median and largest seconds of ``action`` over ``inputs``."""
    seconds = []
    for value in inputs:
        started = time.perf_counter()
        action(value)
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds), max(seconds)


def bare_search(connection: Any, text: str) -> list[Any]:
    """The first 200 rows with a word that begins with each word of ``text``, as rows to paint."""
    words = " ".join(f'"{word}"*' for word in text.replace("+", " ").replace('"', " ").split())
    if not words:
        return []
    return connection.execute(  # type: ignore[no-any-return]
        "select lead.* from lead where id in (select rowid from found where found match ? limit 200)", [words]
    ).fetchall()


def bare_page(connection: Any, ids: list[int]) -> list[Any]:
    marks = ",".join("?" * len(ids))
    return connection.execute(f"select * from lead where id in ({marks})", ids).fetchall()  # type: ignore[no-any-return]


def bare_database(settings: Settings) -> Any:
    """A plain table and its FTS index with the people of the product's file; made once and kept (about 20 s per
    million)."""
    source = product_file(settings, settings.contacts)
    file = source.with_name(f"bare-{source.stem}.db")
    if not file.exists():
        unfinished = file.with_suffix(f".{os.getpid()}")
        _fill(unfinished, source)
        unfinished.replace(file)
    return sqlcipher3.connect(str(file))


def _fill(file: Path, source: Path) -> None:
    people = sqlcipher3.connect(str(source))
    rows = people.execute(
        "select c.id, c.full_name, c.name_key, c.email, c.phone, o.name, o.name_key, c.job_title, c.city, c.country, "
        "c.lifecycle_stage, c.last_contacted_at from contact c left join company o on o.id = c.company_id "
        "where c.deleted_at is null order by c.id"
    )
    connection = sqlcipher3.connect(str(file), isolation_level=None)
    connection.execute("pragma journal_mode=off")
    connection.execute("pragma synchronous=off")
    connection.execute(
        "create table lead(id integer primary key, name, name_key, email, phone, company, company_key, job, city, "
        "country, stage, last_contact)"
    )
    connection.execute(
        "create virtual table found using fts5(name, email, phone, company, "
        "content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    connection.execute("begin")
    while batch := list(islice(rows, 10_000)):
        connection.executemany(f"insert into lead values({','.join('?' * 12)})", batch)
        connection.executemany(
            "insert into found(rowid, name, email, phone, company) values(?,?,?,?,?)",
            ((row[0], row[1], row[3], row[4], row[5]) for row in batch),
        )
    connection.execute("create index lead_order on lead(name_key, id)")
    connection.execute("create index lead_company on lead(company is null, company_key, id)")
    connection.execute("commit")
    connection.close()
    people.close()
