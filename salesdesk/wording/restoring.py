"""Words about restoring."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "restoring.no_such_copy": Refusal("No such file", "{copy} does not exist. Choose another backup."),
    "restoring.not_a_file": Refusal("Not a file", "{copy} is not a file. Choose a backup."),
    "restoring.same_file": Refusal("Same file", "{copy} is the file itself. Choose one of its backups."),
}
