"""Asking whether the later steps of a sequence go with one that is moved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from salesdesk.domain.activities import Activity
from salesdesk.ui.context import Context
from salesdesk.ui.pages.activities.texts import entry_title
from salesdesk.ui.value_texts import number_text
from salesdesk.ui.widgets.dialog import CANCEL, Choice, ask


def _tr(text: str) -> str:
    return QCoreApplication.translate("sequences", text)


def ask_later(
    parent: QWidget,
    context: Context,
    step: Activity | None,
    to: str | None,
    move: Callable[..., object],
    run: Callable[[Callable[[], object]], object],
) -> None:
    """``run`` a move of a step; ``move`` takes whether the steps after it in its sequence go with it as ``later``. Asks where
    there are some and the day becomes another; cancelled, nothing is moved. None: no single step is moved."""
    count = 0 if step is None else context.services.activities.later_steps(step, to)
    if step is None or not count:
        run(move)
        return
    steps = _tr("1 later step") if count == 1 else _tr("{0} later steps").format(number_text(count))
    text = _tr("“{0}” is a step of a sequence, and {1} come after it. Shall they move by as many days?")
    if count == 1:
        text = _tr("“{0}” is a step of a sequence, and {1} comes after it. Shall it move by as many days?")

    def answered(key: str) -> None:
        if key:
            run(partial(move, later=True) if key == "later" else move)

    choices = [
        CANCEL,
        Choice("one", _tr("Only this one")),
        Choice("later", _tr("Later ones too"), "primary", default=True),
    ]
    ask(parent, _tr("Later steps too?"), text.format(entry_title(step), steps), choices, answered)
