"""What the window asks of a kind of record without knowing which: the face that they share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from salesdesk.domain.bulk_values import HeldValues
    from salesdesk.domain.changes import ChangeSet
    from salesdesk.domain.conflicts import Seen
    from salesdesk.domain.hanging import Hanging
    from salesdesk.domain.progress import Work


class RecordArea(Protocol):
    """Use cases of one kind of record: one record typed into, several pasted into, any number changed at once.

    Each is one step to undo. Values are typed ones by field key; names are found or made.
    """

    def seen(self, record: int, keys: Collection[str], /) -> Seen:
        """What an edit of these fields is made from that is begun now."""

    def edit(self, record: int, key: str, value: Any, /, *, seen: Seen | None = None) -> ChangeSet:
        """Change one field."""

    def update(self, record: int, values: Mapping[str, Any], /, *, seen: Seen | None = None) -> ChangeSet:
        """Change several fields of one record."""

    def edit_many(self, edits: Mapping[int, Mapping[str, Any]], /, *, seen: Seen | None = None) -> ChangeSet:
        """Change several records."""

    def edit_all(
        self, ids: Sequence[int], key: str, value: Any, *, seen: Seen | None = None, work: Work | None = None
    ) -> ChangeSet:
        """Give many records the same value in a field."""

    def refuse_value(self, key: str, value: Any) -> None:
        """Refuse a value that a field does not take."""

    def held_values(self, ids: Sequence[int], key: str, *, work: Work | None = None) -> HeldValues:
        """What records hold in a field."""

    def hanging(self, ids: Sequence[int]) -> Hanging:
        """What hangs on records that are to be deleted."""

    def delete(self, ids: Sequence[int], *, work: Work | None = None) -> ChangeSet:
        """Put records into the trash."""


class OwnedArea(RecordArea, Protocol):
    """The same of records that have an owner and a source."""

    def set_owner(
        self, ids: Sequence[int], name: str | None, *, seen: Seen | None = None, work: Work | None = None
    ) -> ChangeSet:
        """Give records an owner, or none."""

    def set_source(
        self, ids: Sequence[int], name: str | None, *, seen: Seen | None = None, work: Work | None = None
    ) -> ChangeSet:
        """Give records a source, or none."""


class StagedArea(OwnedArea, Protocol):
    """The same of records that stand in a stage of a pipeline."""

    def set_stage(
        self, ids: Sequence[int], stage_id: int, *, seen: Seen | None = None, work: Work | None = None
    ) -> ChangeSet:
        """Put records into a stage."""


class SalesArea(OwnedArea, Protocol):
    """The same of people and companies, who have tags and a stage of the lifecycle too."""

    def tag(self, ids: Sequence[int], name: str, *, work: Work | None = None) -> ChangeSet:
        """Give records a tag."""

    def untag(self, ids: Sequence[int], name: str, *, work: Work | None = None) -> ChangeSet:
        """Take a tag from records."""

    def set_lifecycle(
        self, ids: Sequence[int], stage: str, *, seen: Seen | None = None, work: Work | None = None
    ) -> ChangeSet:
        """Move records to a stage, by code or title."""
