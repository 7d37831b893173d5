"""Words about templates of messages."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "message_templates.gone": Refusal(
        "No such template", "This template does not exist any more. Choose another one."
    ),
    "message_templates.empty": Refusal("Nothing to write", "Write a subject or a text."),
    "message_templates.unknown_field": Refusal(
        "No such field", "There is no field {{{name}}}. Insert one from the list, or take the braces away."
    ),
}
