"""Records that may be the same: found, reviewed, remembered.

The names below are all that the window may take from here; each is loaded when it is taken.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.services.duplicates.review import DuplicatePair as DuplicatePair
else:
    from salesdesk.services.faces import face_of

    __getattr__ = face_of(
        __name__,
        {
            "DuplicatePair": "review",
        },
    )
