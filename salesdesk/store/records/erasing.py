"""Erasing records for good, and what that touches.

The writers remove the records as they do when it can be taken back; then ``journal.forgetting`` takes out of the journal
what it knows of them, and what earlier imports remembered of them goes as well.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from peewee import fn

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.domain.erased_words import Words
from salesdesk.domain.erasing import (
    TITLES,
    ErasePlan,
    HeldExport,
    NamedIn,
    spoken_columns,
    stays_without_words,
)
from salesdesk.store.engine.statements import Query, Slot, Statement, one_of
from salesdesk.store.engine.words import like, number_of_rows
from salesdesk.store.journal import schema
from salesdesk.store.journal.forgetting import Forgetting, spared_text
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.activities import Activity
from salesdesk.store.models.attachments import Attachment
from salesdesk.store.models.by_table import column_of, model_of
from salesdesk.store.models.campaigns import CampaignMember
from salesdesk.store.models.companies import Company
from salesdesk.store.models.contacts import Contact, ContactCompany, ContactEmail, ContactPhone
from salesdesk.store.models.deals import Deal
from salesdesk.store.models.journal import ChangeEntry as E
from salesdesk.store.models.opt_outs import Suppression
from salesdesk.store.records.attachments import AttachmentWriter
from salesdesk.store.records.company_writer import CompanyWriter
from salesdesk.store.records.contact_writer import ContactWriter
from salesdesk.store.records.drafts import KeptDrafts
from salesdesk.store.records.exports import holding
from salesdesk.store.records.imported_rows import RowMemory
from salesdesk.store.records.merged_parts import merged_into
from salesdesk.store.records.parts import rows_of
from salesdesk.store.records.pending_merges import PendingMerges
from salesdesk.store.records.recent import RecentFinds
from salesdesk.store.records.record_writer import purge

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_SPOKEN = {"full_name", "email", "phone", "address", "number"}
"""The columns, of contacts and their parts, by whose values somebody is known elsewhere."""
_WORDLESS: dict[str, Any] = {
    "subject": "", "body": None, "place": None, "external_id": None, "uid": None, "uid_said": None,
    "contact_id": None,
}  # fmt: skip
"""What is left of an entry that stays: its kind, day, outcome, length and what else it is about."""


class ErasureRepository:
    """Reads what erasing people would touch."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def with_merged(self, people: Collection[int]) -> tuple[int, ...]:
        """People who are there, in the trash or not, with those that were merged into them and lie in the trash."""
        found = set(self._database.column(_existing, people=list(people)))
        into = merged_into(self._database, "contact", self._database.column(_trashed))
        while more := {loser for loser, kept in into.items() if kept in found} - found:
            found |= more
        return tuple(sorted(found))

    def plan(self, people: Collection[int]) -> ErasePlan:
        """What erasing people would touch, without the backups. Unknown ones are left out."""
        ids = self.with_merged(people)
        names = dict(self._database.pairs(_names, people=ids))
        going, staying = self.entries(ids)
        words, count = self.words(ids), self._count
        exports = holding(self._database, "contact", ids)
        return ErasePlan(
            ids,
            tuple(dict.fromkeys(names[number] for number in ids)),
            len(going),
            len(staying),
            count(_deals, ids),
            count(_companies, ids),
            count(_campaigns, ids),
            sum(len(rows) for rows in self.mentions(words, {"activity": {*going, *staying}}, ids).values()),
            count(_changes, ids),
            bool(count(_refusing, ids)),
            words,
            tuple(self._named_in(words)),
            tuple(HeldExport(one.at, one.actor, one.kind, one.records) for one in exports),
        )

    def _count(self, statement: Statement, people: Sequence[int]) -> int:
        return int(self._database.single(statement, people=people) or 0)

    def entries(self, people: Collection[int]) -> tuple[list[int], list[int]]:
        """Entries of the timeline that are about people: those that go, and those that stay without words."""
        going: list[int] = []
        staying: list[int] = []
        for row in self._database.select(_entries, people=list(people)):
            elsewhere = any((row.company_id, row.deal_id, row.campaign_id))
            kept = stays_without_words(
                ActivityKind(row.kind), took_place=row.at is not None, elsewhere=elsewhere
            )
            (staying if kept and row.deleted_at is None else going).append(row.id)
        return going, staying

    def words(self, people: Collection[int]) -> Words:
        """What people are called now and were before, as far as it means nobody else."""
        said: dict[str, set[str]] = {column: set() for column in _SPOKEN}
        ids = list(people)
        for row in self._database.select(_spoken, people=ids):
            for column in ("full_name", "email", "phone"):
                said[column].add(getattr(row, column) or "")
        said["address"].update(self._database.column(_addresses, people=ids))
        said["number"].update(self._database.column(_numbers, people=ids))
        for before, after in self._database.pairs(_images, people=ids):
            for image in map(json.loads, filter(None, (before, after))):
                for column in _SPOKEN & image.keys():
                    said[column].add(image[column] or "")
        addresses, numbers = said["email"] | said["address"], said["phone"] | said["number"]
        taken = set(self._database.column(_others_names, people=ids, names=sorted(said["full_name"])))
        taken |= set(self._database.column(_others_addresses, people=ids, texts=sorted(addresses)))
        taken |= set(self._database.column(_others_numbers, people=ids, texts=sorted(numbers)))
        taken |= set(self._database.column(_numbers_of_firms, texts=sorted(numbers)))
        names = said["full_name"] - taken
        return Words.of(names, addresses - taken, numbers - taken, self._of_others(names, ids))

    def _of_others(self, names: Collection[str], people: Sequence[int]) -> set[str]:
        """Names that somebody else has in another spelling."""
        found: set[str] = set()
        for name in names:
            words = Words.of({name}, (), ())
            for pattern in words.likes:
                others = self._database.column(_called_like, people=people, pattern=pattern)
                if any(words.alike(name, other) for other in others):
                    found.add(name)
        return found

    def mentions(
        self, words: Words, leave: Mapping[str, Collection[int]], people: Collection[int]
    ) -> dict[tuple[str, str], dict[int, str]]:
        """Texts that name somebody, by table and column: the row with its text. Rows to ``leave``, and those of the people
        themselves, are not looked at."""
        found: dict[tuple[str, str], dict[int, str]] = {}
        for table, column in _free_texts() if words else ():
            own = {*leave.get(table, ()), *(self._own_parts(table, people))}
            statement = self._database.shaped(("naming", table, column), partial(_naming, table, column))
            rows: dict[int, str] = {}
            for pattern in words.likes:
                rows.update(self._database.pairs(statement, pattern))
            meant = {row: text for row, text in rows.items() if row not in own}
            meant = {row: text for row, text in meant.items() if words.taken_out_of(text) != text}
            if meant:
                found[table, column] = meant
        return found

    def _own_parts(self, table: str, people: Collection[int]) -> list[int]:
        if table == "contact":
            return list(people)
        owner = schema.tables()[table].owner
        if owner is None or owner.target != "contact":
            return []
        statement = self._database.shaped(("own", table), partial(_owned, table, owner.column))
        return self._database.column(statement, list(people))

    def _named_in(self, words: Words) -> Iterator[NamedIn]:
        for kind, entity in entities().items() if words else ():
            if kind is EntityKind.CONTACT or not entity.key or entity.table in TITLES:
                continue
            statement = self._database.shaped(("called", entity), partial(_called, entity.table, entity.name))
            for pattern in words.likes:
                for number, title in self._database.pairs(statement, pattern):
                    if words.taken_out_of(title) != title:
                        yield NamedIn(kind, number, title)


class Eraser:
    """Erases records within one unit of work, whose cause is ``ERASE``."""

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow, self._database = uow, uow.database

    def people(self, people: Collection[int]) -> None:
        """Erase people with what was merged into them. Companies, deals and campaigns stay, and so does that something
        took place with them; of what somebody refuses a keyed digest stays."""
        read = ErasureRepository(self._database)
        ids = read.with_merged(people)
        if not ids:
            return
        words = read.words(ids)
        going, staying = read.entries(ids)
        blanked = {"activity": dict.fromkeys(staying, _WORDLESS)}
        for (table, column), rows in read.mentions(words, {"activity": {*going, *staying}}, ids).items():
            columns = schema.tables()[table].columns
            spared = {
                row: spared_text(columns, column, words.taken_out_of(text)) for row, text in rows.items()
            }
            self._uow.update_many(table, spared)
        self._uow.update_many("activity", dict.fromkeys(staying, _WORDLESS))
        files = self._database.column(_files, people=ids, entries=staying)
        AttachmentWriter(self._uow).remove(files)  # those of entries that go, go with them
        purge(self._uow, "activity", going)
        self._take_off_lists("contact", ids)
        ContactWriter(self._uow).purge(ids)
        self._forget(Forgetting(self._uow, blanked, words), words)

    def _take_off_lists(self, table: str, records: Collection[int]) -> None:
        """Places of records in what others own, a round of calls or a sequence: without them they are about nobody."""
        for reference in schema.links_to(table):
            info = schema.tables()[reference.table]
            if info.owner is not None and reference.optional and not info.homes:
                found = rows_of(self._database, reference.table, reference.column)
                purge(self._uow, reference.table, self._database.column(found, list(records)))

    def records(self, by_kind: Mapping[EntityKind, Collection[int]]) -> None:
        """Erase records of any kind, whatever lies in the trash: with all that is only theirs."""
        writers: dict[EntityKind, Callable[[Collection[int]], None]] = {
            EntityKind.CONTACT: ContactWriter(self._uow).purge,
            EntityKind.COMPANY: CompanyWriter(self._uow).purge,
        }
        for kind, ids in by_kind.items():
            there = sorted(schema.existing(self._database, kind.value, ids))
            if there:
                self._take_off_lists(kind.value, there)
                writers.get(kind, partial(purge, self._uow, kind.value))(there)
        self._forget(Forgetting(self._uow, {}, Words()), Words())

    def _forget(self, forgetting: Forgetting, words: Words) -> None:
        forgetting.run()
        AttachmentWriter(self._uow).sweep()
        RowMemory(self._database).forget(self._uow, forgetting.gone)
        RecentFinds(self._database).forget(self._uow, forgetting.gone, words)
        PendingMerges(self._database).forget(self._uow, forgetting.gone, words)
        KeptDrafts(self._database).forget(self._uow, forgetting.gone, words)


def _free_texts() -> Iterator[tuple[str, str]]:
    for name, table in schema.tables().items():
        yield from ((name, column) for column in spoken_columns(name, table.columns))


# -- statements --------------------------------------------------------------------------------------------------


def _naming(table: str, column: str) -> Query:
    model, text = model_of(table), column_of(table, column)
    return model.select(model.id, text).where(like(text, Slot(0)))


def _called(table: str, column: str) -> Query:
    model, name = model_of(table), column_of(table, column)
    found = model.select(model.id, name).where(like(name, Slot(0)))
    if "deleted_at" in model._meta.columns:
        found = found.where(column_of(table, "deleted_at").is_null())
    return found.order_by(model.id)


def _owned(table: str, column: str) -> Query:
    model = model_of(table)
    return model.select(model.id).where(one_of(column_of(table, column), Slot(0)))


@Statement
def _existing(people: Slot) -> Query:
    return Contact.select(Contact.id).where(one_of(Contact.id, people))


@Statement
def _trashed() -> Query:
    return Contact.select(Contact.id).where(Contact.deleted_at.is_null(False))


@Statement
def _names(people: Slot) -> Query:
    return Contact.select(Contact.id, Contact.full_name).where(one_of(Contact.id, people))


@Statement
def _spoken(people: Slot) -> Query:
    return Contact.select(Contact.full_name, Contact.email, Contact.phone).where(one_of(Contact.id, people))


@Statement
def _addresses(people: Slot) -> Query:
    return ContactEmail.select(ContactEmail.address).where(one_of(ContactEmail.contact, people))


@Statement
def _numbers(people: Slot) -> Query:
    return ContactPhone.select(ContactPhone.number).where(one_of(ContactPhone.contact, people))


@Statement
def _images(people: Slot) -> Query:
    """What the journal says that people were."""
    return E.select(E.before, E.after).where(
        E.table == "contact", one_of(E.row, people), E.before.is_null(False)
    )


@Statement
def _others_names(people: Slot, names: Slot) -> Query:
    return Contact.select(Contact.full_name).where(
        ~one_of(Contact.id, people), one_of(Contact.full_name, names)
    )


@Statement
def _called_like(people: Slot, pattern: Slot) -> Query:
    return Contact.select(Contact.full_name).where(
        ~one_of(Contact.id, people), like(Contact.full_name, pattern)
    )


@Statement
def _others_addresses(people: Slot, texts: Slot) -> Query:
    theirs = ~one_of(ContactEmail.contact, people)
    return ContactEmail.select(ContactEmail.address).where(theirs, one_of(ContactEmail.address, texts))


@Statement
def _others_numbers(people: Slot, texts: Slot) -> Query:
    theirs = ~one_of(ContactPhone.contact, people)
    return ContactPhone.select(ContactPhone.number).where(theirs, one_of(ContactPhone.number, texts))


@Statement
def _numbers_of_firms(texts: Slot) -> Query:
    return Company.select(Company.phone).where(one_of(Company.phone, texts))


@Statement
def _entries(people: Slot) -> Query:
    columns = (Activity.id, Activity.kind, Activity.at, Activity.company, Activity.deal, Activity.campaign)
    return Activity.select(*columns, Activity.deleted_at).where(one_of(Activity.contact, people))


@Statement
def _files(people: Slot, entries: Slot) -> Query:
    """The files that are kept with people, and with what takes no words any more."""
    theirs = one_of(Attachment.contact, people) | one_of(Attachment.activity, entries)
    return Attachment.select(Attachment.id).where(theirs)


@Statement
def _deals(people: Slot) -> Query:
    return Deal.select(number_of_rows()).where(one_of(Deal.contact, people))


@Statement
def _companies(people: Slot) -> Query:
    links = ContactCompany.select(fn.COUNT(ContactCompany.company.distinct()))
    return links.where(one_of(ContactCompany.contact, people))


@Statement
def _campaigns(people: Slot) -> Query:
    members = CampaignMember.select(fn.COUNT(CampaignMember.campaign.distinct()))
    return members.where(one_of(CampaignMember.contact, people))


@Statement
def _changes(people: Slot) -> Query:
    return E.select(fn.COUNT(E.batch.distinct())).where(E.table == "contact", one_of(E.row, people))


@Statement
def _refusing(people: Slot) -> Query:
    return Suppression.select(number_of_rows()).where(one_of(Suppression.contact, people))
