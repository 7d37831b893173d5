"""Words about imports."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

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
    "imports.changed_meanwhile": Refusal(
        "Changed meanwhile",
        Counted(
            "Somebody else changed a value meanwhile that the file says otherwise. Nothing was imported.",
            "Somebody else changed {count:,} values meanwhile that the file says otherwise. Nothing was imported.",
        ),
    ),
    "imports.no_such_import": Refusal(
        "No such import", "There is no import number {number}. See the import history for the numbers."
    ),
    "imports.also_written": "Also written “{name}”",
    "imports.also_given": "Also given: {values}",
    "imports.written_in": "In {file}, {sheet}, row {row}",
    "imports.note.foreign_export": Counted(
        "{count:,} row was exported from another SalesDesk file, so its SalesDesk ID is ignored.",
        "{count:,} rows were exported from another SalesDesk file, so their SalesDesk IDs are ignored.",
    ),
    "imports.note.mixed_numbers": Counted(
        "The SalesDesk ID of {count:,} row belongs to another row and is ignored.",
        "The SalesDesk IDs of {count:,} rows belong to other rows and are ignored. They did not move along when the rows were sorted.",
    ),
    "imports.note.deleted_since": Counted(
        "{count:,} row is left out: its record was deleted here since the export.",
        "{count:,} rows are left out: their records were deleted here since the export.",
    ),
    "imports.note.steps": Counted(
        "{count:,} next step becomes a task of its day.",
        "{count:,} next steps become tasks, each of its day.",
    ),
    "imports.note.steps_today": Counted(
        "{count:,} next step has no day and is due today.",
        "{count:,} next steps have no day and are due today.",
    ),
    "imports.note.people_made": Counted(
        "{count:,} person whom only a role or a list of participants names is new.",
        "{count:,} people whom only roles or lists of participants name are new.",
    ),
    "imports.note.amounts_taken_as": Counted(
        "{count:,} row has an amount and no currency: taken as {currency}.",
        "{count:,} rows have an amount and no currency: taken as {currency}.",
    ),
    "imports.note.stage_without_chance": Counted(
        "The stage “{name}” of {count:,} deal is new and does not say how far a deal is: it counts with 0 %, change it in the settings.",
        "The stage “{name}” of {count:,} deals is new and does not say how far a deal is: it counts with 0 %, change it in the settings.",
    ),
    "imports.note.card_groups": Counted(
        "{count:,} card is of a group, not of a person or company: left out.",
        "{count:,} cards are of groups, not of people or companies: left out.",
    ),
    "imports.sheet.totals_left_out": "totals left out: {value}",
    "imports.sheet.repeated_headers_left_out": "repeated headers left out: {value}",
    "imports.sheet.card_groups": "cards of groups, left out: {value}",
    "imports.sheet.hidden_rows": "rows hidden or filtered away in the file, taken too: {value}",
    "imports.sheet.hidden_rows_left_out": "rows hidden or filtered away in the file, left out: {value}",
    "imports.sheet.formulas_without_value": "formulas without a stored value: {value}",
    "imports.sheet.error_cells": "cells with an error: {value}",
    "imports.sheet.columns_left_out": "columns too far right, left out: {value}",
    "imports.sheet.undecodable_characters": "characters that cannot be read in this encoding: {value}",
    "imports.sheet.misread_letters": "letters that were saved in a wrong encoding (“Ã¼” for “ü”): {value}; save the file anew as UTF-8",
    "imports.sheet.cells_cut": "cells with more text than a cell may hold, cut to its beginning: {value}",
    "imports.sheet.unclosed_quotes": "rows with a quotation mark that was never closed, read line by line: {value}",
    "imports.sheet.quotes_read_as_text": "quotation marks read as text: {value}",
    "imports.sheet.mixed_encodings": "some lines are in another encoding and were read in it",
    "imports.sheet.rows_too_long": "rows with more cells than the header has names: {value}",
    "imports.sheet.two_way_dates_unsure": "days that could be read in two ways, such as {value}: see the order of day and month",
    "imports.sheet.titles_left_out": "titles of blocks, footers and remarks left out: {value}",
    "imports.note.two_way_dates": "“{text}” in {sheet} and other days like it are read {order}, as the file writes its other days: {day}.",
    "imports.note.two_way_dates_unsure": "“{text}” in {sheet} and other days like it are read {order}: {day}. Nothing in the file says so; check it.",
    "imports.order.DMY": "day first",
    "imports.order.MDY": "month first",
    "imports.order.YMD": "year first",
    "imports.left.edited_since": "{name}, {field}: edited here since the export; it stays “{stored}”, the file says “{given}”.",
    "imports.left.emptied": "{name}, {field}: the cell is empty; it stays “{stored}”.",
    "imports.left.cannot": "{name}, {field}: an import does not change this; it stays “{stored}”, the file says “{given}”.",
    "imports.already_undone": Refusal("Already undone", "The import of {file} was already undone."),
}
