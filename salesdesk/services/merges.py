"""Merging contacts or companies that are the same: a preview field by field, then one step that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from salesdesk.domain.changes import Cause, ChangeSet
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.lifecycle import rank
from salesdesk.domain.merging import FieldChoice, MergeProposal, merge_proposal
from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError
from salesdesk.services.commands import Commands
from salesdesk.store.journal.unit_of_work import UnitOfWork
from salesdesk.store.records.merges import MergeWriter
from salesdesk.store.store import Store

CUSTOM_PREFIX = "custom."
_NAME = ("full_name", "name_key", "first_name", "middle_name", "last_name", "honorific", "suffix")
_ADDRESS = ("street", "street_2", "city", "region", "postal_code", "country")
_LINKS = ("website", "linkedin", "twitter", "facebook", "instagram")
_COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    # field -> the columns that go with it
    "contact": {
        "full_name": _NAME,
        **{name: (name,) for name in ("nickname", "job_title", "department", *_LINKS, *_ADDRESS, "birthday")},
        **{
            name: (name,)
            for name in ("lead_status", "lifecycle_stage", "do_not_email", "do_not_call", "notes")
        },
        "owner": ("owner_id",),
        "lead_source": ("source_id",),
        **{name: (name,) for name in ("external_id", "last_contacted_at", "created_at", "updated_at")},
    },
    "company": {
        "company": ("name", "name_key", "match_key"),
        "website": ("website", "domain"),
        "phone": ("phone", "phone_digits"),
        **{name: (name,) for name in ("email", "fax", *_LINKS[1:], "industry", "employees")},
        "annual_revenue": ("annual_revenue", "currency"),
        **{name: (name,) for name in (*_ADDRESS, "lifecycle_stage", "notes")},
        "owner": ("owner_id",),
        "lead_source": ("source_id",),
        **{name: (name,) for name in ("external_id", "last_contacted_at", "created_at", "updated_at")},
    },
}
_MOMENTS = ("created_at", "updated_at", "last_contacted_at")
_SHOWN_ONLY = ("emails", "phones", "companies", "tags", "people", "updated_at")
_TABLES = {RecordKind.CONTACTS: "contact", RecordKind.COMPANIES: "company"}


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would give. ``ids`` are the records in the order the option positions of ``proposal`` mean;
    ``names`` their names; ``deals`` and ``activities`` how many of them will come together."""

    kind: RecordKind
    ids: tuple[int, ...]
    names: tuple[str, ...]
    proposal: MergeProposal
    deals: int
    activities: int

    @property
    def survivor(self) -> int:
        """The id of the record that goes on by default."""
        return self.ids[self.proposal.survivor]


class MergeService:
    """Merges records. Losers go to the trash, so their ids stay valid; undoing the batch parts them again."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    def preview(self, kind: RecordKind, ids: Sequence[int]) -> MergePreview:
        """The merge of two or more records, field by field. Raises ``DomainError`` when that makes no sense."""
        table, wanted = _checked(kind, ids)
        rows = self._rows(table, wanted)
        proposal = _furthest_stage(merge_proposal([self._record(table, rows[i]) for i in wanted]))
        marks = ",".join("?" * len(wanted))
        counts = [
            int(
                self._store.database.value(
                    f"SELECT count(*) FROM {t} WHERE {table}_id IN ({marks}) AND deleted_at IS NULL", wanted
                )
            )
            for t in ("deal", "activity")
        ]
        name = "full_name" if table == "contact" else "name"
        return MergePreview(
            kind, wanted, tuple(rows[i][name] for i in wanted), proposal, counts[0], counts[1]
        )

    def merge(
        self,
        kind: RecordKind,
        ids: Sequence[int],
        choices: Mapping[str, int] | None = None,
        survivor: int | None = None,
    ) -> ChangeSet:
        """Merge records. ``choices`` are option positions by field where the person differs from the proposal;
        ``survivor`` the id of the record that goes on (default: the proposed one)."""
        preview = self.preview(kind, ids)
        kept = preview.survivor if survivor is None else survivor
        if kept not in preview.ids:
            raise DomainError("Not among them", "The record that goes on must be one of those to be merged.")
        table = _TABLES[kind]
        losers = [i for i in preview.ids if i != kept]

        def write(uow: UnitOfWork) -> None:
            rows = uow.rows(table, preview.ids)
            MergeWriter(uow, table, kept, losers).move()
            values = self._values(table, preview, rows, dict(choices or {}))
            self._choose_custom(uow, table, preview, kept, dict(choices or {}))
            uow.update(table, kept, {**values, **self._primary(uow, table, kept), "updated_at": uow.at})
            uow.update_many(table, {loser: {"deleted_at": uow.at} for loser in losers})

        names = " and ".join(dict.fromkeys(preview.names))
        return self._commands.run(f"Merge {names}", write, cause=Cause.MERGE)

    def merge_groups(self, kind: RecordKind, pairs: Iterable[tuple[int, int]], work: Work) -> int:
        """Merge pairs as proposed; pairs that share a record become one. Each group is a step of its own, so that
        one can be taken back without the others. Returns how many records went into others."""
        groups = _groups(pairs)
        merged = 0
        for done, group in enumerate(groups):
            work.check()
            work.report(done, len(groups), "records")
            self.merge(kind, group)
            merged += len(group) - 1
        return merged

    # -- reading ----------------------------------------------------------------------------------------

    def _rows(self, table: str, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
        columns = sorted({column for group in _COLUMNS[table].values() for column in group})
        marks = ",".join("?" * len(ids))
        names = ", ".join(columns)
        found = {
            row[0]: dict(zip(columns, row[1:], strict=True))
            for row in self._store.database.rows(
                f"SELECT id, {names} FROM {table} WHERE deleted_at IS NULL AND id IN ({marks})", list(ids)
            )
        }
        if missing := [i for i in ids if i not in found]:
            raise DomainError(
                "No such record", f"The {table} number {missing[0]} does not exist or lies in the trash."
            )
        return {i: {"id": i, **found[i]} for i in ids}

    def _record(self, table: str, row: dict[str, Any]) -> dict[str, object]:
        """A row as field -> value for the proposal."""
        record: dict[str, object] = {}
        for field, columns in _COLUMNS[table].items():
            value = row[columns[0]]
            if field in _MOMENTS and value:
                text = str(value)  # a bare day where no time of the day is known
                value = (
                    date.fromisoformat(text)
                    if len(text) == 10
                    else datetime.fromisoformat(text.replace("Z", "+00:00"))
                )
            elif field.startswith("do_not_"):
                value = True if value else None
            elif field == "owner" and value is not None:
                value = self._store.database.value("SELECT name FROM owner WHERE id = ?", (value,))
            elif field == "lead_source" and value is not None:
                value = self._store.database.value("SELECT name FROM source WHERE id = ?", (value,))
            record[field] = value
        for field, sql in _DETAILS[table].items():
            record[field] = tuple(value for (value,) in self._store.database.rows(sql, (row["id"],)))
        for field_id, text in self._store.database.rows(
            f"SELECT field_id, text FROM {table}_value WHERE {table}_id = ?", (row["id"],)
        ):
            record[f"{CUSTOM_PREFIX}{field_id}"] = text
        return record

    # -- writing ----------------------------------------------------------------------------------------

    @staticmethod
    def _values(
        table: str, preview: MergePreview, rows: Mapping[int, Mapping[str, Any]], choices: Mapping[str, int]
    ) -> dict[str, Any]:
        """The columns of the merged record: each field's from the record its chosen option comes from."""
        values: dict[str, Any] = {}
        for choice in preview.proposal.fields:
            columns = _COLUMNS[table].get(choice.field)
            if columns is None or choice.field in _SHOWN_ONLY:
                continue
            if choice.united:
                values[columns[0]] = choice.value
                continue
            source = _source(preview, choice, choices)
            if source is not None:
                values.update({column: rows[source][column] for column in columns})
        if table == "contact":
            _fill_name_parts(values, list(rows.values()))
        return values

    def _choose_custom(
        self, uow: UnitOfWork, table: str, preview: MergePreview, kept: int, choices: Mapping[str, int]
    ) -> None:
        """Custom values that two records have: the chosen one is copied onto the survivor's."""
        for choice in preview.proposal.fields:
            if not choice.field.startswith(CUSTOM_PREFIX) or len(choice.options) < 2:
                continue
            source = _source(preview, choice, choices)
            field = int(choice.field.removeprefix(CUSTOM_PREFIX))
            sql = f"SELECT id, text, number FROM {table}_value WHERE {table}_id = ? AND field_id = ?"
            mine, theirs = uow.query(sql, (kept, field)), uow.query(sql, (source, field))
            if mine and theirs and mine[0][0] != theirs[0][0]:
                uow.update(f"{table}_value", mine[0][0], {"text": theirs[0][1], "number": theirs[0][2]})

    @staticmethod
    def _primary(uow: UnitOfWork, table: str, kept: int) -> dict[str, Any]:
        """The columns of a contact that repeat its primary e-mail, phone and company."""
        if table != "contact":
            return {}
        email = uow.query(
            "SELECT address FROM contact_email WHERE contact_id = ? ORDER BY position, id LIMIT 1", (kept,)
        )
        phone = uow.query(
            "SELECT number FROM contact_phone WHERE contact_id = ? AND label <> 'fax' ORDER BY position, id LIMIT 1",
            (kept,),
        )
        company = uow.query(
            "SELECT company_id FROM contact_company WHERE contact_id = ? ORDER BY is_primary DESC, id LIMIT 1",
            (kept,),
        )
        return {
            "email": email[0][0] if email else None,
            "phone": phone[0][0] if phone else None,
            "company_id": company[0][0] if company else None,
        }


def _groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The records of pairs, those connected by any chain of pairs together."""
    group_of: dict[int, list[int]] = {}
    for one, other in pairs:
        mine, theirs = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
        if mine is not theirs:
            mine.extend(theirs)
            group_of.update(dict.fromkeys(theirs, mine))
    return list({id(group): group for group in group_of.values()}.values())


def _source(preview: MergePreview, choice: FieldChoice, choices: Mapping[str, int]) -> int | None:
    """The id of the record the chosen value comes from; None when no record has one."""
    place = choices.get(choice.field, choice.proposed)
    if not choice.options:
        return None
    if not 0 <= place < len(choice.options):
        raise DomainError("No such choice", f"There is no choice number {place + 1} for {choice.field}.")
    return preview.ids[choice.options[place].records[0]]


def _furthest_stage(proposal: MergeProposal) -> MergeProposal:
    """Of two lifecycle stages the one further on the way is proposed: a customer does not become a lead again."""

    def ruled(choice: FieldChoice) -> FieldChoice:
        if choice.field != "lifecycle_stage" or len(choice.options) < 2:
            return choice
        best = max(range(len(choice.options)), key=lambda place: rank(str(choice.options[place].value)))
        return replace(choice, proposed=best, value=choice.options[best].value, conflict=False)

    return replace(proposal, fields=tuple(ruled(choice) for choice in proposal.fields))


def _fill_name_parts(values: dict[str, Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """A title or middle name that the chosen spelling lacks comes from another record with the same surname."""
    for part in ("honorific", "suffix"):
        if "last_name" in values and not values.get(part):
            same = (row[part] for row in rows if row[part] and row["last_name"] == values["last_name"])
            values[part] = next(same, None)


def _checked(kind: RecordKind, ids: Sequence[int]) -> tuple[str, tuple[int, ...]]:
    wanted = tuple(dict.fromkeys(ids))
    if kind not in _TABLES:
        raise DomainError("Cannot be merged", f"Contacts and companies can be merged, not {kind.value}.")
    if len(wanted) < 2:
        raise DomainError("Two at least", "Choose two or more records to merge.")
    return _TABLES[kind], wanted


_DETAILS: dict[str, dict[str, str]] = {
    "contact": {
        "emails": "SELECT address FROM contact_email WHERE contact_id = ? ORDER BY position, id",
        "phones": "SELECT number FROM contact_phone WHERE contact_id = ? ORDER BY position, id",
        "companies": "SELECT o.name FROM contact_company l JOIN company o ON o.id = l.company_id WHERE l.contact_id = ? "
        "ORDER BY l.is_primary DESC, l.id",
        "tags": "SELECT t.name FROM contact_tag l JOIN tag t ON t.id = l.tag_id WHERE l.contact_id = ? ORDER BY t.name",
    },
    "company": {
        "people": "SELECT c.full_name FROM contact_company l JOIN contact c ON c.id = l.contact_id WHERE l.company_id = ? ORDER BY c.id",
        "tags": "SELECT t.name FROM company_tag l JOIN tag t ON t.id = l.tag_id WHERE l.company_id = ? ORDER BY t.name",
    },
}
