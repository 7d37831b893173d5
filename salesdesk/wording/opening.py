"""Words about opening."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

TEXTS: dict[str, Text] = {
    "opening.synchronised": Refusal(
        "Synchronised folder",
        "{file} lies in a synchronised folder ({folder}), where a live database breaks. Keep it in a folder of this computer and put backups there.",
    ),
    "opening.on_the_network": Refusal(
        "Network folder",
        "{file} lies on a network drive ({folder}), where a live database breaks. Keep it in a folder of this computer and put backups there.",
    ),
    "opening.kept_closed": Refusal(
        "File in use",
        "{file} is being restored or closed by another window or program. Try again in a moment.",
    ),
    "opening.being_written": Refusal(
        "File in use", "Another program is writing to {file}. Wait until it has finished, then try again."
    ),
    "opening.in_use": Refusal(
        "File in use", "{file} is in use by another program. Close it there, then try again."
    ),
    "opening.open_elsewhere": Refusal(
        "File in use", "{file} is open in another window or program. Close it there, then try again."
    ),
    "opening.log_unreadable": Refusal(
        "Folder cannot be written",
        "The newest changes of {file} lie in {file}-wal, which can only be read where the folder can be written. Copy both into a folder of yours and open the copy.",
    ),
    "opening.name_of_a_part": Refusal(
        "Name of a part",
        "{file} is the name of a file that lies beside a SalesDesk file and goes with it. Choose a name that ends in .salesdesk.",
    ),
    "opening.a_folder": Refusal(
        "Not a file", "{place} is a folder. Name a file in it, for example {example}."
    ),
    "opening.a_device": Refusal(
        "Not a file", "{place} is a device or a pipe, not a file. Name another file."
    ),
    "opening.folder_not_made": Refusal(
        "Cannot create the folder", "The folder {folder} cannot be created: {why}. Choose another place."
    ),
    "opening.folder_protected": Refusal(
        "Folder cannot be written",
        "{file} cannot be made, because the folder {folder} cannot be written. Choose another folder.",
    ),
    "opening.emptied": Refusal(
        "Empty file",
        "{file} is empty (0 bytes), so what it held is lost. Open the latest backup, or delete the file to start anew.",
    ),
    "opening.damaged_why": Refusal(
        "Damaged file", "{file} is damaged: {why}. Open the latest backup instead."
    ),
    "opening.newer": Refusal(
        "Newer file",
        "{file} was written by a newer SalesDesk (file version {version}, this program knows {known}). Install the newer SalesDesk to open it.",
    ),
    "opening.header_lost": Refusal(
        "Damaged file",
        "{file} is damaged: its header no longer says that it is a SalesDesk file. Open the latest backup instead.",
    ),
    "opening.of_another_program": Refusal(
        "Not a SalesDesk file", "{file} is a database of another program. Choose another file."
    ),
    "opening.empty_database": Refusal(
        "Not a SalesDesk file",
        "{file} is an empty database that SalesDesk did not make. Choose another file.",
    ),
    "opening.not_encrypted": Refusal(
        "Not protected", "{file} is not protected by a password. Open it without one."
    ),
    "opening.damaged": Refusal("Damaged file", "{file} is damaged. Open the latest backup instead."),
    "opening.damaged_or_foreign": Refusal(
        "Damaged file",
        "{file} is damaged, or it never was a SalesDesk file: it does not begin as one. Open the latest backup instead.",
    ),
    "opening.foreign": Refusal(
        "Not a SalesDesk file",
        "{file} is not a SalesDesk file. To bring in a spreadsheet, use Import instead.",
    ),
    "opening.wrong_password": Refusal(
        "Wrong password",
        "The password does not open {file}. Type it again; if it is surely right, the file is damaged: open the latest backup.",
    ),
    "opening.password_needed": Refusal(
        "Password needed", "{file} is protected by a password. Type its password."
    ),
    "opening.no_such_file": Refusal("No such file", "{place} does not exist. Choose another file."),
    "opening.for_reading": "{name} was opened for reading only.",
    "opening.reading_in_protected_folder": "{file} is open for reading only, because its folder {folder} cannot be written. Copy it into a folder of yours to change it.",
    "opening.reading_protected_file": "{file} is open for reading only, because the file is write-protected. Take the protection off, or copy it, to change it.",
    "opening.reading_second_name": "{file} is open for reading only, because it has a second name (a hard link), under which another program could change it unnoticed. Delete the other name, or copy the file, to change it.",
    "opening.reading_on_full_disk": "The disk is full, so {file} is open for reading only. Free some space and open it again; nothing saved before is lost.",
    "opening.log_set_aside": "{log} beside {file} belongs to another file or is damaged. It was set aside as “{aside}”, and nothing of it was taken in.",
    "opening.why.no_tables": "it has no tables any more",
    "opening.why.no_version": "its header has lost the version",
    "opening.why.identity_changed": "its header or the table that says which file it is was changed",
    "opening.why.two_versions": "its header says version {version}, its tables are of version {other}",
    "opening.read_only": Refusal("Read-only file", "{why}"),
    "opening.changes_missing": Counted(
        "The last change made in {file} is missing, because {log}, which held what was not yet in the file itself, is gone or incomplete. If you have that file elsewhere, close SalesDesk and put it back before you change anything; otherwise compare with the latest backup.",
        "The last {count} changes made in {file} are missing, because {log}, which held what was not yet in the file itself, is gone or incomplete. If you have that file elsewhere, close SalesDesk and put it back before you change anything; otherwise compare with the latest backup.",
    ),
}
