"""``salesdesk restore`` and ``backup`` from the command line: one sentence for whatever is in the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from salesdesk.cli import main
from salesdesk.services.setup import set_up
from salesdesk.store.engine import copy_digest
from salesdesk.store.store import Store
from tests.builders import add_contact

pytestmark = pytest.mark.usefixtures("quick_keys")

SECRET = "it's a secret"


def made(path: Path, password: str = "", people: int = 1) -> Path:
    store = Store(path, password=password)
    set_up(store)
    for number in range(people):
        add_contact(store, f"Person {number}")
    store.close()
    return path


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_a_backup_carries_a_digest_and_a_changed_one_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, copy = made(tmp_path / "my.salesdesk"), tmp_path / "copy.salesdesk"
    assert main(["backup", str(copy), "--database", str(file)]) == 0
    assert copy_digest.read(copy) is copy_digest.Digest.FITS
    capsys.readouterr()
    copy.write_bytes(copy.read_bytes().replace(b"Person 0", b"Person 1", 1))
    before = file.read_bytes()
    assert "copy.salesdesk is not what it was" in refused(
        capsys, "restore", str(copy), "--database", str(file)
    )
    assert file.read_bytes() == before


def test_ending_the_encryption_must_be_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, copy = made(tmp_path / "my.salesdesk", SECRET, 3), made(tmp_path / "copy.salesdesk")
    for password in ("", SECRET, "wrong"):
        monkeypatch.setenv("SALESDESK_PASSWORD", password)
        said = refused(capsys, "restore", str(copy), "--database", str(file))
        assert "--end-encryption" in said
        assert "my.salesdesk is encrypted" in said
    words = ["restore", str(copy), "--database", str(file), "--end-encryption", "--json"]
    assert main(words) == 0
    done = json.loads(capsys.readouterr().out)
    assert "not encrypted any more" in done["notes"][0]
    assert Path(done["saved"]).exists()
    monkeypatch.delenv("SALESDESK_PASSWORD")
    Store(file).close()


def test_a_beginning_encryption_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, copy = made(tmp_path / "my.salesdesk"), made(tmp_path / "copy.salesdesk", SECRET)
    assert "protected by a password" in refused(capsys, "restore", str(copy), "--database", str(file))
    monkeypatch.setenv("SALESDESK_PASSWORD", SECRET)
    assert main(["restore", str(copy), "--database", str(file)]) == 0
    assert "needs the password of the backup" in capsys.readouterr().out


def test_a_folder_for_what_is_replaced_can_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, copy = made(tmp_path / "my.salesdesk", people=2), made(tmp_path / "copy.salesdesk")
    (tmp_path / "Backups").write_text("notes", encoding="utf-8")
    assert "--save-in" in refused(capsys, "restore", str(copy), "--database", str(file))
    words = ["restore", str(copy), "--database", str(file), "--save-in", str(tmp_path / "saved")]
    assert main(words) == 0
    (saved,) = (tmp_path / "saved").iterdir()
    store = Store(saved)
    assert store.contacts.count() == 2
    store.close()


@pytest.mark.parametrize("out", ["my.salesdesk", "Backups/x.salesdesk", "no/x.salesdesk", "other.salesdesk"])
def test_a_backup_lands_on_nothing_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    file, other = made(tmp_path / "my.salesdesk"), made(tmp_path / "other.salesdesk")
    kept = other.read_bytes()
    (tmp_path / "Backups").mkdir()
    refused(capsys, "backup", str(tmp_path / out), "--database", str(file))
    assert file.exists()
    assert other.read_bytes() == kept
    assert list((tmp_path / "Backups").iterdir()) == []


def test_an_older_backup_is_made_anew(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, copy = made(tmp_path / "my.salesdesk"), tmp_path / "copy.salesdesk"
    (tmp_path / "copy.salesdesk.part").write_text("mine", encoding="utf-8")
    for _ in range(2):
        assert main(["backup", str(copy), "--database", str(file)]) == 0
    assert (tmp_path / "copy.salesdesk.part").read_text(encoding="utf-8") == "mine"
    assert copy_digest.read(copy) is copy_digest.Digest.FITS
