"""Reports that a person built: made of the rows of a list, and kept.

The name below is all that the window may take from here; it is loaded when it is taken.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.services.own_reports.service import OwnReportService as OwnReportService
else:
    from salesdesk.services.faces import face_of

    __getattr__ = face_of(__name__, {"OwnReportService": "service"})
