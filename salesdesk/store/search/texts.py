"""What records are found by: their columns, their parts and the names of the records they refer to, as one query that
both engines understand."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import Entities, entities
from salesdesk.domain.fields import Fields, FieldType, Kept, declared
from salesdesk.store.journal import schema
from salesdesk.value_classes import dataclass

_BY_HAND: dict[str, frozenset[str]] = {
    "contact": frozenset({"email", "phone"}),  # repeat what the parts say
    "company": frozenset({"phone", "phone_digits"}),  # found by digits
}
"""Columns that are searched in another way than by their words."""
_BESIDE: dict[str, tuple[str, ...]] = {
    "company": ("domain",),
    "campaign": ("goal", "notes"),  # has no list, and so no declared fields
}
"""Columns that are searched besides the first ones of the fields."""
_WORDS_OF_PARTS: dict[str, tuple[str, ...]] = {
    "contact_email": ("address_key",),
    "contact_company": ("role",),
    "meeting_note": ("body",),
    "deal_role": ("role",),
}
_NAMED_IN_PARTS = {"contact_company": "company", "activity_participant": "contact", "deal_role": "contact"}
"""Of tables of parts besides tags and custom fields: the columns that are searched, and the records whose names are."""
_REPEATED = {"contact": ("company_id",)}
"""Columns that only repeat the first of several parts, by whose names a record is found anyway."""
_DIGITS = {
    "contact": "(SELECT string_agg(p.digits, '|' ORDER BY p.id) FROM contact_phone p WHERE p.contact_id = r.id)",
    "company": "r.phone_digits",
}
_ALIVE = "deleted_at"


class Linked(NamedTuple):
    """A record is found by what the record of ``table`` is called (``name``, folded ``key``) that its ``column`` refers
    to, unless that lies in the trash (``trash`` says whether it can)."""

    column: str
    table: str
    name: str
    key: str
    trash: bool


class Part(NamedTuple):
    """A record is found by the words of ``columns`` of its rows in ``table``, whose ``owner`` column names it, and by what
    the record is called that each refers to."""

    table: str
    owner: str
    columns: tuple[str, ...]
    linked: Linked | None


@dataclass(frozen=True, slots=True)
class Searched:
    """What the index holds of one kind of record: its ``name`` and the same folded (``key``), both "" for a kind without;
    the names of records it refers to; its parts; ``other`` columns by their words alone, and which of them are web
    addresses. ``followed`` are all columns whose change concerns the index. ``homes`` are the columns of which one must
    refer to a record outside the trash."""

    table: str
    name: str
    key: str
    linked: tuple[Linked, ...]
    parts: tuple[Part, ...]
    other: tuple[str, ...]
    addresses: frozenset[str]
    homes: tuple[str, ...]
    followed: frozenset[str]


def searched(table: str) -> Searched | None:
    """What the index holds of the records of a table, None when it knows nothing of them."""
    return _searched(table, entities(), declared())


@cache
def _searched(table: str, known: Entities, fields: Fields) -> Searched | None:
    entity = known.get(EntityKind(table))
    if entity is None or not entity.searched:
        return None
    name = (entity.name, entity.key) if entity.key else ("", "")
    linked: list[Linked] = []
    other: list[str] = []
    addresses: set[str] = set()
    placed = {*name, *_BY_HAND.get(table, ())}
    if entity.records is not None:
        of = fields.of(entity.records)
        for key in of.searched:
            spec, use = of[key]
            columns = of.columns(key)
            link = _link(table, columns[0], known) if columns else None
            if link is not None:
                if link.column not in _REPEATED.get(table, ()):
                    linked.append(link)
            elif columns and columns[0] not in placed and (use.kept is Kept.PLAIN or len(columns) == 1):
                other.append(columns[0])
                if spec.type is FieldType.URL:
                    addresses.add(columns[0])
    other += [column for column in _BESIDE.get(table, ()) if column not in other]
    homes = tuple(home.column for home in schema.tables()[table].homes)
    trash = {_ALIVE} if entity.trash else set()
    by_digits = {"phone_digits"} if table == "company" else set()
    followed = {*filter(None, name), *other, *homes, *trash, *by_digits, *(link.column for link in linked)}
    return Searched(
        table, *name, tuple(linked), _parts(table, known), tuple(other), frozenset(addresses), homes,
        frozenset(followed),
    )  # fmt: skip


def _link(table: str, column: str, known: Entities) -> Linked | None:
    for reference in schema.tables()[table].references:
        if reference.column == column:
            return _named(column, reference.target, known)
    return None


def _named(column: str, target: str, known: Entities) -> Linked | None:
    """A reference to records that are called something."""
    if target == "tag":
        return Linked(column, target, "name", "name_key", trash=False)
    entity = known.get(EntityKind(target))
    if entity is None or not entity.key:
        return None
    return Linked(column, target, entity.name, entity.key, entity.trash)


def _parts(table: str, known: Entities) -> tuple[Part, ...]:
    found = []
    for part in schema.parts_of(table):
        assert part.owner is not None
        columns, linked = _WORDS_OF_PARTS.get(part.name, ()), None
        for reference in part.references:
            if reference.target == "custom_field":
                columns = ("text",)
            elif reference.target in ("tag", _NAMED_IN_PARTS.get(part.name)):
                linked = _named(reference.column, reference.target, known)
        if columns or linked is not None:
            found.append(Part(part.name, part.owner.column, columns, linked))
    return tuple(found)


def followed(table: str) -> frozenset[str]:
    """The columns of a table whose change concerns the index, none of a table that it knows nothing of."""
    found = searched(table)
    return frozenset() if found is None else found.followed


def searched_parts() -> frozenset[str]:
    """The tables whose rows are found through the record they belong to."""
    return _searched_parts(entities(), declared())


@cache
def _searched_parts(known: Entities, fields: Fields) -> frozenset[str]:
    of = (_searched(kind.value, known, fields) for kind in known.searched)
    return frozenset({"contact_phone", *(part.table for one in of if one is not None for part in one.parts)})


def naming_columns(table: str) -> frozenset[str]:
    """The columns of a table that say what its records are called, and whether they lie in the trash, where others are
    found by that; none of other tables."""
    return _naming_columns(entities(), declared()).get(table, frozenset())


@cache
def _naming_columns(known: Entities, fields: Fields) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for kind in known.searched:
        of = _searched(kind.value, known, fields)
        assert of is not None, kind
        for link in (*of.linked, *(part.linked for part in of.parts)):
            if link is not None:
                found[link.table] = frozenset({link.name, link.key, *([_ALIVE] if link.trash else ())})
    return found


def naming(table: str, target: str) -> list[str]:
    """Queries for the records of a table that are found by the names of records of ``target``; each ends with the place
    of a condition, which the engine says in its own words."""
    found = searched(table)
    assert found is not None, table
    queries = [
        f"SELECT id FROM {table} WHERE {link.column} {{}}" for link in found.linked if link.table == target
    ]
    for part in found.parts:
        if part.linked is not None and part.linked.table == target:
            queries.append(f"SELECT DISTINCT {part.owner} FROM {part.table} WHERE {part.linked.column} {{}}")
    return queries


def texts(kind: EntityKind, only: str = "", said: Callable[[str], str] = str) -> str:
    """SELECT of what each record of a kind is found by that is not in the trash: id, its name as it is written, the same
    folded, the names of the records it belongs to, the same folded, all its other words as they are written, and the
    digits of its numbers. ``only`` is a further condition. A record with a name of its own has those of others among its
    other words, one without has them apart. ``said`` is what the engine makes of a text of those words."""
    found = searched(kind.value)
    assert found is not None, kind
    links = list(enumerate(found.linked))
    written = [f"l{n}.{link.name}" for n, link in links]
    folded = [f"l{n}.{link.key}" for n, link in links]
    words = [
        *(said(name) for name in written if found.key),
        *(_of_part(found, part, said) for part in found.parts),
        *(said(_other(found, column)) for column in found.other),
    ]
    apart = ([], []) if found.key else (written, folded)
    name, key = (f"r.{found.name}", f"r.{found.key}") if found.key else ("NULL", "NULL")
    conditions = [f"r.{_ALIVE} IS NULL"] if entities()[kind].trash else ["1 = 1"]
    if found.homes:
        homes = [f"l{n}.id" for n, link in links if link.column in found.homes]
        conditions.append(f"coalesce({', '.join(homes)}) IS NOT NULL")
    joins = "".join(
        f" LEFT JOIN {link.table} l{n} ON l{n}.id = r.{link.column}{_there(link, f'l{n}')}"
        for n, link in links
    )
    return (
        f"SELECT r.id AS id, {name} AS name, {key} AS name_key, {_together(apart[0])} AS linked, "
        f"{_together(apart[1])} AS linked_key, {_together(words)} AS words, {_DIGITS.get(kind.value, 'NULL')} AS digits "
        f"FROM {kind.value} r{joins} WHERE {' AND '.join(conditions)} {only}"
    )


def _there(link: Linked, alias: str) -> str:
    return f" AND {alias}.{_ALIVE} IS NULL" if link.trash else ""


def _of_part(found: Searched, part: Part, said: Callable[[str], str]) -> str:
    columns = [
        # a job is called what the person is called, as a rule
        "nullif(p.role, r.job_title)" if column == "role" and "job_title" in found.other else f"p.{column}"
        for column in part.columns
    ]
    join = ""
    if part.linked is not None:
        columns.append(f"o.{part.linked.name}")
        join = f" LEFT JOIN {part.linked.table} o ON o.id = p.{part.linked.column}{_there(part.linked, 'o')}"
    words = said(columns[0]) if len(columns) == 1 else _together([said(column) for column in columns])
    return f"(SELECT string_agg({words}, ' ') FROM {part.table} p{join} WHERE p.{part.owner} = r.id)"


def _other(found: Searched, column: str) -> str:
    """Of a web address what tells it from others."""
    if column not in found.addresses:
        return f"r.{column}"
    return f"replace(replace(r.{column}, 'https://', ''), 'www.', '')"


def _together(parts: list[str]) -> str:
    return f"concat_ws(' ', {', '.join(parts)})" if parts else "''"
