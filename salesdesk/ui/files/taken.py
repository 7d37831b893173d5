"""Files dropped or chosen for an import: SalesDesk's own are offered for opening instead."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from salesdesk.own_files import Own, what_is
from salesdesk.ui.context import Context


def tr(text: str) -> str:
    """The text in the person's language."""
    return QCoreApplication.translate("taken_files", text)


def without_own(context: Context, files: Sequence[Path | str]) -> list[Path]:
    """The files that may be read. Of the first SalesDesk file among the others the message bar says what it is, and
    offers to open it when it is another one."""
    paths = [Path(file) for file in files]
    kinds = {path: what_is(path, tuple(context.store.files)) for path in paths}
    own = next((path for path in paths if kinds[path] is not Own.FOREIGN), None)
    if own is not None:
        _say(context, own, kinds[own])
    return [path for path in paths if kinds[path] is Own.FOREIGN]


def _say(context: Context, path: Path, kind: Own) -> None:
    if kind is Own.OPEN:
        context.messages.say(tr("{0} is the file that is open here already.").format(path.name))
    elif kind is Own.PART:
        context.messages.error(
            tr("{0} belongs to a SalesDesk file and cannot be imported or opened by itself.").format(
                path.name
            )
        )
    else:
        context.messages.say(
            tr(
                "{0} is a SalesDesk file. It is not imported, but it can be opened instead of this one."
            ).format(path.name),
            tr("Open it"),
            partial(context.navigate.open_file, path),
        )
