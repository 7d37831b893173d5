"""The days that are worked, as the settings of a file say."""

from __future__ import annotations

from salesdesk.domain.calendar.working_hours import DAYS_OFF, SETTING, read_days_off, read_working_hours
from salesdesk.domain.working_time import USUAL_DAYS, WorkDays
from salesdesk.store.store import Store


def work_days(store: Store) -> WorkDays:
    """The weekdays of the working hours, without the days off."""
    hours = read_working_hours(store.settings.get(SETTING))
    weekdays = USUAL_DAYS if hours is None or not hours.days else hours.days
    return WorkDays(weekdays, read_days_off(store.settings.get(DAYS_OFF)) or frozenset())
