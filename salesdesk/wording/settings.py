"""Words about settings."""

from __future__ import annotations

from salesdesk.wording.templates import Refusal, Text

TEXTS: dict[str, Text] = {
    "settings.no_own_fields": Refusal(
        "No own fields", "“{kind}” takes no fields of your own. Choose one of: {kinds}."
    ),
    "settings.no_country": Refusal("Not a country", "“{text}” is not a country. Choose one from the list."),
    "settings.no_such_setting": Refusal(
        "No such setting", "There is no setting “{key}”. Choose another one."
    ),
    "settings.no_hours": Refusal(
        "No working hours", "“{text}” are no working hours: work has to end after it begins, on the same day."
    ),
    "settings.no_days_off": Refusal(
        "No days off", "Days off are written as days such as 2026-12-24, with commas; at most {most}."
    ),
    "settings.no_choice": Refusal("Not one of them", "“{text}” cannot be set. Choose one of: {choices}."),
}
