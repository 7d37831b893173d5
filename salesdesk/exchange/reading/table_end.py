"""Which records at the end of a table are no data: its sums, who printed it and when, and what somebody wrote below it to
whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesdesk.domain.cleaning.numbers import currency_code
from salesdesk.domain.cleaning.remarks import is_remark
from salesdesk.domain.cleaning.text import one_line
from salesdesk.exchange.reading.header_row import Record, text_of, value_kind

_TAIL = 6  # filled records at the end that may be totals
_TOTAL = re.compile(
    r"(?i)\W*(?:(?:grand|sub|running)?[ -]?totals?|sums?|(?:gesamt|end|zwischen)?summen?|gesamt(?:betrag|summe|ergebnis)?|insgesamt"
    r"|average|durchschnitt|mittelwert|anzahl"
    r"|totale?s?|total g[eé]n[eé]ral|somme|suma|sumatoria|soma|totaal|итого|всего|razem|celkem|összesen|toplam|合計|总计|合计|總計)"
    r"\b(?:\W*(?:\(.*\)|eur|usd|gbp|chf|rows?|leads?|records?|contacts?|kontakte|datensätze))?\W*"
)
_FOOTER = re.compile(
    r"(?i)\W*(?:(?:printed|exported|generated|created|downloaded|as of|last updated|source|gedruckt|exportiert|erstellt"
    r"|erzeugt|ausgedruckt|stand|quelle|imprimé|exporté)\b.*\d[-./:] ?\d|(?:page|seite|página|pagina)\s+\d"
    r"|end of (?:report|list)\b|ende der liste\b|confidential\b|vertraulich\b|©)"
)
_GREETING = re.compile(
    r"(?i)\W*(?:(?:many )?thanks|thank you|cheers|(?:kind|best|warm) (?:regards|wishes)|regards|(?:vielen |herzlichen )?dank|danke"
    r"|(?:viele|liebe|herzliche|beste) grüße|mit freundlichen grüßen|grüße|gruß|merci|cordialement|(?:muchas )?gracias|(?:un )?saludos?)"
    r"\b(?:\W.*)?"
)
WIDE = 3  # columns from which on a row with a single filled cell is odd


def is_total(record: Record) -> bool:
    """Whether the record is a sum under the data: a word for "total" and otherwise only numbers, formulas that were not
    calculated and the names of currencies."""
    texts = [(text_of(cell), value_kind(cell)) for cell in record]
    filled = [(text, kind) for text, kind in texts if text]
    words = [text for text, kind in filled if kind not in ("number", "phone", "error")]
    named = [text for text in words if currency_code(text) is None]
    return len(named) == 1 and is_word_for_total(named[0]) and len(filled) > len(words)


def is_word_for_total(text: str) -> bool:
    """Whether a text is no more than a word for "total"."""
    return bool(_TOTAL.fullmatch(text))


def totals_at_end(tail: Sequence[tuple[int, Record]], width: int = 0) -> set[int]:
    """Numbers of the records in ``tail`` (number, record; the last filled ones of a sheet of ``width`` columns) that
    are sums. The last one may lack its figure: a formula that was never calculated has none."""
    found = {number for number, record in tail[-_TAIL:] if is_total(record)}
    if tail and width >= WIDE and _TOTAL.fullmatch(lone_text(tail[-1][1])):
        found.add(tail[-1][0])
    return found


def lone_text(record: Record) -> str:
    """The text of a record with one filled cell; "" for any other record."""
    filled = [text for text in map(text_of, record) if text]
    return filled[0] if len(filled) == 1 else ""


def footers_at_end(tail: Sequence[tuple[int, Record]], width: int) -> set[int]:
    """Numbers of the last records in ``tail`` (as in ``totals_at_end``) that tell who printed the sheet and when, or
    something to its reader, not what belongs to it: one cell in a sheet of many columns, in the words of a report or a
    sentence; a greeting below a sentence is part of it."""
    found: set[int] = set()
    greetings: set[int] = set()
    lines = [(number, lone_text(record)) for number, record in tail] if width >= WIDE else []
    for place in reversed(range(len(lines))):
        number, text = lines[place]
        apart = place > 0 and number - lines[place - 1][0] > 1
        if _FOOTER.match(text) or is_remark(one_line(text), of_person=apart):
            found |= greetings | {number}
            greetings.clear()
        elif _GREETING.fullmatch(text):
            greetings.add(number)
        else:
            break
    return found
