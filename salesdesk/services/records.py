"""What can be done to any number of records at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from salesdesk.domain.changes import Cause, ChangeSet, EntityKind
from salesdesk.domain.cleaning.tags import split_tags
from salesdesk.domain.conflicts import EditConflict, FieldClash, RecordClash, Seen
from salesdesk.domain.hanging import Hanging
from salesdesk.domain.lifecycle import TITLES, parse_lifecycle
from salesdesk.domain.progress import Work
from salesdesk.domain.typed_values import TypingRules
from salesdesk.errors import InputError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.lists.reader import ListReader
from salesdesk.store.records.owners import NameList
from salesdesk.store.records.record_writer import OwnedWriter, RecordWriter, SalesWriter
from salesdesk.store.store import Store

_CHUNK = 5_000  # records between two looks at whether the person cancelled


class RecordService:
    """Bulk use cases of one kind of record. Each is one unit of work whatever the number of ids, reports progress
    as "records" and can be cancelled until it ends; then nothing was changed. Ids that are gone are left out."""

    _counted_as = "changes.records"
    """The code that counts them."""

    def __init__(
        self,
        store: Store,
        commands: Commands,
        repository: ListReader,
        writer: Callable[[Writing], RecordWriter],
    ) -> None:
        self._store, self._commands = store, commands
        self._repository, self._writer = repository, writer

    def hanging(self, ids: Sequence[int]) -> Hanging:
        """What hangs on records that are to be deleted."""
        return self._store.trash.hanging(self._repository.table, ids)

    def delete(self, ids: Sequence[int], *, work: Work | None = None, origin: object = None) -> ChangeSet:
        """Put records into the trash."""
        return self._bulk(
            phrase("changes.delete", what=self._counted(ids)),
            ids,
            lambda uow, part: self._writer(uow).trash(part),
            work,
            origin,
        )

    def trash(self, uow: Writing, ids: Collection[int]) -> None:
        """Put records into the trash in a change that does more than that."""
        self._writer(uow).trash(ids)

    def restore(self, ids: Sequence[int], *, work: Work | None = None, origin: object = None) -> ChangeSet:
        """Bring records back from the trash."""
        return self._bulk(
            phrase("changes.restore", what=self._counted(ids)),
            ids,
            lambda uow, part: self._writer(uow).restore(part),
            work,
            origin,
        )

    def purge(self, ids: Sequence[int], *, work: Work | None = None, origin: object = None) -> ChangeSet:
        """Erase records with all that is only theirs."""
        return self._bulk(
            phrase("changes.erase", what=self._counted(ids)),
            ids,
            lambda uow, part: self._writer(uow).purge(part),
            work,
            origin,
        )

    def rules(self) -> TypingRules:
        """How typed values are read in this file."""
        return self._store.settings.typing_rules

    def _bulk(
        self,
        told: Phrase,
        ids: Sequence[int],
        step: Callable[[Writing, Sequence[int]], object],
        work: Work | None,
        origin: object,
        cause: Cause | None = None,
    ) -> ChangeSet:
        def change(uow: Writing) -> None:
            in_file = sorted(set(ids))  # rows beside each other in the file are written together
            for start in range(0, len(in_file), _CHUNK):
                if work is not None:
                    work.check()
                    work.report(start, len(in_file), "records")
                step(uow, in_file[start : start + _CHUNK])
            if work is not None:
                work.report(len(in_file), len(in_file), "records")
            self._tell_changed(uow, in_file)

        usual = Cause.EDIT if len(ids) == 1 else Cause.BULK_EDIT
        return self._commands.run(told, change, cause=cause or usual, origin=origin)

    def _tell_changed(self, uow: Writing, chosen: Collection[int]) -> None:
        """Have the history name those of the ``chosen`` records that a change came to, and not those that had the value
        already."""
        changed = uow.so_far().touched(EntityKind(self._repository.table)).intersection(chosen)
        if 0 < len(changed) < len(chosen):
            uow.told = phrase(uow.told.code, **{**uow.told.values, "what": self._counted(list(changed))})

    def _guard(
        self,
        key: str,
        seen: Seen | None,
        ours: object,
        names: Callable[[], Mapping[int, str]] | None = None,
    ) -> Callable[[Sequence[int]], None]:
        """What refuses records of which others changed one field since ``seen.since``; it is asked within the transaction,
        before they are written. ``names`` are those of what the column links to."""
        if seen is None or seen.since is None:
            return lambda _part: None
        since = seen.since

        def refuse(part: Sequence[int]) -> None:
            wrote = self._store.others.wrote(since, self._repository.kind, key)
            changed = [record for record in part if record in wrote]
            now, named = self._fields_now(changed, [key]), names() if names is not None and changed else {}
            clashes = []
            for record in changed:
                before, by = wrote[record]
                base = named.get(before) if isinstance(before, int) else before
                theirs = now.get(record, {}).get(key)
                if theirs not in (base, ours) and theirs != seen.fields(record).get(key, base):
                    field = FieldClash(key, base, ours, theirs, by)
                    clashes.append(RecordClash(EntityKind(self._repository.table), record, (field,)))
            if clashes:
                raise EditConflict(clashes)

        return refuse

    def seen(self, record: int, keys: Collection[str]) -> Seen:
        """What an edit of these fields is made from that is begun now."""
        values = self._fields_now([record], keys).get(record, {})
        return Seen.of(record, {key: values.get(key) for key in keys})

    def _fields_now(
        self, records: Collection[int], keys: Collection[str]
    ) -> Mapping[int, Mapping[str, object]]:
        """Fields as the list shows them, in a transaction as they are within it."""
        return {
            number: row.values for number, row in self._repository.page(list(records), list(keys)).items()
        }

    def _counted(self, ids: Sequence[int]) -> str | Phrase:
        if len(ids) == 1:
            row = self._repository.page(ids[:1], [self._repository.name_field]).get(ids[0])
            if row is not None:
                return str(row[self._repository.name_field])
        return phrase(self._counted_as, count=len(ids))


class OwnedRecords(RecordService):
    """The same of records that have an owner and a source."""

    _writer: Callable[[Writing], OwnedWriter]

    def set_owner(
        self,
        ids: Sequence[int],
        name: str | None,
        *,
        seen: Seen | None = None,
        work: Work | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Give records an owner by name (made when new), or none. With ``seen.since``, what others wrote after it is
        looked at: raises ``EditConflict`` when they gave one of the records another owner."""
        what = self._counted(ids)
        told = (
            phrase("changes.owner", what=what, owner=name) if name else phrase("changes.no_owner", what=what)
        )
        owners = self._store.owners
        guard = self._guard("owner", seen, name, owners.names)
        return self._set_named(
            told,
            ids,
            owners,
            name,
            lambda uow, *given: self._writer(uow).set_owner(*given),
            guard,
            work,
            origin,
        )

    def set_source(
        self,
        ids: Sequence[int],
        name: str | None,
        *,
        seen: Seen | None = None,
        work: Work | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Give records a source by name (made when new), or none; ``seen`` as for `set_owner`."""
        what = self._counted(ids)
        told = (
            phrase("changes.source", what=what, source=name)
            if name
            else phrase("changes.no_source", what=what)
        )
        sources = self._store.sources
        guard = self._guard("lead_source", seen, name, sources.names)
        return self._set_named(
            told,
            ids,
            sources,
            name,
            lambda uow, *given: self._writer(uow).set_source(*given),
            guard,
            work,
            origin,
        )

    def _set_named(
        self,
        told: Phrase,
        ids: Sequence[int],
        names: NameList,
        name: str | None,
        write: Callable[[Writing, Sequence[int], int | None], object],
        guard: Callable[[Sequence[int]], None],
        work: Work | None,
        origin: object,
    ) -> ChangeSet:
        targets: list[int | None] = []

        def step(uow: Writing, part: Sequence[int]) -> None:
            guard(part)
            targets[:] = targets or [names.ensure(uow, name) if name else None]
            write(uow, part, targets[0])

        return self._bulk(told, ids, step, work, origin)


class SalesRecords(OwnedRecords):
    """The same of people and companies, who have tags and a stage of the lifecycle too."""

    _writer: Callable[[Writing], SalesWriter]

    def tag(
        self, ids: Sequence[int], name: str, *, work: Work | None = None, origin: object = None
    ) -> ChangeSet:
        """Give records a tag, or several with commas between; they are made when there is none of that name."""
        tags: list[int] = []
        names = split_tags(name) or (name,)

        def step(uow: Writing, part: Sequence[int]) -> None:
            tags[:] = tags or [self._store.tags.ensure(uow, one) for one in names]
            there = self._writer(uow).existing(part)
            for tag in tags:
                self._store.tags.add(uow, self._repository.table, there, tag)

        return self._bulk(phrase("changes.tag", what=self._counted(ids), tag=name), ids, step, work, origin)

    def untag(
        self, ids: Sequence[int], name: str, *, work: Work | None = None, origin: object = None
    ) -> ChangeSet:
        """Take a tag from records, or several with commas between."""
        names = split_tags(name)

        def step(uow: Writing, part: Sequence[int]) -> None:
            for tag in filter(None, map(self._store.tags.find, names)):
                self._store.tags.remove(uow, self._repository.table, part, tag)

        return self._bulk(phrase("changes.untag", what=self._counted(ids), tag=name), ids, step, work, origin)

    def set_lifecycle(
        self,
        ids: Sequence[int],
        stage: str,
        *,
        seen: Seen | None = None,
        work: Work | None = None,
        origin: object = None,
    ) -> ChangeSet:
        """Move records to a lifecycle stage, given by code or title; the history keeps the move. ``seen`` as for
        `set_owner`."""
        code = lifecycle_code(stage)
        told = phrase(f"changes.lifecycle.{code}", what=self._counted(ids))
        guard = self._guard("lifecycle_stage", seen, code)

        def step(uow: Writing, part: Sequence[int]) -> None:
            guard(part)
            self._writer(uow).set_lifecycle(part, code)

        return self._bulk(told, ids, step, work, origin)


def named_each(
    uow: Writing, names: NameList, key: str, edits: Mapping[int, Mapping[str, Any]]
) -> dict[int, int | None]:
    """The owner or source that understood values name under a key, by record, made when new; None where one is taken away,
    and records without a word about it are left out."""
    typed = {record: clean[key] for record, clean in edits.items() if key in clean}
    filled = {record: name for record, name in typed.items() if name}
    numbers = names.ensure_all(uow, filled.values())
    return {**dict.fromkeys(typed), **dict(zip(filled, numbers, strict=True))}


def lifecycle_code(text: str) -> str:
    """The code of a lifecycle stage given by code or title; refuses what is none."""
    code = parse_lifecycle(text)
    if code is None:
        raise InputError(
            "records.no_lifecycle_stage", field="lifecycle_stage", text=text, stages=tuple(TITLES.values())
        )
    return code
