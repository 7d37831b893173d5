"""What the wizard says of an export of ours that comes back."""

from __future__ import annotations

from pathlib import Path

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.imports import ImportDecisions
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.ui.pages.imports.summary import summary_of
from tests.builders import CancelAfter, add_contact

WORK = CancelAfter()


def test_it_says_what_was_edited_here_since_and_what_was_deleted(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna, bela = (add_contact(store, name, city="Ulm") for name in ("Anna Berg", "Bela Kiss"))
    path = tmp_path / "out.csv"
    services.exports.export(RecordKind.CONTACTS, path)
    services.contacts.edit(anna, "city", "Kiel")
    services.contacts.delete([bela])
    with services.imports.open(path, WORK) as file:
        summary = summary_of(file.plan(ImportDecisions(), WORK))
    assert (summary.new_figure, summary.known_figure) == ("0", "1")
    assert "1 row is left out: its record was deleted here since the export." in summary.problem_note
    assert "Anna Berg, city: edited here since the export; it stays “Kiel”" in summary.problem_note
