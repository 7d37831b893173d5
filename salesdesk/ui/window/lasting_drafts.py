"""What was typed and not saved outlives its window; where it must not, leaving asks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication

from salesdesk.domain.export_marks import hex_of
from salesdesk.store.engine.sqlite import FileDatabase
from salesdesk.ui.context import Context
from salesdesk.ui.widgets.drafts import Drafts
from salesdesk.ui.window.main_window import MainWindow


def keep_drafts(window: MainWindow, context: Context, *, lasting: bool = True) -> None:
    """Have the drafts of a file kept on this computer, and say so when one was put by.

    What is typed into a file with a password is not written outside of it: that goes with the window, as it does where
    it is not to be ``lasting``.
    """
    drafts, database = Drafts(window), context.store.database
    if lasting and not (isinstance(database, FileDatabase) and database.is_encrypted):
        drafts.keep_in(context.preferences, hex_of(database.uuid))
    drafts.put_by.connect(partial(_say_kept, context, drafts))
    window.closing.connect(drafts.save)


def _say_kept(context: Context, drafts: Drafts) -> None:
    translate = QCoreApplication.translate
    context.messages.say(
        translate("lasting_drafts", "What you typed is kept and is back when you open it again")
        if drafts.is_lasting
        else translate("lasting_drafts", "What you typed is kept until the window is closed")
    )
