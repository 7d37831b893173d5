"""The calendar: what stands in it, and moving things about.

The names below are all that the window may take from here; each is loaded when it is taken.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.services.calendar.files import CalendarFileService as CalendarFileService
    from salesdesk.services.calendar.service import CalendarService as CalendarService
    from salesdesk.services.calendar.taking_in import CalendarPlan as CalendarPlan
    from salesdesk.services.calendar.taking_in import Fate as Fate
else:
    from salesdesk.services.faces import face_of

    __getattr__ = face_of(
        __name__,
        {
            "CalendarFileService": "files",
            "CalendarPlan": "taking_in",
            "CalendarService": "service",
            "Fate": "taking_in",
        },
    )
