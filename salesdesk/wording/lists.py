"""Words about lists."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "lists.not_changed_at_once": Refusal("No such records", "Lists of {kind} are not changed many at once."),
    "lists.no_names_of": Refusal("No such list", "There is no list of names for {kind}."),
}
