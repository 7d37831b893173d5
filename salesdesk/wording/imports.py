"""Words about imports."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "imports.own_file": Refusal(
        "The SalesDesk file itself",
        "{file} is the SalesDesk file you work in, not a list to import. Choose a spreadsheet, a CSV file or contact cards.",
    ),
    "imports.a_database": Refusal(
        "A SalesDesk file",
        "{file} is a SalesDesk file, not a list to import. Open it with “Open another file…” in the window, or name it after --database.",
    ),
    "imports.part_of_a_database": Refusal(
        "Part of a SalesDesk file",
        "{file} belongs to a SalesDesk file and holds no list. Choose a spreadsheet, a CSV file or contact cards.",
    ),
    "imports.no_such_column": Refusal("No such column", "{file} has no column «{column}»."),
    "imports.nothing_to_import": Refusal("Nothing to import", "{file} holds no rows to import."),
    "imports.no_such_import": Refusal(
        "No such import", "There is no import number {number}. See the import history for the numbers."
    ),
    "imports.already_undone": Refusal("Already undone", "The import of {file} was already undone."),
}
