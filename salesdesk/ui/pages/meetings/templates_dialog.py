"""The kinds of meetings: what is on the agenda of each, how often it is held and when it begins."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.meetings import AgendaItem, MeetingAbout, MeetingTemplate, Rhythm, View
from salesdesk.errors import InputError, SalesDeskError
from salesdesk.ui.context import Context
from salesdesk.ui.pages.meetings.agenda_editor import AgendaEditor
from salesdesk.ui.pages.meetings.service import meetings_of
from salesdesk.ui.pages.meetings.texts import ABOUTS, RHYTHMS, template_name, tr
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.widgets.text import label
from salesdesk.ui.wording import worded

_NEW = "new"


class TemplatesDialog(Dialog):
    """One kind at a time is chosen at the top and typed over below; Save keeps that one."""

    def __init__(self, parent: QWidget | None, context: Context) -> None:
        super().__init__(parent, "", width=640)
        self._context = context
        self.heading.setText(self.tr("Kinds of meetings"))
        self.setWindowTitle(self.heading.text())
        self._chosen = QComboBox()
        self._name = FormField(self.tr("Name"), QLineEdit())
        self._about, self._rhythm = QComboBox(), QComboBox()
        for about in MeetingAbout:
            self._about.addItem(tr(ABOUTS[about]), about.value)
        for rhythm in Rhythm:
            self._rhythm.addItem(tr(RHYTHMS[rhythm]), rhythm.value)
        self._starts = FormField(self.tr("Begins at"), QLineEdit())
        self._starts.editor.setPlaceholderText("16:00")  # type: ignore[attr-defined]
        self._people = FormField(self.tr("Who is there, as a rule"), QLineEdit())
        self._agenda = AgendaEditor(context)
        self.add(FormField(self.tr("Kind"), self._chosen))
        self.add(pair(self._name, FormField(self.tr("Looks at"), self._about)))
        self.add(pair(FormField(self.tr("Held"), self._rhythm), self._starts))
        self.add(self._people)
        self.add(label(self.tr("Agenda"), "secondary"))
        self.add(self._agenda)
        self._delete = self.add_button("", self._forget, left=True)
        self.add_cancel(self.tr("Close"))
        self.add_button(self.tr("Save"), self._save, tone="primary", default=True)
        self._templates: list[MeetingTemplate] = []
        self._read("weekly")
        self._chosen.activated.connect(lambda _place: self._show())

    def _read(self, code: str) -> None:
        self._templates = meetings_of(self._context).templates.all()
        self._chosen.clear()
        for template in self._templates:
            self._chosen.addItem(template_name(template), template.code)
        self._chosen.addItem(self.tr("New kind…"), _NEW)
        self._chosen.setCurrentIndex(max(0, self._chosen.findData(code)))
        self._show()

    def _template(self) -> MeetingTemplate:
        code = self._chosen.currentData()
        found = next((one for one in self._templates if one.code == code), None)
        return found or MeetingTemplate("", MeetingAbout.SALES, (AgendaItem("talk", View.TALK, 15),))

    def _show(self) -> None:
        template = self._template()
        shown = template_name(template) if template.code else ""
        for field, text in (
            (self._name, shown),
            (self._starts, template.starts),
            (self._people, template.people),
        ):
            field.editor.setText(text)  # type: ignore[attr-defined]
            field.set_error("")
        self._about.setCurrentIndex(self._about.findData(template.about.value))
        self._rhythm.setCurrentIndex(self._rhythm.findData(template.rhythm.value))
        self._agenda.set_items(template.agenda)
        self._delete.setText(self.tr("Set back") if template.is_ours else self.tr("Delete this kind"))
        self._delete.setVisible(template.id is not None)
        self.show_problem("")

    def _said(self) -> MeetingTemplate:
        template = self._template()
        name = self._name.editor.text().strip()  # type: ignore[attr-defined]
        if template.is_ours and not template.name and name == template_name(template):
            name = ""  # as the program calls it, in whatever language
        return MeetingTemplate(
            template.code,
            MeetingAbout(self._about.currentData()),
            self._agenda.items,
            name,
            Rhythm(self._rhythm.currentData()),
            self._starts.editor.text(),  # type: ignore[attr-defined]
            self._people.editor.text(),  # type: ignore[attr-defined]
            template.id,
        )

    def _save(self) -> None:
        said, templates = self._said(), meetings_of(self._context).templates
        self.save(
            self._context.writes,
            lambda: templates.save(said),
            what=self.windowTitle(),
            text=said.name,
            done=self._saved,
            refused=self._refuse,
        )

    def _saved(self, made: tuple[str, ChangeSet]) -> None:
        self._context.messages.done(self.tr("Kind of meeting saved"), made[1])

    def _forget(self) -> None:
        code, templates = self._template().code, meetings_of(self._context).templates
        self.save(
            self._context.writes,
            lambda: templates.delete(code),
            what=self.windowTitle(),
            done=lambda changes: self._context.messages.done(self.tr("Kind of meeting changed"), changes),
        )

    def _refuse(self, error: SalesDeskError) -> None:
        fields = {"name": self._name, "starts": self._starts}
        field = fields.get(error.field) if isinstance(error, InputError) else None
        if field is None:
            self.show_problem(worded(error))
        else:
            field.set_error(worded(error))
            field.editor.setFocus()
