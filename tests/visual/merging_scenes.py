"""Merging a workbook back: the comparison, one with long texts, a menu, what waits, a refusal, nothing to merge, the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import MergeCell
from salesdesk.services.exports import ExportRequest, Rows
from salesdesk.ui.pages.merging_back.page import MergePage
from salesdesk.ui.pages.merging_back.rows import Answer, Group
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.workspace import Workspace
from salesdesk.ui.wording import worded
from tests.gallery import Scene, Stage
from tests.ui.pages.merging_back.books import Book
from tests.ui.pages.office import Office
from tests.visual.contacts_scenes import LONG
from tests.visual.offices import filled_office
from tests.visual.workspace_scenes import fill_sales

_COLUMNS = (
    "full_name",
    "job_title",
    "phone",
    "email",
    "city",
    "lifecycle_stage",
    "owner",
    "tags",
    "birthday",
)
_CHECKED = "to-check.xlsx"
Show = Callable[[MergePage], object]


def _returned(office: Office, folder: Path, name: str, long: str = "") -> Path:
    """A workbook that a colleague edited, and what was changed here meanwhile."""
    path = folder / name
    rows = Rows(RecordKind.CONTACTS, columns=_COLUMNS)
    office.services.exports.write(ExportRequest((rows,)), path, worded)
    book = Book(path)
    book.write("Amara Okafor", "Job title", f"COO{long}")
    book.write("Chloe Bennett", "Job title", "Practice manager")
    book.write("Marco Bianchi", "Phone", "+39 06 5550 201")
    book.write("Yuki Tanaka", "Email", f"yuki.t{'.long' * len(long)}@hoshi.example")
    book.write("Henrik Dahl", "Birthday", "31.31.2020")
    if name == _CHECKED:
        _spoil(book, office)
    book.remove("Grace Mensah")
    book.add(Name=f"Nils Holm{long}", City="Malmö", Email="nils@holm.example")
    priya = office.find("Priya Raman")
    email = office.store.contacts.page([priya], ["email"])[priya]["email"]
    book.add(Name="Priya R.", Email=str(email))
    book.save()
    contacts = office.services.contacts
    contacts.edit(office.find("Amara Okafor"), "job_title", f"Head of Ops{long}")
    contacts.edit(office.find("Chloe Bennett"), "job_title", "Dentist")
    contacts.edit(office.find("Sofia Alvarez"), "city", "Madrid")
    contacts.edit(office.find("Tom Whitaker"), "lifecycle_stage", "marketing_qualified")
    return path


def _spoil(book: Book, office: Office) -> None:
    """What a colleague may not have meant, and what brings something else along."""
    people = ("Yuki Tanaka", "Marco Bianchi", "Sofia Alvarez", "Henrik Dahl", "Tom Whitaker")
    store = office.store
    for person, name in zip(people, [*people[1:], people[0]], strict=True):
        number = office.find(name)
        book.write(person, "Email", store.contacts.page([number], ["email"])[number]["email"])
    book.write("Tom Whitaker", "Job title", datetime(2026, 4, 3))
    book.write("Marco Bianchi", "Name", "Marco Bianchi-Rossi")


def _scene(
    name: str, show: Show | None = None, *, long: str = "", file: str = "contacts-for-mia.xlsx"
) -> Scene:
    def build(stage: Stage) -> QWidget:
        office, _ = filled_office(stage, fill_sales)
        window = Workspace(office.context).window
        window.destroyed.connect(office.close)
        window.resize(1440, 900)
        window.show()
        window.show_page("merge", _returned(office, stage.folder, file, long))
        return window

    def ready(window: QWidget) -> bool:
        assert isinstance(window, MainWindow)
        page = window.page("merge")
        assert isinstance(page, MergePage)
        if page.strip.is_busy:
            return False
        if show is not None and not window.property("shown"):
            window.setProperty("shown", True)
            show(page)
            return False
        return True

    return Scene(name, build, ready)


def _menu(page: MergePage) -> None:
    rows = page.review.rows
    assert rows is not None
    page.review.answer(rows.at(rows.conflicts), Answer.KEEP)
    page.review.keep_group(Group.BOTH)
    page.review._open_choices(rows.conflicts[0])


def _look_at_name(page: MergePage) -> None:
    rows = page.review.rows
    assert rows is not None
    named = next(
        p for p, one in enumerate(rows.entries) if isinstance(one, MergeCell) and one.field == "full_name"
    )
    page.review.table.select_id(named)


def _chosen(page: MergePage) -> None:
    rows = page.review.rows
    assert rows is not None
    page.review.answer(rows.at(rows.conflicts), Answer.TAKE)
    page.review.answer(rows.plan.removed, Answer.TAKE)


def _applied(page: MergePage) -> None:
    _chosen(page)
    page.apply()


def _refused(page: MergePage) -> None:
    path = page.context.store.path.parent / "report.xlsx"
    path.write_bytes(b"PK no workbook")
    page.start([path])


def _on_today(page: MergePage) -> None:
    page.put_aside()
    page.kept.keep_now()
    page.context.tasks.run(lambda _work: None, done=lambda _none: page.context.navigate("today"))


SCENES = [
    _scene("merge-compared"),
    _scene("merge-checked", _look_at_name, file=_CHECKED),
    _scene("merge-menu", _menu),
    _scene("merge-chosen", _chosen),
    _scene("merge-long", long=f" {LONG[2]}", file=f"{LONG[2][:60]}.xlsx"),
    _scene("merge-waiting", MergePage.put_aside),
    _scene("merge-today", _on_today),
    _scene("merge-refused", _refused),
    _scene("merge-applied", _applied),
]
