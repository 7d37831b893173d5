"""Asks what a person is to whom, or changes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from salesdesk.domain.changes import ChangeSet, EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.relations import LONGEST_WORD, Relation, RelationKind, Tie, offered_ties
from salesdesk.errors import InputError, SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.pages.record_picker import RecordPicker
from salesdesk.ui.pages.relations.texts import tie_text
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.wording import worded


class RelationDialog(Dialog):
    """Relates a person to another one, or changes a relation; the words for both ends are shown as they will stand."""

    def __init__(
        self, parent: QWidget | None, context: Context, contact: int, relation: Relation | None = None
    ) -> None:
        super().__init__(parent, "", width=520)
        title = self.tr("Relation of {0}").format(context.store.names.of(EntityKind.CONTACT, contact) or "")
        self.setWindowTitle(title)
        self.heading.setText(title)
        self._context, self._contact, self._relation = context, contact, relation
        self._ties = [*offered_ties(), *context.store.relations.own_ties()]
        self._kind = QComboBox()
        for place, tie in enumerate(self._ties):
            self._kind.addItem(tie_text(tie), place)
        self._kind.addItem(self.tr("Something else…"), -1)
        self._person = RecordPicker(
            context, RecordKind.CONTACTS, relation.person_id if relation is not None else None
        )
        self._person_field = FormField(self.tr("Person"), self._person)
        self._word = FormField(self.tr("Word on this page"), QLineEdit())
        self._back = FormField(
            self.tr("Word on the other page"),
            QLineEdit(),
            hint=self.tr("Empty: the same word from both ends."),
        )
        for field, example in ((self._word, self.tr("Teacher of")), (self._back, self.tr("Pupil of"))):
            assert isinstance(field.editor, QLineEdit)
            field.editor.setPlaceholderText(example)
            field.editor.setMaxLength(LONGEST_WORD)
        self.add(pair(FormField(self.tr("Relation"), self._kind), self._person_field))
        self._own = pair(self._word, self._back)
        self.add(self._own)
        self._note_field = FormField(
            self.tr("Note"), QLineEdit(relation.note if relation is not None else "")
        )
        self.add(self._note_field)
        self.add_cancel(self.tr("Cancel"))
        done = self.tr("Add relation") if relation is None else self.tr("Save")
        self.add_button(done, self._save, tone="primary", default=True)
        if relation is not None:
            self._show_tie(relation.tie)
        self._kind.currentIndexChanged.connect(self._show_parts)
        self._show_parts()
        self._kind.setFocus()

    def _show_tie(self, tie: Tie) -> None:
        """The kind as it is; the words of an own one can be typed over."""
        if tie.kind is RelationKind.OWN:
            self._kind.setCurrentIndex(self._kind.count() - 1)
            for field, text in ((self._word, tie.word), (self._back, tie.back)):
                assert isinstance(field.editor, QLineEdit)
                field.editor.setText(text)
        else:
            self._kind.setCurrentIndex(next(n for n, one in enumerate(self._ties) if _same(one, tie)))

    def _show_parts(self, _index: int = 0) -> None:
        self._own.setVisible(self._kind.currentData() == -1)

    def _tie(self) -> Tie:
        place = int(self._kind.currentData())
        if place >= 0:
            return self._ties[place]
        return Tie(RelationKind.OWN, True, _text(self._word), _text(self._back))

    def _save(self) -> None:
        other = self._person.record_id()
        self._person_field.set_error("")
        self._word.set_error("")
        if other is None:
            self._person_field.set_error(self.tr("Choose somebody."))
            return
        self.save(
            self._context.writes,
            partial(self._write(), self._contact, other, self._tie(), _text(self._note_field)),
            what=self.windowTitle(),
            done=self._said,
            refused=self._refused,
        )

    def _write(self) -> Callable[[int, int, Tie, str], ChangeSet]:
        relations = self._context.services.relations
        return relations.add if self._relation is None else partial(relations.change, self._relation.id)

    def _said(self, changes: ChangeSet) -> None:
        said = self.tr("Relation added") if self._relation is None else self.tr("Relation changed")
        self._context.messages.done(said, changes)

    def _refused(self, error: SalesDeskError) -> None:
        assert isinstance(error, InputError)
        self._word.set_error(worded(error))


def _same(one: Tie, other: Tie) -> bool:
    return (one.kind, one.forward) == (other.kind, other.forward)


def _text(field: FormField) -> str:
    assert isinstance(field.editor, QLineEdit)
    return field.editor.text()
