"""The person's time zone, as their system has it, with its rules for every day of the year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo


def in_utc(wall: datetime) -> datetime:
    """The moment at which the clock of the system shows this; of an hour that it skips, as if it had not been put on yet (RFC
    5545, 3.3.5), of one that it shows twice the first, unless ``fold`` says otherwise. ``astimezone`` takes a skipped hour for
    the one before. Raises what it does beyond the tables of the zone."""
    found = datetime.fromtimestamp(wall.replace(microsecond=0).timestamp(), UTC)
    return found.replace(microsecond=wall.microsecond)


class LocalZone(tzinfo):
    """The zone of the system. A moment in it keeps its hour when it is moved over a change of the clock, which one with the
    offset of today would not."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """How far the local time is ahead of UTC then."""
        return dt.replace(tzinfo=None).astimezone().utcoffset() if dt is not None else None

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Not known apart from the offset."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """What the system calls the zone then."""
        return dt.replace(tzinfo=None).astimezone().tzname() if dt is not None else None

    def fromutc(self, dt: datetime) -> datetime:
        """The local time of a UTC one."""
        moment = dt.replace(tzinfo=UTC)
        there = moment.astimezone().replace(tzinfo=None)
        return there.replace(tzinfo=self, fold=int(in_utc(there) != moment))
