"""Activities: logging what happened, planning what is next, and the kinds and outcomes there are.

The names below are all that the window may take from here; each is loaded when it is taken.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.services.activities.choices import ActivityChoiceService as ActivityChoiceService
    from salesdesk.services.activities.service import ActivityService as ActivityService
    from salesdesk.services.activities.subjects import EntryDetails as EntryDetails
    from salesdesk.services.activities.subjects import Subject as Subject
else:
    from salesdesk.services.faces import face_of

    __getattr__ = face_of(
        __name__,
        {
            "ActivityChoiceService": "choices",
            "ActivityService": "service",
            "EntryDetails": "subjects",
            "Subject": "subjects",
        },
    )
