"""Merging an edited workbook back, cell by cell (``domain.merging_back``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesdesk.services.faces import face_of

if TYPE_CHECKING:
    from salesdesk.services.merging_back.following import Followers
    from salesdesk.services.merging_back.service import MergingBackService

__all__ = ["Followers", "MergingBackService"]

__getattr__ = face_of(__name__, {"Followers": "following", "MergingBackService": "service"})
