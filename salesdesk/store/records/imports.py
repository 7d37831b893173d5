"""What an import reads of the file it goes into: match keys, matched records and lists; and its own history."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from salesdesk.domain.custom_fields import CustomField, CustomType
from salesdesk.domain.imports import Counts, ImportRecord
from salesdesk.domain.pipelines import StageKind

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_CHUNK = 20_000
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ContactKeys:
    """Contacts outside the trash by what tells them apart; values are ids, the oldest first.

    ``names`` is by folded full name, each with the match key of the primary company ("" without one).
    """

    external: Mapping[str, int] = field(default_factory=dict)
    emails: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    phones: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownContact:
    """A contact as the planner compares it with a row. ``values`` are its columns (owner and source as ids);
    ``emails`` address keys, ``phones`` digits, ``tags`` folded names, ``companies`` ids, ``custom`` texts by
    field id."""

    values: Values
    emails: frozenset[str]
    phones: frozenset[str]
    tags: frozenset[str]
    companies: frozenset[int]
    custom: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """A company or deal as the planner compares it with a row."""

    values: Values
    tags: frozenset[str]
    custom: Mapping[int, str]


class KnownStage(NamedTuple):
    """A stage by its folded name."""

    id: int
    pipeline_id: int
    name_key: str
    kind: StageKind


@dataclass(frozen=True, slots=True)
class KnownLists:
    """Lists by folded name. ``stages`` and ``pipelines`` are in order;
    ``custom`` by kind of record ("contact" …) and folded title."""

    owners: Mapping[str, int]
    sources: Mapping[str, int]
    tags: Mapping[str, int]
    pipelines: Mapping[str, int]
    stages: Sequence[KnownStage]
    custom: Mapping[tuple[str, str], CustomField]


class ImportRepository:
    """Reads for planning, remembers mappings and keeps the history of imports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- match keys -------------------------------------------------------------------------------------

    def has_contacts(self) -> bool:
        """Whether any contact exists outside the trash."""
        return bool(self._database.value("SELECT EXISTS (SELECT 1 FROM contact WHERE deleted_at IS NULL)"))

    def contact_keys(
        self,
        external: Collection[str],
        emails: Collection[str],
        phones: Collection[str],
        names: Collection[str],
    ) -> ContactKeys:
        """Who has one of these external ids, address keys, phone digits or folded names."""
        by_email: dict[str, list[int]] = defaultdict(list)
        for key, contact in self._among(
            "SELECT e.address_key, e.contact_id FROM contact_email e JOIN contact c ON c.id = e.contact_id "
            "WHERE c.deleted_at IS NULL AND e.address_key IN ({}) ORDER BY e.contact_id",
            emails,
        ):
            by_email[key].append(contact)
        by_phone: dict[str, list[int]] = defaultdict(list)
        for key, contact in self._among(
            "SELECT p.digits, p.contact_id FROM contact_phone p JOIN contact c ON c.id = p.contact_id "
            "WHERE c.deleted_at IS NULL AND p.label <> 'fax' AND p.digits IN ({}) ORDER BY p.contact_id",
            phones,
        ):
            by_phone[key].append(contact)
        by_name: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for key, contact, company in self._among(
            "SELECT c.name_key, c.id, coalesce(o.match_key, '') FROM contact c LEFT JOIN company o ON o.id = c.company_id "
            "WHERE c.deleted_at IS NULL AND c.name_key IN ({}) ORDER BY c.id",
            names,
        ):
            by_name[key].append((contact, company))
        by_external: dict[str, int] = {}
        for key, contact in self._among(
            "SELECT external_id, id FROM contact WHERE deleted_at IS NULL AND external_id IN ({}) ORDER BY id DESC",
            external,
        ):
            by_external[key] = contact
        return ContactKeys(
            by_external,
            {key: tuple(ids) for key, ids in by_email.items()},
            {key: tuple(ids) for key, ids in by_phone.items()},
            {key: tuple(found) for key, found in by_name.items()},
        )

    def company_ids(self, match_keys: Collection[str]) -> dict[str, int]:
        """Companies outside the trash by match key; of several the oldest."""
        return dict(
            self._among(
                "SELECT match_key, id FROM company WHERE deleted_at IS NULL AND match_key IN ({}) ORDER BY id DESC",
                match_keys,
            )
        )

    def ids_by_external(self, table: str, external: Collection[str]) -> dict[str, int]:
        """Companies, deals or activities outside the trash by external id; of several the oldest."""
        return dict(
            self._among(
                f'SELECT external_id, id FROM "{table}" WHERE deleted_at IS NULL AND external_id IN ({{}}) ORDER BY id DESC',
                external,
            )
        )

    def deals_by_title(self, titles: Collection[str]) -> dict[str, tuple[tuple[int, int, int], ...]]:
        """Deals by folded title: (id, company id or 0, contact id or 0) each."""
        found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for key, *deal in self._among(
            "SELECT title_key, id, coalesce(company_id, 0), coalesce(contact_id, 0) FROM deal "
            "WHERE deleted_at IS NULL AND title_key IN ({}) ORDER BY id",
            titles,
        ):
            found[key].append((deal[0], deal[1], deal[2]))
        return {key: tuple(deals) for key, deals in found.items()}

    def activities_like(self) -> set[tuple[str, str, str, int, int]]:
        """(kind, subject, moment, contact id or 0, company id or 0) of every imported entry of the timeline."""
        return set(
            self._database.rows(
                "SELECT kind, subject, coalesce(at, due_at, ''), coalesce(contact_id, 0), coalesce(company_id, 0) "
                "FROM activity WHERE deleted_at IS NULL AND import_batch_id IS NOT NULL"
            )
        )

    # -- matched records --------------------------------------------------------------------------------

    def contacts(self, ids: Collection[int]) -> dict[int, KnownContact]:
        """Contacts with their details."""
        emails = self._grouped(
            "SELECT contact_id, address_key FROM contact_email WHERE contact_id IN ({})", ids
        )
        phones = self._grouped("SELECT contact_id, digits FROM contact_phone WHERE contact_id IN ({})", ids)
        tags = self._grouped(
            "SELECT l.contact_id, t.name_key FROM contact_tag l JOIN tag t ON t.id = l.tag_id WHERE l.contact_id IN ({})",
            ids,
        )
        companies = self._grouped(
            "SELECT contact_id, company_id FROM contact_company WHERE contact_id IN ({})", ids
        )
        custom = self._custom("contact", ids)
        return {
            row["id"]: KnownContact(
                row,
                frozenset(emails.get(row["id"], ())),
                frozenset(phones.get(row["id"], ())),
                frozenset(tags.get(row["id"], ())),
                frozenset(companies.get(row["id"], ())),
                custom.get(row["id"], {}),
            )
            for row in self._rows("contact", ids)
        }

    def companies(self, ids: Collection[int]) -> dict[int, KnownRecord]:
        """Companies with their tags and custom values."""
        tags = self._grouped(
            "SELECT l.company_id, t.name_key FROM company_tag l JOIN tag t ON t.id = l.tag_id WHERE l.company_id IN ({})",
            ids,
        )
        custom = self._custom("company", ids)
        return {
            row["id"]: KnownRecord(row, frozenset(tags.get(row["id"], ())), custom.get(row["id"], {}))
            for row in self._rows("company", ids)
        }

    def deals(self, ids: Collection[int]) -> dict[int, KnownRecord]:
        """Deals with their custom values."""
        custom = self._custom("deal", ids)
        return {
            row["id"]: KnownRecord(row, frozenset(), custom.get(row["id"], {}))
            for row in self._rows("deal", ids)
        }

    def activities(self, ids: Collection[int]) -> dict[int, KnownRecord]:
        """Entries of the timeline."""
        return {row["id"]: KnownRecord(row, frozenset(), {}) for row in self._rows("activity", ids)}

    # -- lists ------------------------------------------------------------------------------------------

    def lists(self) -> KnownLists:
        """Everything rows may name."""

        def named(table: str) -> dict[str, int]:
            order = "position, id" if table == "pipeline" else "id"
            return dict(self._database.rows(f'SELECT name_key, id FROM "{table}" ORDER BY {order}'))

        stages = [
            KnownStage(number, pipeline, key, StageKind(kind))
            for number, pipeline, key, kind in self._database.rows(
                "SELECT id, pipeline_id, name_key, kind FROM stage ORDER BY pipeline_id, position, id"
            )
        ]
        custom = {
            (kind, key): CustomField(
                number, kind, name, title, CustomType(type_), tuple(json.loads(choices)), position
            )
            for number, kind, name, title, type_, choices, position, key in self._database.rows(
                "SELECT id, kind, key, title, type, choices, position, fold(title) FROM custom_field"
            )
        }
        return KnownLists(named("owner"), named("source"), named("tag"), named("pipeline"), stages, custom)

    # -- remembered mappings ----------------------------------------------------------------------------

    def mapping(self, fingerprint: str) -> dict[str, str] | None:
        """Header -> field as it was last used for a header row with this fingerprint; None when never."""
        found = self._database.value(
            "SELECT mapping FROM import_mapping WHERE fingerprint = ?", (fingerprint,)
        )
        return dict(json.loads(found)) if found else None

    def remember_mapping(
        self, uow: UnitOfWork, fingerprint: str, name: str, mapping: Mapping[str, str]
    ) -> None:
        """Keep a mapping for the next file with the same header row; one that is kept already stays untouched, so
        that undoing the import that brought it takes it away."""
        values = {"name": name, "mapping": json.dumps(dict(mapping), ensure_ascii=False), "used_at": uow.at}
        known = self._database.rows(
            "SELECT id, mapping FROM import_mapping WHERE fingerprint = ?", (fingerprint,)
        )
        if not known:
            uow.insert("import_mapping", {"fingerprint": fingerprint, **values})
        elif known[0][1] != values["mapping"]:
            uow.update("import_mapping", known[0][0], values)

    # -- history ----------------------------------------------------------------------------------------

    def record(
        self,
        uow: UnitOfWork,
        file_name: str,
        counts: Counts,
        created: Mapping[str, int],
        changed: Mapping[str, int],
    ) -> int:
        """Enter an import into the history. Returns its number, which its new records carry."""
        text = json.dumps({"rows": asdict(counts), "created": dict(created), "changed": dict(changed)})
        values = {
            "file_name": file_name,
            "at": uow.at,
            "batch_id": uow.open_batch(),
            "actor": uow.actor,
            "counts": text,
        }
        return uow.insert("import_batch", values)

    def history(self) -> list[ImportRecord]:
        """Every import, newest first. Undoing one removes its row, so those are read from the journal's copies."""
        found = {
            row[0]: _record(row[0], row[1], row[2], row[3], row[4], json.loads(row[5]), undone=False)
            for row in self._database.rows(
                "SELECT id, file_name, at, actor, batch_id, counts FROM import_batch"
            )
        }
        for (image,) in self._database.rows(
            "SELECT before FROM change_entry WHERE table_name = 'import_batch' AND after IS NULL AND before IS NOT NULL"
        ):
            row = json.loads(image)
            if row["id"] not in found:
                found[row["id"]] = _record(
                    row["id"],
                    row["file_name"],
                    row["at"],
                    row["actor"],
                    row["batch_id"],
                    json.loads(row["counts"]),
                    undone=True,
                )
        return [found[number] for number in sorted(found, reverse=True)]

    # -- reading in pieces ------------------------------------------------------------------------------

    def _among(self, sql: str, values: Collection[Any]) -> Iterator[tuple[Any, ...]]:
        wanted = list(values)
        for start in range(0, len(wanted), _CHUNK):
            listed = json.dumps(wanted[start : start + _CHUNK], ensure_ascii=False)
            yield from self._database.rows(sql.format("SELECT value FROM json_each(?)"), (listed,))

    def _grouped(self, sql: str, ids: Collection[int]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for owner, value in self._among(sql, ids):
            found[owner].append(value)
        return found

    def _custom(self, kind: str, ids: Collection[int]) -> dict[int, dict[int, str]]:
        found: dict[int, dict[int, str]] = defaultdict(dict)
        for owner, number, text in self._among(
            f"SELECT {kind}_id, field_id, text FROM {kind}_value WHERE {kind}_id IN ({{}})", ids
        ):
            found[owner][number] = text
        return found

    def _rows(self, table: str, ids: Collection[int]) -> Iterator[Values]:
        from salesdesk.store.journal import schema

        columns = schema.tables()[table].columns
        names = ", ".join(f'"{c}"' for c in columns)
        for row in self._among(f'SELECT {names} FROM "{table}" WHERE id IN ({{}})', ids):
            yield dict(zip(columns, row, strict=True))


def _record(
    number: int, name: str, at: str, actor: str, batch: int | None, stored: Any, *, undone: bool
) -> ImportRecord:
    counts = Counts(**stored.get("rows", {}))
    return ImportRecord(
        number, name, at, actor, batch, counts, stored.get("created", {}), stored.get("changed", {}), undone
    )
