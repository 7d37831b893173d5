"""Backups: taking, keeping, finding and restoring them.

The names below are all that the window may take from here; each is loaded when it is taken.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.services.backups.places import FOLDER_SETTING as FOLDER_SETTING
    from salesdesk.services.backups.places import default_folder as default_folder
    from salesdesk.services.backups.restoring import Restored as Restored
    from salesdesk.services.backups.restoring import restore as restore
    from salesdesk.services.backups.service import snapshots as snapshots
else:
    from salesdesk.services.faces import face_of

    __getattr__ = face_of(
        __name__,
        {
            "FOLDER_SETTING": "places",
            "Restored": "restoring",
            "default_folder": "places",
            "restore": "restoring",
            "snapshots": "service",
        },
    )
