"""The window of one open file: which pages there are, and what its menus, drops and search do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.conflicts import Seen
from salesdesk.domain.entities import entities, entity_of
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.field_edits import Disagreement
from salesdesk.ui.first_paint import start_after_paint
from salesdesk.ui.new_records import NewRecords
from salesdesk.ui.page import Page
from salesdesk.ui.page_registry import page_entries
from salesdesk.ui.pages.first_run import FirstRunPage
from salesdesk.ui.window.finding import Finding
from salesdesk.ui.window.kept_files import KeptFiles
from salesdesk.ui.window.lasting_drafts import keep_drafts
from salesdesk.ui.window.leaving import saving_text
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.open_file import OpenFile
from salesdesk.ui.window.reminders import Reminders
from salesdesk.ui.window.sample import SampleData
from salesdesk.ui.window.search import Command
from salesdesk.ui.window.view_counts import ViewCounts

_FURTHER_PAGES = ("deals", "forecast", "meetings")
"""Pages of their own that stand behind another one of the rail."""


class Workspace(QObject):
    """Builds the window and connects it. ``file_requested`` carries the path of another file to open."""

    file_requested = Signal(object)

    def __init__(self, context: Context, *, backup: str = "") -> None:
        """``backup`` says which backup is shown, see ``MainWindow``."""
        super().__init__()
        self._context = context
        self._new = NewRecords(context, self)
        self._finding = Finding(context, self._log_call, self._plan_step, self)
        self.window = MainWindow(
            context,
            page_entries(context, self._first_run),
            search=self._finding.search,
            commands=self.commands,
            new_items=self._new.commands(),
            organisation=context.store.settings.get("organisation"),
            backup=backup,
        )
        self.setParent(self.window)
        keep_drafts(self.window, context)
        self._new.set_host(self.window)
        self._connect_signals()
        self.views = ViewCounts(context, self.window.rail, self.window)
        self.window.closing.connect(self.views.stop)
        self.file = OpenFile(context, self.window, self)
        self.file.requested.connect(self.file_requested)
        self.sample = SampleData(context, self.window)
        self._show_first_page()
        self.telling = QTimer(self)
        self.telling.setSingleShot(True)
        self.telling.timeout.connect(self.file.tell)
        start_after_paint(self.telling, self.window.page(self.window.current_key))
        self.reminders = Reminders(context, self)
        self.reminders.is_quiet = lambda: self.window.stage.is_presenting
        self.kept = KeptFiles(context, self)
        if not backup:
            self.telling.timeout.connect(self.kept.start)
            self.window.closing.connect(self.kept.finish)
            self.telling.timeout.connect(self._begin_reminders)
            self.window.closing.connect(self.reminders.stop)

    def _begin_reminders(self) -> None:
        """After the first page is on screen: asking the desktop takes a moment."""
        from salesdesk.ui.notices.teller import teller_for
        from salesdesk.ui.window.tray import Tray

        tray = Tray(self.window, self._context.theme, self._context.preferences)
        icon = tray.icon if tray.is_available() else None
        self.reminders.tell_by(teller_for(self._context.tasks, self.window, icon))
        self.reminders.raised.connect(tray.come_back)
        self.reminders.start()

    def _connect_signals(self) -> None:
        window, context = self.window, self._context
        context.notifier.changed.connect(self._on_changed)
        for news in (context.tasks.busy_changed, context.writes.changed, context.edits.changed):
            news.connect(self._show_state)
        context.edits.disagreed.connect(self._ask_who_stays)
        window.files_dropped.connect(self.import_files)
        window.import_requested.connect(self.choose_import)
        window.view_requested.connect(self._show_view)
        log_action = QAction(self.tr("Log what happened"), window)
        log_action.setShortcut(QKeySequence("Ctrl+L"))
        log_action.triggered.connect(self.log)
        window.addAction(log_action)
        help_action = QAction(self.tr("Help"), window)
        help_action.setShortcut(QKeySequence("F1"))
        help_action.triggered.connect(self.show_help)
        window.addAction(help_action)

    def _ask_who_stays(self, found: Disagreement) -> None:
        from salesdesk.ui.dialogs.conflict import ask_who_stays  # rarely needed

        seen = found.edit.seen or Seen({})
        ask_who_stays(self.window, self._context, found.clashes, seen, found.decide)

    def show_help(self) -> None:
        """Open the help, about the page on screen where there is a topic on it."""
        shown = self.window.current_key
        if shown != "help":
            self._context.navigate("help", shown)

    def log(self) -> None:
        """Begin an entry about the record in hand; where there is none, whom it is about is found first."""
        from salesdesk.ui.pages.activities.log_dialog import (
            LogDialog,  # rarely the first thing that is needed
        )

        page = self.window.page(self.window.current_key)
        if not page.begin_log():
            LogDialog(self.window, self._context, page.in_hand()).open()

    def _first_run(self) -> Page:
        page = FirstRunPage(self._context)
        page.files_chosen.connect(self.import_files)
        page.choose_requested.connect(self.choose_import)
        page.paste_requested.connect(self.paste_import)
        page.sample_requested.connect(self.sample.show)
        page.contact_requested.connect(self._new.contact)
        page.open_requested.connect(self.file.choose)
        return page

    def _show_first_page(self) -> None:
        if self.is_empty():
            self.window.show_page("start")
            return
        self.window.show_page("today")

    def is_empty(self) -> bool:
        """Whether the file has no records at all."""
        lists = [spec.records for spec in entities().values() if spec.page and spec.records is not None]
        return all(self._context.store.is_empty(kind) for kind in lists)

    # ---- search and commands ----

    def commands(self) -> Sequence[Command]:
        """What the palette offers besides records."""
        pages = [
            Command(
                self.tr("Go to {0}").format(entry.title),
                entry.icon,
                partial(self.window.open_page, entry.key),
            )
            for entry in page_entries(self._context, self._first_run)
            if entry.in_rail or entry.key in _FURTHER_PAGES
        ]
        return [
            *self._new.commands(),
            Command(self.tr("Log a call or anything else…"), "phone", self.log, "Ctrl+L"),
            Command(self.tr("Import a file…"), "file-up", self.choose_import, "Ctrl+O"),
            Command(self.tr("Paste from Excel"), "clipboard-paste", self.paste_import),
            Command(self.tr("Merge an edited workbook…"), "merge", partial(self._context.navigate, "merge")),
            Command(self.tr("Export everything…"), "file-down", self.export_everything),
            Command(self.tr("Open another file…"), "folder-open", self.file.choose),
            Command(self.tr("Back up now"), "hard-drive", self.file.back_up_now),
            Command(self.tr("Help on this page"), "circle-help", self.show_help, "F1"),
            *self.sample.commands(),
            *pages,
            *self._finding.commands(self._show_view),
        ]

    def _log_call(self, kind: EntityKind, number: int) -> None:
        """Open the page of a record with its quick log begun."""
        from salesdesk.ui.records.record_page import RecordPage

        key = entities()[kind].record_page
        self.window.show_page(key, number)
        page = self.window.page(key)
        if isinstance(page, RecordPage):
            page.timeline.start_log(ActivityKind.CALL)

    def _plan_step(self, about: Subject) -> None:
        """Ask for a step to be planned."""
        from salesdesk.ui.pages.activities.entry_dialog import EntryDialog

        EntryDialog(self.window, self._context, about=about).open()

    # ---- import ----

    def import_files(self, files: object) -> None:
        """Start an import of one or several files; a calendar goes into the calendar, and e-mails into the history of the people
        they are with."""
        from salesdesk.ui.pages.mails.taking import parted, take_mails  # not needed for the first page

        mails, readable = parted(self._context, files) if isinstance(files, Sequence) else ([], [])
        if mails:
            take_mails(self._context, self.window, None, mails)
        if readable and readable[0].suffix.lower() == ".ics":
            self._context.navigate("today", readable[0])
        elif readable:
            self._context.navigate("import", tuple(readable))

    def paste_import(self) -> None:
        """Start an import of the cells in the clipboard."""
        self._context.navigate("import", "clipboard")

    def choose_import(self) -> None:
        """Ask for files to import."""
        from salesdesk.ui.files.dialogs import choose_files  # not needed for the first page

        choose_files(self.window, self._context, "import", self.tr("Import"), self.import_files)

    def export_everything(self) -> None:
        """Ask for a file and write every record into it."""
        from salesdesk.ui.lists.export_anything import export_everything

        export_everything(self.window.page(self.window.current_key))

    # ---- saved views and changes ----

    def _show_view(self, key: object) -> None:
        view = next((v for v in self._context.store.saved_views.all() if v.id == key), None)
        if view is not None:
            self._context.navigate(entity_of(view.kind).page, view)

    def _on_changed(self, change: ChangeSet) -> None:
        self.views.on_changed(change)

    def _show_state(self, *_news: object) -> None:
        waiting, refused = len(self._context.writes.unsaved()), len(self._context.edits.refused())
        if waiting:
            self.window.status.set_state(saving_text(waiting))
        elif self._context.tasks.is_busy:
            self.window.status.set_state(self.tr("Working…"))
        elif refused:
            many = self.tr("{0} changes are not saved").format(refused)
            self.window.status.set_state(self.tr("1 change is not saved") if refused == 1 else many)
        else:
            self.window.status.set_state()
