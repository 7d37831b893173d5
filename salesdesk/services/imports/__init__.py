"""Imports: a file understood, planned, decided upon, carried out and taken back.

The names below are all that the window may take from here; each is loaded when it is taken.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.services.imports.changes import CUSTOM_MARK as CUSTOM_MARK
    from salesdesk.services.imports.file import ImportFile as ImportFile
    from salesdesk.services.imports.left_out import is_imported as is_imported
    from salesdesk.services.imports.left_out import left_out_because as left_out_because
    from salesdesk.services.imports.matches import shown_name as shown_name
    from salesdesk.services.imports.notes import left_alone as left_alone
    from salesdesk.services.imports.notes import notes_of as notes_of
    from salesdesk.services.imports.origins import NAME_PARTS as NAME_PARTS
    from salesdesk.services.imports.origins import Origins as Origins
    from salesdesk.services.imports.origins import telling_rows as telling_rows
    from salesdesk.services.imports.outcome import ImportOutcome as ImportOutcome
    from salesdesk.services.imports.outcome import created_by as created_by
    from salesdesk.services.imports.outcome import outcome_of as outcome_of
    from salesdesk.services.imports.plan.drafts import EMAIL_FIELDS as EMAIL_FIELDS
    from salesdesk.services.imports.plan.drafts import PHONE_FIELDS as PHONE_FIELDS
    from salesdesk.services.imports.plan.drafts import letters as letters
    from salesdesk.services.imports.plan.likeness import MOST_ROWS as MOST_ROWS
    from salesdesk.services.imports.settings import NameListService as NameListService
else:
    from salesdesk.services.faces import face_of

    __getattr__ = face_of(
        __name__,
        {
            "CUSTOM_MARK": "changes",
            "EMAIL_FIELDS": "plan.drafts",
            "ImportFile": "file",
            "ImportOutcome": "outcome",
            "MOST_ROWS": "plan.likeness",
            "NAME_PARTS": "origins",
            "NameListService": "settings",
            "Origins": "origins",
            "PHONE_FIELDS": "plan.drafts",
            "created_by": "outcome",
            "is_imported": "left_out",
            "left_alone": "notes",
            "left_out_because": "left_out",
            "letters": "plan.drafts",
            "notes_of": "notes",
            "outcome_of": "outcome",
            "shown_name": "matches",
            "telling_rows": "origins",
        },
    )
