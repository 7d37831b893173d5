"""A text file that comes back in a wrong encoding: nothing of it is taken for an edit."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from salesdesk.domain.fields import RecordKind
from salesdesk.domain.merging_back import MergePlan, Side
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_contact
from tests.services.merging_back.sheets import export

KEYS = ["full_name", "company", "city", "tags", "job_title"]


@pytest.fixture
def people(services: Services, store: Store, tmp_path: Path) -> Path:
    for name, company, city in (
        ("Jürgen Groß", "Mäkelä Oy", "Köln"),
        ("Zoë Señor", "Größe GmbH", "Genève"),
        ("Ann Plain", "Plain Ltd", "Leeds"),
        ("Åse Ødegård", "Mäkelä Oy", "Tromsø"),
    ):
        add_contact(store, name, company=company, city=city, tags="für alle", job_title="Geschäftsführer")
    for number in range(20):
        add_contact(store, f"Person Nr{number}", company="Plain Ltd", city="Newcastle", job_title="Buyer")
    return export(services, RecordKind.CONTACTS, tmp_path / "people.csv", columns=KEYS)


def misread(codec: str, *, mark: bool = False) -> Callable[[str], bytes]:
    def save(text: str) -> bytes:
        return f"{chr(0xFEFF) if mark else ''}{text}".encode().decode(codec, "replace").encode()

    return save


def saved(services: Services, path: Path, save: Callable[[str], bytes]) -> MergePlan:
    path.write_bytes(save(path.read_text(encoding="utf-8-sig")))
    return services.merging_back.plan(path)


@pytest.mark.parametrize(
    "save",
    [
        *(
            misread(codec, mark=mark)
            for codec in ("cp1252", "latin-1", "mac_roman", "cp850")
            for mark in (True, False)
        ),
        lambda text: text.encode("cp1252").decode("utf-8", "replace").encode(),
    ],
)
def test_what_only_its_encoding_changed_stays(
    save: Callable[[str], bytes], services: Services, people: Path
) -> None:
    plan = saved(services, people, save)
    assert [(cell.field, cell.base, cell.theirs) for cell in plan.cells] == []
    assert (plan.names, plan.new, plan.removed, plan.problems, plan.offers) == ((), (), (), (), ())
    assert [note.code for note in plan.notes] == ["merging_back.wrong_encoding"]
    assert "people.csv was saved in a wrong encoding" in worded(plan.notes[0])


@pytest.mark.parametrize("codec", ["cp1252", "cp1250", "mac_roman"])
def test_letters_of_which_bytes_were_left_out_stay(
    codec: str, services: Services, store: Store, tmp_path: Path
) -> None:
    for name, company, city in (
        ("山田 美咲", "山田商事株式会社", "東京"),
        ("Иван Рог", "Рога и копыта", "Псков"),
    ):
        add_contact(store, name, company=company, city=city)
    for number in range(20):
        add_contact(store, f"Person Nr{number}", company="Plain Ltd", city="Newcastle")
    path = export(services, RecordKind.CONTACTS, tmp_path / "people.csv", columns=KEYS)
    plan = saved(services, path, lambda text: text.encode().decode(codec, "ignore").encode())
    assert [(cell.field, cell.base, cell.theirs) for cell in plan.cells] == []
    assert (plan.names, plan.new, plan.problems) == ((), (), ())


def test_an_edit_in_such_a_file_is_asked_about(services: Services, people: Path) -> None:
    save = misread("cp1252")
    plan = saved(
        services, people, lambda text: save(text.replace("Leeds", "Düren").replace("Genève", "Bern"))
    )
    assert {(c.name, c.theirs, c.presumed, c.doubt and c.doubt.code) for c in plan.cells} == {
        ("Ann Plain", "DÃ¼ren", Side.OURS, "merging_back.misread"),
        ("Zoë Señor", "Bern", None, None),
    }


def test_question_marks_in_place_of_letters_are_asked_about(services: Services, people: Path) -> None:
    plan = saved(services, people, lambda text: text.encode("ascii", "replace"))
    assert len(plan.cells) >= 12
    assert {(c.presumed, c.doubt and c.doubt.code) for c in plan.cells} == {
        (Side.OURS, "merging_back.lost_letters")
    }
    assert (plan.names, plan.new, plan.problems) == ((), (), ())


def test_a_garbled_value_that_was_put_right_is_an_edit(
    services: Services, store: Store, tmp_path: Path
) -> None:
    add_contact(store, "Ann", city="KÃ¶ln")
    path = export(services, RecordKind.CONTACTS, tmp_path / "one.csv", columns=["full_name", "city"])
    plan = saved(services, path, lambda text: text.replace("KÃ¶ln", "Köln").encode())
    assert [(c.theirs, c.doubt) for c in plan.cells] == [("Köln", None)]


@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_how_a_program_writes_an_accent_is_no_edit(services: Services, people: Path, form: str) -> None:
    plan = saved(services, people, lambda text: unicodedata.normalize(form, text).encode())
    assert (plan.cells, plan.names, plan.new, plan.problems) == ((), (), (), ())


def test_another_accent_is_an_edit(services: Services, people: Path) -> None:
    plan = saved(
        services,
        people,
        lambda text: unicodedata.normalize("NFD", text.replace("Genève", "Genéve")).encode(),
    )
    assert [(cell.name, cell.field) for cell in plan.cells] == [("Zoë Señor", "city")]
