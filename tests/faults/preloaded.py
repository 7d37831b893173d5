"""What the server that forks the children of ``tests.faults.killing`` loads once for all of them."""

from __future__ import annotations

import salesdesk.cli.main
import salesdesk.documents.report_workbook
import salesdesk.exchange.reader_session
import salesdesk.services.demo
import salesdesk.services.exports
import salesdesk.services.imports
import salesdesk.services.merges
import salesdesk.services.report_files
import salesdesk.services.services
import salesdesk.services.trash
import salesdesk.store.migrate
import salesdesk.store.models
import salesdesk.store.revert  # noqa: F401
