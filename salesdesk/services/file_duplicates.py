"""Duplicates within a data file that is not imported."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.matching.records import MatchRecord, match_record_from_fields
from salesdesk.domain.progress import Work
from salesdesk.domain.sheets import SheetAnalysis, SheetRequest
from salesdesk.errors import FileProblem, InputError
from salesdesk.services.duplicates import DuplicatePair, DuplicateSide, search
from salesdesk.services.imports import open_data_file


def duplicates_in_file(
    path: Path, mapping: Mapping[str, str], kind: RecordKind | None, work: Work
) -> tuple[DuplicatePair, ...]:
    """Pairs of rows of the first sheet with rows, by 0-based data row. ``mapping`` says what columns mean, by
    header; ``kind`` contacts or companies, None as the columns speak. Raises ``FileProblem`` and ``InputError``."""
    with open_data_file(path, work) as session:
        name = next((s.name for s in session.sheets if s.visible and s.records), None)
        if name is None:
            raise FileProblem("No rows", f"{path.name} has no sheet with rows.", str(path))
        seen = session.analyse(name, work=work)
        request = SheetRequest(name, kind=kind, mapping=_by_index(seen, mapping, path))
        records: list[MatchRecord] = []
        of_kind = None
        for chunk in session.clean(request, work=work):
            fields = chunk.layout.fields
            # Of the whole sheet and not of a row: a person without a first name stays a person.
            of_kind = of_kind or kind or _kind(frozenset(fields))
            for _, values in chunk.rows:
                texts = {field: value for field, value in zip(fields, values, strict=False) if isinstance(value, str)}
                records.append(match_record_from_fields(len(records), of_kind, texts))
    names = {record.ref: record.name for record in records}
    return tuple(
        DuplicatePair(
            DuplicateSide(pair.a, None, names[pair.a]), DuplicateSide(pair.b, None, names[pair.b]), pair.score, pair.grade, pair.reasons
        )
        for pair in search(records, work)
    )


def _kind(fields: frozenset[str]) -> RecordKind:
    person = {"first_name", "last_name", "full_name", "middle_name", "birthday", "job_title"}
    return RecordKind.CONTACTS if fields & person or "company" not in fields else RecordKind.COMPANIES


def _by_index(seen: SheetAnalysis, mapping: Mapping[str, str], path: Path) -> dict[int, str]:
    headers = {column.header: column.index for column in seen.columns}
    if missing := [header for header in mapping if header not in headers]:
        raise InputError("No such column", f"{path.name} has no column «{missing[0]}».", missing[0])
    return {headers[header]: field for header, field in mapping.items()}
