"""Files that are kept with records: the rows that name them, and their bytes beside the journal."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from peewee import fn

from salesdesk.domain.attachments import HOMES, LIMIT, Attachment, FileHome, NewFile, kept_name, type_of
from salesdesk.domain.changes import EntityKind
from salesdesk.errors import DomainError
from salesdesk.store.engine.statements import Compiled, Named, Query, Slot, Statement
from salesdesk.store.engine.words import number_of_rows
from salesdesk.store.journal.writing import writes
from salesdesk.store.models.activities import Activity, ActivityParticipant
from salesdesk.store.models.attachments import Attachment as AttachmentRow
from salesdesk.store.models.beside import FilePiece
from salesdesk.store.models.by_table import column_of
from salesdesk.store.models.journal import ChangeEntry

if TYPE_CHECKING:
    from salesdesk.store.engine.database import Database
    from salesdesk.store.journal.unit_of_work import UnitOfWork

_TABLE = "attachment"
_PIECE = 48 * 1024
"""Bytes of a piece; three bytes are four characters, so each is a whole number of them."""
_LINKS = {f"{kind.value}_id": kind for kind in HOMES}


class AttachmentRepository:
    """Reads the files of records."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, home: FileHome) -> list[Attachment]:
        """The files of a record and of the entries of its timeline, the newest first. Of an entry its own."""
        if home.kind not in HOMES:
            return []
        found = self._database.select(_of(self._database, home.kind), home.id)
        return [_attachment(row) for row in found]

    def get(self, number: int) -> Attachment:
        """One file; refuses an unknown number."""
        row = self._database.first(_by_id, number=number)
        if row is None:
            raise DomainError("attachments.gone")
        return _attachment(row)

    def content(self, digest: str) -> bytes | None:
        """The bytes of a file, None where they are not what was kept, or gone."""
        found = content_of(self._database, digest)
        return found if sha256(found).hexdigest() == digest else None


class AttachmentWriter:
    """Writes the files of records within one unit of work."""

    @writes
    def __init__(self, uow: UnitOfWork) -> None:
        self._uow, self._database = uow, uow.database

    def add(self, home: FileHome, files: Sequence[NewFile]) -> list[int]:
        """Keep files with a record; one that it has already is not kept twice. Returns the numbers of the new ones. Raises
        ``DomainError`` for one over ``LIMIT``."""
        link = _link(home)
        known = {tuple(row) for row in self._database.select(_names(self._database, home.kind), home.id)}
        made = []
        for file in files:
            if len(file.content) > LIMIT:
                raise DomainError("attachments.too_large", file=file.name, limit=LIMIT >> 20)
            name, digest = kept_name(file.name), sha256(file.content).hexdigest()
            if (name, digest) in known:
                continue
            known.add((name, digest))
            self._keep(digest, file.content)
            values = {
                "name": name,
                "size": len(file.content),
                "type": type_of(name),
                "digest": digest,
                link: home.id,
                "created_at": self._uow.at,
            }
            made.append(self._uow.insert(_TABLE, values))
        return made

    def remove(self, numbers: Collection[int]) -> None:
        """Take files off their records. Their bytes stay for as long as that can be undone."""
        self._uow.delete_many(_TABLE, list(numbers))

    def sweep(self) -> int:
        """Remove the bytes that nothing can reach any more: no row names them, and no change that could be taken back.
        Whoever makes the journal forget rows calls it in the same unit of work. Returns how many files that were."""
        kept = set(self._database.column(_digests))
        lost = kept - set(self._database.column(_named)) if kept else set()
        if lost:
            lost -= set(_remembered(self._database))
        for digest in sorted(lost):
            self._uow.forget(FilePiece, self._database.column(_pieces, digest=digest))
        return len(lost)

    def _keep(self, digest: str, content: bytes) -> None:
        if self._database.single(_parts, digest=digest):
            return
        for part, start in enumerate(range(0, max(1, len(content)), _PIECE)):
            data = b64encode(content[start : start + _PIECE]).decode("ascii")
            self._uow.keep(FilePiece, {"digest": digest, "part": part, "data": data})


def content_of(database: Database, digest: str) -> bytes:
    """The bytes that are kept under a digest, whatever they are by now; none where there are none."""
    return b"".join(_decoded(database.column(_data, digest=digest)))


def wrong_files(database: Database) -> Iterator[tuple[int, str, bool]]:
    """(number, name, whether anything is there) of each file whose bytes are not those that were kept."""
    for row in database.select(_all_named):
        content = content_of(database, row.digest)
        if sha256(content).hexdigest() != row.digest:
            yield row.number, row.name, bool(content)


def count_files(database: Database) -> int:
    """How many files there are, what several records have counted once."""
    return len(set(database.column(_named)))


def _decoded(pieces: Iterable[str]) -> Iterator[bytes]:
    for piece in pieces:
        try:
            yield b64decode(piece, validate=True)
        except ValueError:  # a damaged piece, which the digest tells
            yield b"\0"


def _remembered(database: Database) -> Iterator[str]:
    """The digests of files that are gone and that the journal could bring back."""
    for row in database.select(_images, table=_TABLE):
        for image in (row.before, row.after):
            digest = json.loads(image).get("digest") if image else None
            if digest:
                yield digest


def _link(home: FileHome) -> str:
    link = f"{home.kind.value}_id"
    if link not in _LINKS:
        raise ValueError(f"no files are kept with a {home.kind.value}")
    return link


def _attachment(row: Named) -> Attachment:
    link, kind = next((name, kind) for name, kind in _LINKS.items() if getattr(row, name) is not None)
    home = FileHome(kind, getattr(row, link))
    entry = (row.subject or row.entry_kind or "") if kind is EntityKind.ACTIVITY else ""
    return Attachment(row.id, row.name, row.size, row.type, row.digest, row.created_at, home, entry)


def _attachments() -> Query:
    a = AttachmentRow
    columns = (a.id, a.name, a.size, a.type, a.digest, a.created_at, a.contact, a.company, a.deal, a.activity)
    named = (Activity.subject, Activity.kind.alias("entry_kind"))
    return a.select(*columns, *named).left_outer_join(Activity, on=a.activity == Activity.id)


def _of(database: Database, kind: EntityKind) -> Compiled:
    """Statement: the files of one record of a kind (its number) and of its entries."""

    def build() -> Query:
        a, entry = AttachmentRow, Activity.alias("e")
        own = column_of(_TABLE, f"{kind.value}_id") == Slot(0)
        if kind is not EntityKind.ACTIVITY:
            about = entry.select(entry.id).where(
                getattr(entry, kind.value) == Slot(0), entry.deleted_at.is_null()
            )
            own |= a.activity.in_(about)
        if kind is EntityKind.CONTACT:
            p, there = ActivityParticipant, Activity.alias("t")
            part = p.select(p.activity).join(there, on=p.activity == there.id)
            own |= a.activity.in_(part.where(p.contact == Slot(0), there.deleted_at.is_null()))
        return _attachments().where(own).order_by(a.created_at.desc(), a.id.desc())

    return database.shaped(("files", kind), build)


def _names(database: Database, kind: EntityKind) -> Compiled:
    """Statement: name and digest of the files that are kept with one record (its number) itself."""

    def build() -> Query:
        a = AttachmentRow
        return a.select(a.name, a.digest).where(column_of(_TABLE, f"{kind.value}_id") == Slot(0))

    return database.shaped(("file_names", kind), build)


@Statement
def _by_id(number: Slot) -> Query:
    return _attachments().where(AttachmentRow.id == number)


@Statement
def _named() -> Query:
    return AttachmentRow.select(AttachmentRow.digest).distinct()


@Statement
def _all_named() -> Query:
    a = AttachmentRow
    columns = (a.digest, fn.MIN(a.id).alias("number"), fn.MIN(a.name).alias("name"))
    return a.select(*columns).group_by(a.digest).order_by(fn.MIN(a.id))


@Statement
def _digests() -> Query:
    return FilePiece.select(FilePiece.digest).distinct()


@Statement
def _parts(digest: Slot) -> Query:
    return FilePiece.select(number_of_rows()).where(FilePiece.digest == digest)


@Statement
def _pieces(digest: Slot) -> Query:
    return FilePiece.select(FilePiece.id).where(FilePiece.digest == digest).order_by(FilePiece.id)


@Statement
def _data(digest: Slot) -> Query:
    return FilePiece.select(FilePiece.data).where(FilePiece.digest == digest).order_by(FilePiece.part)


@Statement
def _images(table: Slot) -> Query:
    entry = ChangeEntry
    return entry.select(entry.before, entry.after).where(entry.table == table, entry.before.is_null(False))
