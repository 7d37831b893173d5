"""A topic as a document in the colours and sizes of the theme."""

from __future__ import annotations

from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
)

from salesdesk.ui import fonts
from salesdesk.ui.theme import Theme

_HEADING_PIXELS = {1: 20, 2: 15, 3: 13}
_LINE_HEIGHT = 135.0
"""Per cent of the font's own line height."""
_COLUMN_SHARES = {2: (27, 73), 3: (27, 22, 51)}
"""Width of a table's columns in per cent, by how many there are."""
_HIGHLIGHT = "warn_bg"


def fill(document: QTextDocument, title: str, text: str, theme: Theme) -> None:
    """Replace what ``document`` holds by a topic. It is not shown anywhere yet."""
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(fonts.font())
    document.setDocumentMargin(24)
    document.setIndentWidth(20)
    document.setMarkdown(f"# {title}\n\n{text}")
    _style_blocks(document, theme)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _style_table(frame, theme)


def places(document: QTextDocument, words: list[str]) -> list[QTextCursor]:
    """Where ``words`` stand, in the order of the text."""
    found = []
    for word in words:
        at = document.find(word)
        while not at.isNull():
            found.append(at)
            at = document.find(word, at)
    return sorted(found, key=lambda cursor: cursor.position())


def highlight(theme: Theme) -> QTextCharFormat:
    """How words that were searched for are marked."""
    made = QTextCharFormat()
    made.setBackground(QBrush(theme.color(_HIGHLIGHT)))
    return made


def _style_blocks(document: QTextDocument, theme: Theme) -> None:
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        in_table = cursor.currentTable() is not None
        shape = QTextBlockFormat()
        shape.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if level:
            shape.setTopMargin(0 if level == 1 else 18)
            shape.setBottomMargin(8)
        elif in_table:
            shape.setTopMargin(0)
            shape.setBottomMargin(0)
        else:
            shape.setTopMargin(2 if block.textList() is not None else 0)
            shape.setBottomMargin(4 if block.textList() is not None else 10)
        cursor.mergeBlockFormat(shape)
        _style_words(cursor, level, theme)
        block = block.next()


def _style_words(cursor: QTextCursor, level: int, theme: Theme) -> None:
    """Give every run of the cursor's block its font and colour."""
    block = cursor.block()
    runs = []
    part = block.begin()
    while not part.atEnd():
        fragment = part.fragment()
        runs.append((fragment.position(), fragment.length(), fragment.charFormat()))
        part += 1
    for position, length, former in runs:
        made = QTextCharFormat(former)
        made.setForeground(QBrush(theme.color("ink")))
        if level:
            made.clearProperty(QTextCharFormat.Property.FontSizeAdjustment)
            made.setProperty(QTextCharFormat.Property.FontPixelSize, _HEADING_PIXELS.get(level, 13))
            made.setFontWeight(QFont.Weight.Bold if level == 1 else QFont.Weight.DemiBold)
        if former.fontFixedPitch():
            made.setFontFixedPitch(False)
            made.setFontFamilies([fonts.font().family()])
            made.setFontWeight(QFont.Weight.Medium)
            made.setForeground(QBrush(theme.color("accent_ink")))
            made.setBackground(QBrush(theme.color("accent_bg")))
        if former.isAnchor():
            made.setForeground(QBrush(theme.color("accent")))
            made.setFontUnderline(True)
        run = QTextCursor(block)
        run.setPosition(position)
        run.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        run.setCharFormat(made)


def _style_table(table: QTextTable, theme: Theme) -> None:
    shape = table.format()
    shape.setCellPadding(0)
    shape.setCellSpacing(0)
    shape.setBorder(0)
    shape.setBorderCollapse(True)
    shape.setTopMargin(4)
    shape.setBottomMargin(14)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.PercentageLength, share) for share in _COLUMN_SHARES[table.columns()]]
    )
    table.setFormat(shape)
    line = QBrush(theme.color("line_soft"))
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            made = QTextTableCellFormat()
            made.setTopPadding(6)
            made.setBottomPadding(6)
            made.setRightPadding(14)
            made.setBottomBorder(1)
            made.setBottomBorderBrush(line if row else QBrush(theme.color("line")))
            made.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            cell.setFormat(made)
            if row == 0:
                _style_head(cell.firstCursorPosition(), cell.lastCursorPosition(), theme)


def _style_head(first: QTextCursor, last: QTextCursor, theme: Theme) -> None:
    first.setPosition(last.position(), QTextCursor.MoveMode.KeepAnchor)
    made = QTextCharFormat()
    made.setForeground(QBrush(theme.color("ink_3")))
    made.setProperty(QTextCharFormat.Property.FontPixelSize, 11)
    made.setFontWeight(QFont.Weight.Medium)
    first.mergeCharFormat(made)
