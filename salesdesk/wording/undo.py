"""Words about undo."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "undo.nothing_to_undo": Refusal("Nothing to undo", "There is nothing to undo."),
    "undo.nothing_to_redo": Refusal("Nothing to redo", "There is nothing to redo."),
    "undo.no_such_change": Refusal(
        "No such change", "The history has no change number {number}. See the history for the numbers."
    ),
    "undo.already_undone": Refusal("Already undone", "Change number {number} ({what}) was already undone."),
    "undo.set_up": Refusal(
        "Cannot be undone", "Change number {number} ({what}) set the file up and cannot be undone."
    ),
    "undo.erased_last": Refusal(
        "Cannot be undone",
        "The newest change erased something for good. Before it stands number {number} ({what}): undo that by its number.",
    ),
    "undo.erased": Refusal(
        "Cannot be undone", "Change number {number} erased something for good, or was about what is erased."
    ),
}
