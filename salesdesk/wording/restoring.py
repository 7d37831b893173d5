"""Words about restoring."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "restoring.no_such_copy": Refusal("No such file", "{copy} does not exist. Choose another backup."),
    "restoring.not_a_file": Refusal("Not a file", "{copy} is not a file. Choose a backup."),
    "restoring.same_file": Refusal("Same file", "{copy} is the file itself. Choose one of its backups."),
    "restoring.folder_protected": Refusal(
        "Folder cannot be written",
        "{file} cannot be replaced, because the folder {folder} cannot be written. Check its permissions.",
    ),
    "restoring.open_elsewhere": Refusal(
        "File in use", "{file} is open in another window or program. Close it there, then restore again."
    ),
    "restoring.ends_encryption": Refusal(
        "The file is encrypted",
        "{copy} has no password, and {file} is encrypted: after restoring, everybody who gets hold of the file can read it.",
    ),
    "restoring.copy_changed": Refusal(
        "Damaged backup",
        "{copy} is not what it was when it was made: its content does not fit its digest. Choose another backup.",
    ),
    "restoring.part_damaged": Refusal("Damaged backup", "{copy} is damaged. Choose another backup."),
    "restoring.copy_open_elsewhere": Refusal(
        "Backup in use",
        "{copy} is open in another window or program and cannot be read meanwhile. Close it there, then restore again.",
    ),
    "restoring.copy_being_written": Refusal(
        "Backup in use",
        "{copy} is being written by another program. Wait until it has finished, then restore again.",
    ),
    "restoring.copy_damaged": Refusal(
        "Damaged backup", "{copy} is damaged and cannot be restored. Choose another backup."
    ),
    "restoring.copy_of_other_records": Refusal(
        "Damaged backup",
        "{copy} cannot be restored, because records in it are not what was saved. Choose another backup.",
    ),
}
