"""What time it is for somebody else, as far as their number tells."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from salesdesk.domain.local_zone import in_utc


def zone_of_number(number: str) -> tzinfo | None:
    """The time zone in which a number (E.164) lies; None where it could be several, or is none."""
    from phonenumbers import NumberParseException, parse, timezone  # tables: only when somebody asks

    try:
        names = timezone.time_zones_for_number(parse(number))
        zones = [ZoneInfo(name) for name in names if name != "Etc/Unknown"]
    except (NumberParseException, ZoneInfoNotFoundError, ValueError, OSError):
        return None
    january, july = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)
    same = {(january.astimezone(zone).utcoffset(), july.astimezone(zone).utcoffset()) for zone in zones}
    return zones[0] if len(same) == 1 else None


def time_there(wall: datetime, zone: tzinfo) -> datetime | None:
    """A local time as the clock elsewhere shows it; None where it shows the same."""
    there = in_utc(wall).astimezone(zone).replace(tzinfo=None)
    return None if there == wall else there
