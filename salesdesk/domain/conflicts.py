"""An edit and what it was made from, and what is known when somebody else wrote in between."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from typing import Any

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.three_way import ABSENT, Clash, merge
from salesdesk.errors import ConflictError
from salesdesk.value_classes import dataclass

ASKED_ONE_BY_ONE = 40
"""Fields a person is asked about one by one; of more, the rest is decided together."""


@dataclass(slots=True)
class Seen:
    """What an edit was made from: the ``values`` of fields by record, as the person saw them. A field that is missing
    was not looked at and is written whatever it holds.

    Writing renews it, so that a second edit of the same field that follows at once, while the first one waits for the
    file, is not taken for somebody else's. ``revived`` are the records that are to be brought back if somebody deleted
    them. ``since`` is the last batch of others that the person's window had shown by then: while nobody else has
    written after it, what differs is the person's own, and the last word counts. None: not known.
    """

    values: dict[int, dict[str, object]]
    revived: set[int] = field(default_factory=set)
    since: int | None = None

    @classmethod
    def of(cls, record: int, values: Mapping[str, object]) -> Seen:
        """What was seen of one record."""
        return cls({record: dict(values)})

    def fields(self, record: int) -> Mapping[str, object]:
        """What was seen of a record."""
        return self.values.get(record, {})

    def renew(self, record: int, values: Mapping[str, object]) -> None:
        """These values were written, or were shown to the person since."""
        known = self.values.setdefault(record, {})
        for key, value in values.items():
            if key in known:
                known[key] = value

    def accept(self, clashes: Iterable[RecordClash]) -> None:
        """The person saw what the others wrote and wants the own values all the same."""
        for clash in clashes:
            self.values.setdefault(clash.record, {}).update({one.field: one.theirs for one in clash.fields})
            if clash.deleted is not None:
                self.revived.add(clash.record)


@dataclass(frozen=True, slots=True)
class WrittenBy:
    """Who wrote something and when (UTC text)."""

    actor: str
    at: str


NOBODY = WrittenBy("", "")
"""Where the journal does not say."""


@dataclass(frozen=True, slots=True)
class FieldClash:
    """A field that somebody else changed since the edit was begun: its value then, the one that was to be written and
    the one that stands there now. A value that is not there is None."""

    field: str
    base: object
    ours: object
    theirs: object
    by: WrittenBy = NOBODY

    @classmethod
    def of(cls, clash: Clash[str], by: WrittenBy) -> FieldClash:
        """From the outcome of a merge."""
        base, ours, theirs = (None if v is ABSENT else v for v in (clash.base, clash.ours, clash.theirs))
        return cls(clash.field, base, ours, theirs, by)


@dataclass(frozen=True, slots=True)
class RecordClash:
    """What of one record is to be decided. ``deleted`` says who put it into the trash, None when it is not there."""

    kind: EntityKind
    record: int
    fields: tuple[FieldClash, ...] = ()
    deleted: WrittenBy | None = None


def decided(
    kind: EntityKind,
    record: int,
    seen: Mapping[str, object],
    ours: Mapping[str, object],
    theirs: Mapping[str, object],
) -> dict[str, Any]:
    """What the fields of ``ours`` are to hold: those that are no change of what was ``seen`` stay as they are by now.
    Raises ``EditConflict`` for one that somebody else changed to another value."""
    before, now = ({key: side[key] for key in ours} for side in (seen, theirs))
    merged = merge(before, ours, now)
    if merged.clashes:
        fields = tuple(FieldClash.of(clash, NOBODY) for clash in merged.clashes)
        raise EditConflict([RecordClash(kind, record, fields)])
    return dict(merged.values)


class EditConflict(ConflictError):
    """Somebody else wrote the same fields in between; nothing was written. ``clashes`` is never empty."""

    def __init__(self, clashes: Collection[RecordClash]) -> None:
        self.clashes = tuple(clashes)
        gone = any(clash.deleted is not None for clash in self.clashes)
        all_gone = all(clash.deleted is not None for clash in self.clashes)
        code = "edits.deleted" if all_gone else "edits.changed_or_deleted" if gone else "edits.changed"
        super().__init__(code, count=len(self.clashes))
