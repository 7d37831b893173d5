"""The tables. Every record row carries ``version``: 1 when created, one more at each change.

Conventions: money is integer minor units beside a currency; time is UTC text ``YYYY-MM-DDTHH:MM:SSZ`` and days are
``YYYY-MM-DD``; text that is compared is stored normalised in a ``*_key`` column; ids are given by the unit of work
and never used again, so that the journal can name a row for ever. No cascades: they would go round the journal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import overload

from peewee import Model

from salesdesk.store.models.activities import (
    Activity,
    ActivityKindRow,
    ActivityOutcomeRow,
    ActivityParticipant,
)
from salesdesk.store.models.attachments import Attachment
from salesdesk.store.models.base import Record
from salesdesk.store.models.beside import DraftRow, Export, FilePiece, ImportedRows, PendingMerge, RecentFind
from salesdesk.store.models.call_rounds import CallRound, CallRoundMember
from salesdesk.store.models.campaigns import Campaign, CampaignMember
from salesdesk.store.models.closing_words import ClosingWord
from salesdesk.store.models.companies import Company, CompanyTag, CompanyValue
from salesdesk.store.models.contacts import (
    Contact,
    ContactCompany,
    ContactEmail,
    ContactPhone,
    ContactTag,
    ContactValue,
    DuplicateDecision,
    LifecycleEvent,
)
from salesdesk.store.models.deals import Deal, DealRole, DealValue, StageEvent
from salesdesk.store.models.imports import ImportBatch, ImportMapping
from salesdesk.store.models.journal import ChangeBatch, ChangeEntry, IdCounter
from salesdesk.store.models.lists import CustomField, MessageTemplate, Owner, SavedView, Setting, Source, Tag
from salesdesk.store.models.meetings import Meeting, MeetingNote, MeetingTemplate, MeetingTopic
from salesdesk.store.models.opt_outs import Suppression
from salesdesk.store.models.own_reports import OwnReport
from salesdesk.store.models.pipelines import Pipeline, Stage
from salesdesk.store.models.relations import Relation
from salesdesk.store.models.sequence_runs import SequenceRun
from salesdesk.store.models.sequences import Sequence as SequenceRow
from salesdesk.store.models.sequences import SequenceStep
from salesdesk.store.models.targets import Target

__all__ = ["JOURNAL", "Models", "Record", "models_too", "records"]


class Models(Sequence[type[Record]]):
    """The models of journalled tables, each after those it refers to. It never changes, and is equal to itself alone:
    what is derived from it can be kept beside it."""

    def __init__(self, models: Sequence[type[Record]]) -> None:
        self._models = tuple(models)

    @overload
    def __getitem__(self, place: int) -> type[Record]: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[type[Record], ...]: ...
    def __getitem__(self, place: int | slice) -> type[Record] | tuple[type[Record], ...]:
        return self._models[place]

    def __len__(self) -> int:
        return len(self._models)

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__


_BUILT_IN: tuple[type[Record], ...] = (
    Setting,
    Owner,
    Source,
    Tag,
    ImportBatch,
    ImportMapping,
    Company,
    Contact,
    ContactCompany,
    ContactEmail,
    ContactPhone,
    ContactTag,
    CompanyTag,
    CustomField,
    ContactValue,
    CompanyValue,
    SequenceRow,
    SequenceStep,
    Pipeline,
    Stage,
    Campaign,
    CampaignMember,
    Deal,
    DealValue,
    DealRole,
    StageEvent,
    LifecycleEvent,
    SequenceRun,
    CallRound,
    CallRoundMember,
    Activity,
    ActivityParticipant,
    ActivityKindRow,
    ActivityOutcomeRow,
    ClosingWord,
    SavedView,
    DuplicateDecision,
    Suppression,
    Attachment,
    Relation,
    MessageTemplate,
    Target,
    OwnReport,
    MeetingTemplate,
    Meeting,
    MeetingNote,
    MeetingTopic,
)
JOURNAL: tuple[type[Model], ...] = (
    ChangeBatch, ChangeEntry, IdCounter, ImportedRows, Export, FilePiece, RecentFind, PendingMerge,
    DraftRow,
)  # fmt: skip
"""The tables that are not journalled: the journal itself, and what is remembered beside the records."""


class _Current:
    """Whatever models there are when they are asked for."""

    def __init__(self, models: Models) -> None:
        self.models = models


_current = _Current(Models(_BUILT_IN))


def records() -> Models:
    """The models of all journalled tables. Ask when they are needed, and keep nothing of it at import."""
    return _current.models


@contextmanager
def models_too(*models: type[Record]) -> Iterator[Models]:
    """Further models for a while. Open no file with other models than it was made with."""
    before = records()
    _current.models = Models((*before, *models))
    try:
        yield records()
    finally:
        _current.models = before
