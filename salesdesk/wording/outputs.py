"""Words about files that are to be written."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "outputs.no_such_folder": Refusal(
        "No such folder", "The folder {folder} does not exist. Choose another place."
    ),
    "outputs.not_written": Refusal(
        "Cannot be written", "{name} cannot be written: {why}. Choose another place."
    ),
    "outputs.unusable_name": Refusal("Unusable name", "{name} is no name for a file. Choose another name."),
    "outputs.a_folder": Refusal("Not a file", "{named} is a folder. Name a file in it."),
    "outputs.a_device": Refusal(
        "Not a file", "{named} is a device or a pipe, not a file. Choose the name of a file."
    ),
    "outputs.protected_file": Refusal(
        "Protected file",
        "{name} is protected against writing. Choose another name, or allow it to be changed.",
    ),
    "outputs.own_database": Refusal(
        "The SalesDesk file itself",
        "{name} is the SalesDesk file with your data, which is never written over. Choose another name.",
    ),
    "outputs.among_own_backups": Refusal(
        "Folder of the backups", "{name} would lie among the backups of {database}. Choose another folder."
    ),
    "outputs.among_backups": Refusal(
        "Folder of backups", "{name} would lie among the backups in {folder}. Choose another folder."
    ),
    "outputs.disk_full": Refusal(
        "Disk full", "The disk is full, so {name} was not written. Free some space and try again."
    ),
    "outputs.name_too_long": Refusal(
        "Name too long", "The name {begun}… is too long for a file. Choose a shorter name."
    ),
    "outputs.links_in_a_circle": Refusal(
        "Links in a circle", "{name} is a link that leads back to itself. Choose another name."
    ),
    "outputs.read_only_place": Refusal(
        "Cannot be written", "{folder} can only be read, so {name} was not written. Choose another place."
    ),
    "outputs.open_or_protected": Refusal(
        "Cannot be written",
        "{name} cannot be written: it is open in another program, or its folder is protected. Close it there or choose another place.",
    ),
    "outputs.impossible_name": Refusal(
        "Unusable name", "“{shown}” cannot be the name of a file. Choose another name."
    ),
    "outputs.part_of_own": Refusal(
        "Part of the SalesDesk file",
        "{name} belongs to {database} and is never written over. Choose another name.",
    ),
    "outputs.part_of_other": Refusal(
        "Part of a SalesDesk file",
        "{name} belongs to {database} and is never written over. Choose another name.",
    ),
    "outputs.open_database": Refusal(
        "File in use",
        "{name} is a SalesDesk file that is open or was not closed properly. Choose another name.",
    ),
    "outputs.no_backup": Refusal(
        "No backup",
        "{name} is not a SalesDesk file, and a backup replaces nothing else. Choose another name.",
    ),
    "outputs.a_database": Refusal(
        "A SalesDesk file", "{name} is a database, and a database is never written over. Choose another name."
    ),
    "outputs.file_being_read": Refusal(
        "The file being read", "{name} is the file being read. Choose another name."
    ),
    "outputs.unmerged": Refusal(
        "Edited and not merged",
        "{file} was edited since it was exported, and that is not here yet. Merge it first with: salesdesk merge {file}, or "
        "say --force to replace it.",
    ),
    "outputs.other_hands": Refusal(
        "Not only ours",
        "{file} was written or saved by another program, and what it holds would be lost. Choose another name, or say "
        "--force to replace it.",
    ),
    "outputs.no_such_ending": Refusal(
        "Wrong ending", "{name} does not end in {others} or {last}. Choose a name with one of these endings."
    ),
    "outputs.not_this_ending": Refusal(
        "Wrong ending", "{name} does not end in {last}. Choose a name with this ending."
    ),
}
