"""The calendar: what stands in it, and moving things about.

The names below are all that the window may take from here; each is loaded when it is taken.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.services.calendar.service import CalendarService as CalendarService
else:
    from salesdesk.services.faces import face_of

    __getattr__ = face_of(__name__, {"CalendarService": "service"})
