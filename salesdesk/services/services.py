"""Everything the window and the command line can do, in one place."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.entities import entities
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.named_classes import named_class
from salesdesk.errors import DomainError
from salesdesk.phrases import phrase
from salesdesk.services.commands import Commands

if TYPE_CHECKING:
    from salesdesk.services.activities import ActivityChoiceService, ActivityService
    from salesdesk.services.areas import RecordArea
    from salesdesk.services.attachments import AttachmentService
    from salesdesk.services.backups.copying_back import CopyBackService
    from salesdesk.services.backups.service import BackupService
    from salesdesk.services.calendar import CalendarFileService, CalendarService
    from salesdesk.services.campaigns import CampaignService
    from salesdesk.services.checking import CheckService
    from salesdesk.services.closing_words import ClosingWordService
    from salesdesk.services.companies import CompanyService
    from salesdesk.services.contacts import ContactService
    from salesdesk.services.deals import DealService
    from salesdesk.services.demo.service import DemoService
    from salesdesk.services.drafts import DraftService
    from salesdesk.services.duplicates.likeness import LikenessService
    from salesdesk.services.duplicates.review import DuplicateService
    from salesdesk.services.erasing import ErasureService
    from salesdesk.services.exports import ExportService
    from salesdesk.services.field_history import FieldHistoryService
    from salesdesk.services.forecast import ForecastService
    from salesdesk.services.imports.history import ImportService
    from salesdesk.services.imports.settings import CustomFieldService, NameListService, SettingService
    from salesdesk.services.keep_in_touch import KeepInTouchService
    from salesdesk.services.kept_files import KeptFileService
    from salesdesk.services.mails import MailService
    from salesdesk.services.merges import MergeService
    from salesdesk.services.merging_back import MergingBackService
    from salesdesk.services.message_templates import MessageTemplateService
    from salesdesk.services.own_reports import OwnReportService
    from salesdesk.services.passwords import PasswordService
    from salesdesk.services.pipelines import PipelineService
    from salesdesk.services.rates import RateService
    from salesdesk.services.relations import RelationService
    from salesdesk.services.reports.files import ReportFileService
    from salesdesk.services.reports.service import ReportService
    from salesdesk.services.saved_views import SavedViewService
    from salesdesk.services.search import SearchService
    from salesdesk.services.targets import TargetService
    from salesdesk.services.today import TodayService
    from salesdesk.services.trash import TrashService
    from salesdesk.store.store import Store


class Services:
    """The use cases of one open file, by area. An area is loaded when it is first asked for: workbooks, matching and
    imports take longer to load than the window takes to stand."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.commands = Commands(store)
        self._areas: dict[RecordKind, RecordArea] = {}
        self._seen = store.journal.latest()  # what the backup on closing compares with, whenever it is loaded

    def area_of(self, kind: RecordKind) -> RecordArea:
        """The use cases of one kind of record that is listed, typed into and changed many at once, as its entity names
        them."""
        entity = entities().of_records(kind)
        if entity is None or not entity.service:
            raise DomainError("lists.not_changed_at_once", kind=phrase(f"kinds.{kind.value}"))
        if kind not in self._areas:
            self._areas[kind] = named_class(entity.service)(self._store, self.commands)
        return self._areas[kind]

    def name_list(self, kind: EntityKind) -> NameListService:
        """The use cases of one list of names: owners, sources or tags."""
        from salesdesk.services.imports.settings import NameListService

        names = self._store.name_list(kind)
        return NameListService(self.commands, names, kind.value, self._store.saved_views)

    @cached_property
    def activities(self) -> ActivityService:
        """Logging and planning."""
        from salesdesk.services.activities import ActivityService

        return ActivityService(self._store, self.commands)

    @cached_property
    def activity_choices(self) -> ActivityChoiceService:
        """The kinds of activities and what may come of them."""
        from salesdesk.services.activities import ActivityChoiceService

        return ActivityChoiceService(self._store, self.commands)

    @cached_property
    def attachments(self) -> AttachmentService:
        """Files kept with records."""
        from salesdesk.services.attachments import AttachmentService

        return AttachmentService(self._store, self.commands)

    @cached_property
    def backups(self) -> BackupService:
        """Dated copies of the file."""
        from salesdesk.services.backups.service import BackupService

        return BackupService(self._store, self._seen)

    @cached_property
    def calendar(self) -> CalendarService:
        """What stands in the calendar."""
        from salesdesk.services.calendar import CalendarService

        return CalendarService(self._store, self.activities)

    @cached_property
    def calendar_files(self) -> CalendarFileService:
        """The calendar as files, and files as entries."""
        from salesdesk.services.calendar import CalendarFileService

        return CalendarFileService(self._store, self.commands)

    @cached_property
    def campaigns(self) -> CampaignService:
        """Campaigns and their members."""
        from salesdesk.services.campaigns import CampaignService

        return CampaignService(self._store, self.commands)

    @cached_property
    def checking(self) -> CheckService:
        """Looking for damage."""
        from salesdesk.services.checking import CheckService

        return CheckService(self._store)

    @cached_property
    def closing_words(self) -> ClosingWordService:
        """Reasons and competitors that deals are closed with."""
        from salesdesk.services.closing_words import ClosingWordService

        return ClosingWordService(self._store, self.commands)

    @property
    def companies(self) -> CompanyService:
        """Companies."""
        return cast("CompanyService", self.area_of(RecordKind.COMPANIES))

    @property
    def contacts(self) -> ContactService:
        """People."""
        return cast("ContactService", self.area_of(RecordKind.CONTACTS))

    @cached_property
    def copying_back(self) -> CopyBackService:
        """Records out of backups."""
        from salesdesk.services.backups.copying_back import CopyBackService

        return CopyBackService(self._store, self.commands)

    @cached_property
    def custom_fields(self) -> CustomFieldService:
        """Fields the person added."""
        from salesdesk.services.imports.settings import CustomFieldService

        return CustomFieldService(self._store, self.commands)

    @property
    def deals(self) -> DealService:
        """Deals and the board."""
        return cast("DealService", self.area_of(RecordKind.DEALS))

    @cached_property
    def demo(self) -> DemoService:
        """Believable data for an empty file."""
        from salesdesk.services.demo.service import DemoService

        return DemoService(self._store, self.commands)

    @cached_property
    def drafts(self) -> DraftService:
        """What was begun and not saved."""
        from salesdesk.services.drafts import DraftService

        return DraftService(self._store)

    @cached_property
    def duplicates(self) -> DuplicateService:
        """Records that may be the same."""
        from salesdesk.services.duplicates.review import DuplicateService

        return DuplicateService(self._store, self.commands)

    @cached_property
    def erasing(self) -> ErasureService:
        """Erasing for good."""
        from salesdesk.services.erasing import ErasureService

        return ErasureService(self._store, self.commands)

    @cached_property
    def exports(self) -> ExportService:
        """Lists as files."""
        from salesdesk.services.exports import ExportService

        return ExportService(self._store)

    @cached_property
    def field_history(self) -> FieldHistoryService:
        """What fields said before."""
        from salesdesk.services.field_history import FieldHistoryService

        return FieldHistoryService(self._store)

    @cached_property
    def forecast(self) -> ForecastService:
        """Open deals by month."""
        from salesdesk.services.forecast import ForecastService

        return ForecastService(self._store, self.commands)

    @cached_property
    def imports(self) -> ImportService:
        """Files as records."""
        from salesdesk.services.imports.history import ImportService

        return ImportService(self._store, self.commands)

    @cached_property
    def kept_files(self) -> KeptFileService:
        """Files that are kept up to date, for phones."""
        from salesdesk.services.kept_files import KeptFileService

        return KeptFileService(self._store, lambda: self.calendar_files, lambda: self.exports)

    @cached_property
    def likeness(self) -> LikenessService:
        """Who is already there."""
        from salesdesk.services.duplicates.likeness import LikenessService

        return LikenessService(self._store.database)

    @cached_property
    def mails(self) -> MailService:
        """E-mails kept in the history."""
        from salesdesk.services.mails import MailService

        return MailService(self._store, self.commands)

    @cached_property
    def merges(self) -> MergeService:
        """Records made one."""
        from salesdesk.services.merges import MergeService

        return MergeService(self._store, self.commands)

    @cached_property
    def merging_back(self) -> MergingBackService:
        """Edited workbooks merged back."""
        from salesdesk.services.merging_back import MergingBackService

        return MergingBackService(self._store, self.commands)

    @cached_property
    def message_templates(self) -> MessageTemplateService:
        """Templates of messages."""
        from salesdesk.services.message_templates import MessageTemplateService

        return MessageTemplateService(self._store, self.commands)

    @cached_property
    def owners(self) -> NameListService:
        """The list of owners."""
        return self.name_list(EntityKind.OWNER)

    @cached_property
    def passwords(self) -> PasswordService:
        """The password of the file."""
        from salesdesk.services.passwords import PasswordService

        return PasswordService(self._store)

    @cached_property
    def pipelines(self) -> PipelineService:
        """Pipelines and stages."""
        from salesdesk.services.pipelines import PipelineService

        return PipelineService(self._store, self.commands)

    @cached_property
    def relations(self) -> RelationService:
        """How people are related."""
        from salesdesk.services.relations import RelationService

        return RelationService(self._store, self.commands)

    @cached_property
    def report_files(self) -> ReportFileService:
        """Reports as files."""
        from salesdesk.services.reports.files import ReportFileService

        return ReportFileService(self._store)

    @cached_property
    def rates(self) -> RateService:
        """What currencies are worth, and which one the figures are in."""
        from salesdesk.services.rates import RateService

        return RateService(self._store, self.commands)

    @cached_property
    def reports(self) -> ReportService:
        """Reports."""
        from salesdesk.services.reports.service import ReportService

        return ReportService(self._store)

    @cached_property
    def keep_in_touch(self) -> KeepInTouchService:
        """Speaking to people every so many weeks."""
        from salesdesk.services.keep_in_touch import KeepInTouchService

        return KeepInTouchService(self._store, self.commands)

    @cached_property
    def saved_views(self) -> SavedViewService:
        """Named filters."""
        from salesdesk.services.saved_views import SavedViewService

        return SavedViewService(self._store, self.commands)

    @cached_property
    def search(self) -> SearchService:
        """Finding while typing."""
        from salesdesk.services.search import SearchService

        return SearchService(self._store)

    @cached_property
    def settings(self) -> SettingService:
        """Choices of the file."""
        from salesdesk.services.imports.settings import SettingService

        return SettingService(self._store, self.commands)

    @cached_property
    def sources(self) -> NameListService:
        """The list of sources."""
        return self.name_list(EntityKind.SOURCE)

    @cached_property
    def tags(self) -> NameListService:
        """The list of tags."""
        return self.name_list(EntityKind.TAG)

    @cached_property
    def targets(self) -> TargetService:
        """What is to be reached beside what was."""
        from salesdesk.services.targets import TargetService

        return TargetService(self._store, self.commands)

    @cached_property
    def own_reports(self) -> OwnReportService:
        """Reports that a person built."""
        from salesdesk.services.own_reports import OwnReportService

        return OwnReportService(self._store, self.commands)

    @cached_property
    def today(self) -> TodayService:
        """What the day asks for."""
        from salesdesk.services.today import TodayService

        return TodayService(self._store)

    @cached_property
    def trash(self) -> TrashService:
        """Deleted records."""
        from salesdesk.services.trash import TrashService

        return TrashService(self._store, self.commands)

    def close(self) -> None:
        """Remove the copies of files that were opened. Nothing here raises."""
        if "attachments" in self.__dict__:  # else it would be loaded for this
            self.attachments.close()


def build_services(store: Store) -> Services:
    """The use cases of an open file."""
    return Services(store)
