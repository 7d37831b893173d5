"""Relations between people in the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from peewee import fn

from salesdesk.domain.relations import Relation, RelationKind, Tie
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.engine.words import number_of_rows
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.contacts import Contact
from salesdesk.store.models.relations import Relation as RelationRow

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_TABLE = "relation"


class RelationRepository:
    """Reads the relations of people; who lies in the trash has none until restored."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, contact: int) -> list[Relation]:
        """A person's relations, seen from this side, by kind and name."""
        found = [self._relation(row, forward=True) for row in self._database.select(_from, contact=contact)]
        found += [self._relation(row, forward=False) for row in self._database.select(_to, contact=contact)]
        order = {kind: place for place, kind in enumerate(RelationKind)}
        return sorted(
            found, key=lambda one: (order[one.tie.kind], not one.tie.forward, one.name.casefold(), one.id)
        )

    def own_ties(self) -> list[Tie]:
        """The ties of the person's own kinds, the most used first, from either side."""
        found: dict[Tie, None] = {}
        for row in self._database.select(_own):
            found[Tie(RelationKind.OWN, True, row.word, row.back)] = None
            if row.word != row.back:
                found[Tie(RelationKind.OWN, True, row.back, row.word)] = None
        return list(found)

    def referrals(self, contact: int) -> int:
        """How many people somebody referred."""
        return int(self._database.single(_referred, contact=contact) or 0)

    @staticmethod
    def _relation(row: Any, *, forward: bool) -> Relation:
        words = (row.word or "", row.back or "")
        word, back = words if forward else words[::-1]
        kind = RelationKind(row.kind)
        tie = Tie(kind, forward or kind.is_mutual, word, back)
        return Relation(row.id, tie, row.person, row.name, row.job_title or "", row.note or "")


class RelationWriter:
    """Writes relations within one unit of work."""

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow, self._database = uow, uow.database

    def add(self, contact: int, other: int, tie: Tie, note: str = "") -> int:
        """Relate a person to another. Returns the row. Raises ``DomainError`` where they are related so already."""
        values = self._new(contact, other, tie, note)
        return self._uow.insert(_TABLE, {**values, "created_at": self._uow.at})

    def change(self, number: int, contact: int, other: int, tie: Tie, note: str = "") -> None:
        """Give a relation other ends, another kind or another note. Raises ``DomainError`` where it is gone, or they are
        related so already."""
        if not self._uow.rows(_TABLE, [number], ("id",)):
            raise DomainError("relations.gone")
        self._uow.update_many(_TABLE, {number: self._new(contact, other, tie, note, besides=number)})

    def _new(self, contact: int, other: int, tie: Tie, note: str, besides: int = 0) -> dict[str, Any]:
        values = _columns(contact, other, tie)
        rows = {number: row for number, row in self._rows([contact]).items() if number != besides}
        if _key(values) in map(_key, rows.values()):
            raise DomainError("relations.known")
        return {**values, "note": note or None}

    def remove(self, number: int) -> None:
        """Take a relation away."""
        self._uow.delete(_TABLE, number)

    def move(self, losers: Sequence[int], survivor: int) -> None:
        """Merging: what the losers are to others the survivor is. Nobody is related to oneself, and two are related once in one
        way: such rows stay with the losers, and the row that is kept says what they note."""
        gone = set(losers)
        rows = self._rows([survivor, *losers])
        known = {
            _key(row): number
            for number, row in rows.items()
            if not gone & {row["contact_id"], row["other_id"]}
        }
        changes: dict[int, dict[str, Any]] = {}
        for number, row in sorted(rows.items()):
            ends = {end: survivor if row[end] in gone else row[end] for end in ("contact_id", "other_id")}
            moved = {**row, **ends}
            if ends == {end: row[end] for end in ends} or ends["contact_id"] == ends["other_id"]:
                continue
            kept = known.setdefault(_key(moved), number)
            if kept == number:
                changes[number] = {end: to for end, to in ends.items() if to != row[end]}
            elif row["note"] and row["note"] != rows[kept]["note"]:
                rows[kept]["note"] = "; ".join(filter(None, (rows[kept]["note"], row["note"])))
                changes.setdefault(kept, {})["note"] = rows[kept]["note"]
        self._uow.update_many(_TABLE, changes)

    def _rows(self, contacts: Sequence[int]) -> dict[int, dict[str, Any]]:
        ids = self._database.column(_touching, contacts=list(contacts))
        return dict(self._uow.rows(_TABLE, ids, ("contact_id", "other_id", "kind", "word", "back", "note")))


def _columns(contact: int, other: int, tie: Tie) -> dict[str, Any]:
    """A tie as a row: an end that is said backwards is written from its beginning."""
    first, second = (contact, other) if tie.forward else (other, contact)
    word, back = (tie.word, tie.back) if tie.forward else (tie.back, tie.word)
    return {
        "contact_id": first,
        "other_id": second,
        "kind": tie.kind.value,
        "word": word or None,
        "back": back or None,
    }


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes two relations the same, from whichever end they were said."""
    forth = (row["contact_id"], row["other_id"], row["word"])
    back = (row["other_id"], row["contact_id"], row["back"])
    same = RelationKind(row["kind"])
    if same.is_mutual or same is RelationKind.OWN:
        return (row["kind"], *sorted((forth, back), key=repr))
    return (row["kind"], forth)


def _related(near: Query, far: Query, contact: Slot) -> Query:
    r, person = RelationRow, Contact
    found = r.select(
        r.id,
        r.kind,
        r.word,
        r.back,
        r.note,
        far.alias("person"),
        person.full_name.alias("name"),
        person.job_title,
    )
    joined = found.join(person, on=far == person.id)
    return joined.where(near == contact, person.deleted_at.is_null()).order_by(r.id)


@Statement
def _from(contact: Slot) -> Query:
    return _related(RelationRow.contact, RelationRow.other, contact)


@Statement
def _to(contact: Slot) -> Query:
    return _related(RelationRow.other, RelationRow.contact, contact)


@Statement
def _own() -> Query:
    r = RelationRow
    found = r.select(r.word, r.back).where(r.kind == RelationKind.OWN.value)
    return found.group_by(r.word, r.back).order_by(number_of_rows().desc(), fn.MIN(r.id))


@Statement
def _referred(contact: Slot) -> Query:
    r = RelationRow
    found = r.select(number_of_rows()).join(Contact, on=r.contact == Contact.id)
    return found.where(
        r.other == contact, r.kind == RelationKind.REFERRED_BY.value, Contact.deleted_at.is_null()
    )


@Statement
def _touching(contacts: Slot) -> Query:
    r = RelationRow
    return r.select(r.id).where(one_of(r.contact, contacts) | one_of(r.other, contacts)).order_by(r.id)
