"""E-mails from files (.eml, .msg, .mbox) kept in the history of the people they are with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from salesdesk.domain.activities import ActivityChange, ActivityDraft, ActivityKind
from salesdesk.domain.attachments import FileHome
from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.contacts import ContactDraft, EmailEntry, split_name
from salesdesk.domain.mails import (
    MOST_OF_A_DROP,
    OWN_ADDRESSES,
    Direction,
    Mail,
    MailPerson,
    Stranger,
    UnreadMail,
    counterparts,
    direction_of,
    head_of,
    is_machine,
    own_among,
)
from salesdesk.domain.progress import Work
from salesdesk.errors import FileProblem
from salesdesk.exchange.mail.session import MailSession
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.activities.subjects import Subject, completed
from salesdesk.services.commands import Commands
from salesdesk.services.data_files import refuse_own
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.activity_writer import ActivityWriter
from salesdesk.store.records.attachments import AttachmentWriter
from salesdesk.store.records.contact_writer import ContactWriter
from salesdesk.store.records.mails import KeptMail
from salesdesk.store.store import Store

_AT_ONCE = 200  # mails between two looks at whether the person cancelled

_HEAD_TITLES = ("From:", "To:", "Cc:")
"""What stands before the people in the text of an entry, as in every e-mail."""


@dataclass(frozen=True, slots=True)
class MailDrop:
    """E-mails as they were read, the oldest first, and what became of them so far. ``home`` is the record they were dropped on,
    None on the window. ``own`` are the person's addresses, ``strangers`` people nobody knows, ``known`` who has which address.
    ``again`` is how many are kept already, ``astray`` how many are with nobody who is known; ``unread`` how many could not be
    read, ``refused`` the files of which nothing could; ``left_out`` the names of attachments that are not kept."""

    mails: tuple[Mail, ...]
    home: FileHome | None
    own: frozenset[str]
    known: Mapping[str, Mapping[int, str]]
    strangers: tuple[Stranger, ...] = ()
    again: int = 0
    astray: int = 0
    unread: int = 0
    refused: tuple[FileProblem, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether somebody who wrote, or whom a mail would otherwise be lost for, is not known."""
        return bool(self.astray) or any(stranger.offered and stranger.wrote for stranger in self.strangers)


@dataclass(slots=True)
class MailsKept:
    """What became of e-mails: ``kept`` are new entries by number, ``again`` how many were there already, ``astray`` how many are
    with nobody who is known and are left out; ``people`` the contacts they are with, ``added`` those of them that are new,
    ``files`` how many attachments, ``undated`` how many say no day that can be and stand on that of their keeping."""

    kept: list[int] = field(default_factory=list)
    again: int = 0
    astray: int = 0
    people: set[int] = field(default_factory=set)
    added: list[int] = field(default_factory=list)
    files: int = 0
    undated: int = 0
    changes: ChangeSet = field(default_factory=ChangeSet)


class MailService:
    """Use cases of e-mails. All of it is for the worker: reading waits for a child process."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands

    @property
    def own_addresses(self) -> tuple[str, ...]:
        """The addresses the person said are their own."""
        return tuple(filter(None, self._store.settings.get(OWN_ADDRESSES).split(", ")))

    def read(self, paths: Sequence[Path], home: FileHome | None = None, *, work: Work) -> MailDrop:
        """Read e-mails of files, to be kept with the record they were dropped on, or with whom they are. Nothing is written.
        Raises ``FileProblem`` where there is one file and it cannot be read."""
        found: dict[str, Mail] = {}
        unread, room = 0, MOST_OF_A_DROP
        refused: list[FileProblem] = []
        left_out: list[str] = []
        for path in paths:
            try:
                for mail in self._mails_of(path, work):
                    if isinstance(mail, UnreadMail):
                        unread += 1
                        continue
                    size = sum(len(file.content) for file in mail.files)
                    left_out += mail.left_out
                    if size > room:
                        left_out += [file.name for file in mail.files]
                        mail, size = replace(mail, files=()), 0
                    if mail.message_id not in found:
                        room -= size
                        found[mail.message_id] = mail
            except FileProblem as error:
                if len(paths) == 1 and not found:
                    raise
                refused.append(error)
        mails = tuple(sorted(found.values(), key=lambda mail: (mail.at, mail.message_id)))
        drop = self._planned(mails, home, self.own_addresses)
        return replace(drop, unread=unread, refused=tuple(refused), left_out=tuple(left_out))

    def with_own(self, drop: MailDrop, address: str) -> MailDrop:
        """The same where an address is the person's own."""
        planned = self._planned(drop.mails, drop.home, (*drop.own, address))
        return replace(planned, unread=drop.unread, refused=drop.refused, left_out=drop.left_out)

    def keep(
        self,
        drop: MailDrop,
        added: Mapping[str, str] | None = None,
        own: Collection[str] = (),
        *,
        work: Work | None = None,
        origin: object = None,
    ) -> MailsKept:
        """Keep e-mails in one step: each as an entry of those it is with, attachments as its files. ``added`` are the strangers
        that become contacts, their names by address; ``own`` addresses that the person said are theirs, remembered from now on.
        A mail that is kept already is only linked to what it was dropped on; one with nobody who is known is left out."""
        result = MailsKept()
        many = len(drop.mails)
        told: Phrase = (
            phrase("mails.keep_one", subject=drop.mails[0].subject)
            if many == 1 and drop.mails[0].subject
            else phrase("mails.keep", count=many)
        )

        def change(uow: Writing) -> None:
            known = {address: dict(found) for address, found in drop.known.items()}
            for address, name in (added or {}).items():
                number = self._add(uow, address, name)
                result.added.append(number)
                known.setdefault(address, {})[number] = name or address
            if own:
                self._remember(uow, own)
            _Keeping(self._store, uow, replace(drop, known=known), result, work).run()

        result.changes = self._commands.run(told, change, origin=origin)
        return result

    def _mails_of(self, path: Path, work: Work) -> Iterable[Mail | UnreadMail]:
        refuse_own(path, self._store.files)
        with MailSession() as session:
            session.open(path, work=work)
            yield from session.mails(work=work)

    def _planned(self, mails: tuple[Mail, ...], home: FileHome | None, said: Collection[str]) -> MailDrop:
        addresses = {person.address for mail in mails for person in mail.people}
        known = self._store.mails.people(addresses)
        own = own_among(mails, said, known)
        drop = MailDrop(mails, home, own, {a: found for a, found in known.items() if a not in own})
        there = self._store.mails.kept({mail.message_id for mail in mails})
        new = [mail for mail in mails if mail.message_id not in there]
        astray = 0
        if home is None:
            astray = sum(
                not any(person.address in drop.known for person in _with(mail, drop)) for mail in new
            )
        return replace(drop, strangers=_strangers(new, drop), again=len(mails) - len(new), astray=astray)

    def _add(self, uow: Writing, address: str, name: str) -> int:
        parts: dict[str, str | None] = {}
        shown = name
        if name:
            shown, parts = split_name(name)
        values = {part: value for part, value in parts.items() if value}
        emails = (EmailEntry(address),)
        return ContactWriter(uow).create(ContactDraft(shown or address, values, emails))

    def _remember(self, uow: Writing, own: Collection[str]) -> None:
        said = dict.fromkeys((*self.own_addresses, *own))
        self._store.settings.set(uow, OWN_ADDRESSES, ", ".join(said))


class _Keeping:
    """Writes the mails of one drop."""

    def __init__(
        self, store: Store, uow: Writing, drop: MailDrop, result: MailsKept, work: Work | None
    ) -> None:
        self._store, self._uow, self._drop, self._result, self._work = store, uow, drop, result, work
        self._writer, self._files = ActivityWriter(uow), AttachmentWriter(uow)
        self._about: dict[tuple[int | None, FileHome | None], Subject] = {}
        self._begun: dict[int, str] = {}

    def run(self) -> None:
        mails = self._drop.mails
        there = self._store.mails.kept({mail.message_id for mail in mails})
        new: list[tuple[Mail, ActivityDraft]] = []
        for mail in mails:
            if mail.message_id in there:
                self._link(there[mail.message_id])
                self._result.again += 1
                continue
            direction = direction_of(mail, self._drop.own, self._drop.known)
            people = self._people(mail, direction)
            if not people and self._drop.home is None:
                self._result.astray += 1
                continue
            self._result.people.update(people)
            new.append((mail, self._draft(mail, direction, people)))
        for start in range(0, len(new), _AT_ONCE):
            some = new[start : start + _AT_ONCE]
            if self._work is not None:
                self._work.check()
                self._work.report(start, len(new), "mails")
            self._write([mail for mail, _ in some], [draft for _, draft in some])

    def _write(self, mails: Sequence[Mail], drafts: Sequence[ActivityDraft]) -> None:
        for mail, entry in zip(mails, self._writer.add_many(drafts), strict=True):
            self._result.kept.append(entry)
            self._result.undated += not mail.at
            if mail.files:
                made = self._files.add(FileHome(EntityKind.ACTIVITY, entry), mail.files)
                self._result.files += len(made)

    def _people(self, mail: Mail, direction: Direction) -> list[int]:
        """The contacts a mail is with, the most important first."""
        found = [
            contact
            for person in counterparts(mail, direction, self._drop.own)
            if (contact := _meant(person, self._drop)) is not None
        ]
        home = self._drop.home
        if home is not None and home.kind is EntityKind.CONTACT:
            found.append(home.id)
        return list(dict.fromkeys(found))

    def _draft(self, mail: Mail, direction: Direction, people: Sequence[int]) -> ActivityDraft:
        at = mail.at or self._uow.at
        about = self._subject(people[0] if people else None, at)
        head = head_of(mail, _HEAD_TITLES)
        return ActivityDraft(
            ActivityKind.EMAIL.value,
            mail.subject,
            "\n\n".join(part for part in (head, mail.text) if part) or None,
            contact_id=about.contact_id,
            company_id=about.company_id,
            deal_id=about.deal_id,
            at=at,
            outcome=direction.value,
            external_id=mail.message_id,
            participants=tuple(one for one in people if one != about.contact_id),
        )

    def _subject(self, contact: int | None, at: str) -> Subject:
        """What a mail is about: whom it is with, what it was dropped on, and the only open deal of the person if there was one
        by then."""
        home = self._drop.home
        key = (contact, home)
        if key not in self._about:
            said = Subject(
                contact,
                home.id if home is not None and home.kind is EntityKind.COMPANY else None,
                home.id if home is not None and home.kind is EntityKind.DEAL else None,
            )
            self._about[key] = completed(self._store, said)
        found = self._about[key]
        if home is not None and home.kind is EntityKind.DEAL:
            return found
        if found.deal_id is not None and at < self._begin_of(found.deal_id):
            return replace(found, deal_id=None)
        return found

    def _begin_of(self, deal: int) -> str:
        if deal not in self._begun:
            self._begun[deal] = self._store.deals.get(deal).created_at
        return self._begun[deal]

    def _link(self, entry: KeptMail) -> None:
        """A mail that is kept already: out of the trash, and linked to what it was dropped on, where it is linked to nothing of
        that kind."""
        number = entry.id
        if entry.deleted_at is not None:
            self._store.trash.restore(self._uow, EntityKind.ACTIVITY, [number])
        home = self._drop.home
        if home is None:
            return
        if home.kind in (EntityKind.COMPANY, EntityKind.DEAL):
            is_firm = home.kind is EntityKind.COMPANY
            if (entry.company_id if is_firm else entry.deal_id) is None:
                change = ActivityChange(company_id=home.id) if is_firm else ActivityChange(deal_id=home.id)
                self._writer.change(number, change)
        elif home.kind is EntityKind.CONTACT and entry.contact_id != home.id:
            there = self._store.mails.takes_part(number)
            if home.id not in there:
                self._writer.change(number, ActivityChange(participant_ids=(*there, home.id)))


def _with(mail: Mail, drop: MailDrop) -> tuple[MailPerson, ...]:
    return counterparts(mail, direction_of(mail, drop.own, drop.known), drop.own)


def _meant(person: MailPerson, drop: MailDrop) -> int | None:
    """The contact an address stands for. Where several people share it: the one the mail was dropped on, or who is called so;
    else nobody, for a mail must not land on the wrong one."""
    found = drop.known.get(person.address, {})
    if len(found) <= 1:
        return next(iter(found), None)
    home = drop.home
    if home is not None and home.kind is EntityKind.CONTACT and home.id in found:
        return home.id
    named = [contact for contact, name in found.items() if name.casefold() == person.name.casefold()]
    return named[0] if len(named) == 1 else None


def _strangers(mails: Sequence[Mail], drop: MailDrop) -> tuple[Stranger, ...]:
    """People of mails whom nobody knows, those who wrote first, and who is in most mails."""
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    wrote: set[str] = set()
    first: set[str] = set()
    for mail in mails:
        people = [person for person in _with(mail, drop) if person.address not in drop.known]
        for person in people:
            counts[person.address] += 1
            names[person.address] = names.get(person.address) or person.name
        if mail.sender is not None and mail.sender.address not in drop.own:
            wrote.add(mail.sender.address)
        everybody = _with(mail, drop)
        if everybody and everybody[0].address not in drop.known:
            first.add(everybody[0].address)
    found = [
        Stranger(
            address, names[address], count, address in wrote, address in first and not is_machine(address)
        )
        for address, count in counts.items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.wrote, -one.mails, one.address)))
