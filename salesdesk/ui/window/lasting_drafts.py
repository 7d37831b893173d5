"""What was typed and not saved outlives its window: it is kept in the file, whatever keeps that safe keeps it too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.drafts import Draft, DraftChange, read_fields
from salesdesk.domain.export_marks import hex_of
from salesdesk.errors import Cancelled, SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.log_drafts import about_before
from salesdesk.ui.preferences import drafts_of
from salesdesk.ui.widgets.drafts import Drafts, told_text
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.wording import worded


def keep_drafts(window: MainWindow, context: Context) -> None:
    """Have the drafts of a window kept in its file, and say so when one was put by. Where the file cannot be written, they
    go with the window."""
    drafts = window.findChild(Drafts) or Drafts(window)
    if not context.store.database.read_only:
        _take_in(context)
        drafts.keep_in(_InFile(context, drafts))
    drafts.put_by.connect(partial(_say_kept, context, drafts))
    window.closing.connect(drafts.save)


def _tr(text: str) -> str:
    return QCoreApplication.translate("lasting_drafts", text)


def _say_kept(context: Context, drafts: Drafts) -> None:
    context.messages.say(
        _tr("What you typed is kept and is back when you open it again")
        if drafts.is_lasting
        else _tr("What you typed is kept until the window is closed")
    )


class _InFile:
    """Reads and writes them by the services, through the queue of changes."""

    def __init__(self, context: Context, drafts: Drafts) -> None:
        self._context, self._drafts = context, drafts
        self._said = False

    def of(self, form: str) -> Sequence[Draft]:
        """Those of a form, the newest first."""
        return self._context.services.drafts.of(form)

    def write(
        self, changes: Sequence[DraftChange], done: Callable[[], object], failed: Callable[[], object]
    ) -> None:
        """Write some, now or when the file is free."""

        def refused(error: SalesDeskError) -> None:
            failed()
            if not self._said and not isinstance(error, Cancelled):
                self._said = True
                kept = _tr("What you typed is kept until the window is closed")
                self._context.messages.error(f"{kept}. {worded(error)}")

        self._context.writes.run(
            partial(self._context.services.drafts.write, changes),
            what=_tr("Begun, not finished"),
            text=told_text(changes[-1].draft.fields),
            done=lambda _none: done(),
            failed=refused,
            owner=self._drafts,
        )


def _take_in(context: Context) -> None:
    """Take over what was kept beside the preferences, once."""
    option = drafts_of(hex_of(context.store.database.uuid))
    kept = context.preferences.get(option)
    found = [(about_before(form), read_fields(written)) for form, written in kept.items()]
    changes = [
        DraftChange(Draft(about.form, about.records, fields, uuid4().hex))
        for about, fields in found
        if fields
    ]

    def done(_none: object) -> None:
        context.preferences.forget(option)
        context.preferences.save()

    if changes:
        write = partial(context.services.drafts.write, changes)
        context.writes.run(
            write, what=_tr("Begun, not finished"), done=done, failed=lambda _error: None
        )  # next time
    elif kept:
        done(None)
