"""``python -m tests.benchmarks [NAME…] [--contacts N] [--rows N]``: print figures beside their yardsticks."""

from __future__ import annotations

import argparse
import importlib
import platform
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.result import Result, Settings, table

BENCHMARKS = (
    "import_workbook",
    "undo_import",
    "search_and_scroll",
    "long_lists",
    "start",
    "duplicates",
    "export",
    "merge_back",
    "report_files",
    "board",
    "record_page",
    "calendar",
    "reports",
    "own_reports",
    "meetings",
)


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of: {', '.join(BENCHMARKS)} (default: all)"
    )
    parser.add_argument(
        "--contacts", type=int, default=1_000_000, metavar="N", help="in the database searched"
    )
    parser.add_argument(
        "--rows", type=int, default=100_000, metavar="N", help="imported, scanned, exported, opened"
    )
    chosen = parser.parse_args(words)
    if unknown := set(chosen.names) - set(BENCHMARKS):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    settings = Settings(chosen.contacts, chosen.rows, Path(tempfile.gettempdir()) / "salesdesk-benchmarks")
    results: list[Result] = []
    for name in chosen.names or BENCHMARKS:
        print(f"{name} …", file=sys.stderr)
        results += importlib.import_module(f"tests.benchmarks.{name}").measure(settings)
    print(f"{platform.platform()}, Python {platform.python_version()}")
    print(table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
