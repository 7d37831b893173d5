"""What the time zone of this computer is called, for programs elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

_COMPARED_DAYS = 730


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


def zone_like(rules: tzinfo, since: datetime) -> str:
    """The name of a zone whose clocks went as these ``rules`` say for two years from a day on, the one here before all
    others; "" where none did. Files may bring rules under a name of their own."""
    noon = since.replace(hour=12, minute=0, second=0, microsecond=0, tzinfo=None)
    days = [noon + timedelta(days=number) for number in range(_COMPARED_DAYS)]
    offsets = [day.replace(tzinfo=rules).utcoffset() for day in days]
    quarters = slice(None, None, 91)  # tells most of them apart
    for name in _names():
        zone = zone_called(name)
        if zone is None:
            continue
        for some in (quarters, slice(None)):
            if [day.replace(tzinfo=zone).utcoffset() for day in days[some]] != offsets[some]:
                break
        else:
            return name
    return ""


def _names() -> Iterator[str]:
    """The zones of places, the one here first."""
    here = local_zone()
    if here:
        yield here
    yield from sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))


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
