"""Everything leaves: what has no list of its own as well, in words, and files as files."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from salesdesk.domain.attachments import FileHome
from salesdesk.domain.changes import EntityKind
from salesdesk.domain.fields import RecordKind
from salesdesk.domain.linked_kinds import FILES, MEETING_NOTES, RELATIONS, UNLISTED
from salesdesk.domain.own_reports import Calc, Design, MeasureOf
from salesdesk.domain.relations import RelationKind, Tie
from salesdesk.domain.target_standing import Place
from salesdesk.domain.targets import Measure, Period, month_of
from salesdesk.services.exports import PRIVATE, ExportRequest, Linked
from salesdesk.services.meetings.service import MeetingService
from salesdesk.services.services import Services
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_contact

CONTACTS = RecordKind.CONTACTS


@pytest.fixture
def filled(store: Store, services: Services, tmp_path: Path) -> int:
    """A file with one of each. Returns the number of the meeting."""
    owner = services.owners.create("Mia Lind")[0]
    anna, ben = add_contact(store, "Anna Berg"), add_contact(store, "Ben Cho")
    services.relations.add(anna, ben, Tie(RelationKind.REFERRED_BY))
    services.relations.add(anna, ben, Tie(RelationKind.OWN, True, "mentor", "pupil"))
    offer = tmp_path / "offer.pdf"
    offer.write_bytes(b"%PDF-1.4 offer")
    for person in (anna, ben):
        services.attachments.add(FileHome(EntityKind.CONTACT, person), [offer])
    services.targets.put(
        [
            (Place(owner, Measure.REVENUE, month_of(2026, 11)), "60k"),
            (Place(None, Measure.DEALS, Period(2026, 4)), "12"),
        ]
    )
    design = Design(CONTACTS, measures=(MeasureOf(), MeasureOf(Calc.SHARE)))
    services.own_reports.create("People", design, on_today=True)
    meetings = services.area_of(RecordKind.MEETINGS)
    assert isinstance(meetings, MeetingService)
    number = meetings.start("weekly", date(2026, 11, 30), "Pipeline review")[0]
    item = meetings.view(number).meeting.agenda[0]
    meetings.add_note(number, "Quiet week", item=item.key)
    reading = meetings.decisions.reading("en")
    meetings.decisions.decide(number, reading.read("! Mia sends the offer 4 December 2026"))
    return number


def sheet(packed: zipfile.ZipFile, title: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(packed.read(f"{title}.csv").decode("utf-8-sig"))))


def test_what_has_no_list_leaves_in_words(services: Services, filled: int, tmp_path: Path) -> None:
    result = services.exports.write(services.exports.everything(), tmp_path / "all.zip", worded)
    rows = {one.kind: one.rows for one in result.sheets}
    assert set(UNLISTED) <= rows.keys()
    packed = zipfile.ZipFile(tmp_path / "all.zip")
    revenue, deals = sheet(packed, "Targets")
    assert list(revenue.values()) == ["Mia Lind", "2026-11", "Revenue won", "60000.00", "EUR", ""]
    assert list(deals.values()) == ["Team", "2026-Q4", "Deals won", "", "", "12"]
    said = [list(row.values())[:4] for row in sheet(packed, "Relations")]
    assert said == [
        ["Anna Berg", "Referred by", "Ben Cho", "Referred"],
        ["Anna Berg", "mentor", "Ben Cho", "pupil"],
    ]
    (report,) = sheet(packed, "Own reports")
    assert (report["Report"], report["Kind"], report["On Today"]) == ("People", "Contacts", "Yes")
    assert report["Shows"]
    note, decision = sheet(packed, "Meeting notes")
    assert (note["Meeting"], note["Notes"], note["Decision"]) == ("Pipeline review", "Quiet week", "No")
    assert note["Item"] == "Last decisions"
    assert (decision["Decision"], decision["Owner"], decision["Due"][:10]) == (
        "Yes",
        "Mia Lind",
        "2026-12-04",
    )


def test_files_leave_as_files(store: Store, services: Services, filled: int, tmp_path: Path) -> None:
    services.exports.write(services.exports.everything(), tmp_path / "all.zip", worded)
    packed = zipfile.ZipFile(tmp_path / "all.zip")
    told = sheet(packed, "Files")
    assert [(row["File"], row["Bytes"], row["Name"]) for row in told] == [
        ("offer.pdf", "14", "Anna Berg"),
        ("offer.pdf", "14", "Ben Cho"),
    ]
    for row in told:
        assert packed.read(row["In an export as .zip"]) == b"%PDF-1.4 offer"
    sent = ExportRequest(services.exports.everything().rows, private=PRIVATE)
    services.exports.write(sent, tmp_path / "sent.zip", worded)
    with zipfile.ZipFile(tmp_path / "sent.zip") as outside:
        assert not [name for name in outside.namelist() if name.startswith("Files/")]


def test_a_damaged_file_is_told_and_the_rest_leaves(
    store: Store, services: Services, filled: int, tmp_path: Path
) -> None:
    (file,) = store.attachments.of(FileHome(EntityKind.CONTACT, 1))
    store.database.execute("UPDATE file_piece SET data = 'AAAA' WHERE digest = ?", (file.digest,))
    result = services.exports.write(services.exports.everything(), tmp_path / "all.zip", worded)
    assert [(one.sheet, one.row, one.value) for one in result.problems] == [
        ("Files", 2, "offer.pdf"), ("Files", 3, "offer.pdf"),
    ]  # fmt: skip
    assert "damaged" in worded(result.problems[0].reason)
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        assert "Contacts.csv" in packed.namelist()
        assert not [name for name in packed.namelist() if name.startswith("Files/")]


def test_what_lies_in_the_trash_stays(services: Services, filled: int, tmp_path: Path) -> None:
    services.contacts.delete([2])
    services.area_of(RecordKind.MEETINGS).delete([filled])
    result = services.exports.write(services.exports.everything(), tmp_path / "all.xlsx", worded)
    rows = {one.kind: one.rows for one in result.sheets}
    assert (rows[RELATIONS], rows[FILES], rows[MEETING_NOTES]) == (0, 1, 0)


def test_they_leave_with_what_they_belong_to(services: Services, filled: int) -> None:
    linked = services.exports.linked(CONTACTS, [1])
    assert Linked(RELATIONS, 2) in linked
    assert Linked(FILES, 1) in linked
    assert Linked(MEETING_NOTES, 2) in services.exports.linked(RecordKind.MEETINGS, [filled])
