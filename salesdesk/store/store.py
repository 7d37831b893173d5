"""One open file with everything that reads it, and the door to the only thing that writes it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from salesdesk.domain.changes import Cause, EntityKind
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.named_classes import named_class
from salesdesk.errors import DomainError
from salesdesk.phrases import Phrase, phrase
from salesdesk.store.engine.any_engine import file_of, open_database
from salesdesk.store.engine.server_address import ServerAddress
from salesdesk.store.journal.feed import ChangeFeed
from salesdesk.store.journal.others import Others
from salesdesk.store.journal.reading import Journal
from salesdesk.store.journal.told import history_text
from salesdesk.store.journal.unit_of_work import UnitOfWork
from salesdesk.store.journal.writing import Writing
from salesdesk.store.lists.kinds import is_empty
from salesdesk.store.records.custom_fields import CustomFieldRepository
from salesdesk.store.records.rates import RateRepository
from salesdesk.store.records.saved_views import SavedViewRepository
from salesdesk.store.records.settings import SettingRepository
from salesdesk.store.records.tags import TagRepository

if TYPE_CHECKING:
    from salesdesk.store.figures import FigureQueries
    from salesdesk.store.lists.reader import ListReader
    from salesdesk.store.records.activities import ActivityRepository
    from salesdesk.store.records.attachments import AttachmentRepository
    from salesdesk.store.records.batch_changes import BatchChangesRepository
    from salesdesk.store.records.calendar import CalendarRepository
    from salesdesk.store.records.call_rounds import CallRoundRepository
    from salesdesk.store.records.campaigns import CampaignRepository
    from salesdesk.store.records.closing_words import ClosingWordRepository
    from salesdesk.store.records.companies import CompanyRepository
    from salesdesk.store.records.contacts import ContactRepository
    from salesdesk.store.records.deal_ways import DealWays
    from salesdesk.store.records.deals import DealRepository
    from salesdesk.store.records.keep_in_touch import KeepInTouchRepository
    from salesdesk.store.records.mails import MailRepository
    from salesdesk.store.records.meeting_templates import MeetingTemplateRepository
    from salesdesk.store.records.meetings import MeetingRepository
    from salesdesk.store.records.message_templates import MessageTemplateRepository
    from salesdesk.store.records.names import RecordNames
    from salesdesk.store.records.opt_outs import OptOutRepository
    from salesdesk.store.records.own_reports import OwnReportRepository
    from salesdesk.store.records.owners import NameList, OwnerRepository, SourceRepository
    from salesdesk.store.records.pending_merges import PendingMerges
    from salesdesk.store.records.pipelines import PipelineRepository
    from salesdesk.store.records.relations import RelationRepository
    from salesdesk.store.records.repository import RecordRepository
    from salesdesk.store.records.sequences import SequenceRepository
    from salesdesk.store.records.targets import TargetRepository
    from salesdesk.store.records.timelines import TimelineRepository
    from salesdesk.store.records.today import TodayRepository
    from salesdesk.store.records.trash import TrashRepository
    from salesdesk.store.search.quick import QuickSearch


def utc_text(moment: datetime) -> str:
    """A moment as the store keeps it: UTC, whole seconds, ``YYYY-MM-DDTHH:MM:SSZ``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Store:
    """The records of one database, a file or a server's. ``clock`` gives the present moment (tests hold it still).

    Repositories are loaded when they are first needed: the window would otherwise wait for all of them at its start.
    """

    def __init__(
        self,
        place: Path | ServerAddress,
        *,
        password: str = "",
        read_only: bool = False,
        actor: str = "You",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        busy_seconds: float = 5.0,
    ) -> None:
        self.place = place
        self.database = open_database(
            place, password=password, read_only=read_only, busy_seconds=busy_seconds
        )
        self.actor = history_text(actor) or "You"
        self.clock = clock
        self.feed = ChangeFeed()
        self.journal = Journal(self.database)
        self.others = Others(self.database, self.journal, self.feed)
        self.custom_fields = CustomFieldRepository(self.database)
        self.saved_views = SavedViewRepository(self.database)
        self.settings = SettingRepository(self.database)
        self.rates = RateRepository(self.database)
        self.tags = TagRepository(self.database)
        self._repositories: dict[RecordKind, RecordRepository] = {}

    @property
    def name(self) -> str:
        """What it is called: the name of the file or of the database."""
        return self.database.name

    @property
    def path(self) -> Path:
        """The file. Raises ``NotInAFile`` for a database of a server."""
        return file_of(self.place)

    @property
    def files(self) -> list[Path]:
        """The file, where it is one: what nothing else may be written over."""
        return [self.place] if isinstance(self.place, Path) else []

    @cached_property
    def activities(self) -> ActivityRepository:
        """Activities and tasks."""
        from salesdesk.store.records.activities import ActivityRepository

        return ActivityRepository(self.database)

    @cached_property
    def attachments(self) -> AttachmentRepository:
        """Files of records."""
        from salesdesk.store.records.attachments import AttachmentRepository

        return AttachmentRepository(self.database)

    @cached_property
    def campaigns(self) -> CampaignRepository:
        """Campaigns and their members."""
        from salesdesk.store.records.campaigns import CampaignRepository

        return CampaignRepository(self.database)

    @cached_property
    def batch_changes(self) -> BatchChangesRepository:
        """What changes did, record by record."""
        from salesdesk.store.records.batch_changes import BatchChangesRepository

        return BatchChangesRepository(self.database)

    @property
    def call_rounds(self) -> CallRoundRepository:
        """Call rounds."""
        return cast("CallRoundRepository", self.list_of(RecordKind.CALL_ROUNDS))

    @property
    def sequences(self) -> SequenceRepository:
        """Sequences and where they were started."""
        return cast("SequenceRepository", self.list_of(RecordKind.SEQUENCES))

    @property
    def meetings(self) -> MeetingRepository:
        """Meetings."""
        return cast("MeetingRepository", self.list_of(RecordKind.MEETINGS))

    @cached_property
    def meeting_templates(self) -> MeetingTemplateRepository:
        """Kinds of meetings."""
        from salesdesk.store.records.meeting_templates import MeetingTemplateRepository

        return MeetingTemplateRepository(self.database)

    @property
    def contacts(self) -> ContactRepository:
        """People."""
        return cast("ContactRepository", self.list_of(RecordKind.CONTACTS))

    @property
    def companies(self) -> CompanyRepository:
        """Companies."""
        return cast("CompanyRepository", self.list_of(RecordKind.COMPANIES))

    @property
    def deals(self) -> DealRepository:
        """Deals."""
        return cast("DealRepository", self.list_of(RecordKind.DEALS))

    @cached_property
    def deal_ways(self) -> DealWays:
        """How deals usually go through their stages."""
        from salesdesk.store.records.deal_ways import DealWays

        return DealWays(self.database)

    @cached_property
    def figures(self) -> FigureQueries:
        """The figures of reports."""
        from salesdesk.store.figures import FigureQueries

        return FigureQueries(self.database)

    @cached_property
    def keep_in_touch(self) -> KeepInTouchRepository:
        """Who is to be spoken to again."""
        from salesdesk.store.records.keep_in_touch import KeepInTouchRepository

        return KeepInTouchRepository(self.database, self.contacts, self.saved_views)

    @cached_property
    def mails(self) -> MailRepository:
        """Whose e-mails are."""
        from salesdesk.store.records.mails import MailRepository

        return MailRepository(self.database)

    @cached_property
    def message_templates(self) -> MessageTemplateRepository:
        """Templates of messages."""
        from salesdesk.store.records.message_templates import MessageTemplateRepository

        return MessageTemplateRepository(self.database)

    @cached_property
    def names(self) -> RecordNames:
        """What records are called."""
        from salesdesk.store.records.names import RecordNames

        return RecordNames(self.database)

    @cached_property
    def opt_outs(self) -> OptOutRepository:
        """Who may be addressed."""
        from salesdesk.store.records.opt_outs import OptOutRepository

        return OptOutRepository(self.database)

    @cached_property
    def owners(self) -> OwnerRepository:
        """The list of owners."""
        from salesdesk.store.records.owners import OwnerRepository

        return OwnerRepository(self.database)

    @cached_property
    def pending_merges(self) -> PendingMerges:
        """Merges of workbooks that were put aside."""
        from salesdesk.store.records.pending_merges import PendingMerges

        return PendingMerges(self.database)

    @cached_property
    def closing_words(self) -> ClosingWordRepository:
        """Reasons and competitors that deals are closed with."""
        from salesdesk.store.records.closing_words import ClosingWordRepository

        return ClosingWordRepository(self.database)

    @cached_property
    def pipelines(self) -> PipelineRepository:
        """Pipelines and their stages."""
        from salesdesk.store.records.pipelines import PipelineRepository

        return PipelineRepository(self.database)

    @cached_property
    def quick_search(self) -> QuickSearch:
        """Finding while typing."""
        from salesdesk.store.search.quick import QuickSearch

        return QuickSearch(self.database)

    @cached_property
    def relations(self) -> RelationRepository:
        """How people are related."""
        from salesdesk.store.records.relations import RelationRepository

        return RelationRepository(self.database)

    @cached_property
    def sources(self) -> SourceRepository:
        """The list of sources."""
        from salesdesk.store.records.owners import SourceRepository

        return SourceRepository(self.database)

    @cached_property
    def targets(self) -> TargetRepository:
        """What is to be reached."""
        from salesdesk.store.records.targets import TargetRepository

        return TargetRepository(self.database)

    @cached_property
    def own_reports(self) -> OwnReportRepository:
        """Reports that a person built."""
        from salesdesk.store.records.own_reports import OwnReportRepository

        return OwnReportRepository(self.database)

    @cached_property
    def timelines(self) -> TimelineRepository:
        """What happened with a record."""
        from salesdesk.store.records.timelines import TimelineRepository

        return TimelineRepository(self.database)

    @cached_property
    def calendar(self) -> CalendarRepository:
        """What stands in the calendar."""
        from salesdesk.store.records.calendar import CalendarRepository

        return CalendarRepository(self.database, self.activities)

    @cached_property
    def today_lists(self) -> TodayRepository:
        """What a day asks for."""
        from salesdesk.store.records.today import TodayRepository

        return TodayRepository(self.database, self.activities)

    @cached_property
    def trash(self) -> TrashRepository:
        """Deleted records."""
        from salesdesk.store.records.trash import TrashRepository

        return TrashRepository(self.database)

    def list_of(self, kind: RecordKind) -> ListReader:
        """The list of one kind of record (`Entities.lists`), read and written by the repository its entity names."""
        entity = entities().of_records(kind)
        if entity is None or not entity.has_list:
            raise DomainError(
                "lists.no_list_of", kind=phrase(f"kinds.{kind.value}"), lists=tuple(entities().lists)
            )
        if not entity.repository:
            reader: type[ListReader] = named_class("salesdesk.store.lists.reader:ListReader")
            return reader(self.database, kind, self.custom_fields, self.today)
        if kind not in self._repositories:
            made: type[RecordRepository] = named_class(entity.repository)
            self._repositories[kind] = made(self.database, kind, self.custom_fields, self.tags, self.today)
        return self._repositories[kind]

    def is_empty(self, kind: RecordKind) -> bool:
        """Whether there is no record of a kind at all, the trash apart."""
        return is_empty(self.database, kind)

    def name_list(self, kind: EntityKind) -> NameList:
        """One list of names: owners, sources or tags."""
        if kind is EntityKind.OWNER:
            return self.owners
        if kind is EntityKind.SOURCE:
            return self.sources
        if kind is EntityKind.TAG:
            return self.tags
        raise DomainError("lists.no_names_of", kind=phrase(f"kinds.{kind.value}"))

    def now(self) -> str:
        """The present moment as stored text."""
        return utc_text(self.clock())

    def today(self) -> str:
        """Today's date where the person is, ``YYYY-MM-DD``."""
        return self.clock().astimezone().date().isoformat()

    def unit_of_work(
        self, cause: Cause, told: Phrase, *, origin: object = None, undoes: int | None = None
    ) -> AbstractContextManager[Writing]:
        """A new unit of work; ``told`` is what the history and the undo menu call it. Leaving it commits."""
        return UnitOfWork(
            self.database,
            cause=cause,
            told=told,
            actor=self.actor,
            at=self.now(),
            origin=origin,
            undoes=undoes,
            announce=self.others.announce_own,
        )

    def close(self) -> None:
        """Close the file; nothing can be read afterwards."""
        self.database.close()
