"""The page of one person with a history, as a program of its own: prints the median seconds until its first screen is painted,
and the longest milliseconds that the window stood still while it was scrolled to the end; both are processor time, which a
busy machine does not change.
"""

from __future__ import annotations

import os
import statistics
import sys
from datetime import timedelta
from pathlib import Path
from time import process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from salesdesk.domain.activities import ActivityKind
from salesdesk.services.activities import Subject
from salesdesk.ui import fonts
from salesdesk.ui.pages.contacts.contact_page import ContactPage
from tests.ui.pages.office import NOW, Office, open_office

TIMES = 7


def fill(office: Office, entries: int) -> int:
    """A person with so many entries, every seventh of them a change. Returns their number."""
    person = office.person("Amara Okafor", company="Nordwind")
    for number in range(entries):
        office.now = NOW - timedelta(hours=number * 3)
        if number % 7:
            body = f"Call {number}: asked about the offer, and whether delivery is possible before spring."
            office.services.activities.log(ActivityKind.CALL, Subject(person), body=body)
        else:
            office.services.contacts.edit(person, "job_title", f"Head of {number}")
    office.now = NOW
    return person


def main(file: Path, entries: int) -> int:
    """Fill a person of ``file``, show the page several times, scroll it to its end; prints both figures."""
    application = QApplication(sys.argv[:1])
    fonts.load_fonts()
    office = open_office(file.parent, content=file.read_bytes())
    person, other = fill(office, entries), office.person("Jan Sörensen")
    page = ContactPage(office.context)
    page.resize(1240, 800)
    page.open_target(other)
    page.show()
    seconds = []
    for _time in range(TIMES):
        page.open_target(other)
        page.refresh()
        QCoreApplication.processEvents()
        start = process_time()
        page.open_target(person)
        page.refresh()
        page.grab()
        seconds.append(process_time() - start)
    longest = scrolled(page)
    print(statistics.median(seconds), longest * 1000, flush=True)
    page.close()
    office.close()
    application.quit()
    return 0


def scrolled(page: ContactPage) -> float:
    """The longest seconds one step took while the timeline was scrolled to its end."""
    area = page.timeline.list.area
    assert area is not None
    bar, longest = area.verticalScrollBar(), 0.0
    while not page.timeline.more.isHidden() or bar.value() < bar.maximum():
        start = process_time()
        bar.setValue(bar.value() + 400)
        QCoreApplication.processEvents()
        longest = max(longest, process_time() - start)
    return longest


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
