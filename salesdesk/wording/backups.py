"""Words about backups."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "backups.no_place": Refusal("No place for backups", "No backup was made. {why}"),
    "backups.no_folder_name": Refusal(
        "Not a folder", "The folder for backups cannot have this name. Choose another one."
    ),
    "backups.folder_is_a_file": Refusal(
        "No place for backups",
        "The folder for backups, {folder}, is a file. Plug in its disk, or choose another folder.",
    ),
    "backups.folder_gone": Refusal(
        "No place for backups",
        "The folder for backups, {folder}, is not there. Plug in its disk, or choose another folder.",
    ),
    "backups.folder_in_the_way": Refusal(
        "No place for backups",
        "No backup of {file} can be made, because “{name}” in {parent} is not a folder. Rename it, or choose another folder for backups.",
    ),
    "backups.folder_not_made": Refusal(
        "No place for backups",
        "The folder for backups, {folder}, cannot be made: {why}. Choose another folder for backups.",
    ),
    "backups.folder_protected": Refusal(
        "No place for backups",
        "The folder for backups, {folder}, cannot be written. Check its permissions, or choose another folder for backups.",
    ),
    "backups.folder_not_written": Refusal(
        "No place for backups",
        "The folder for backups, {folder}, cannot be written: {why}. Choose another folder for backups.",
    ),
    "backups.folder_changes_files": Refusal(
        "No place for backups",
        "The folder for backups, {folder}, gives back something else than was written to it. Choose another folder for backups.",
    ),
    "backups.not_sound": Refusal(
        "Backup not sound",
        "The copy {file} was not read back as it was written, so it was removed; earlier copies are kept. Make the copy on another disk.",
    ),
    "backups.other_log_beside": Refusal(
        "A log of another file",
        "{file} cannot be written, because {file}{ending}, a log of another file, lies beside it and would be mixed in. Choose another name.",
    ),
    "backups.not_replaced": Refusal(
        "No backup",
        "{file} is no backup of {name} or was changed since, and a backup replaces nothing else. Choose another name.",
    ),
    "backups.why.rows_changed": "a record in its table {table} is not what was saved",
    "backups.why.tables_misfit": "its tables do not fit together",
    "backups.original_damaged": Refusal(
        "Damaged file",
        "{file} itself is damaged ({why}), so no copy was made and earlier copies are kept; run “Check the file” in Settings, or “salesdesk check”.",
    ),
    "backups.of_another_file": Refusal(
        "Another file", "{name} is a backup of another file. Its records have other numbers there."
    ),
}
