"""Files that are given to a record, dropped or chosen: kept by the worker, and said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.attachments import FileHome
from salesdesk.domain.changes import EntityKind
from salesdesk.errors import SalesDeskError
from salesdesk.services.attachments import Kept
from salesdesk.ui.context import Context
from salesdesk.ui.files.taken import without_own
from salesdesk.ui.pages.mails.taking import parted, take_mails
from salesdesk.ui.wording import worded


def tr(text: str) -> str:
    """The text in the person's language."""
    return QCoreApplication.translate("files", text)


def take(context: Context, host: QWidget, home: FileHome, paths: Sequence[Path]) -> None:
    """Take what is dropped on a record: e-mails into its history, anything else as its files. On an entry of the timeline
    everything is a file."""
    if home.kind is EntityKind.ACTIVITY:
        keep_files(context, home, without_own(context, paths))
        return
    mails, files = parted(context, paths)
    if mails:
        take_mails(context, host, home, mails)
    keep_files(context, home, files)


def keep_files(context: Context, home: FileHome, paths: Sequence[Path]) -> None:
    """Keep files with a record. The message bar says what was kept, with Undo, and what was not and why."""
    files, attachments, messages = list(paths), context.services.attachments, context.messages
    if not files:
        return

    def failed(error: Exception) -> None:
        if not isinstance(error, SalesDeskError):
            raise error
        messages.error(error)

    context.tasks.run(
        lambda work: attachments.add(home, files, work=work),
        done=lambda kept: _say(context, kept),
        failed=failed,
        title=tr("Keeping files"),
    )


def _say(context: Context, kept: Kept) -> None:
    parts = []
    if kept.made:
        count = len(kept.made)
        parts.append(tr("1 file kept") if count == 1 else tr("{0} files kept").format(count))
    if kept.known:
        parts.append(
            tr("It was here already")
            if kept.known == 1 and not kept.made
            else tr("{0} here already").format(kept.known)
        )
    parts += [worded(error) for error in kept.refused[:1]]
    if len(kept.refused) > 1:
        parts.append(tr("{0} more were not kept").format(len(kept.refused) - 1))
    text = " · ".join(parts)
    if kept.made:
        context.messages.done(text)
    elif kept.refused:
        context.messages.error(text)
    else:
        context.messages.say(text)
