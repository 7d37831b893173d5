"""Words about files kept with records."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

TEXTS: dict[str, Text] = {
    "attachments.add_one": "Keep {file} with {of}",
    "attachments.add": Counted("Keep {count} file with {of}", "Keep {count} files with {of}"),
    "attachments.remove": "Remove {file} from {of}",
    "attachments.gone": Refusal(
        "File not found", "This file is not kept any more. Undo brings back what was removed."
    ),
    "attachments.damaged": Refusal(
        "File damaged",
        "The content of {file} is not what was kept: it is damaged or gone. “salesdesk check” says more, and a "
        "backup may still have it.",
    ),
    "attachments.a_program": Refusal(
        "Not opened", "{file} is a program, and SalesDesk starts none. Save it where you want it instead."
    ),
    "attachments.none": Refusal("No files", "There are no files to save."),
    "attachments.no_home": Refusal(
        "Not kept",
        "Files are kept with people, companies, deals and entries of the timeline. Choose one of those.",
    ),
    "attachments.own": Refusal(
        "Not kept", "{file} is a SalesDesk file, or belongs to one, and is not kept inside another one."
    ),
    "attachments.no_file": Refusal(
        "Not kept", "{file} is no file. Drop the files themselves, not their folder."
    ),
    "attachments.unreadable": Refusal("Not kept", "{file} cannot be read: {why}."),
    "attachments.too_large": Refusal(
        "Not kept", "{file} is larger than {limit} MB, and is not kept. Keep it in a folder and note where."
    ),
}
