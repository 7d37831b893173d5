"""Rows of a list on the clipboard: text with tabs between the cells, and a table for programs that take one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData

from salesdesk.ui.models.columns import Column


def copied_rows(rows: Sequence[Any], columns: Sequence[Column], *, heads: bool) -> QMimeData:
    """Row objects as the clipboard takes them, with the titles of the columns first where ``heads`` are wanted."""
    lines = [[_cell(column, row) for column in columns] for row in rows]
    titles = [column.title for column in columns]
    text = "\n".join("\t".join(line) for line in ([titles, *lines] if heads else lines))
    table = "".join(_html_row(line, "td") for line in lines)
    head = _html_row(titles, "th") if heads else ""
    data = QMimeData()
    data.setText(text)
    data.setHtml(f"<table>{head}{table}</table>")
    return data


def _cell(column: Column, row: Any) -> str:
    """A cell in one line: a break or a tab in it would begin another one."""
    return "" if row is None else " ".join(column.copied(row).replace("\t", " ").splitlines())


def _html_row(cells: Sequence[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
