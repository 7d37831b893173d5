"""The sections of the settings by their headings, for whoever leads to one without loading the page."""

from __future__ import annotations

ON_THE_PHONE = "On your phone"
SECTIONS = (
    "This computer",
    "This file",
    "Calendar",
    ON_THE_PHONE,
    "Pipelines and stages",
    "Reasons, competitors and roles",
    "When a deal is closed",
    "Kinds of activities and outcomes",
    "Templates of e-mails",
    "Lists",
    "Keep in touch",
    "Custom fields",
    "Password of the file",
    "Backups",
)
"""In the order of the page."""
