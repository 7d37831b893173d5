"""The files of an entry of the timeline, in its form."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from salesdesk.domain.attachments import FileHome
from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.ui.context import Context
from salesdesk.ui.pages.files.card import FilesCard
from salesdesk.ui.pages.files.drops import RecordDrops

_FILES = EntityKind("attachment")


class _EntryFiles(FilesCard):
    """The card, which shows by itself what changed."""

    def __init__(self, context: Context, home: FileHome) -> None:
        super().__init__(context)
        self._of = home
        self.show_home(home)
        context.notifier.changed.connect(self._hear)

    def _hear(self, change: ChangeSet) -> None:
        if change.concerns(_FILES):
            self.show_home(self._of)


def files_of_entry(context: Context, number: int, host: QWidget) -> QWidget:
    """The files of an entry; what is dropped on ``host`` is kept with it."""
    home = FileHome(EntityKind.ACTIVITY, number)
    RecordDrops(context, host).set_home(home)
    return _EntryFiles(context, home)
