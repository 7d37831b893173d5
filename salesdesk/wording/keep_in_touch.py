"""Words about keeping in touch."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

TEXTS: dict[str, Text] = {
    "keep_in_touch.weeks": Refusal(
        "No number of weeks", "Give whole weeks from 0 to {most:,}; 0 means never."
    ),
    "keep_in_touch.no_weeks": Refusal("No number of weeks", "Say every how many weeks, at least 1."),
    "keep_in_touch.gone": Refusal("It is gone", "The tag or view does not exist any more."),
    "changes.touch_rule": Counted(
        "Keep in touch with {name} every week", "Keep in touch with {name} every {count} weeks"
    ),
    "changes.no_touch_rule": "Do not keep in touch with {name} any more",
    "changes.touch": Counted(
        "Keep in touch with {what} every week", "Keep in touch with {what} every {count} weeks"
    ),
    "changes.touch_never": "Never keep in touch with {what}",
    "changes.no_touch": "No own rhythm of keeping in touch with {what}",
}
