"""What is asked before typed values are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from salesdesk.services.areas import RecordArea

AskFirst = Callable[[Mapping[int, Mapping[str, object]], Callable[[RecordArea], object]], object]
"""Gets typed values by record and what writes them by the use cases it is given. It may ask for more before, and writes
nothing when that is cancelled."""
