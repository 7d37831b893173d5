"""Everything the window and the command line can do, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from salesdesk.services.activities import ActivityService
from salesdesk.services.backups import BackupService
from salesdesk.services.campaigns import CampaignService
from salesdesk.services.commands import Commands
from salesdesk.services.companies import CompanyService
from salesdesk.services.contacts import ContactService
from salesdesk.services.deals import DealService
from salesdesk.services.demo import DemoService
from salesdesk.services.duplicates import DuplicateService
from salesdesk.services.exports import ExportService
from salesdesk.services.file_settings import CustomFieldService, NameListService, SettingService
from salesdesk.services.imports import ImportService
from salesdesk.services.merges import MergeService
from salesdesk.services.pipelines import PipelineService
from salesdesk.services.report_files import ReportFileService
from salesdesk.services.reports import ReportService
from salesdesk.services.saved_views import SavedViewService
from salesdesk.services.search import SearchService
from salesdesk.services.trash import TrashService
from salesdesk.store.store import Store


@dataclass(frozen=True)
class Services:
    """The use cases of one open file, by area."""

    activities: ActivityService
    backups: BackupService
    campaigns: CampaignService
    commands: Commands
    companies: CompanyService
    contacts: ContactService
    custom_fields: CustomFieldService
    deals: DealService
    demo: DemoService
    duplicates: DuplicateService
    exports: ExportService
    imports: ImportService
    merges: MergeService
    owners: NameListService
    pipelines: PipelineService
    report_files: ReportFileService
    reports: ReportService
    saved_views: SavedViewService
    search: SearchService
    settings: SettingService
    sources: NameListService
    tags: NameListService
    trash: TrashService


def build_services(store: Store) -> Services:
    """The use cases of an open file."""
    commands = Commands(store)
    return Services(
        activities=ActivityService(store, commands),
        backups=BackupService(store),
        campaigns=CampaignService(store, commands),
        commands=commands,
        companies=CompanyService(store, commands),
        contacts=ContactService(store, commands),
        custom_fields=CustomFieldService(store, commands),
        deals=DealService(store, commands),
        demo=DemoService(store, commands),
        duplicates=DuplicateService(store, commands),
        exports=ExportService(store),
        imports=ImportService(store, commands),
        merges=MergeService(store, commands),
        owners=NameListService(commands, store.owners, "owner"),
        pipelines=PipelineService(store, commands),
        report_files=ReportFileService(store),
        reports=ReportService(store),
        saved_views=SavedViewService(store, commands),
        search=SearchService(store),
        settings=SettingService(store, commands),
        sources=NameListService(commands, store.sources, "source"),
        tags=NameListService(commands, store.tags, "tag"),
        trash=TrashService(store, commands),
    )
