"""Files kept with records: what is taken, where it is found again, and when its bytes go."""

from __future__ import annotations

import os
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from salesdesk.domain.activities import ActivityKind
from salesdesk.domain.attachments import LIMIT, FileHome, NewFile, kept_name, numbered_name, type_of
from salesdesk.domain.changes import Cause, EntityKind
from salesdesk.domain.checking import FaultKind
from salesdesk.domain.fields import RecordKind
from salesdesk.errors import DomainError, FileProblem
from salesdesk.phrases import said
from salesdesk.services.activities import Subject
from salesdesk.services.services import Services
from salesdesk.store.records.attachments import AttachmentWriter
from salesdesk.store.store import Store
from salesdesk.wording import worded
from tests.builders import add_company, add_contact

BYTES = bytes(range(256)) * 1000


def contact(number: int) -> FileHome:
    return FileHome(EntityKind.CONTACT, number)


def written(folder: Path, name: str, content: bytes = BYTES) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def pieces(store: Store) -> int:
    return int(store.database.value("SELECT count(*) FROM file_piece"))


def swept(store: Store) -> int:
    with store.unit_of_work(Cause.EDIT, said("Sweep")) as uow:
        return AttachmentWriter(uow).sweep()


def test_a_file_is_kept_whole_and_told_by_name_size_type_and_day(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna = add_contact(store)
    kept = services.attachments.add(contact(anna), [written(tmp_path, "Angebot Nr. 5.PDF")])
    (file,) = store.attachments.of(contact(anna))
    assert (file.id, file.name, file.size, file.type) == (
        kept.made[0],
        "Angebot Nr. 5.PDF",
        len(BYTES),
        "application/pdf",
    )
    assert file.created_at.startswith("2026-05-04")
    assert store.attachments.content(file.digest) == BYTES
    assert kept.changes.created[EntityKind("attachment")] == {file.id}
    assert store.database.check() == []


def test_a_file_of_no_bytes_is_a_file_too(store: Store, services: Services, tmp_path: Path) -> None:
    anna = add_contact(store)
    services.attachments.add(contact(anna), [written(tmp_path, "empty.txt", b"")])
    (file,) = store.attachments.of(contact(anna))
    assert (file.size, store.attachments.content(file.digest)) == (0, b"")
    assert store.database.check() == []


def test_the_same_file_is_kept_once_and_its_bytes_once_for_all_records(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna, firm = add_contact(store), add_company(store)
    path = written(tmp_path, "list.xlsx")
    services.attachments.add(contact(anna), [path])
    once = pieces(store)
    again = services.attachments.add(contact(anna), [path])
    assert (again.made, again.known, again.changes.batch) == ((), 1, None)
    services.attachments.add(FileHome(EntityKind.COMPANY, firm), [path])
    assert pieces(store) == once


def test_what_is_too_large_a_folder_or_a_salesdesk_file_is_said_and_the_rest_is_kept(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna = add_contact(store)
    big = tmp_path / "film.mp4"
    with big.open("wb") as stream:
        stream.truncate(LIMIT + 1)
    (tmp_path / "folder").mkdir()
    names = [big, tmp_path / "folder", tmp_path / "gone.txt", written(tmp_path, "other.salesdesk", b"x")]
    kept = services.attachments.add(contact(anna), [*names, written(tmp_path, "fine.txt")])
    assert [file.name for file in store.attachments.of(contact(anna))] == ["fine.txt"]
    assert [worded(error).partition(" ")[0] for error in kept.refused] == [
        "film.mp4",
        "folder",
        "gone.txt",
        "other.salesdesk",
    ]
    assert "25 MB" in worded(kept.refused[0])


def test_the_largest_file_is_kept(store: Store, services: Services, tmp_path: Path) -> None:
    anna, content = add_contact(store), os.urandom(1 << 20) * 25
    services.attachments.add(contact(anna), [written(tmp_path, "large.bin", content)])
    (file,) = store.attachments.of(contact(anna))
    assert (file.size, store.attachments.content(file.digest) == content) == (LIMIT, True)


def test_the_open_file_itself_is_never_read(store: Store, services: Services) -> None:
    for path in store.files:
        assert services.attachments.add(contact(add_contact(store)), [path]).refused


def test_a_file_that_is_removed_comes_back_with_its_bytes(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna = add_contact(store)
    services.attachments.add(contact(anna), [written(tmp_path, "a.txt")])
    before = store.database.dump()
    (file,) = store.attachments.of(contact(anna))
    services.attachments.remove(file.id)
    assert store.attachments.of(contact(anna)) == []
    assert swept(store) == 0  # undo can reach it
    services.commands.undo()
    assert store.database.dump() == before
    services.commands.undo()
    assert store.attachments.of(contact(anna)) == []
    services.commands.redo()
    assert store.attachments.content(store.attachments.of(contact(anna))[0].digest) == BYTES


def test_the_journal_carries_no_bytes(store: Store, services: Services, tmp_path: Path) -> None:
    anna = add_contact(store)
    services.attachments.add(contact(anna), [written(tmp_path, "a.txt")])
    services.attachments.remove(store.attachments.of(contact(anna))[0].id)
    images = store.database.rows("SELECT before, after FROM change_entry WHERE table_name = 'attachment'")
    assert max(len(text or "") for row in images for text in row) < 1000


def test_bytes_that_nothing_can_reach_go(store: Store, services: Services, tmp_path: Path) -> None:
    anna = add_contact(store)
    services.attachments.add(
        contact(anna), [written(tmp_path, "a.txt"), written(tmp_path, "b.txt", b"other")]
    )
    gone, kept = sorted(store.attachments.of(contact(anna)), key=lambda file: file.name)
    services.attachments.remove(gone.id)
    digests = store.database.digests()
    with store.database.transaction():  # the journal forgets the row, as erasing a person has it
        ids = [
            i for (i,) in store.database.rows("SELECT id FROM change_entry WHERE table_name = 'attachment'")
        ]
        last = max(ids)
        digests.touch("change_entry", [last])
        store.database.execute("DELETE FROM change_entry WHERE id = ?", (last,))
        digests.write()
    assert swept(store) == 1
    assert store.attachments.content(gone.digest) is None
    assert store.attachments.content(kept.digest) == b"other"


def test_files_go_to_the_trash_and_come_back_with_their_record(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna = add_contact(store)
    services.attachments.add(contact(anna), [written(tmp_path, "a.txt")])
    services.contacts.delete([anna])
    services.contacts.restore([anna])
    assert [file.name for file in store.attachments.of(contact(anna))] == ["a.txt"]


def test_a_merge_takes_the_files_along_and_undo_gives_them_back(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna, twin = add_contact(store), add_contact(store, "Anna Berg")
    services.attachments.add(contact(twin), [written(tmp_path, "a.txt")])
    before = store.database.dump()
    services.merges.merge(RecordKind.CONTACTS, [anna, twin], survivor=anna)
    assert [file.name for file in store.attachments.of(contact(anna))] == ["a.txt"]
    services.commands.undo()
    assert store.database.dump() == before


def test_erasing_a_record_takes_its_files_and_those_of_its_entries_and_can_be_undone(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna = add_contact(store)
    services.activities.log(ActivityKind.CALL, Subject(contact_id=anna), subject="About the offer")
    (entry,) = store.activities.of_contact(anna)
    services.attachments.add(contact(anna), [written(tmp_path, "own.txt")])
    services.attachments.add(FileHome(EntityKind.ACTIVITY, entry.id), [written(tmp_path, "offer.txt")])
    assert [(file.name, file.entry) for file in store.attachments.of(contact(anna))] == [
        ("offer.txt", "About the offer"),
        ("own.txt", ""),
    ]
    assert store.activities.get(entry.id).files == 1
    before = store.database.dump()
    services.contacts.purge([anna])
    assert store.database.value("SELECT count(*) FROM attachment") == 0
    assert store.database.check() == []
    services.commands.undo()
    assert store.database.dump() == before
    assert store.attachments.content(store.attachments.of(contact(anna))[0].digest) == BYTES


def test_a_copy_is_opened_in_a_folder_of_our_own_that_goes(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna = add_contact(store)
    services.attachments.add(contact(anna), [written(tmp_path, "a.txt"), written(tmp_path, "Setup.exe")])
    by_name = {file.name: file.id for file in store.attachments.of(contact(anna))}
    copy = services.attachments.open_copy(by_name["a.txt"])
    assert (copy.name, copy.read_bytes()) == ("a.txt", BYTES)
    assert tmp_path not in copy.parents or "unfinished" in str(copy)
    assert services.attachments.open_copy(by_name["a.txt"]) == copy
    with pytest.raises(DomainError, match="a_program"):
        services.attachments.open_copy(by_name["Setup.exe"])
    services.attachments.close()
    assert not copy.exists()
    assert services.attachments.open_copy(by_name["a.txt"]).exists()
    services.attachments.close()


def test_a_file_is_saved_and_never_over_the_open_one(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna = add_contact(store)
    (number,) = services.attachments.add(contact(anna), [written(tmp_path, "a.txt")]).made
    services.attachments.save(number, tmp_path / "copy.txt")
    assert (tmp_path / "copy.txt").read_bytes() == BYTES
    for path in store.files:
        with pytest.raises(FileProblem):
            services.attachments.save(number, path)


def test_all_files_of_a_record_leave_as_an_archive_or_into_a_folder(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna = add_contact(store)
    (tmp_path / "in").mkdir()
    services.attachments.add(contact(anna), [written(tmp_path, "a.txt", b"one")])
    services.attachments.add(contact(anna), [written(tmp_path / "in", "a.txt", b"two")])
    assert services.attachments.export(contact(anna), tmp_path / "all.zip") == 2
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "a.txt": b"one",
            "a (2).txt": b"two",
        }
    out = tmp_path / "out"
    out.mkdir()
    (out / "A.TXT").write_bytes(b"not ours")
    services.attachments.export(contact(anna), out)
    assert (out / "A.TXT").read_bytes() == b"not ours"
    assert sorted(path.name for path in out.iterdir()) == ["A.TXT", "a (2).txt", "a (3).txt"]
    with pytest.raises(DomainError):
        services.attachments.export(contact(add_contact(store, "Ben")), tmp_path / "none.zip")


def test_a_check_finds_a_file_that_is_not_what_was_kept(
    store: Store, services: Services, tmp_path: Path
) -> None:
    anna = add_contact(store)
    services.attachments.add(contact(anna), [written(tmp_path, "a.txt"), written(tmp_path, "b.txt", b"b")])
    digest = sha256(BYTES).hexdigest()
    store.database.execute("UPDATE file_piece SET data = 'AAAA' WHERE digest = ? AND part = 1", (digest,))
    store.database.execute("DELETE FROM file_piece WHERE digest = ?", (sha256(b"b").hexdigest(),))
    faults = [fault for fault in store.database.check() if fault.kind is FaultKind.FILE]
    assert [worded(fault.told) for fault in faults] == [
        "The file kept in attachment, row 1: “a.txt” is not what was kept.",
        "The file kept in attachment, row 2: the content of “b.txt” is missing.",
    ]
    with pytest.raises(DomainError, match="damaged"):
        services.attachments.save(1, tmp_path / "copy.txt")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\Angebot.pdf", "Angebot.pdf"),
        ("a\u202efdp.exe", "a fdp.exe"),
        ("con.txt", "_con.txt"),
        ("aux", "_aux"),
        (" . ", "file"),
        ("", "file"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
        ("Straße & Söhne (2).pdf", "Straße & Söhne (2).pdf"),
        ("line\nbreak\t.txt", "line break.txt"),
    ],
)
def test_a_name_is_kept_as_every_system_allows_it(name: str, kept: str) -> None:
    assert kept_name(name) == kept
    assert kept_name(kept) == kept


def test_names_in_one_folder_differ() -> None:
    assert numbered_name("a.txt", {"a.txt", "a (2).txt"}) == "a (3).txt"
    assert numbered_name("README", {"readme"}) == "README (2)"
    assert type_of("x.XLSX").endswith("spreadsheetml.sheet")
    assert type_of("x.unknown") == "application/octet-stream"


def test_a_new_file_is_only_its_name_and_bytes() -> None:
    assert NewFile("a", b"b") == NewFile("a", b"b")
