"""Words about edits that met those of somebody else."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

_SO = " meanwhile, so nothing was written. Look at it again, then change it."

TEXTS: dict[str, Text] = {
    "edits.changed": Refusal(
        "Changed meanwhile",
        Counted(
            f"The record was changed by somebody else{_SO}",
            f"Each of {{count:,}} records was changed by somebody else{_SO}",
        ),
    ),
    "edits.changed_or_deleted": Refusal(
        "Changed meanwhile", f"{{count:,}} records were changed by somebody else{_SO}"
    ),
    "edits.deleted": Refusal(
        "Changed meanwhile",
        Counted(f"The record was deleted{_SO}", f"{{count:,}} records were deleted{_SO}"),
    ),
}
