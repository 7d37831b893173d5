"""Where in a record stands what was searched for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.custom_fields import PREFIX
from salesdesk.domain.entities import Entities, entities
from salesdesk.domain.fields import FIELD, Fields, declared
from salesdesk.domain.search_results import Place
from salesdesk.domain.search_words import Chunk, Sought, excerpt
from salesdesk.store.search.keepers import keepers
from salesdesk.store.search.texts import Part, searched

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database

_AT_ONCE = 500
_TITLES = {"goal": "Goal", "notes": "Notes", "role": FIELD["job_title"].title, "meeting_note": "Notes"}
"""Of columns that belong to no declared field, and of parts whose text is one."""
_PARTS = {
    "contact_email": "email",
    "contact_company": "company",
    "contact_tag": "tags",
    "company_tag": "tags",
}
_LAST = ("notes", "body")


class _Text(NamedTuple):
    field: str
    title: str
    text: str


def places(
    database: Database,
    kind: EntityKind,
    shown: Mapping[int, str],
    chunks: Sequence[Chunk],
    runs: Sequence[str],
) -> dict[int, Place]:
    """Where records were found whose ``shown`` texts, by id, do not say it: the field that has most of the chunks that
    are missing there. ``runs`` are runs of digits of phone numbers."""
    sought = Sought(chunks)
    missing = {record: left for record, text in shown.items() if (left := sought.missing_in(text))}
    found = {}
    listed = list(missing)
    for start in range(0, len(listed), _AT_ONCE):
        some = listed[start : start + _AT_ONCE]
        texts = _texts(database, kind, some)
        numbers = _numbers(database, kind, some) if runs else {}
        for record in some:
            place = _place(texts[record], missing[record]) or _number(numbers.get(record, ()), runs)
            if place is not None:
                found[record] = place
        found |= _kept(database, kind, {record: missing[record] for record in some if record not in found})
    return found


def _kept(database: Database, kind: EntityKind, missing: Mapping[int, Sought]) -> Iterator[tuple[int, Place]]:
    """Of records that nothing of their own tells about: whose owner or source has what is missing in the name."""
    for keeper in keepers(kind) if missing else ():
        for record, name in database.rows(
            f"SELECT r.id, k.name FROM {kind.value} r JOIN {keeper.table} k ON k.id = r.{keeper.column} "
            f"WHERE r.id IN ({_listed(missing)})"
        ):
            place = _place([_Text(*_titled(kind, keeper.column), name)], missing[record])
            if place is not None:
                yield record, place


def _place(texts: Sequence[_Text], sought: Sought) -> Place | None:
    best: tuple[int, _Text] | None = None
    for text in texts:
        count = sought.count_in(text.text)
        if count and (best is None or count > best[0]):
            best = count, text
        if count == len(sought):
            break
    return None if best is None else Place(best[1].field, best[1].title, excerpt(best[1].text, sought))


def _number(numbers: Sequence[tuple[str, str]], runs: Sequence[str]) -> Place | None:
    for number, digits in numbers:
        if any(run in digits for run in runs):
            return Place("phone", FIELD["phone"].title, number)
    return None


def _numbers(
    database: Database, kind: EntityKind, ids: Collection[int]
) -> Mapping[int, Sequence[tuple[str, str]]]:
    queries = {
        EntityKind.CONTACT: "SELECT contact_id, number, digits FROM contact_phone WHERE contact_id IN ({}) ORDER BY position",
        EntityKind.COMPANY: "SELECT id, phone, phone_digits FROM company WHERE phone IS NOT NULL AND id IN ({})",
    }
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if kind in queries:
        for record, number, digits in database.rows(queries[kind].format(_listed(ids))):
            found[record].append((number, digits or ""))
    return found


def _listed(ids: Collection[int]) -> str:
    return ", ".join(str(int(one)) for one in ids)


def _texts(database: Database, kind: EntityKind, ids: Collection[int]) -> Mapping[int, list[_Text]]:
    """What records are found by, field by field; long texts last."""
    of = searched(kind.value)
    assert of is not None, kind
    found: dict[int, list[_Text]] = defaultdict(list)
    if of.other:
        titled = [_titled(kind, column) for column in of.other]
        for record, *values in database.rows(
            f"SELECT id, {', '.join(of.other)} FROM {kind.value} WHERE id IN ({_listed(ids)})"
        ):
            found[record] += [
                _Text(*said, value) for said, value in zip(titled, values, strict=True) if value
            ]
    for link in of.linked:
        said = _titled(kind, link.column)
        for record, name in database.rows(
            f"SELECT r.id, l.{link.name} FROM {kind.value} r JOIN {link.table} l ON l.id = r.{link.column} "
            f"WHERE r.id IN ({_listed(ids)})"
        ):
            found[record].append(_Text(*said, name))
    for part in of.parts:
        for record, field, title, text in _of_part(database, part, ids):
            found[record].append(_Text(field, title, text))
    for texts in found.values():
        texts.sort(key=lambda text: text.field in _LAST)
    return found


def _of_part(database: Database, part: Part, ids: Collection[int]) -> Iterator[tuple[int, str, str, str]]:
    among = f"p.{part.owner} IN ({_listed(ids)})"
    if part.columns == ("text",):
        for record, key, title, text in database.rows(
            f"SELECT p.{part.owner}, f.key, f.title, p.text FROM {part.table} p JOIN custom_field f ON f.id = p.field_id "
            f"WHERE {among} ORDER BY f.position, f.id"
        ):
            yield record, PREFIX + key, title, text
        return
    key = _PARTS.get(part.table, part.table)
    title = FIELD[key].title if key in FIELD else _TITLES.get(key, key)
    joined = (
        f"JOIN {part.linked.table} o ON o.id = p.{part.linked.column} " if part.linked is not None else ""
    )
    if part.linked is not None:
        for record, name in database.rows(
            f"SELECT p.{part.owner}, o.{part.linked.name} FROM {part.table} p {joined}WHERE {among} ORDER BY p.id"
        ):
            yield record, key, title, name
    for column in part.columns:
        said = (column, _TITLES[column]) if column in _TITLES else (key, title)
        for record, text in database.rows(
            f"SELECT p.{part.owner}, p.{column} FROM {part.table} p WHERE {among} ORDER BY p.id"
        ):
            if text:
                yield record, *said, text


def _titled(kind: EntityKind, column: str) -> tuple[str, str]:
    """The field a column belongs to, and what it is called."""
    return _titled_in(entities(), declared(), kind, column)


@cache
def _titled_in(known: Entities, fields: Fields, kind: EntityKind, column: str) -> tuple[str, str]:
    records = known[kind].records
    spec = None if records is None else fields.of(records).of_column(column)
    if spec is None:
        return column, _TITLES.get(column, column)
    use = None if records is None else spec.use(records)
    return spec.key, (use.title if use is not None and use.title else spec.title)
