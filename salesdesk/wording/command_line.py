"""Words about command line."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "command_line.nothing_to_import": Refusal(
        "Nothing to import", "Nothing of {file} can be imported. {reasons}."
    ),
    "command_line.no_such_sheet": Refusal(
        "No such sheet", "{file} has no sheet «{sheet}». Its sheets are: {sheets}."
    ),
    "command_line.ends_before_start": Refusal(
        "Wrong period", "The period ends ({last}) before it begins ({first}). Exchange --from and --to."
    ),
    "command_line.no_comparison": Refusal(
        "Unknown comparison",
        "--compare {text}: figures stand beside one of these: {known}. A day is for the report “changes” alone.",
    ),
    "command_line.no_such_report": Refusal(
        "Unknown report", "There is no report “{name}”. There are: {names}."
    ),
    "command_line.own_period": Refusal(
        "Not for own reports",
        "{option} is for the reports over a period. “{name}” has a filter of its own: change it in the window.",
    ),
    "command_line.no_date": Refusal("Not a date", "{option} {text} is not a date. Write it as 2026-11-30."),
    "command_line.no_such_file": Refusal(
        "No such file",
        "{place} does not exist. Name another file with --database, or import a spreadsheet first.",
    ),
    "command_line.wrong_usage": Refusal("Wrong usage", "{program}: {what}; {usage}."),
    "command_line.ends_encryption": Refusal(
        "The file is encrypted",
        "{why} Restore an encrypted backup, or add --end-encryption if that is wanted.",
    ),
    "command_line.no_place": Refusal(
        "No place for backups",
        "{why} What is there now must be saved before it is replaced: name a folder for it with --save-in.",
    ),
    "command_line.answer_lost": Refusal(
        "No answer",
        "The command was carried out, but its answer could not be written to standard output: {why}.",
    ),
}
