"""Which folders are synchronised: by their exact name or a marker, never by part of a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesdesk.errors import CloudFolder
from salesdesk.store.engine.folders import refuse_synchronised, synchronised_part
from salesdesk.store.store import Store
from tests.refusals import refusing

SYNCHRONISED = """
Dropbox|DROPBOX|Dropbox (Firma)|Dropbox (Personal)|OneDrive|OneDrive - Contoso GmbH|OneDrive - Personal
Google Drive|GoogleDrive|GoogleDrive-anna.berg@firma.de|Google Drive (anna@firma.de)|My Drive|Meine Ablage|Mon Drive
Mi unidad|Il mio Drive|Mijn Drive|Mój dysk|Min enhet|Мой диск|マイドライブ|我的云端硬盘|Shared drives|Geteilte Ablagen
iCloud|iCloud Drive|iCloudDrive|Mobile Documents|CloudStorage|Nextcloud|ownCloud|Nextcloud (work)
SynologyDrive|Synology Drive|Box|Box Sync|Sync|Seafile|SeaDrive|Proton Drive|ProtonDrive-anna@proton.me
MEGA|MEGAsync|mega|kDrive|Tresorit|pCloud|pCloud Drive|pCloudDrive|Yandex.Disk|Яндекс.Диск|Resilio Sync|Syncthing
"""
NOT = """
boxing|Boxen|Inbox|box|Box 7|Boxes|Dropbox-Archiv|Dropboxes|Alte Dropbox Sachen|no dropbox|syncros|Syncro|sync|Synchro
Async|Megan|Mega Projekt|megabau|Kundrive|Sync-Protokolle|My Drive-in|Mydrive Kunden|Tresor|Protonen|Nextcloud-Angebot
seafiles|OneDriver|OneDriveX|iCloudy|Drive|Ablage|pClouds|Google|Resilience|Mein Laufwerk|Kundendrive
"""


def names(table: str) -> list[str]:
    return [name for line in table.strip().splitlines() for name in line.split("|")]


@pytest.mark.parametrize("name", names(SYNCHRONISED))
def test_the_folder_of_a_known_program_is_synchronised(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "sales" / "2026"
    assert synchronised_part(folder, {}) == tmp_path / name
    with pytest.raises(CloudFolder):
        refuse_synchronised(folder / "my.salesdesk")


@pytest.mark.parametrize("name", names(NOT))
def test_a_word_that_only_resembles_one_is_not(tmp_path: Path, name: str) -> None:
    assert synchronised_part(tmp_path / name / "sales", {}) is None
    refuse_synchronised(tmp_path / name / "sales" / "my.salesdesk")


def test_the_name_of_the_file_does_not_matter(tmp_path: Path) -> None:
    refuse_synchronised(tmp_path / "Dropbox")


@pytest.mark.parametrize(
    "mark",
    [
        ".stfolder/",
        ".dropbox.cache/",
        ".dropbox",
        ".sync/ID",
        ".SynologyWorkingDirectory/",
        ".megaignore",
        ".tmp.drivedownload/",
        ".849C9593-D756-4E56-8D6E-42412F2A707B",
    ],
)
def test_a_marker_tells_whatever_the_folder_is_called(tmp_path: Path, mark: str) -> None:
    root = tmp_path / "Kunden"
    marker = root / mark
    if mark.endswith("/"):
        marker.mkdir(parents=True)
    else:
        marker.parent.mkdir(parents=True)
        marker.touch()
    assert synchronised_part(root, {}) == root
    assert synchronised_part(root / "a" / "b", {}) == root
    assert synchronised_part(tmp_path / "other", {}) is None


def test_the_settings_of_a_program_in_the_home_folder_are_no_marker(home: Path) -> None:
    (home / ".dropbox").mkdir()
    (home / ".sync").mkdir()
    assert synchronised_part(home / "Documents", {}) is None


def test_onedrive_says_itself_where_it_is(tmp_path: Path) -> None:
    place = tmp_path / "Firmenordner"
    said = {"OneDriveCommercial": str(place), "OneDrive": ""}
    assert synchronised_part(place / "x", said) == place
    assert synchronised_part(tmp_path / "Firmenordner 2", said) is None


def test_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Tresorit").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Tresorit")
    with refusing(CloudFolder, match="synchronised folder"):
        Store(tmp_path / "plain" / "my.salesdesk")
    assert list((tmp_path / "Tresorit").iterdir()) == []
