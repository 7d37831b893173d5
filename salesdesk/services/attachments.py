"""Files kept with records: taking them in, opening and saving copies, taking them off again."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from salesdesk.domain.attachments import (
    HOMES,
    LIMIT,
    Attachment,
    FileHome,
    NewFile,
    does_something,
    kept_name,
    numbered_name,
)
from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError, FileProblem
from salesdesk.outputs import problem, replacing, target_of
from salesdesk.own_files import Own, what_is
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.attachments import AttachmentWriter
from salesdesk.store.store import Store
from salesdesk.unfinished import private_folder

ARCHIVE_ENDINGS = (".zip",)
"""What an archive of files ends in."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of files that were to be kept: ``made`` are the numbers of the new ones, ``known`` how many the record had
    already; ``refused`` says of the others why not."""

    made: tuple[int, ...]
    known: int
    refused: tuple[FileProblem, ...]
    changes: ChangeSet


class AttachmentService:
    """Use cases of the files of records. What reads or writes bytes is for the worker."""

    def __init__(self, store: Store, commands: Commands) -> None:
        self._store, self._commands = store, commands
        self._copies = ExitStack()
        self._folder: Path | None = None

    def add(
        self, home: FileHome, paths: Sequence[Path], *, work: Work | None = None, origin: object = None
    ) -> Kept:
        """Keep files with a record, in one step. What cannot be kept (a folder, a database, more than ``LIMIT``) is left out and
        said, and the rest is kept."""
        files: list[NewFile] = []
        refused: list[FileProblem] = []
        for done, path in enumerate(paths):
            if work is not None:
                work.check()
                work.report(done, len(paths), "files")
            try:
                files.append(self.read(path))
            except FileProblem as error:
                refused.append(error)
        made, changes = self._add(home, files, origin) if files else ([], ChangeSet())
        return Kept(tuple(made), len(files) - len(made), tuple(refused), changes)

    def read(self, path: Path) -> NewFile:
        """A file of the person's with its bytes. Raises ``FileProblem`` where it cannot be kept."""
        if what_is(path, self._store.files) is not Own.FOREIGN:
            raise FileProblem("attachments.own", path=str(path), file=path.name)
        try:
            found = path.stat()
            if not stat.S_ISREG(found.st_mode):
                raise FileProblem("attachments.no_file", path=str(path), file=path.name)
            if found.st_size <= LIMIT:
                with path.open("rb") as stream:
                    content = stream.read(LIMIT + 1)
                if len(content) <= LIMIT:
                    return NewFile(path.name, content)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise FileProblem("attachments.unreadable", path=str(path), file=path.name, why=why) from error
        raise FileProblem("attachments.too_large", path=str(path), file=path.name, limit=LIMIT >> 20)

    def remove(self, number: int, *, origin: object = None) -> ChangeSet:
        """Take a file off its record; undo brings it back."""
        file = self._store.attachments.get(number)
        return self._commands.run(
            phrase("attachments.remove", file=file.name, of=self._called(file.home)),
            lambda uow: AttachmentWriter(uow).remove([number]),
            origin=origin,
        )

    def open_copy(self, number: int) -> Path:
        """A copy to be looked at, in a folder of the program's own that goes with it; nothing may be written to it. Raises
        ``DomainError`` for a program, and where the content is damaged."""
        file, content = self._content(number)
        if does_something(file.name):
            raise DomainError("attachments.a_program", file=file.name)
        if self._folder is None:
            self._folder = self._copies.enter_context(private_folder())
        folder = self._folder / f"{file.id}-{file.digest[:12]}"
        copy = folder / kept_name(file.name)
        try:
            folder.mkdir(exist_ok=True)
            if not copy.exists():
                copy.write_bytes(content)
            copy.chmod(stat.S_IRUSR)
        except OSError as error:
            raise problem(error, copy) from error
        return copy

    def close(self) -> None:
        """Remove the copies that were opened. Nothing here raises."""
        if self._folder is not None:
            for copy in self._folder.glob("*/*"):  # Windows removes nothing that is protected
                with suppress(OSError):
                    copy.chmod(stat.S_IRUSR | stat.S_IWUSR)
        self._folder = None
        self._copies.close()

    def save(self, number: int, target: Path) -> None:
        """Write a copy of a file to where the person wants it. Raises ``FileProblem``."""
        _file, content = self._content(number)
        with replacing(target_of(target, databases=self._store.files)) as part:
            part.write_bytes(content)

    def export(self, home: FileHome, target: Path, *, work: Work | None = None) -> int:
        """Write all files of a record and of its entries: into an archive where ``target`` ends in .zip, else into that folder,
        where nothing is replaced. Returns how many. Raises ``DomainError`` where there are none."""
        files = self._store.attachments.of(home)
        if not files:
            raise DomainError("attachments.none")
        if target.suffix.casefold() in ARCHIVE_ENDINGS:
            self._export_archive(files, target, work)
        else:
            self._export_folder(files, target, work)
        return len(files)

    def _export_archive(self, files: Sequence[Attachment], target: Path, work: Work | None) -> None:
        real = target_of(target, endings=ARCHIVE_ENDINGS, databases=self._store.files)
        with replacing(real) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, file in _named(files, set(), work):
                entry = zipfile.ZipInfo(name, _moment(file.created_at))
                archive.writestr(entry, self._content(file.id)[1], zipfile.ZIP_DEFLATED)

    def _export_folder(self, files: Sequence[Attachment], folder: Path, work: Work | None) -> None:
        try:
            folder.mkdir(exist_ok=True)
            there = {name.casefold() for name in os.listdir(folder)}
        except OSError as error:
            raise problem(error, folder) from error
        for name, file in _named(files, there, work):
            with replacing(target_of(folder / name, databases=self._store.files)) as part:
                part.write_bytes(self._content(file.id)[1])

    def _add(self, home: FileHome, files: Sequence[NewFile], origin: object) -> tuple[list[int], ChangeSet]:
        if home.kind not in HOMES:
            raise DomainError("attachments.no_home")
        made: list[int] = []
        of = self._called(home)
        told: Phrase = (
            phrase("attachments.add_one", file=kept_name(files[0].name), of=of)
            if len(files) == 1
            else phrase("attachments.add", count=len(files), of=of)
        )

        def change(uow: Writing) -> None:
            made.extend(AttachmentWriter(uow).add(home, files))

        return made, self._commands.run(told, change, origin=origin)

    def _content(self, number: int) -> tuple[Attachment, bytes]:
        file = self._store.attachments.get(number)
        content = self._store.attachments.content(file.digest)
        if content is None:
            raise DomainError("attachments.damaged", file=file.name)
        return file, content

    def _called(self, home: FileHome) -> str:
        return self._store.names.of(home.kind, home.id) or ""


def _named(
    files: Sequence[Attachment], taken: Collection[str], work: Work | None
) -> Iterator[tuple[str, Attachment]]:
    """Files, the oldest first, each with a name of its own."""
    used = set(taken)
    for done, file in enumerate(reversed(files)):
        if work is not None:
            work.check()
            work.report(done, len(files), "files")
        name = numbered_name(kept_name(file.name), used)
        used.add(name.casefold())
        yield name, file


def _moment(at: str) -> tuple[int, int, int, int, int, int]:
    """UTC text as archives keep moments, which begin with 1980."""
    year, month, day = (int(part) for part in at[:10].split("-"))
    hour, minute, second = (int(part) for part in at[11:19].split(":"))
    return max(1980, year), month, day, hour, minute, second
