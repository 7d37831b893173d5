"""Words about driver."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "driver.not_opened": Refusal(
        "Cannot open the file",
        "{place} cannot be opened. Check that its folder exists and may be read and written.",
    ),
    "driver.being_written": Refusal(
        "File in use", "Another program is writing to {file}. Wait until it has finished, then try again."
    ),
    "driver.damaged": Refusal("Damaged file", "{file} is damaged. Open the latest backup instead."),
    "driver.name_too_long": Refusal(
        "Name too long",
        "The name “{name}” or the path to it is longer than this system allows. Choose a shorter one.",
    ),
    "driver.link_in_a_circle": Refusal(
        "Link in a circle", "{name} is a link that leads back to itself. Name the file itself."
    ),
    "driver.not_found": Refusal(
        "Not found", "{name} does not exist, or its folder does not. Check the path."
    ),
    "driver.a_folder": Refusal("Not a file", "{name} is a folder. Name a file."),
    "driver.in_the_way": Refusal(
        "In the way", "Something called {name} is in the way. Rename it, or choose another name."
    ),
    "driver.too_many_files": Refusal(
        "System at its limit",
        "{file} cannot be opened, because the system has no more room for open files. Close other programs and try again.",
    ),
    "driver.in_use": Refusal(
        "File in use", "{file} is in use by another program. Close it there, then try again."
    ),
    "driver.not_possible_there": Refusal(
        "Not possible there", "{name} cannot be a file of this kind there. Choose another folder."
    ),
    "driver.disk_full": Refusal(
        "Disk full",
        "The disk is full, so {file} could not be written. Free some space and try again; nothing saved before is lost.",
    ),
    "driver.read_only_disk": Refusal(
        "Read-only disk", "{file} lies on a disk that can only be read. Choose another place."
    ),
    "driver.no_permission": Refusal(
        "No permission",
        "{place} or its folder may not be read or written. Check the permissions, or choose another place.",
    ),
    "driver.disk_error": Refusal(
        "Disk error",
        "The disk reported an error while {file} was read or written. Check that it is still connected, and copy your files to another disk soon.",
    ),
    "driver.log_deleted": Refusal(
        "Part of the file deleted",
        "{file}-wal was deleted while another window or program has {file} open. Close that one in the usual way: it still has everything and writes it into the file. Then try again.",
    ),
    "driver.exists": Refusal(
        "Exists already", "Something of that name or number exists already. Choose another one."
    ),
    "driver.no_such_record": Refusal(
        "No such record",
        "A record this refers to does not exist any more, so nothing was changed. Open the record again and repeat the change.",
    ),
    "driver.not_possible": Refusal(
        "Not possible",
        "{file} could not be read or changed as expected, and nothing was changed. Try again; if it happens again, run “salesdesk check” on the file.",
    ),
    "driver.broken_characters": Refusal(
        "Broken characters", "A text holds broken characters that cannot be kept. Type it again."
    ),
    "driver.number_too_large": Refusal(
        "Number too large", "A number is larger than the file can keep. Use one up to {most:,}."
    ),
}
