"""Every dialog on a small screen: a window of 1024 × 640 and long names. What does not fit scrolls; heading and buttons
stay in sight."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import salesdesk.ui
from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.backups import Snapshot
from salesdesk.domain.changes import EntityKind, KeptRow, UndoResult
from salesdesk.domain.checking import Checked, CheckReport, CheckStep, Fault
from salesdesk.domain.closing_words import ClosingList
from salesdesk.domain.conflicts import FieldClash, RecordClash
from salesdesk.domain.contacts import Contact
from salesdesk.domain.custom_fields import CustomType
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.filters import Filter, Sort
from salesdesk.domain.meetings import AgendaItem, Meeting, View
from salesdesk.domain.pipelines import StageKind
from salesdesk.domain.sequences import Anchor, SequenceFor, SequenceStep
from salesdesk.phrases import said
from salesdesk.services.activities import Subject
from salesdesk.services.meetings import MeetingService
from salesdesk.services.sequences import SequenceService
from salesdesk.ui.dialogs.cannot_open import BackupChoice, CannotOpenDialog
from salesdesk.ui.dialogs.check_report import CheckReportDialog
from salesdesk.ui.dialogs.crash import CrashDialog
from salesdesk.ui.widgets.dialog import CANCEL, Choice, Dialog, Question
from salesdesk.ui.widgets.form import FormField, pair
from tests.ui.pages.office import NOW, Office, until

WIDTH, HEIGHT = 1024, 640
LONG = "Nordwind Logistics and Warehousing of the Northern Seas Limited " * 3


@pytest.fixture
def window(qtbot: QtBot, office: Office) -> QWidget:
    """A window of the smallest size everything must fit into."""
    made = QWidget()
    qtbot.addWidget(made)
    office.shown.append(made)
    made.resize(WIDTH, HEIGHT)
    made.show()
    qtbot.waitExposed(made)
    return made


def person(office: Office) -> Contact:
    number = office.person(LONG, company=LONG, email="a@b.example", phone="+49 30 123456")
    return office.store.contacts.get(number)


def opened() -> Dialog:
    """The dialog on screen."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, Dialog) and w.isVisible())


def contact_form(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.contacts.dialogs import edit_contact

    for number in range(6):
        office.services.custom_fields.create("contact", f"Own field {number}", CustomType.TEXT)
    edit_contact(window, office.context, person(office))


def new_contact(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.contacts.dialogs import new_contact

    new_contact(window, office.context)


def emails(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.contacts.dialogs import edit_emails
    from salesdesk.ui.records.entries_dialog import EntriesDialog

    edit_emails(window, office.context, person(office))
    dialog = opened()
    assert isinstance(dialog, EntriesDialog)
    for _ in range(20):
        dialog._add_empty()


def consent(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.contacts.dialogs import edit_consent

    edit_consent(window, office.context, person(office))


def step(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.activities.entry_dialog import plan_step

    plan_step(window, office.context, Subject(person(office).id))


def task(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.activities.entry_dialog import EntryDialog

    number = person(office).id
    office.services.activities.plan(Subject(number), LONG, "2026-12-01")
    planned = office.store.activities.next_step("contact_id", number)
    assert planned is not None
    EntryDialog(window, office.context, planned).open()


def finished(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.today.finish_dialog import FinishDialog

    number = person(office).id
    office.services.activities.plan(Subject(number), LONG, "2026-12-01", kind=ActivityKind.CALL)
    planned = office.store.activities.next_step("contact_id", number)
    assert planned is not None
    FinishDialog(window, office.context, planned).open()


def taken_in(window: QWidget, office: Office) -> None:
    from salesdesk.services.calendar.taking_in import CalendarPlan, Fate, PlannedItem
    from salesdesk.ui.pages.today.calendar.files import TakeInDialog

    items = tuple(PlannedItem(LONG, "2026-12-01", fate) for fate in Fate for _ in range(30))
    TakeInDialog(window, office.context, CalendarPlan(LONG, items)).open()


def moved(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.today.moving import DayDialog

    DayDialog(window, LONG, NOW.date(), lambda _day: None).open()


def deal(office: Office) -> int:
    stage = office.store.pipelines.all()[0].stages[0]
    return office.services.deals.create(LONG, stage.id, amount=5)[0]


def new_deal(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.deals.deal_dialog import DealDialog

    DealDialog(window, office.context, office.store.deals.get(deal(office))).open()


def won(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.deals.closing import WonDialog

    WonDialog(window, office.context, office.store.deals.get(deal(office))).open()


def lost(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.deals.closing import LostDialog

    LostDialog(window, office.context, office.store.deals.get(deal(office))).open()


def template(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.settings.templates import TemplateDialog

    made, _ = office.services.message_templates.create(LONG, LONG, "\n".join([LONG] * 9))
    TemplateDialog(window, office.context, office.store.message_templates.get(made)).open()


def deal_role(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.deals.role_dialog import RoleDialog

    stage = office.store.pipelines.all()[0].stages[0]
    deal, _ = office.services.deals.create(LONG, stage.id)
    office.services.deals.roles.add(deal, person(office).id, LONG)
    RoleDialog(
        window, office.context, office.store.deals.get(deal), office.store.deals.roles.of_deal(deal)[0]
    ).open()


def closed_together(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.deals.closing_many import ClosingManyDialog

    stages = office.store.pipelines.all()[0].stages
    office.services.closing_words.add(ClosingList.LOST_REASON, LONG)
    ends = dict(enumerate(stage for stage in stages if stage.kind is not StageKind.OPEN))
    values = {number: {"stage": stage.name} for number, stage in ends.items()}
    ClosingManyDialog(window, office.context, values, ends, lambda _service: None).open()


def next_step(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.deals.next_step_dialog import NextStepDialog

    made = office.store.deals.get(deal(office))
    office.services.activities.plan(Subject(deal_id=made.id), LONG, "2026-12-01")
    NextStepDialog(window, office.context, made, LONG).open()


def logged(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.activities.log_dialog import LogDialog

    made = office.store.deals.get(deal(office))
    office.services.activities.plan(Subject(deal_id=made.id), LONG, "2026-12-01")
    LogDialog(window, office.context, Subject(deal_id=made.id)).open()


def replaced_word(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.settings.closing_words import ReplaceWordDialog

    ReplaceWordDialog(window, office.context.writes, LONG, 3, [LONG, "Price"], print, print).open()


def removed_stage(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.settings.remove_stage import RemoveStageDialog

    pipelines = office.store.pipelines.all()
    RemoveStageDialog(
        window, office.context.writes, pipelines[0].stages[0], 3, pipelines, print, print
    ).open()


def mail_people(window: QWidget, office: Office) -> None:
    from salesdesk.domain.mails import Stranger
    from salesdesk.services.mails import MailDrop
    from salesdesk.ui.pages.mails.people_dialog import MailPeopleDialog

    strangers = tuple(Stranger(f"{n}{LONG.split()[0]}@x.example", LONG, n, True, True) for n in range(12))
    MailPeopleDialog(window, office.context, MailDrop((), None, frozenset(), {}, strangers, astray=1)).open()


def relation(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.relations.dialog import RelationDialog

    dialog = RelationDialog(window, office.context, person(office).id)
    dialog._kind.setCurrentIndex(dialog._kind.count() - 1)
    dialog.open()


def closing_day(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.forecast.close_day_dialog import CloseDayDialog

    set_close = partial(office.services.forecast.set_close, deal(office))
    CloseDayDialog(window, office.context.writes, LONG, None, set_close, print).open()


def campaign(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.campaigns.dialog import CampaignDialog

    made, _ = office.services.campaigns.create(LONG)
    CampaignDialog(window, office.context, office.store.campaigns.get(made)).open()


def members(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.campaigns.add_members import AddMembersDialog

    made, _ = office.services.campaigns.create(LONG)
    AddMembersDialog(window, office.context, office.store.campaigns.get(made)).open()


def export(window: QWidget, office: Office) -> None:
    from salesdesk.ui.lists.export_dialog import ExportDialog
    from salesdesk.ui.lists.export_request import COLUMN_SETS, ExportRequest
    from salesdesk.ui.lists.look import CONTACTS

    number = person(office).id
    office.context.preferences.set(COLUMN_SETS, {"contacts": {LONG: ["full_name", "email"]}})
    request = ExportRequest(CONTACTS, [number], ("full_name",), LONG, selected=[number], total=1_000_000)
    ExportDialog(window, office.context, request, lambda _suffix: None).open()


def bulk(window: QWidget, office: Office) -> None:
    from salesdesk.ui.lists.bulk_bar import BulkChanges
    from salesdesk.ui.lists.bulk_dialog import BulkDialog
    from salesdesk.ui.lists.look import CONTACTS
    from salesdesk.ui.lists.progress_strip import ProgressStrip

    people = [office.person(f"{LONG} {number}", city=f"{LONG} {number}") for number in range(9)]
    strip = ProgressStrip(office.context, window)
    dialog = BulkDialog(
        window, office.context, CONTACTS, BulkChanges(office.context, CONTACTS, strip), people
    )
    dialog.field.setCurrentIndex(dialog.field.findData("city"))
    dialog.typed.setText(LONG)
    dialog.open()


def pasted(window: QWidget, office: Office) -> None:
    from salesdesk.ui.lists.paste import BadCell, PastedBlock
    from salesdesk.ui.lists.paste_dialog import PasteDialog

    bad = [BadCell(number, LONG, LONG, f"“{LONG}” is not an e-mail address.") for number in range(20)]
    names = {number: f"{LONG} {number}" for number in range(20)}
    PasteDialog(window, PastedBlock({1: {"email": "a@b.example"}}, 7, bad), names, "12 people").open()


def condition(window: QWidget, office: Office) -> None:
    from salesdesk.domain.filters import Condition, Op
    from salesdesk.ui.lists.condition_dialog import ConditionDialog
    from salesdesk.ui.lists.look import CONTACTS

    for number in range(30):
        office.services.tags.create(f"Tag {number}")
    ConditionDialog(window, office.context, CONTACTS, Condition("tags", Op.IS, ("Tag 1",))).open()


def columns(window: QWidget, office: Office) -> None:
    from salesdesk.ui.lists.column_chooser import ColumnChooser
    from salesdesk.ui.lists.columns import list_columns
    from salesdesk.ui.lists.look import CONTACTS

    shown = list_columns(CONTACTS, office.store)
    ColumnChooser(window, office.context.theme, shown, CONTACTS.shown, CONTACTS.shown).open()


def own_field(window: QWidget, office: Office) -> None:
    from salesdesk.ui.lists.custom_field_dialog import CustomFieldDialog
    from salesdesk.ui.lists.look import CONTACTS

    CustomFieldDialog(window, office.context, CONTACTS).open()


def name(window: QWidget, office: Office) -> None:
    from salesdesk.ui.lists.name_dialog import NameDialog

    NameDialog(
        window, office.context.writes, LONG, LONG * 20, LONG, lambda _name: None, lambda _done: None, "Save"
    ).open()


def password(window: QWidget, office: Office) -> None:
    from salesdesk.ui.dialogs.password import PasswordDialog

    PasswordDialog(window, Path(f"/{LONG}.salesdesk")).open()


def leaving(window: QWidget, office: Office) -> None:
    from salesdesk.ui.dialogs.unsaved import LeavingDialog

    dialog = LeavingDialog(window, office.context)
    dialog._timer.stop()
    dialog._list.setText("\n".join([LONG] * 30))
    Dialog.open(dialog)


def clash(window: QWidget, office: Office) -> None:
    from salesdesk.ui.dialogs.conflict import ConflictDialog

    fields = tuple(
        FieldClash(key, "a", LONG, LONG * 2) for key in ("job_title", "department", "city", "street", "notes")
    )
    clashes = [RecordClash(EntityKind.CONTACT, person(office).id, fields)]
    ConflictDialog(window, office.context, clashes, lambda _dropped: None).open()


def import_clash(window: QWidget, office: Office) -> None:
    from salesdesk.domain.meanwhile import NO_ANSWERS, KeptValue, Meanwhile
    from salesdesk.ui.pages.imports.review.clashes import ImportClashDialog

    kept = tuple(
        KeptValue(RecordKind.CONTACTS, number, LONG, "city", "Kiel", LONG, LONG * 2) for number in range(60)
    )
    ImportClashDialog(
        window, office.context, LONG, Meanwhile(kept, (LONG,)), NO_ANSWERS, lambda _answers: None
    ).open()


def value_clash(window: QWidget, office: Office) -> None:
    from salesdesk.domain.conflicts import EditConflict
    from salesdesk.ui.dialogs.value_clash import ValueClashDialog

    fields = tuple(FieldClash(str(place), "a", LONG, LONG * 2) for place in range(6))
    conflict = EditConflict([RecordClash(EntityKind.SETTING, 0, fields)])
    ValueClashDialog(window, office.context, conflict, {}, lambda _ours, _seen: None).open()


def changed_field(window: QWidget, office: Office) -> None:
    from salesdesk.ui.lists.custom_field_dialog import CustomFieldDialog
    from salesdesk.ui.lists.look import CONTACTS

    create = office.services.custom_fields.create
    number, _ = create("contact", LONG, CustomType.CHOICE, [f"{LONG} {place}" for place in range(30)])
    CustomFieldDialog(window, office.context, CONTACTS, office.store.custom_fields.get(number)).open()


def history(window: QWidget, office: Office) -> None:
    from salesdesk.ui.records.field_history import FieldHistoryDialog

    number = person(office).id
    for turn in range(30):
        office.services.contacts.edit(number, "job_title", f"{LONG} {turn}")
    FieldHistoryDialog(window, office.context, RecordKind.CONTACTS, number, "job_title").open()


def kept(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.history.kept_dialog import KeptDialog

    number = person(office).id
    changes = office.services.contacts.edit(number, "job_title", "CEO")
    rows = tuple(KeptRow("contact", number, "changed") for _ in range(60))
    KeptDialog(window, office.context, UndoResult(said(LONG), changes, rows)).open()


def change(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.history.change_dialog import ChangeDialog

    office.services.contacts.edit(person(office).id, "notes", LONG * 20)
    batch = office.store.journal.batches(1)[0]
    found = office.store.batch_changes.of(batch.id)
    ChangeDialog(window, office.context, batch, found, lambda _batch: None).open()


def report(window: QWidget, office: Office) -> None:
    from salesdesk.domain.checking import FaultKind

    faults = tuple(Fault(FaultKind.ROWS, f"table {n}", LONG * 3, (n, n)) for n in range(40))
    checked = tuple(Checked(one, 5_000, 1.2) for one in CheckStep)
    CheckReportDialog(window, LONG, CheckReport(checked, faults, faults), LONG * 10).open()


def crash(window: QWidget, office: Office) -> None:
    CrashDialog(window, "\n".join([LONG] * 200)).open()


def cannot_open(window: QWidget, office: Office) -> None:
    dialog = CannotOpenDialog(office.context)
    dialog.setParent(window, dialog.windowFlags())
    dialog.say(LONG * 20, Path("/x.salesdesk"), [Snapshot("x", NOW.replace(tzinfo=None), 1)])
    dialog.open()


def backup_choice(window: QWidget, office: Office) -> None:
    BackupChoice(window, LONG, [Snapshot("x", NOW.replace(tzinfo=None), 1)]).open()


def question(window: QWidget, office: Office) -> None:
    Question(window, LONG, LONG * 30, [CANCEL, Choice("yes", "Do it", "primary")]).open()


def rates(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.settings.rates import RatesDialog

    stage = office.store.pipelines.all()[0].stages[0]
    for currency in ("USD", "GBP", "JPY", "CHF", "KWD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON"):
        office.services.deals.create(LONG, stage.id, amount=500, currency=currency)
    RatesDialog(window, office.context, office.store.settings.currency, lambda: None).open()


def round_start(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.call_rounds.start_dialog import StartRoundDialog

    office.services.saved_views.create(RecordKind.CONTACTS, LONG, Filter(), Sort())
    StartRoundDialog(window, office.context).open()


def _meeting(office: Office) -> Meeting:
    area = office.services.area_of(RecordKind.MEETINGS)
    assert isinstance(area, MeetingService)
    number = area.start("weekly", date(2026, 11, 23), LONG, people=LONG)[0]
    items = [AgendaItem("", View.TALK, 5, LONG) for _ in range(12)]
    area.set_agenda(number, items)
    return office.store.meetings.meeting(number)


def meeting_start(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.meetings.start_dialog import StartMeetingDialog

    StartMeetingDialog(window, office.context, Subject(office.person(LONG))).open()


def meeting_kinds(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.meetings.templates_dialog import TemplatesDialog

    TemplatesDialog(window, office.context).open()


def meeting_agenda(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.meetings.meeting_menu import AgendaDialog

    AgendaDialog(window, office.context, _meeting(office)).open()


def meeting_next(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.meetings.meeting_menu import NextDialog

    NextDialog(window, office.context, _meeting(office)).open()


def _sequence(office: Office) -> int:
    steps = [SequenceStep("call", f"{LONG} {place}", 3, Anchor.BEFORE) for place in range(15)]
    area = office.services.area_of(RecordKind.SEQUENCES)
    assert isinstance(area, SequenceService)
    return area.make(LONG, SequenceFor.CONTACTS, steps)[0]


def sequence(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.sequences.dialog import SequenceDialog

    SequenceDialog(window, office.context, office.store.sequences.get(_sequence(office))).open()


def sequence_start(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.sequences.start_dialog import StartSequenceDialog

    _sequence(office)
    StartSequenceDialog(window, office.context, SequenceFor.CONTACTS, [person(office).id]).open()


def sequence_moved(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.sequences.run_actions import MoveDialog

    number, day = _sequence(office), date(2026, 12, 1)
    area = office.services.area_of(RecordKind.SEQUENCES)
    assert isinstance(area, SequenceService)
    area.start(number, [person(office).id], day, day)
    MoveDialog(window, office.context, office.store.sequences.runs(number)[0]).open()


def erased(window: QWidget, office: Office) -> None:
    from salesdesk.ui.records.erasing import EraseDialog

    EraseDialog(window, office.context, office.services.erasing.plan([person(office).id])).open()


def copied_back(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.settings.copy_back import CopyBackDialog

    copy = office.services.backups.path_of(office.services.backups.make())
    CopyBackDialog(window, office.context, copy, LONG).open()


def password_changed(window: QWidget, office: Office) -> None:
    from salesdesk.ui.pages.settings.password import PasswordChange

    PasswordChange(window, office.context, removing=True).open()


def notice(window: QWidget, office: Office) -> None:
    from salesdesk.ui.notices.notice import Notice
    from salesdesk.ui.notices.small_window import NoticeWindow

    NoticeWindow(window, Notice(LONG, LONG, (7,))).open()


WALK: tuple[Callable[[QWidget, Office], None], ...] = (
    contact_form, new_contact, emails, consent, step, task, finished, taken_in, moved, new_deal, won, lost, closed_together, deal_role, next_step, template, logged, closing_day, mail_people, relation, removed_stage, replaced_word, campaign, members, export, condition, bulk, pasted,
    columns, own_field, changed_field, name, password, leaving, clash, import_clash, value_clash, history, kept, change, report, crash, cannot_open, backup_choice,
    question, rates, round_start, meeting_start, meeting_kinds, meeting_agenda, meeting_next, sequence, sequence_start, sequence_moved, erased, copied_back, password_changed, notice,
)  # fmt: skip


def dialog_classes() -> Iterator[type[Dialog]]:
    """Every kind of dialog the window has; those that are only the ground of others aside."""
    for module in pkgutil.walk_packages(salesdesk.ui.__path__, "salesdesk.ui."):
        import_module(module.name)
    waiting: list[type[Dialog]] = [Dialog]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith("salesdesk.") and not one.__subclasses__():
                yield one


@pytest.mark.parametrize("walk", WALK, ids=lambda walk: walk.__name__)
def test_a_dialog_fits_into_a_small_window(
    qtbot: QtBot, window: QWidget, office: Office, walk: Callable[[QWidget, Office], None]
) -> None:
    walk(window, office)
    dialog = opened()
    QApplication.processEvents()
    QApplication.processEvents()
    inside = dialog.rect()
    assert dialog.width() <= WIDTH
    assert dialog.height() <= HEIGHT, f"{type(dialog).__name__} is {dialog.height()} high"
    assert dialog.heading.geometry().bottom() < dialog._scroll.geometry().top() + 1
    for button in dialog.findChildren(QPushButton):
        if button.isVisible() and not dialog._scroll.isAncestorOf(button):
            place = button.rect().translated(button.mapTo(dialog, button.rect().topLeft()))
            assert inside.contains(place), button.text()
    dialog.done(0)


def cut(dialog: Dialog) -> list[str]:
    """The texts of a dialog that need more lines than they have room for."""
    return [
        f"{text.text()[:40]} has {text.height()} of {text.heightForWidth(text.width())}"
        for text in dialog.findChildren(QLabel)
        if text.isVisible() and text.wordWrap() and text.height() < text.heightForWidth(text.width()) - 1
    ]


def is_scrolled_before_its_time(dialog: Dialog) -> bool:
    """Whether a dialog scrolls while its window has room for it to grow."""
    return dialog._scroll.verticalScrollBar().maximum() > 0 and dialog.height() < HEIGHT - 40


@pytest.mark.parametrize("walk", WALK, ids=lambda walk: walk.__name__)
def test_a_dialog_grows_for_what_is_said_of_its_fields(
    qtbot: QtBot, window: QWidget, office: Office, walk: Callable[[QWidget, Office], None]
) -> None:
    walk(window, office)
    dialog = opened()
    QApplication.processEvents()
    for sentence in (LONG * 2, LONG * 4):
        for field in dialog.findChildren(FormField):
            if field.isVisible():
                field.set_error(sentence)
        until(lambda: cut(dialog) == [] and not is_scrolled_before_its_time(dialog))
        dialog.show_problem(sentence)
        until(lambda: cut(dialog) == [] and not is_scrolled_before_its_time(dialog))
        assert dialog.height() <= HEIGHT
        place, around = dialog.geometry(), window.geometry()
        assert around.top() <= place.top() <= place.bottom() <= around.bottom(), f"{place} in {around}"
        buttons = [one for one in dialog.findChildren(QPushButton) if one.isVisible()]
        for button in buttons:
            if not dialog._scroll.isAncestorOf(button):
                place = button.rect().translated(button.mapTo(dialog, button.rect().topLeft()))
                assert dialog.rect().contains(place), button.text()
    dialog.done(0)


class Unasked(QObject):
    """Keeps from a dialog that its layout is to be done again, as windows of some platforms never hear of it when something
    grows inside the part that scrolls."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.LayoutRequest


def test_a_dialog_grows_for_what_grows_inside_alone(qtbot: QtBot, window: QWidget) -> None:
    dialog = Dialog(window, "Lost", "The reason is counted in the reports.")
    day, amount = FormField("Day", QLineEdit()), FormField("Amount", QLineEdit())
    dialog.add(pair(day, amount))
    dialog.add_cancel("Cancel")
    dialog.open()
    QTest.qWait(50)
    before, unasked = dialog.height(), Unasked()
    dialog.installEventFilter(unasked)
    amount.set_error(LONG * 2)
    until(lambda: dialog.height() > before and not is_scrolled_before_its_time(dialog))
    dialog.done(0)


def test_every_kind_of_dialog_was_walked() -> None:
    """A new dialog joins the walk above."""
    source = Path(__file__).read_text(encoding="utf-8")
    made_by = {"RecordForm": "edit_contact", "EntriesDialog": "edit_emails", "ConsentDialog": "edit_consent"}
    missing = [
        one.__name__
        for one in dialog_classes()
        if f"{made_by.get(one.__name__, one.__name__)}(" not in source
    ]
    assert not missing, missing
