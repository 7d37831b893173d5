"""The import page driven as a person does: from the dropped file to the undone import."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QPushButton, QWidget
from shiboken6 import delete

from salesdesk.cli import main
from salesdesk.domain.filters import Condition, Filter, Op
from salesdesk.paths import resource
from salesdesk.ui.pages.history.kept_dialog import KeptDialog
from salesdesk.ui.pages.imports.page import ImportPage
from salesdesk.ui.pages.imports.run.queue import FileState
from salesdesk.ui.pages.imports.run.run import Stage
from salesdesk.ui.pages.imports.wizard import DONE, FILE, MATCH, REVIEW
from salesdesk.ui.task_runner import Progress
from salesdesk.ui.widgets.drop_zone import DropZone
from tests.ui.naming import assert_all_named
from tests.ui.pages.imports.conftest import Desk

SAMPLE = resource("samples/expo-leads.xlsx")
PEOPLE = "Name;E-Mail;Telefon\nAnn Berg;ann@berg.example;+49 30 5550123\nBen Cole;ben@cole.example;+49 30 5550124\n"


def shown(widget: QWidget) -> str:
    """All texts of the labels a person sees."""
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def drop(zone: DropZone, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    zone.dropEvent(event)


def choose_from_menu(desk: Desk, name: str, text: str) -> None:
    menu = next(m for m in desk.page.findChildren(QMenu, name) if m.isVisible())
    action = next(a for a in menu.actions() if a.text().startswith(text))
    action.trigger()
    menu.close()
    desk.wait()


def test_a_dropped_workbook_goes_through_all_steps_and_back(desk: Desk) -> None:
    page, qtbot = desk.page, desk.qtbot
    assert_all_named(page)
    drop(page.findChild(DropZone), SAMPLE)
    desk.wait()
    assert (page.step, page.title) == (MATCH, "expo-leads.xlsx")
    assert "header in row 4 · 55 rows" in page.header.subtitle.text()
    outcome = desk.wizard.match.outcome
    words = shown(outcome)
    assert "new contacts" in words
    assert "look like duplicates" in words
    assert outcome.summary is not None
    assert outcome.summary.review == "duplicates"
    assert outcome.next.text() == f"Review {outcome.summary.duplicate_figure} duplicates"
    assert_all_named(page)
    qtbot.mouseClick(outcome.next, Qt.MouseButton.LeftButton)
    assert page.step == REVIEW
    assert desk.wizard.review.part == "duplicates"
    assert_all_named(page)
    assert desk.store.contacts.count() == 0, "nothing is written before the person says so"
    expected = int(outcome.summary.new_figure)
    assert desk.wizard.review.next.text() == f"Import {expected} contacts, 7 deals, 15 companies"
    qtbot.mouseClick(desk.wizard.review.next, Qt.MouseButton.LeftButton)
    desk.wait()
    assert page.step == DONE
    assert desk.store.contacts.count() == expected
    assert desk.run.result is not None
    assert desk.run.result.created["deals"] == 7
    assert "expo-leads.xlsx is imported" in shown(desk.wizard.done)
    assert_all_named(page)
    qtbot.mouseClick(desk.wizard.done.show_button, Qt.MouseButton.LeftButton)
    number = f"#{desk.run.result.number}"
    assert desk.asked == [("contacts", Filter((Condition("import", Op.IS, (number,)),)))]
    assert len(desk.store.contacts.ids(desk.asked[0][1])) == expected  # type: ignore[arg-type]
    qtbot.mouseClick(desk.wizard.done.undo, Qt.MouseButton.LeftButton)
    desk.wait()
    assert desk.run.stage is Stage.UNDONE
    assert (desk.store.contacts.count(), desk.store.companies.count(), desk.store.deals.count()) == (0, 0, 0)
    assert "was undone" in shown(desk.wizard.done)


def test_a_field_is_chosen_by_keyboard(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", "Name;Halle\nAnn Berg;H5\nBen Cole;H6\n"))
    columns = desk.wizard.match.columns
    assert columns.model.record(1).note.startswith("new")
    columns.table.setFocus()
    desk.qtbot.keyClick(columns.table, Qt.Key.Key_Down)
    desk.qtbot.keyClick(columns.table, Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    desk.qtbot.keyClicks(popup.field, "notes")
    desk.qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    desk.wait()
    assert columns.model.record(1).target == "Notes"
    assert desk.run.plan is not None
    assert desk.run.plan.work.sheets[0].value(0, "notes") == "H5"


def test_a_new_custom_field_gets_the_chosen_type(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", "Name;Stand\nAnn Berg;17\nBen Cole;18\n"))
    from salesdesk.domain.fields import FieldType

    columns = desk.wizard.match.columns
    columns.choose(1, FieldType.TEXT)
    desk.wait()
    assert columns.model.record(1).note == "new · text"
    desk.run.apply()
    desk.wait()
    field = desk.store.custom_fields.of("contact")[0]
    assert (field.title, field.type.value) == ("Stand", "text")


def test_the_same_field_twice_is_flagged(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", "Name;Mail;Extra\nAnn Berg;ann@berg.example;x\n"))
    columns = desk.wizard.match.columns
    columns.choose(1, "email")
    desk.wait()
    columns.choose(2, "email")
    desk.wait()
    notes = [columns.model.record(row).note for row in range(3)]
    assert notes[1:] == ["chosen twice", "chosen twice"]


def test_settings_are_flipped_with_one_click_and_the_preview_follows(desk: Desk) -> None:
    text = "Name,Birthday,Email\nAnn Berg,03/04/1980,ann@berg.example\nBen Cole,05/06/1981,ben@cole.example\n"
    desk.open(desk.csv("list.csv", text))
    step = desk.wizard.match
    before = step.columns.model.record(1).target
    settings = desk.run.analyses[0].settings
    other = "Dates month first" if settings.date_order == "DMY" else "Dates day first"
    desk.qtbot.mouseClick(step.settings.chips["dates"], Qt.MouseButton.LeftButton)
    choose_from_menu(desk, "dates_menu", other)
    assert step.settings.chips["dates"].text().startswith(other)
    after = step.columns.model.record(1).target
    assert {before, after} == {"Birthday → 3 Apr 1980", "Birthday → 4 Mar 1980"}


def test_the_row_of_the_column_names_can_be_chosen(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", PEOPLE))
    step = desk.wizard.match
    desk.qtbot.mouseClick(step.settings.chips["header"], Qt.MouseButton.LeftButton)
    choose_from_menu(desk, "header_menu", "The sheet has no header row")
    assert desk.run.analyses[0].header_row is None
    assert desk.run.analyses[0].rows == 3
    assert "no header row" in desk.page.header.subtitle.text()


def test_rows_that_the_file_hides_can_be_left_out(desk: Desk) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Name", "Email"], ["Ann Berg", "ann@berg.example"], ["Ben Cole", "ben@cole.example"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    path = desk.folder / "list.xlsx"
    book.save(path)
    desk.open(path)
    chip = desk.wizard.match.settings.chips["hidden"]
    assert chip.text().startswith("Hidden rows taken too: 1")
    assert desk.run.analyses[0].rows == 2
    desk.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    choose_from_menu(desk, "hidden_menu", "Leave hidden rows out")
    assert desk.run.analyses[0].rows == 1
    assert chip.text().startswith("Hidden rows left out: 1")


def test_a_wrong_encoding_is_put_right(desk: Desk) -> None:
    path = desk.folder / "list.csv"
    path.write_bytes("Name;Ort\nJörg Müller;Köln\n".encode("cp1252"))
    desk.open(path)
    step = desk.wizard.match
    desk.qtbot.mouseClick(step.settings.chips["encoding"], Qt.MouseButton.LeftButton)
    choose_from_menu(desk, "encoding_menu", "Cyrillic")
    assert step.columns.model.record(1).column.samples == ("Kцln",)
    desk.qtbot.mouseClick(step.settings.chips["encoding"], Qt.MouseButton.LeftButton)
    choose_from_menu(desk, "encoding_menu", "Western European (Windows-1252)")
    assert step.columns.model.record(1).column.samples == ("Köln",)


def test_sheets_are_left_out_and_taken_in(desk: Desk) -> None:
    desk.open(SAMPLE)
    page = desk.page
    page.go_to(FILE)
    assert page.step == FILE
    assert_all_named(page)
    names = [sheet.name for sheet in desk.run.analyses]
    used = [names[place] for place in desk.run.used]
    assert used == ["Messe Oktober", "Companies", "Deals"], "hidden sheets are off"
    sheets = desk.wizard.file.sheets
    sheets.setFocus()
    sheets.select_id(2)
    desk.qtbot.keyClick(sheets, Qt.Key.Key_Space)
    desk.wait()
    assert [names[place] for place in desk.run.used] == ["Messe Oktober", "Companies"]
    desk.wizard.file.use_sheet(3, use=True)
    desk.wait()
    assert [names[place] for place in desk.run.used] == ["Messe Oktober", "Companies", "Codes"]
    desk.qtbot.mouseClick(desk.wizard.file.next, Qt.MouseButton.LeftButton)
    assert page.step == MATCH
    assert desk.run.plan is not None
    assert not desk.run.plan.work.deal_rows


def test_rows_are_leafed_through(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", PEOPLE))
    preview = desk.wizard.match.outcome.preview
    desk.qtbot.waitUntil(lambda: "Ann Berg" in shown(preview))
    assert "row 2" in shown(preview)
    assert not preview.previous.isEnabled()
    desk.qtbot.mouseClick(preview.following, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: "Ben Cole" in shown(preview))
    assert "+49 30 5550124" in shown(preview)
    assert not preview.following.isEnabled()


def test_known_records_are_left_as_they_are_when_asked(desk: Desk) -> None:
    desk.services.contacts.create({"full_name": "Ann Berg", "email": "ann@berg.example"})
    desk.open(desk.csv("list.csv", PEOPLE))
    outcome = desk.wizard.match.outcome
    assert outcome.summary is not None
    assert outcome.summary.known_figure == "1"
    assert outcome.next.text() == "Import 1 contact, update 1"
    outcome._open_modes()
    choose_from_menu(desk, "known_menu", "Leave as they are")
    assert "leave as they are" in outcome._notes["known"].text()
    assert outcome.next.text() == "Import 1 contact"


def test_a_mapping_is_remembered_and_can_be_forgotten(desk: Desk) -> None:
    path = desk.csv("list.csv", "Name;Halle\nAnn Berg;H5\n")
    desk.open(path)
    desk.wizard.match.columns.choose(1, "department")
    desk.wait()
    desk.run.apply()
    desk.wait()
    desk.page.start([desk.csv("next.csv", "Name;Halle\nBen Cole;H6\n")])
    desk.wait()
    outcome = desk.wizard.match.outcome
    assert "Mapped as last time" in shown(outcome)
    assert desk.wizard.match.columns.model.record(1).target == "Department"
    assert desk.wizard.match.columns.model.record(1).note == "as last time"
    desk.qtbot.mouseClick(outcome._fresh, Qt.MouseButton.LeftButton)
    desk.wait()
    assert "Mapped as last time" not in shown(outcome)
    assert desk.wizard.match.columns.model.record(1).column.field == "custom"


def test_a_file_that_cannot_be_read_says_why_and_offers_the_next(desk: Desk) -> None:
    bad = desk.folder / "bad.xlsx"
    bad.write_bytes(b"PK\x03\x04 junk")
    desk.open(bad, desk.csv("list.csv", PEOPLE))
    page = desk.page
    assert page.run is None
    assert "«bad.xlsx»" in shown(page.refused_view)
    assert_all_named(page)
    assert page.refused_view.next_file.text() == "Next: list.csv"
    desk.qtbot.mouseClick(page.refused_view.next_file, Qt.MouseButton.LeftButton)
    desk.wait()
    assert (page.step, page.title) == (MATCH, "list.csv")
    assert [file.state for file in page.queue.files] == [FileState.REFUSED, FileState.OPEN]


def test_several_files_are_worked_through(desk: Desk) -> None:
    desk.open(desk.csv("one.csv", PEOPLE), desk.csv("two.csv", "Name;E-Mail\nCid Dorn;cid@dorn.example\n"))
    page = desk.page
    assert "file 1 of 2" in page.header.subtitle.text()
    desk.run.apply()
    desk.wait()
    assert desk.wizard.done.next_file.text() == "Next: two.csv"
    desk.qtbot.mouseClick(desk.wizard.done.next_file, Qt.MouseButton.LeftButton)
    desk.wait()
    assert page.title == "two.csv"
    desk.run.apply()
    desk.wait()
    assert desk.names() == ["Ann Berg", "Ben Cole", "Cid Dorn"]
    assert not desk.wizard.done.next_file.isVisible()
    assert [file.state for file in page.queue.files] == [FileState.DONE, FileState.DONE]


def test_pasted_cells(desk: Desk) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("   ")
    desk.page.open_target("clipboard")
    assert "There is nothing to paste" in shown(desk.page.refused_view)
    clipboard.setText("Name\tE-Mail\nAnn Berg\tann@berg.example\n")
    desk.page.open_target("clipboard")
    desk.wait()
    assert desk.page.title == "Pasted cells"
    desk.run.apply()
    desk.wait()
    assert desk.names() == ["Ann Berg"]
    clipboard.clear()


def test_a_header_without_rows_says_so(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", "Name;E-Mail\n"))
    assert desk.page.step == FILE
    assert "No sheet with rows to import" in shown(desk.wizard.file)
    assert not desk.wizard.file.next.isEnabled()


def test_cancelling_leaves_everything_as_it_was(desk: Desk) -> None:
    before = desk.store.journal.latest()
    desk.page.open_target((SAMPLE,))
    desk.page.cancel_work()
    desk.qtbot.waitUntil(lambda: desk.page.run is None)
    assert desk.said == ["Cancelled. Nothing was changed."]
    desk.open(SAMPLE)
    with desk.worker_held():
        desk.run.apply()
        desk.page.cancel_work()
    desk.wait()
    assert desk.said[-1] == "Cancelled. Nothing was changed."
    assert desk.run.is_ready, "the import can still be carried out"
    desk.page.cancel_import()
    assert desk.page.run is None
    assert desk.said[-1] == "Import cancelled. Nothing was changed."
    desk.idle()
    assert desk.store.journal.latest() == before


def test_stopping_the_full_reading_can_be_resumed(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", PEOPLE))
    with desk.worker_held():
        desk.wizard.match.columns.choose(2, "mobile")
        desk.page.cancel_work()
    desk.wait()
    outcome = desk.wizard.match.outcome
    assert "Reading was stopped" in shown(outcome)
    assert not outcome.next.isEnabled()
    outcome.reread_requested.emit()
    desk.wait()
    assert outcome.next.text() == "Import 2 contacts"


def test_coming_back_keeps_the_state(desk: Desk) -> None:
    path = desk.csv("list.csv", PEOPLE)
    desk.open(path)
    desk.wizard.match.columns.choose(2, "mobile")
    desk.wait()
    run = desk.run
    desk.page.hide()
    desk.page.open_target((path,))
    desk.page.show()
    assert desk.page.run is run
    assert desk.wizard.match.columns.model.record(2).column.field == "mobile"


def test_the_plan_follows_changes_elsewhere(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", PEOPLE))
    assert desk.wizard.match.outcome.next.text() == "Import 2 contacts"
    desk.services.contacts.create({"full_name": "Ann Berg", "email": "ann@berg.example"})
    desk.wait()
    assert desk.wizard.match.outcome.next.text() == "Import 1 contact, update 1"


def test_an_undo_lists_what_was_kept(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", PEOPLE))
    desk.run.apply()
    desk.wait()
    ann = next(i for i in desk.store.contacts.ids() if desk.store.contacts.get(i).full_name == "Ann Berg")
    desk.services.contacts.edit(ann, "job_title", "Head of Ops")
    desk.qtbot.mouseClick(desk.wizard.done.undo, Qt.MouseButton.LeftButton)
    desk.wait()
    dialog = desk.page.findChild(KeptDialog)
    assert dialog is not None
    dialog.accept()
    assert desk.names() == ["Ann Berg"]


def test_problem_rows_are_saved_as_a_workbook(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", "Name;E-Mail;Ort\nAnn Berg;no address;Ulm\n;;Bonn\n"))
    desk.page.problem_file.choose()
    dialog = desk.page.findChild(QFileDialog)
    assert dialog is not None
    target = desk.folder / "problems.xlsx"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    desk.idle()
    desk.qtbot.waitUntil(lambda: bool(desk.said))
    assert desk.said == ["2 rows saved as problems.xlsx"]
    desk.open(target)
    assert desk.run.analyses[0].rows == 2
    before = target.read_bytes()
    desk.run.save_problems(target)  # over the workbook that is being imported
    desk.idle()
    desk.qtbot.waitUntil(lambda: len(desk.said) > 1)
    assert "being read" in desk.said[1]
    assert target.read_bytes() == before


def test_a_finished_import_is_kept_for_the_way_back_only(desk: Desk) -> None:
    path = desk.csv("list.csv", PEOPLE)
    desk.open(path)
    desk.run.apply()
    desk.wait()
    desk.qtbot.mouseClick(desk.wizard.done.show_button, Qt.MouseButton.LeftButton)
    run = desk.run
    desk.open(path)
    assert desk.page.run is run, "back from the list"
    assert desk.page.step == DONE
    desk.open(path)
    assert desk.page.run is not run, "the same file dropped again"
    assert desk.wizard.match.outcome.next.text() == "Nothing to import"


def test_an_undo_elsewhere_is_seen(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", PEOPLE))
    desk.run.apply()
    desk.wait()
    desk.services.commands.undo()
    assert desk.run.stage is Stage.UNDONE
    assert "was undone" in shown(desk.wizard.done)
    desk.services.commands.redo()
    assert desk.run.stage is Stage.DONE


def test_closing_the_page_ends_the_reading(desk: Desk) -> None:
    page = ImportPage(desk.context)
    page.open_target((desk.csv("list.csv", PEOPLE),))
    held = page._slot.held
    desk.idle()
    file = held._file
    assert file is not None
    assert file._session._child is not None
    delete(page)
    assert file._session._child is None
    busy = ImportPage(desk.context)
    busy.open_target((SAMPLE,))
    delete(busy)
    desk.idle()


ALIKE = (
    "Name;E-Mail;Firma\nAnna Lindqvist;anna@nordwind.de;Nordwind\nAna Lindquist;;Nordwind\n"
    "Bo Dahl;bo@dahl.se;Dahl\nBo Dahl;bo@dahl.se;Dahl\n;;\n;no address;\n"
)


def test_the_window_and_the_command_line_tell_the_same_figures(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    path = desk.csv("alike.csv", ALIKE)
    desk.open(path)
    summary = desk.wizard.match.outcome.summary
    assert summary is not None
    assert main(["import", str(path), "--database", str(desk.folder / "other.salesdesk")]) == 0
    out = capsys.readouterr().out
    assert f"{summary.new_figure} {summary.new_words}, {summary.new_note}, 0 changed" in out
    assert f"{summary.duplicate_figure} {summary.duplicate_words} (" in out
    for part in summary.duplicate_note.split(" · ")[:-1]:
        assert part in out
    assert f"{summary.problem_figure} {summary.problem_words} (1 of them not imported)" in out
    desk.run.apply()
    desk.wait()
    assert desk.store.contacts.count() == int(summary.new_figure)
    assert f"Imported: {summary.new_figure} contacts, 2 companies." in out


def test_a_problem_is_counted_the_same_everywhere(desk: Desk) -> None:
    desk.open(desk.csv("odd.csv", "Name;E-Mail\nAnn Berg;no address\nBen Cole;nor this\n;neither\n"))
    outcome = desk.wizard.match.outcome
    assert "3 | rows with a problem" in shown(outcome)
    assert outcome.next.text() == "Review 3 problems"
    desk.qtbot.mouseClick(outcome.next, Qt.MouseButton.LeftButton)
    assert len({row.ref for row in desk.wizard.review.problems.rows}) == 3
    desk.run.apply()
    desk.wait()
    assert desk.run.result is not None
    assert (
        f"3 rows had a problem, 1 of them not imported. The history lists it as #{desk.run.result.batch};"
        in (shown(desk.wizard.done))
    )


def test_orders_and_deals_are_named(desk: Desk) -> None:
    desk.open(
        desk.csv(
            "orders.csv",
            "Order ID,Order date,Customer name,Customer email,Total,Currency\n"
            "1001,2026-01-02,Ann Lee,a@x.com,100.50,USD\n1002,2026-01-03,Bob Ray,b@x.com,20,USD\n",
        )
    )
    outcome = desk.wizard.match.outcome
    assert "2 | new orders" in shown(outcome)
    assert outcome.next.text() == "Import 2 orders and 2 new contacts"
    desk.run.apply()
    desk.wait()
    assert "Added 2 orders and 2 contacts." in shown(desk.wizard.done)
    desk.open(
        desk.csv(
            "deals.csv",
            "Opportunity;Firma;Summe;Phase\nFlotte;Acme GmbH;5.000 €;Angebot\nLager;Beta AG;700 €;Gewonnen\n",
        )
    )
    outcome = desk.wizard.match.outcome
    assert "2 | new deals" in shown(outcome)
    assert outcome.next.text() == "Import 2 deals and 2 new companies"
    desk.run.apply()
    desk.wait()
    assert desk.wizard.done.show_button.text() == "Show the imported deals"


CHANGING = (
    "Name;Telefon;Anschrift;Firma\n"
    "Ann Berg;+49 30 5550123;;Ulm\n"
    '"DE LA CRUZ, Dr. MARÍA";030/5550123;"Hauptstr. 5, 10115 Berlin";\n'
    "Ben Cole;keine;;Bonn\n"
)


def test_the_values_of_a_column_stand_beside_what_becomes_of_them(desk: Desk) -> None:
    desk.open(desk.csv("changing.csv", CHANGING))
    match = desk.wizard.match
    desk.idle()
    table, panel = match.columns.table, match.values

    def lines(place: int) -> list[tuple[str, str, str, bool]]:
        table.select_id(place)
        return [(line.raw, line.result, line.parts, line.changed) for line in panel.lines]

    names = lines(0)
    assert (
        "DE LA CRUZ, Dr. MARÍA",
        "María de la Cruz",
        "title Dr. · first María · last de la Cruz",
        True,
    ) in names
    assert ("Ann Berg", "Ann Berg", "first Ann · last Berg", True) in names
    phones = lines(1)
    assert phones[-1] == ("+49 30 5550123", "+49 30 5550123", "", False), "those that change come first"
    assert ("030/5550123", "+49 30 5550123", "", True) in phones
    address = lines(2)[0]
    assert address[:2] == ("Hauptstr. 5, 10115 Berlin", "Hauptstr. 5")
    assert "Postal code 10115 · City Berlin" in address[2]
    assert not any(line[3] for line in lines(3))
    assert "“Firma” is taken over as it stands" in shown(panel)
    assert_all_named(panel)


def test_the_preview_of_a_row_tells_what_it_was_read_from(desk: Desk) -> None:
    desk.open(desk.csv("changing.csv", CHANGING))
    preview = desk.wizard.match.outcome.preview
    desk.idle()
    desk.qtbot.mouseClick(preview.following, Qt.MouseButton.LeftButton)
    desk.idle()
    lines = {line.title: line for line in preview.lines}
    assert lines["Name"].raw == "DE LA CRUZ, Dr. MARÍA"
    assert lines["Name"].parts == "title Dr. · first María · last de la Cruz"
    assert lines["Phone"].raw == "030/5550123"
    assert lines["City"].raw == "Hauptstr. 5, 10115 Berlin", "split out of the address"
    desk.qtbot.waitUntil(lambda: "in your file: 030/5550123" in shown(preview))
    said = [value.accessibleName() for value in preview.findChildren(QLabel)]
    assert "+49 30 5550123, in your file: 030/5550123" in said
    desk.qtbot.mouseClick(preview.previous, Qt.MouseButton.LeftButton)
    assert {line.title: line.raw for line in preview.lines}["Phone"] == ""


def test_sheets_that_are_left_out_are_told(desk: Desk) -> None:
    desk.open(SAMPLE)
    match = desk.wizard.match
    told = "Left out: “Codes” (hidden in the file, 3 rows)"
    assert told in shown(match)
    desk.wizard.file.use_sheet(2, use=False)
    desk.wait()
    assert told.replace("“Codes”", "“Deals” (not chosen, 7 rows), “Codes”") in shown(match)
    link = next(b for b in match.left_out.findChildren(QPushButton))
    desk.qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert desk.page.step == FILE
    desk.page.go_to(MATCH)
    desk.run.apply()
    desk.wait()
    done = desk.wizard.done
    assert "“Deals” (not chosen, 7 rows)" in shown(done)
    assert done.figures["problems"].value.text() == "10"
    assert done.figures["problems"].note.text() == "0 of 4 rows with a problem · 10 left out"
    desk.open(desk.csv("people.csv", PEOPLE))
    assert not desk.wizard.match.left_out.isVisible()


def test_an_undo_is_called_an_undo_while_it_runs(desk: Desk) -> None:
    desk.open(desk.csv("list.csv", PEOPLE))
    desk.run.apply()
    desk.wait()
    with desk.worker_held():
        desk.run.undo()
        desk.page.progress.show_progress(Progress(3000, 203002, "undone"))
        assert desk.page.progress.what.text() == "Undoing the import of list.csv"
        assert desk.page.progress.count.text() == "3,000 of 203,002"
        assert "Undoing the import of list.csv" in shown(desk.wizard.done)
    desk.wait()
    assert "was undone" in shown(desk.wizard.done)


def test_what_an_unknown_sheet_holds_is_said_where_it_is_asked(desk: Desk) -> None:
    desk.open(desk.csv("odd.csv", "Foo;Bar\nx1;y1\nx2;y2\n"))
    assert desk.page.step == FILE
    step = desk.wizard.file
    assert "It is not known what “odd” holds" in shown(step)
    desk.qtbot.mouseClick(step.say_kind, Qt.MouseButton.LeftButton)
    choose_from_menu(desk, "kind_menu", "Activities")
    assert desk.run.used == (0,)
    assert not step.say_kind.isVisible()
    assert step.next.isEnabled()


def test_an_encoding_is_called_by_its_name(desk: Desk) -> None:
    path = desk.folder / "namae.csv"
    path.write_bytes(
        "名前,電話番号,会社\n田中太郎,03-1234-5678,東京株式会社\n佐藤花子,03-2234-5678,日本会社\n".encode(
            "cp932"
        )
    )
    desk.open(path)
    assert desk.wizard.match.settings.chips["encoding"].text().startswith("Japanese (Shift-JIS)")


def test_a_low_window_shows_several_rows_of_the_file(desk: Desk) -> None:
    desk.page.resize(968, 560)
    desk.open(SAMPLE, desk.csv("a.csv", PEOPLE), desk.csv("b.csv", PEOPLE))
    desk.page.go_to(FILE)
    step = desk.wizard.file
    desk.qtbot.waitUntil(lambda: step.sheets.mapTo(step, QPoint(0, 0)).x() > step.files.width())
    desk.qtbot.waitUntil(lambda: step.head.viewport().height() >= 3 * step.head.rowHeight(0))
