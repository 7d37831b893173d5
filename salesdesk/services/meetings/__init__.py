"""Meetings: what is on their agenda, what is noted and decided in them, and the pack that is made of one.

The names below are all that the window may take from here; each is loaded when it is taken.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesdesk.services.meetings.decisions import DecisionReading as DecisionReading
    from salesdesk.services.meetings.figures import OWN as OWN
    from salesdesk.services.meetings.figures import MeetingFigures as MeetingFigures
    from salesdesk.services.meetings.figures import MeetingFigureService as MeetingFigureService
    from salesdesk.services.meetings.pack import MadePack as MadePack
    from salesdesk.services.meetings.pack import MeetingPackService as MeetingPackService
    from salesdesk.services.meetings.pack import pack_paths as pack_paths
    from salesdesk.services.meetings.service import MeetingService as MeetingService
    from salesdesk.services.meetings.service import MeetingView as MeetingView
else:
    from salesdesk.services.faces import face_of

    __getattr__ = face_of(
        __name__,
        {
            "OWN": "figures",
            "DecisionReading": "decisions",
            "MeetingFigures": "figures",
            "MeetingFigureService": "figures",
            "MadePack": "pack",
            "MeetingPackService": "pack",
            "MeetingService": "service",
            "MeetingView": "service",
            "pack_paths": "pack",
        },
    )
