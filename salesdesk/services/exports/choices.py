"""What the cells of an export offer: the lists of the file as they are now."""

from __future__ import annotations

from functools import cached_property

from salesdesk.domain.activities.choices import Choices
from salesdesk.domain.closing_words import ClosingList
from salesdesk.domain.columns import ListColumn
from salesdesk.domain.entities import entity_of
from salesdesk.domain.fields import FIELD, FieldType, RecordKind
from salesdesk.domain.lifecycle import TITLES
from salesdesk.domain.linked_kinds import UNLISTED
from salesdesk.store.store import Store

YES, NO = "Yes", "No"
_MOST = 5_000
"""Values of a list that are offered; nobody looks through more."""


class LiveChoices:
    """Reads each list when it is first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, kind: RecordKind, column: ListColumn) -> tuple[str, ...]:
        """What the cells of a column offer, () for nothing."""
        if kind in UNLISTED:
            return ()
        if column.type is FieldType.BOOLEAN:
            return (YES, NO)
        found = self._of(kind, column)
        return tuple(dict.fromkeys(text for text in found if text))[:_MOST]

    def _of(self, kind: RecordKind, column: ListColumn) -> tuple[str, ...]:
        match column.key:
            case "lifecycle_stage":
                return tuple(TITLES.values())
            case "owner":
                return self._owners
            case "lead_source":
                return self._sources
            case "pipeline":
                return tuple(pipeline.name for pipeline in self._store.pipelines.offered())
            case "stage":
                return self.stages
            case "campaign":
                return tuple(campaign.name for campaign in self._store.campaigns.all())
            case "kind" if kind is RecordKind.ACTIVITIES:
                return tuple(choice.title for choice in self._named.offered_kinds)
            case "outcome" if kind is RecordKind.ACTIVITIES:
                return tuple(choice.title for choice in self._named.offered_outcomes)
            case ClosingList.WON_REASON | ClosingList.LOST_REASON | ClosingList.COMPETITOR:
                return tuple(self._store.closing_words.offered(ClosingList(column.key)))
        own = self._own(kind).get(column.key)
        if own is not None:
            return own
        return FIELD[column.key].choices if column.key in FIELD else ()

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """The stages of every pipeline, in order."""
        return tuple(stage.name for p in self._store.pipelines.offered() for stage in p.stages)

    @cached_property
    def _owners(self) -> tuple[str, ...]:
        return tuple(item.name for item in self._store.owners.all())

    @cached_property
    def _sources(self) -> tuple[str, ...]:
        return tuple(item.name for item in self._store.sources.all())

    @cached_property
    def _named(self) -> Choices:
        return self._store.activities.choices.all()

    def _own(self, kind: RecordKind) -> dict[str, tuple[str, ...]]:
        return {field.name: field.choices for field in self._store.custom_fields.of(entity_of(kind).table)}
