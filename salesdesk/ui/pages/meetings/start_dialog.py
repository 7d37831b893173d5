"""Starting a meeting: of what kind, on which day, about whom."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from salesdesk.domain.changes import ChangeSet
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.meetings import MeetingAbout, MeetingTemplate
from salesdesk.errors import InputError, SalesDeskError
from salesdesk.services.activities import Subject
from salesdesk.ui.context import Context
from salesdesk.ui.pages.meetings.service import meetings_of
from salesdesk.ui.pages.meetings.texts import template_name
from salesdesk.ui.pages.record_picker import RecordPicker
from salesdesk.ui.widgets.date_field import DateField
from salesdesk.ui.widgets.dialog import Dialog
from salesdesk.ui.widgets.form import FormField, pair
from salesdesk.ui.wording import worded


class StartMeetingDialog(Dialog):
    """Asks for the kind of meeting, its name, its day and who is there; for one about somebody also about whom. The
    meeting opens when it was made. ``about`` is whom it is about where that is known."""

    def __init__(self, parent: QWidget | None, context: Context, about: Subject | None = None) -> None:
        super().__init__(parent, "", width=480)
        self._context = context
        self.heading.setText(self.tr("New meeting"))
        self.setWindowTitle(self.heading.text())
        self._templates = meetings_of(context).templates.all()
        self._kind = QComboBox()
        for template in self._templates:
            self._kind.addItem(template_name(template), template.code)
        self._name = FormField(self.tr("Name"), QLineEdit())
        self._day = DateField(date.fromisoformat(context.store.today()), name=self.tr("Day"))
        self._people = FormField(
            self.tr("Who is there"), QLineEdit(), hint=self.tr("Names with commas; may stay empty.")
        )
        self._person = RecordPicker(context, RecordKind.CONTACTS, about.contact_id if about else None)
        self._company = RecordPicker(context, RecordKind.COMPANIES, about.company_id if about else None)
        self._about = FormField(self.tr("About the person"), self._person)
        self._firm = FormField(self.tr("or the company"), self._company)
        self._whom = pair(self._about, self._firm)
        self.add(pair(FormField(self.tr("Kind"), self._kind), FormField(self.tr("Day"), self._day)))
        self.add(self._whom)
        self.add(self._name)
        self.add(self._people)
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Start"), self._start, tone="primary", default=True)
        if about is not None:
            found = next((n for n, one in enumerate(self._templates) if one.about is MeetingAbout.RECORD), 0)
            self._kind.setCurrentIndex(found)
        self._kind.activated.connect(self._fill)
        self._fill()
        self._name.editor.setFocus()

    def _template(self) -> MeetingTemplate:
        return self._templates[max(0, self._kind.currentIndex())]

    def _fill(self, _place: int = 0) -> None:
        template = self._template()
        self._whom.setVisible(template.about is MeetingAbout.RECORD)
        for field, text in ((self._name, template_name(template)), (self._people, template.people)):
            editor = field.editor
            assert isinstance(editor, QLineEdit)
            if not editor.isModified():
                editor.setText(text)
        self._name.editor.selectAll()  # type: ignore[attr-defined]

    def _start(self) -> None:
        self._name.set_error("")
        self._about.set_error("")
        template = self._template()
        name, people = self._name.editor.text(), self._people.editor.text()  # type: ignore[attr-defined]
        day = self._day.value() or date.fromisoformat(self._context.store.today())
        whom = template.about is MeetingAbout.RECORD
        person = self._person.record_id() if whom else None
        firm = self._company.record_id() if whom and person is None else None
        meetings = meetings_of(self._context)
        self.save(
            self._context.writes,
            lambda: meetings.start(template.code, day, name, people=people, contact=person, company=firm),
            what=self.windowTitle(),
            text=name,
            done=self._started,
            refused=self._refuse,
        )

    def _started(self, made: tuple[int, ChangeSet]) -> None:
        number, changes = made
        self._context.messages.done(self.tr("Meeting made. Its time runs once it is started"), changes)
        self._context.navigate("meeting", number)

    def _refuse(self, error: SalesDeskError) -> None:
        field = self._about if isinstance(error, InputError) and error.field == "about" else self._name
        field.set_error(worded(error))
        field.editor.setFocus()
