"""Words about records."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "records.no_lifecycle_stage": Refusal(
        "No such stage", "“{text}” is not a lifecycle stage. They are: {stages}."
    ),
}
