"""What an import reads of the file it goes into: match keys, matched records and lists; and its own history."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from salesdesk.domain.custom_fields import CustomField, CustomType
from salesdesk.domain.imports import Counts, ImportRecord
from salesdesk.domain.names import name_key
from salesdesk.domain.pipelines import StageKind
from salesdesk.store.engine.statements import Compiled, Named, Statement
from salesdesk.store.journal.writing import writes
from salesdesk.store.records import import_queries as queries
from salesdesk.store.records.import_lines import MERGE, by_records, import_record

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
class Known:
    """A record as the planner compares it with a row. ``values`` are its columns, owner and source as ids."""

    values: Values

    @property
    def listed(self) -> dict[str, int | None]:
        """The owner and the source of it, by the field."""
        return {"owner": self.values["owner_id"], "lead_source": self.values["source_id"]}

    @property
    def company(self) -> int | None:
        """The company it refers to."""
        found = self.values.get("company_id")
        return None if found is None else int(found)

    @property
    def folded_name(self) -> str:
        """The name of a person, without case and accents."""
        return str(self.values["name_key"])

    @property
    def stage(self) -> int:
        """The stage a deal is in."""
        return int(self.values["stage_id"])

    @property
    def owner(self) -> int | None:
        """Whose it is, by id; None for nobody's."""
        found = self.values["owner_id"]
        return None if found is None else int(found)

    @property
    def is_trashed(self) -> bool:
        """Whether it lies in the trash."""
        return self.values["deleted_at"] is not None


@dataclass(frozen=True, slots=True)
class KnownContact(Known):
    """A contact. ``emails`` are address keys, ``phones`` digits, ``tags`` folded names, ``companies`` ids, ``custom`` texts
    by field id."""

    emails: frozenset[str]
    phones: frozenset[str]
    tags: frozenset[str]
    companies: frozenset[int]
    custom: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class KnownRecord(Known):
    """A company or deal."""

    tags: frozenset[str]
    custom: Mapping[int, str]


class DueEntry(NamedTuple):
    """An entry with a day it is due on (a day or a moment), and what it hangs on, 0 for nothing."""

    subject: str
    due: str
    is_open: bool
    contact: int
    company: int
    deal: int


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

    def kind_of(self, stage: int) -> StageKind | None:
        """What a stage ends, None of an id that is none."""
        return next((known.kind for known in self.stages if known.id == stage), None)


class ImportRepository:
    """Reads for planning, remembers mappings and keeps the history of imports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- match keys -------------------------------------------------------------------------------------

    def has_contacts(self) -> bool:
        """Whether any contact exists outside the trash."""
        return self._database.single(queries.any_contact) is not None

    def contact_keys(
        self,
        external: Collection[str],
        emails: Collection[str],
        phones: Collection[str],
        names: Collection[str],
    ) -> ContactKeys:
        """Who has one of these external ids, address keys, phone digits or folded names."""
        by_email: dict[str, list[int]] = defaultdict(list)
        for row in self._among(queries.contacts_by_email, emails):
            by_email[row.key].append(row.id)
        by_phone: dict[str, list[int]] = defaultdict(list)
        for row in self._among(queries.contacts_by_phone, phones):
            by_phone[row.key].append(row.id)
        by_name: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for row in self._among(queries.contacts_by_name, names):
            by_name[row.key].append((row.id, row.company))
        by_external = self.ids_by_external("contact", external)
        return ContactKeys(
            by_external,
            {key: tuple(ids) for key, ids in by_email.items()},
            {key: tuple(ids) for key, ids in by_phone.items()},
            {key: tuple(found) for key, found in by_name.items()},
        )

    def companies_called(self, match_keys: Collection[str]) -> dict[str, list[tuple[int, str]]]:
        """(id, name) of companies outside the trash by match key, the oldest first."""
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for row in self._among(queries.companies_by_name, match_keys):
            found[row.key].append((row.id, row.name))
        return found

    def ids_by_external(self, kind: str, external: Collection[str]) -> dict[str, int]:
        """Contacts, companies, deals or activities outside the trash by external id; of several the oldest."""
        return {row.key: row.id for row in self._among(queries.by_external(self._database, kind), external)}

    def deals_by_title(self, titles: Collection[str]) -> dict[str, tuple[tuple[int, int, int], ...]]:
        """Deals by folded title: (id, company id or 0, contact id or 0) each."""
        found: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for row in self._among(queries.deals_by_title, titles):
            found[row.key].append((row.id, row.firm, row.person))
        return {key: tuple(deals) for key, deals in found.items()}

    def activities_like(self, subjects: Collection[str] = ()) -> set[tuple[str, str, str, int, int]]:
        """(kind, subject, moment, contact id or 0, company id or 0) of every imported entry of the timeline, and of those
        that were made here with one of these subjects."""
        imported = {tuple(row) for row in self._database.select(queries.imported_entries)}
        return imported | {tuple(row) for row in self._among(queries.entries_about, subjects)}

    def due_entries(self) -> list[DueEntry]:
        """Every entry of the timeline that is or was to do, those in the trash as well."""
        return [
            DueEntry(row.subject, row.due, row.is_open, row.contact, row.company, row.deal)
            for row in self._database.select(queries.due_entries)
        ]

    # -- matched records --------------------------------------------------------------------------------

    def contacts(self, ids: Collection[int]) -> dict[int, KnownContact]:
        """Contacts with their details."""
        emails = self._grouped(queries.EMAILS, ids)
        phones = self._grouped(queries.PHONES, ids)
        tags = self._tags("contact", ids)
        companies = self._grouped(queries.COMPANIES, ids)
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

    def known(self, table: str, ids: Collection[int]) -> dict[int, KnownRecord]:
        """Companies, deals or other records of one table, with their tags and custom values where they have them."""
        tags, custom = self._tags(table, ids), self._custom(table, ids)
        return {
            row["id"]: KnownRecord(row, frozenset(tags.get(row["id"], ())), custom.get(row["id"], {}))
            for row in self._rows(table, ids)
        }

    def named(self, table: str, column: str, names: Collection[str]) -> dict[str, list[int]]:
        """Records outside the trash by the folded name that ``column`` has, the oldest first."""
        found: dict[str, list[int]] = defaultdict(list)
        for row in self._among(queries.by_name(self._database, table, column), names):
            found[getattr(row, column)].append(row.id)
        return found

    # -- lists ------------------------------------------------------------------------------------------

    def lists(self) -> KnownLists:
        """Everything rows may name."""

        def named(statement: Statement) -> dict[str, int]:
            return {row.name_key: row.id for row in self._database.select(statement)}

        stages = [
            KnownStage(row.id, row.pipeline_id, row.name_key, StageKind(row.kind))
            for row in self._database.select(queries.stages)
        ]
        custom = {
            (row.kind, name_key(row.title)): CustomField(
                row.id,
                row.kind,
                row.key,
                row.title,
                CustomType(row.type),
                tuple(json.loads(row.choices)),
                row.position,
            )
            for row in self._database.select(queries.custom_fields)
        }
        return KnownLists(
            named(queries.OWNERS),
            named(queries.SOURCES),
            named(queries.TAG_NAMES),
            named(queries.PIPELINES),
            stages,
            custom,
        )

    # -- remembered mappings ----------------------------------------------------------------------------

    def mapping(self, fingerprint: str) -> dict[str, str] | None:
        """Header -> field as it was last used for a header row with this fingerprint; None when never."""
        found = self._database.first(queries.mapping, fingerprint=fingerprint)
        return dict(json.loads(found.mapping)) if found else None

    @writes
    def remember_mapping(
        self, uow: UnitOfWork, fingerprint: str, name: str, mapping: Mapping[str, str]
    ) -> None:
        """Keep a mapping for the next file with the same header row; one that is kept already stays untouched, so
        that undoing the import that brought it takes it away."""
        values = {"name": name, "mapping": json.dumps(dict(mapping), ensure_ascii=False), "used_at": uow.at}
        known = self._database.first(queries.mapping, fingerprint=fingerprint)
        if known is None:
            uow.insert("import_mapping", {"fingerprint": fingerprint, **values})
        elif known.mapping != values["mapping"]:
            uow.update("import_mapping", known.id, values)

    # -- history ----------------------------------------------------------------------------------------

    @writes
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

    @writes
    def record_merge(self, uow: UnitOfWork, file_name: str, problems: int = 0) -> int:
        """Enter a merge of a workbook with what it changed by now, under which is remembered what it settled; no import, and
        not told among them. Returns its number."""
        done = uow.so_far()
        told = {
            "rows": {"problems": problems},
            "created": by_records(done.created),
            "changed": by_records(done.updated),
            "deleted": by_records(done.deleted),
        }
        values = {
            "file_name": file_name,
            "at": uow.at,
            "batch_id": uow.open_batch(),
            "actor": uow.actor,
            "counts": json.dumps({MERGE: True, **told}),
        }
        return uow.insert("import_batch", values)

    def history(self) -> list[ImportRecord]:
        """Every import, newest first."""
        return [record for record in self._every() if not record.is_merge]

    def merges(self) -> list[ImportRecord]:
        """Every merge of a workbook, newest first."""
        return [record for record in self._every() if record.is_merge]

    def _every(self) -> list[ImportRecord]:
        """Undoing one removes its row, so those are read from the journal's copies."""
        found = {
            row.id: import_record(row._asdict(), undone=False)
            for row in self._database.select(queries.batches)
        }
        for image in self._database.column(queries.removed_batches):
            row = json.loads(image)
            if row["id"] not in found:
                found[row["id"]] = import_record(row, undone=True)
        return [found[number] for number in sorted(found, reverse=True)]

    # -- reading in pieces ------------------------------------------------------------------------------

    def _among(self, statement: Statement | Compiled, values: Collection[Any]) -> Iterator[Named]:
        wanted = list(values)
        for start in range(0, len(wanted), _CHUNK):
            part = wanted[start : start + _CHUNK]
            if isinstance(statement, Compiled):
                yield from self._database.select(statement, part)
            else:
                yield from self._database.select(statement, wanted=part)

    def _grouped(self, statement: Statement | Compiled, ids: Collection[int]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for row in self._among(statement, ids):
            found[row.owner].append(row.value)
        return found

    def _tags(self, table: str, ids: Collection[int]) -> dict[int, list[Any]]:
        given = queries.tags(self._database, table)
        return {} if given is None else self._grouped(given, ids)

    def _custom(self, table: str, ids: Collection[int]) -> dict[int, dict[int, str]]:
        found: dict[int, dict[int, str]] = defaultdict(dict)
        values = queries.custom(self._database, table)
        for row in () if values is None else self._among(values, ids):
            found[row.owner][row.field_id] = row.text
        return found

    def _rows(self, table: str, ids: Collection[int]) -> Iterator[Values]:
        for row in self._among(queries.whole(self._database, table), ids):
            yield row._asdict()
