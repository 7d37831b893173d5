"""Asking what stays where somebody else changed, since the plan was looked at, what the file would change as well."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from salesdesk.domain.conflicts import ASKED_ONE_BY_ONE
from salesdesk.domain.meanwhile import Answers, KeptValue, Meanwhile
from salesdesk.ui.conflict_texts import whose_text
from salesdesk.ui.context import Context
from salesdesk.ui.dialogs.sides import Questions
from salesdesk.ui.pages.imports.review.stored_names import StoredNames
from salesdesk.ui.pages.imports.texts import or_dash, tr
from salesdesk.ui.widgets.conflict_cell import Choice, ConflictCell, Side
from salesdesk.ui.widgets.dialog import Dialog


class ImportClashDialog(Dialog):
    """One cell for each value and each deleted record. What others did is chosen at first: it is newer than the file.
    ``decided`` gets ``answers`` with those given here; Cancel imports nothing and leaves the plan as it is."""

    def __init__(
        self,
        parent: QWidget | None,
        context: Context,
        file_name: str,
        asked: Meanwhile,
        answers: Answers,
        decided: Callable[[Answers], object],
    ) -> None:
        text = tr("Somebody else changed what the file would change too. Nothing is imported yet.")
        super().__init__(parent, tr("Changed meanwhile"), text, width=480)
        self.setAccessibleName(self.windowTitle())
        self._store, self._file = context.store, file_name
        self._names = StoredNames(context.store)
        self._answers, self._decided = answers, decided
        self._questions = Questions[KeptValue | str](self)
        for name in asked.deleted[:ASKED_ONE_BY_ONE]:
            self._questions.add(self._deleted(name), name)
        for kept in asked.kept[:ASKED_ONE_BY_ONE]:
            self._questions.add(self._value(kept), kept)
        rest: list[KeptValue | str] = [*asked.deleted[ASKED_ONE_BY_ONE:], *asked.kept[ASKED_ONE_BY_ONE:]]
        self._questions.add_rest(rest, tr("As the file says"), tr("As they are now"))
        self._questions.choose_all(Side.THEIRS)
        self._questions.close_with(
            tr("Import"), self._accept, all_ours=tr("All from the file"), all_theirs=tr("All as they are")
        )

    @property
    def cells(self) -> list[ConflictCell]:
        """The questions in order."""
        return self._questions.cells

    def _value(self, kept: KeptValue) -> ConflictCell:
        def shown(value: object) -> str:
            return or_dash(self._names.shown(kept.field, value))

        return ConflictCell(
            f"{kept.name} · {self._names.title(kept.field)}",
            Choice(shown(kept.given), self._file),
            Choice(shown(kept.stored), whose_text(self._store, kept.by)),
            tr("was: {0}").format(shown(kept.planned)),
        )

    def _deleted(self, name: str) -> ConflictCell:
        theirs = Choice(tr("Leave it in the trash and its row out"), tr("Deleted by somebody else"))
        return ConflictCell(name, Choice(tr("Add it anew from its row"), self._file), theirs)

    def _accept(self) -> None:
        answers = self._answers
        for side in Side:
            for one in self._questions.decided_for(side):
                if isinstance(one, KeptValue):
                    answers = answers.with_value(one, side is Side.OURS)
                else:
                    answers = answers.with_deleted(one, side is Side.OURS)
        self.accept()
        self._decided(answers)
