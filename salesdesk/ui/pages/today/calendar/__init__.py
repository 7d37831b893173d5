"""The calendar of the page of the day: a day, a week or a month, and beside it what has no time yet."""
