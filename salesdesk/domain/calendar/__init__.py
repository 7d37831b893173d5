"""The calendar: entries as a week shows them. ``events`` are entries with their span on the wall's clock, ``spans`` the days
a view shows, ``lanes`` where things lie beside each other, ``working_hours`` when a person works, and ``clashes`` what is
booked twice."""
