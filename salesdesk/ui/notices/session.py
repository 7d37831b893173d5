"""Whether there is a desktop that could be spoken to, asked without loading what speaks to it."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def session_is_there() -> bool:
    """Whether this person's session has a bus. Nothing is started to get one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS") or (runtime and Path(runtime, "bus").exists())
    return sys.platform.startswith("linux") and bool(named)
