"""Merging contacts or companies that are the same: a preview field by field, then one step that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from salesdesk.domain.changes import Cause, ChangeSet
from salesdesk.domain.conflicts import EditConflict, FieldClash, RecordClash
from salesdesk.domain.entities import entities, entity_of
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging import LAST_CHANGE, MergeProposal, apply_choices, merge_proposal
from salesdesk.domain.progress import Work
from salesdesk.errors import DomainError
from salesdesk.phrases import Phrase, phrase
from salesdesk.services.commands import Commands
from salesdesk.store.journal.writing import Writing
from salesdesk.store.records.merges import CUSTOM_PREFIX, MergedRecord, MergeRepository
from salesdesk.store.store import Store

__all__ = ["CUSTOM_PREFIX", "MergePreview", "MergeService"]


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
        self._merges, self._commands = MergeRepository(store.database), commands
        self._journal = store.journal

    def preview(self, kind: RecordKind, ids: Sequence[int]) -> MergePreview:
        """The merge of two or more records, field by field. Raises ``DomainError`` when that makes no sense."""
        wanted = _checked(kind, ids)
        records = self._merges.records(kind, wanted)
        proposal = merge_proposal([record.values for record in records])
        deals, activities = self._merges.counts(kind, wanted)
        return MergePreview(
            kind, wanted, tuple(record.name for record in records), proposal, deals, activities
        )

    def merge(
        self,
        kind: RecordKind,
        ids: Sequence[int],
        choices: Mapping[str, int] | None = None,
        survivor: int | None = None,
        *,
        seen: MergePreview | None = None,
    ) -> ChangeSet:
        """Merge records. ``choices`` are option positions by field where the person differs from the proposal;
        ``survivor`` the id of the record that goes on (default: the proposed one). ``seen`` is the preview they were
        chosen from: raises ``EditConflict`` when somebody else changed a value that could be given up since."""
        first, *others = dict.fromkeys((seen or self.preview(kind, ids)).names)
        names: str | Phrase = first
        for name in others:
            names = phrase("changes.two", first=names, second=name)

        def change(uow: Writing) -> None:
            now = self.preview(kind, ids)  # once more: from here on nobody else writes
            if seen is not None and (clashes := self._changed_since(seen, now)):
                raise EditConflict(clashes)
            kept = now.survivor if survivor is None else survivor
            if kept not in now.ids:
                raise DomainError("merges.survivor_not_among_them")
            losers = [i for i in now.ids if i != kept]
            self._merges.merge(uow, kind, kept, losers, _merged(now, choices))

        return self._commands.run(phrase("changes.merge", names=names), change, cause=Cause.MERGE)

    def _changed_since(self, seen: MergePreview, now: MergePreview) -> list[RecordClash]:
        """The records that say something else by now in a field of which one value goes."""
        entity, clashes = entity_of(seen.kind).kind, []
        for place, number in enumerate(seen.ids):
            was, is_now = _said(seen, place), _said(now, place)
            changed = [field for field in {**was, **is_now} if was.get(field) != is_now.get(field)]
            if changed:
                by = self._journal.written_by(entity.value, number, changed)
                fields = (
                    FieldClash(field, was.get(field), was.get(field), is_now.get(field), by)
                    for field in changed
                )
                clashes.append(RecordClash(entity, number, tuple(fields)))
        return clashes

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


def _merged(preview: MergePreview, choices: Mapping[str, int] | None) -> MergedRecord:
    """What the record that goes on becomes. Raises ``DomainError`` for a choice there is not."""
    merged = apply_choices(preview.proposal, choices)
    return MergedRecord(
        {field: preview.ids[place] for field, place in merged.sources.items()},
        {choice.field: merged.values[choice.field] for choice in preview.proposal.fields if choice.united},
    )


def _said(preview: MergePreview, place: int) -> dict[str, object]:
    """What one record says, field by field, where one value is chosen of several."""
    return {
        choice.field: option.value
        for choice in preview.proposal.fields
        if not choice.united and choice.field != LAST_CHANGE
        for option in choice.options
        if place in option.records
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


def _checked(kind: RecordKind, ids: Sequence[int]) -> tuple[int, ...]:
    wanted = tuple(dict.fromkeys(ids))
    spec = entities().of_records(kind)
    if spec is None or not spec.merged:
        raise DomainError("merges.not_merged", kind=phrase(f"kinds.{kind.value}"))
    if len(wanted) < 2:
        raise DomainError("merges.two_at_least")
    return wanted
