"""Duplicates within a data file that is not imported."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from salesdesk.domain.fields import CUSTOM, RecordKind
from salesdesk.domain.matching.records import MatchRecord, match_record_from_fields
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import SheetAnalysis, SheetRequest
from salesdesk.errors import FileProblem, InputError
from salesdesk.exchange.reading.session import ReaderSession
from salesdesk.services.data_files import open_data_file
from salesdesk.services.duplicates.review import DuplicatePair, DuplicateSide, search

_FURTHER = {"street": ("street_2",), "phone": ("phone_2", "phone_3"), "email": ("email_2", "email_3")}
_YEAR = re.compile(r"(19|20)\d\d(\.0)?")


def duplicates_in_file(
    path: Path, mapping: Mapping[str, str], kind: RecordKind | None, work: Work
) -> tuple[DuplicatePair, ...]:
    """Pairs of rows of the first sheet with rows, by 0-based data row. ``mapping`` says what columns mean, by
    header; ``kind`` contacts or companies, None as the columns speak. Raises ``FileProblem`` and ``InputError``."""
    with open_data_file(path, work) as session:
        name = next((s.name for s in session.sheets if s.visible and s.records), None)
        if name is None:
            raise FileProblem("duplicates.no_rows", path=str(path), file=path.name)
        seen = _with_headers(session, name, mapping, work)
        wanted = _by_index(seen, mapping, path)
        years = _bare_years(seen, wanted)
        request = SheetRequest(
            name, kind=kind, header_row=seen.header_row, mapping={**wanted, **dict.fromkeys(years, CUSTOM)}
        )
        first = 1 if seen.header_row is None else seen.header_row + 2
        records: list[MatchRecord] = []
        of_kind = None
        for chunk in session.clean(request, work=work):
            fields = [
                *chunk.layout.fields,
                *("birthday" if c.index in years else "" for c in chunk.layout.custom),
            ]
            # Of the whole sheet and not of a row: a person without a first name stays a person.
            of_kind = of_kind or kind or _kind(frozenset(fields))
            for number, values in chunk.rows:
                texts = {
                    field: str(value)
                    for field, value in zip(fields, values, strict=False)
                    if field and _is_text(value)
                }
                records.append(match_record_from_fields(number - first, of_kind, texts))
    names = {record.ref: record.name for record in records}
    return tuple(
        DuplicatePair(
            DuplicateSide(pair.a, None, names[pair.a]),
            DuplicateSide(pair.b, None, names[pair.b]),
            pair.score,
            pair.grade,
            pair.reasons,
        )
        for pair in search(records, work)
    )


def _kind(fields: frozenset[str]) -> RecordKind:
    person = {"first_name", "last_name", "full_name", "middle_name", "birthday", "job_title"}
    return RecordKind.CONTACTS if fields & person or "company" not in fields else RecordKind.COMPANIES


def _with_headers(session: ReaderSession, name: str, mapping: Mapping[str, str], work: Work) -> SheetAnalysis:
    """The sheet understood; where the named headers are not among those found, its first row holds them."""
    seen = session.analyse(name, work=work)
    if set(mapping) <= {column.header for column in seen.columns}:
        return seen
    first = session.analyse(SheetRequest(name, header_row=0), work=work)
    return first if set(mapping) <= {column.header for column in first.columns} else seen


def _by_index(seen: SheetAnalysis, mapping: Mapping[str, str], path: Path) -> dict[int, str]:
    """What each column means by its place. Of several columns with one meaning the further ones take the field that
    holds another of the kind (the house number beside the street)."""
    headers = {column.header: column.index for column in seen.columns}
    if missing := [header for header in mapping if header not in headers]:
        raise InputError("duplicates.no_such_column", field=missing[0], file=path.name, column=missing[0])
    wanted: dict[int, str] = {}
    for header, field in mapping.items():
        spare = (f for f in (field, *_FURTHER.get(field, ())) if f not in wanted.values())
        wanted[headers[header]] = next(spare, field)
    return wanted


def _bare_years(seen: SheetAnalysis, wanted: Mapping[int, str]) -> frozenset[int]:
    """Birthday columns that hold only years: no dates, but evidence all the same."""
    columns = {column.index: column for column in seen.columns}
    fields = {index: wanted.get(index, column.field) for index, column in columns.items()}
    return frozenset(
        index
        for index, field in fields.items()
        if field == "birthday"
        and columns[index].samples
        and all(_YEAR.fullmatch(text.strip()) for text in columns[index].samples)
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, (int, float)) and not isinstance(value, bool))
