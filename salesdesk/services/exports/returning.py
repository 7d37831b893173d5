"""The last sheet of an exported workbook: how it is edited and given back, and what of it is not taken back."""

from __future__ import annotations

from collections.abc import Sequence

from salesdesk.exchange.writing.sheets import OutPage, Placed
from salesdesk.exchange.writing.styles import GREY, HEAD_FILL, HEAD_TEXT, Look
from salesdesk.phrases import Words, phrase
from salesdesk.services.exports.sheets import Listed

_WIDTHS = (230, 640)
_HEAD = Look(bold=True, colour=HEAD_TEXT, fill=HEAD_FILL)


def note_page(title: str, sheets: Sequence[Listed], words: Words, zone: str, *, sent: bool) -> OutPage:
    """The page about sheets; ``sent``: columns were left out because it is sent to somebody."""
    returned = [sheet for sheet in sheets if sheet.returns]
    cells = [Placed(1, 1, title, Look(bold=True, size=18))]
    lines = (
        [
            phrase("exports.note_edit"),
            phrase("exports.note_rows"),
            phrase("exports.note_columns"),
            phrase("exports.note_hidden"),
            phrase("exports.note_save"),
            phrase("exports.note_merge"),
        ]
        if returned
        else [phrase("exports.note_never")]
    )
    lines += [phrase("exports.note_sent")] if sent else []
    lines.append(phrase("exports.note_zone", zone=zone))
    row = 3
    for line in lines:
        cells.append(Placed(row, 1, words(line)))
        row += 1
    row += 1
    cells.append(Placed(row, 1, words(phrase("exports.sheet")), _HEAD))
    cells.append(Placed(row, 2, words(phrase("exports.not_taken_back")), _HEAD))
    for sheet in sheets:
        row += 1
        cells.append(Placed(row, 1, sheet.title))
        if not sheet.returns:
            text = words(phrase("exports.whole_sheet"))
        else:
            text = ", ".join(column.title for column in sheet.greys) or words(phrase("exports.nothing"))
        cells.append(Placed(row, 2, text, Look(colour=GREY)))
    return OutPage(title, tuple(cells), _WIDTHS)
