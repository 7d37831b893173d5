"""The import wizard in its steps, as scenes of the gallery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from salesdesk.domain.progress import Work
from salesdesk.paths import resource
from salesdesk.services.services import build_services
from salesdesk.store.store import Store
from salesdesk.ui.page import PageEntry
from salesdesk.ui.pages.imports.page import ImportPage
from salesdesk.ui.pages.imports.steps.outcome_card import with_mode
from salesdesk.ui.pages.imports.wizard import FILE, Wizard
from salesdesk.ui.window.main_window import MainWindow
from salesdesk.ui.window.search import Found
from tests.gallery import Scene, Stage
from tests.ui.pages.office import Office
from tests.visual.offices import filled_office

SAMPLE = resource("samples/expo-leads.xlsx")
Show = Callable[[ImportPage], object]


class _Quietly(Work):
    """Work nobody watches."""

    def report(self, done: int, total: int | None, what: str) -> None:
        pass

    def check(self) -> None:
        pass


def _people(office: Office) -> None:
    office.services.demo.fill(300, 1, _Quietly())


def _wizard(stage: Stage, *, target: object = (SAMPLE,)) -> tuple[MainWindow, ImportPage]:
    """The window with the wizard over a file of 300 contacts."""
    office, _ = filled_office(stage, _people)
    context = replace(office.context, services=build_services(office.store))
    entries = [
        PageEntry("contacts", "Contacts", "users", lambda: page, office.store.contacts.count),
        PageEntry("import", "Import", "file-up", lambda: page, in_rail=False, parent_key="contacts"),
    ]
    page = ImportPage(context)
    window = MainWindow(
        context,
        entries,
        search=lambda text: Found((), ""),
        commands=lambda: (),
        organisation="Brightline Studio",
    )
    window.status.set_file("brightline.salesdesk")
    window.destroyed.connect(office.close)
    window.show_page("import", target)
    return window, page


def _page(window: QWidget) -> ImportPage:
    page = window.findChild(ImportPage)
    assert page is not None
    return page


def _wizard_of(page: ImportPage) -> Wizard:
    assert page.wizard is not None
    return page.wizard


def _ready(show: Show | None = None) -> Callable[[QWidget], bool]:
    """The plan is there; then ``show`` is called once."""

    def ready(window: QWidget) -> bool:
        page = _page(window)
        run = page.run
        if run is not None and run.is_busy:
            return False
        if show is not None and not window.property("shown"):
            window.setProperty("shown", True)
            show(page)
            return False
        return True

    return ready


def _sample(stage: Stage) -> QWidget:
    return _wizard(stage)[0]


def _list_again(stage: Stage) -> QWidget:
    """A list of which most is known, with another one waiting."""
    window, page = _wizard(stage, target=())
    store = page.context.store
    rows = store.contacts.page(store.contacts.ids()[:40], ["full_name", "email", "company", "phone"])
    lines = ["Name;E-Mail;Telefon;Firma;Position;Website;Betreuer"]
    for place, row in enumerate(rows.values()):
        email = row["email"] if place % 5 else ""
        phone = row["phone"] if place % 5 else ""
        parts = (
            row["full_name"],
            email,
            phone,
            row["company"],
            f"Level {place % 3}",
            f"www.site{place}.example",
            "R. Vogt",
        )
        lines.append(";".join(str(part or "") for part in parts))
    path = stage.folder / "contacts-from-mia.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    page.open_target((path, SAMPLE))
    return window


def _refused(stage: Stage) -> QWidget:
    path = stage.folder / "damaged.xlsx"
    path.write_bytes(b"PK\x03\x04 junk")
    return _wizard(stage, target=(path, SAMPLE))[0]


def _review(part: str) -> Show:
    return lambda page: _wizard_of(page).look_at(part)


def _changed(page: ImportPage) -> None:
    assert page.run is not None
    page.run.decide(with_mode(page.run.decisions, "overwrite"))
    _wizard_of(page).look_at("changed")


def _clashing(page: ImportPage) -> None:
    """Mia moves two people while the import that would change them too is looked at, and deletes a third."""
    run = page.run
    assert run is not None
    assert run.plan is not None
    targets = [number for number in run.plan.sheets[0].targets if number]
    other = Store(page.context.store.path, actor="Mia Brandt", clock=page.context.store.clock)
    services = build_services(other)
    for number in targets[:2]:
        services.contacts.edit(number, "website", "www.brandneu-und-recht-lang.example/ueber-uns")
    services.contacts.delete([targets[2]])
    other.close()
    run.apply()


def _apply(page: ImportPage) -> None:
    assert page.run is not None
    page.run.apply()


SCENES = [
    Scene("import-start", lambda stage: _wizard(stage, target=())[0]),
    Scene("import-refused", _refused, _ready()),
    Scene("import-file", _sample, _ready(lambda page: page.go_to(FILE))),
    Scene("import-match", _sample, _ready()),
    Scene("import-field", _sample, _ready(lambda page: _wizard_of(page).match.columns._choose(2, "target"))),
    Scene("import-duplicates", _sample, _ready(_review("duplicates"))),
    Scene("import-problems", _sample, _ready(_review("problems"))),
    Scene("import-values", _sample, _ready(_review("values"))),
    Scene("import-rules", _sample, _ready(_review("rules"))),
    Scene("import-done", _sample, _ready(_apply)),
    Scene("import-known", _list_again, _ready()),
    Scene("import-changed", _list_again, _ready(_changed)),
    Scene("import-clashes", _list_again, _ready(_clashing)),
    Scene("import-files", _list_again, _ready(lambda page: page.go_to(FILE))),
]
