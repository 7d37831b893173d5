"""Before records are deleted: what hangs on them is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.hanging import Hanging
from salesdesk.ui.context import Context
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.dialog import CANCEL, Choice, ask

_AT_ONCE = 2_000
"""Up to this many records are looked at while the window waits."""


class Deletable(Protocol):
    """What deletes records of one kind."""

    def hanging(self, ids: Sequence[int]) -> Hanging: ...


def _tr(text: str) -> str:
    return QCoreApplication.translate("deleting", text)


def hanging_text(found: Hanging) -> str:
    """ "1 person, 2 deals and 3 planned steps"."""
    words = (
        (found.people, _tr("1 person"), _tr("{0} people")),
        (found.deals, _tr("1 deal"), _tr("{0} deals")),
        (found.steps, _tr("1 planned step"), _tr("{0} planned steps")),
        (found.campaigns, _tr("1 campaign"), _tr("{0} campaigns")),
    )
    parts = [one if count == 1 else more.format(number_text(count)) for count, one, more in words if count]
    return parts[0] if len(parts) == 1 else _tr("{0} and {1}").format(", ".join(parts[:-1]), parts[-1])


def before_deleting(
    host: QWidget,
    context: Context,
    service: Deletable,
    ids: Sequence[int],
    called: str,
    delete: Callable[[], object],
) -> None:
    """Delete at once what nothing hangs on; else say what does, and ask. ``called`` is the record or "3 people"."""

    def look(found: Hanging) -> None:
        if not found:
            delete()
            return
        several = found.people + found.deals + found.steps + found.campaigns > 1
        hang = _tr("{0} hang on it.") if several else _tr("{0} hangs on it.")
        if len(ids) > 1:
            hang = _tr("{0} hang on them.") if several else _tr("{0} hangs on them.")
        stay = _tr(
            "People, deals and what happened stay, without the name; what is planned with it waits in the trash, too. "
            "It can be undone."
        )
        ask(
            host,
            _tr("Delete {0}?").format(called),
            f"{hang.format(hanging_text(found))} {stay}",
            [CANCEL, Choice("delete", _tr("Delete"), "danger")],
            lambda answer: delete() if answer == "delete" else None,
        )

    if len(ids) <= _AT_ONCE:
        look(service.hanging(ids))
    else:
        context.tasks.run(lambda _work: service.hanging(ids), done=look, owner=host)
