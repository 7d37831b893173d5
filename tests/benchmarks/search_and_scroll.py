"""A keystroke in the search field and a page of a long list, beside the bare SQL."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import sqlcipher3

from tests.benchmarks.people import leads
from tests.benchmarks.result import Result, Settings

TYPED = ["müller", "garcia", "anna k", "hoff", "korluta", "lefevre", "+49 30", "bade", "zoe", "strauss"]
"""What somebody types, letter by letter."""

PAGE = 60
"""Rows painted at once."""

JUMPS = 200
"""Places in the list that are looked at."""


def keystrokes() -> list[str]:
    """Every beginning of what is `TYPED`, as the search field sees it."""
    return [text[:length] for text in TYPED for length in range(1, len(text) + 1) if text[length - 1] != " "]


def measure(settings: Settings) -> list[Result]:
    connection = bare_database(settings)
    median, worst = timed(lambda text: bare_search(connection, text), keystrokes())
    started = time.perf_counter()
    ids = [row[0] for row in connection.execute("select id from lead order by last_key, first_key, id")]
    listing = time.perf_counter() - started
    places = [number * (len(ids) - PAGE) // JUMPS for number in range(JUMPS)]
    page_median, page_worst = timed(lambda place: bare_page(connection, ids[place : place + PAGE]), places)
    connection.close()
    size = f"{settings.contacts:,} contacts"
    return [
        Result(f"keystroke, {size}: median", None, "ms", "bare FTS, first 200", median * 1e3, "< 16 ms"),
        Result("  worst", None, "ms", "the same", worst * 1e3),
        Result(f"sorted list, {size}", None, "ms", "bare ids in order", listing * 1e3),
        Result(f"page of {PAGE} rows: median", None, "ms", "bare rows by id", page_median * 1e3),
        Result("  worst", None, "ms", "the same", page_worst * 1e3),
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
    words = " ".join(f'"{word}"*' for word in text.replace("+", " ").split())
    if not words:
        return []
    return connection.execute(  # type: ignore[no-any-return]
        "select lead.* from lead where id in (select rowid from found where found match ? limit 200)", [words]
    ).fetchall()


def bare_page(connection: Any, ids: list[int]) -> list[Any]:
    marks = ",".join("?" * len(ids))
    return connection.execute(f"select * from lead where id in ({marks})", ids).fetchall()  # type: ignore[no-any-return]


def bare_database(settings: Settings) -> Any:
    """A plain table and its FTS index with the leads; made once and kept (about 20 s per million)."""
    file = settings.cache / f"bare-{settings.contacts}.db"
    if not file.exists():
        settings.cache.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{os.getpid()}")
        _fill(unfinished, settings.contacts)
        unfinished.replace(file)
    return sqlcipher3.connect(str(file))


def _fill(file: Path, count: int) -> None:
    connection = sqlcipher3.connect(str(file), isolation_level=None)
    connection.execute("pragma journal_mode=off")
    connection.execute("pragma synchronous=off")
    connection.execute(
        "create table lead(id integer primary key, first, last, email, phone, mobile, company, city, "
        "revenue, since, first_key, last_key)"
    )
    connection.execute(
        "create virtual table found using fts5(name, email, phone, company, "
        "content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    connection.execute("begin")
    for start in range(0, count, 10_000):
        batch = list(enumerate(leads(min(10_000, count - start), seed=start), start=start + 1))
        connection.executemany(
            "insert into lead values(?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                (number, *row[:6], row[9], row[11], str(row[12]), str(row[0]).lower(), str(row[1]).lower())
                for number, row in batch
            ),
        )
        connection.executemany(
            "insert into found(rowid, name, email, phone, company) values(?,?,?,?,?)",
            ((number, f"{row[0]} {row[1]}", row[2], f"{row[3]} {row[4]}", row[5]) for number, row in batch),
        )
    connection.execute("create index lead_order on lead(last_key, first_key, id)")
    connection.execute("commit")
    connection.close()
