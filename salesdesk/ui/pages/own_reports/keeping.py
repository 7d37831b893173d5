"""Keeping a report of one's own: saved, renamed, copied, deleted, shown elsewhere, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.progress import Work
from salesdesk.ui.files.dialogs import WORKBOOK, choose_target
from salesdesk.ui.lists.name_dialog import NameDialog
from salesdesk.ui.pages.own_reports.boxes import tr
from salesdesk.ui.wording import worded

if TYPE_CHECKING:
    from salesdesk.ui.pages.own_reports.page import OwnReportsPage


class Keeping:
    """What is done with the report that a page shows."""

    def __init__(self, page: OwnReportsPage) -> None:
        self._page, self._context = page, page.context

    def save(self) -> None:
        """Keep what is shown: under its name, or one that is asked for."""
        kept, design = self._page.kept, self._page.panel.design
        if kept is None:
            self.save_as()
            return
        service, said = self._context.services.own_reports, tr("Report {0} saved").format(kept.name)
        self._run(lambda: service.change(kept.id, design=design, seen=kept), said)

    def save_as(self) -> None:
        """Keep what is shown under another name."""
        page, design = self._page, self._page.panel.design
        on_today, in_meetings = page.panel.on_today.isChecked(), page.panel.in_meetings.isChecked()
        service = self._context.services.own_reports
        name = worded(page.report.title) if page.report is not None and page.kept is None else ""
        NameDialog(
            page.window(),
            self._context.writes,
            tr("Save report"),
            tr("The report is made anew from the rows whenever it is opened."),
            name,
            lambda text: service.create(text, design, on_today=on_today, in_meetings=in_meetings),
            self._saved_as,
            tr("Save report"),
        ).open()

    def _saved_as(self, made: tuple[int, ChangeSet]) -> None:
        number, changes = made
        kept = self._context.store.own_reports.get(number)
        self._page.show_report(kept)
        self._context.messages.done(tr("Report {0} saved").format(kept.name), changes)

    def rename(self) -> None:
        """Ask for another name."""
        kept = self._page.kept
        if kept is None:
            return
        service = self._context.services.own_reports
        NameDialog(
            self._page.window(),
            self._context.writes,
            tr("Rename report"),
            "",
            kept.name,
            lambda text: service.change(kept.id, name=text, seen=kept),
            lambda changes: self._context.messages.done(tr("Report renamed"), changes),
            tr("Rename"),
        ).open()

    def duplicate(self) -> None:
        """A second one like it, which is shown."""
        kept, service = self._page.kept, self._context.services.own_reports
        if kept is not None:
            said = tr("Report {0} duplicated").format(kept.name)
            self._context.writes.run(
                lambda: service.duplicate(kept.id), what=said, done=self._saved_as, owner=self._page
            )

    def delete(self) -> None:
        """Forget the report; what is shown stays in sight."""
        kept, service = self._page.kept, self._context.services.own_reports
        if kept is not None:
            self._run(lambda: service.delete(kept.id), tr("Report {0} deleted").format(kept.name))

    def place(self, on_today: bool, in_meetings: bool) -> None:
        """Show a kept report on Today or in meetings, or not any more; one that is not kept yet is once it is saved."""
        kept, service = self._page.kept, self._context.services.own_reports
        if kept is not None:
            said = tr("Where {0} is shown was changed").format(kept.name)
            self._run(lambda: service.change(kept.id, on_today=on_today, in_meetings=in_meetings), said)

    def _run(self, change: Any, said: str) -> None:
        self._context.writes.run(
            change,
            what=said,
            done=lambda changes: self._context.messages.done(said, changes),
            owner=self._page,
        )

    # ---- files ----

    def choose_file(self, ending: str) -> None:
        """Ask where to write the report, and write it."""
        if self._page.report is None:
            return
        kinds = {".xlsx": tr(WORKBOOK), ".pdf": tr("PDF (*.pdf)"), ".csv": tr("Text tables (*.csv)")}
        choose_target(
            self._page,
            self._context,
            "report",
            tr("Save the report"),
            [kinds[ending]],
            self._page.file_name(ending),
            self.write,
        )

    def write(self, path: Path | str) -> None:
        """Write the report shown to a file, in the worker."""
        report, service = self._page.report, self._context.services.report_files
        if report is None:
            return
        target = Path(path)

        def write(work: Work) -> Path:
            service.write(report, target, worded)
            return target

        self._context.tasks.run(write, done=self._written, owner=self._page)

    def _written(self, path: Path) -> None:
        self._context.messages.say(tr("Report saved as {0}").format(path.name))
