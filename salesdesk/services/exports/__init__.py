"""Lists as files: workbooks that people work with, comma-separated text, contact cards.

The names below are all that the window may take from here; each is loaded when it is taken.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.services.exports.columns import PRIVATE as PRIVATE
    from salesdesk.services.exports.requests import ExportedSheet as ExportedSheet
    from salesdesk.services.exports.requests import ExportRequest as ExportRequest
    from salesdesk.services.exports.requests import ExportResult as ExportResult
    from salesdesk.services.exports.requests import Linked as Linked
    from salesdesk.services.exports.requests import OfferedColumn as OfferedColumn
    from salesdesk.services.exports.requests import Rows as Rows
    from salesdesk.services.exports.service import ExportService as ExportService
else:
    from salesdesk.services.faces import face_of

    __getattr__ = face_of(
        __name__,
        {
            "PRIVATE": "columns",
            "ExportedSheet": "requests",
            "ExportRequest": "requests",
            "ExportResult": "requests",
            "Linked": "requests",
            "OfferedColumn": "requests",
            "Rows": "requests",
            "ExportService": "service",
        },
    )
