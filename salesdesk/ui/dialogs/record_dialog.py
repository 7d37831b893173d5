"""The dialog that adds a record, or changes one as it was seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from salesdesk.domain.changes import EntityKind
from salesdesk.domain.conflicts import EditConflict, Seen
from salesdesk.errors import SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.conflict import Dropped, ask_who_stays
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.drafts import DraftOf


class RecordDialog(Dialog):
    """``seen`` is what a change of a record of this ``kind`` is made from. What somebody else changed meanwhile is asked about, and the rest of the
    change written with what was decided."""

    def __init__(
        self, parent: QWidget | None, context: Context, title: str, kind: EntityKind, seen: Seen
    ) -> None:
        super().__init__(parent, title, width=560)
        self._context, self._seen = context, seen
        numbers = sorted(seen.values)
        self.draft = DraftOf(f"{title} {numbers}", tuple((kind, number) for number in numbers))

    def write(
        self,
        write: Callable[[], object],
        name: str,
        disagreed: Callable[[EditConflict], object] | None = None,
    ) -> None:
        """Write the record called ``name`` by one call of a service, and close."""
        self.save(
            self._context.writes,
            write,
            what=self.windowTitle(),
            text=name,
            done=self.saved,
            refused=self.refuse,
            disagreed=disagreed,
        )

    def write_change(self, change: Callable[..., object], name: str, values: Mapping[str, Any]) -> None:
        """Write values of a record; ``change`` takes them by name, with ``seen``."""

        def left(dropped: Dropped) -> None:
            gone = {key for _, key in dropped}
            self.write_change(change, name, {key: value for key, value in values.items() if key not in gone})

        self.write(
            partial(change, seen=self._seen, **values),
            name,
            lambda error: ask_who_stays(self, self._context, error.clashes, self._seen, left),
        )

    def refuse(self, error: SalesDeskError) -> None:
        """Say a refusal beside the field it is about."""
        raise NotImplementedError

    def saved(self, result: Any) -> None:
        """It was written; ``result`` is what the service gave."""
        raise NotImplementedError
