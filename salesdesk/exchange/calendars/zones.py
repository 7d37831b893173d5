"""What the time zone of this computer is called, for programs elsewhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def local_zone() -> str:
    """The name of the zone as everybody knows it ("Europe/Berlin"), "" where the system does not tell."""
    named = os.environ.get("TZ", "").lstrip(":")
    for name in (named, _windows() if sys.platform == "win32" else _linked()):
        if name and zone_called(name) is not None:
            return name
    return ""


def zone_called(name: str) -> ZoneInfo | None:
    """The rules of a zone, None of one that nobody knows."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _linked() -> str:
    """The zone that the file of the local time is a link to."""
    try:
        target = os.path.realpath("/etc/localtime")
    except OSError:
        return ""
    _, found, name = target.partition("zoneinfo/")
    if found:
        return name.removeprefix("posix/")
    try:
        return Path("/etc/timezone").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _windows() -> str:
    if sys.platform != "win32":
        return ""
    import winreg

    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    try:
        path = r"SYSTEM\CurrentControlSet\Control\TimeZoneInformation"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
            name = str(winreg.QueryValueEx(key, "TimeZoneKeyName")[0]).split("\0")[0]
    except OSError:
        return ""
    return str(WINDOWS_TO_OLSON.get(name, ""))
