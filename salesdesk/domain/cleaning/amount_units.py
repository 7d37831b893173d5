"""The unit that the header of a column of amounts names: "Betrag (T€)", "Deal size ($K)", "Umsatz in Mio. EUR"."""

from __future__ import annotations

import re
import unicodedata

from salesdesk.domain.cleaning.numbers import currency_code

_THOUSAND, _MILLION, _BILLION = 10**3, 10**6, 10**9
_WORDS = {
    **dict.fromkeys(
        ("tsd", "tausend", "thousand", "thousands", "thsd", "\'000", "000s", "\'000s", "000\'s", "milliers", "mille",
         "miles", "millares", "migliaia", "mila", "duizend", "duizenden", "tys", "milhares", "tusen", "tusind", "ths", "thou", "millier", "tusinde", "tuhat", "tuhansina", "tkr", "kkr", "t.kr", "тыс", "тысяч", "тысячах",
         "тис", "ezer", "eft", "tis", "tisíc", "tisících", "tysiąc", "tysiące", "tysięcy", "tysiącach"), _THOUSAND
    ),
    **dict.fromkeys(
        ("mio", "million", "millions", "millionen", "millones", "milioni", "milhoes", "milhões", "miljoen", "mln", "mn",
         "miljoner", "millioner", "milj", "miljoona", "miljoonaa", "mkr", "mnkr", "mil.kr", "milyon", "млн", "миллион", "миллионов", "миллионах",
         "mft", "millió", "milión", "milionů", "milionów", "milionach"), _MILLION
    ),
    **dict.fromkeys(("mrd", "bn", "billion", "billions", "milliarden", "milliards", "miliardi", "mld", "miljard", "milyar", "млрд"), _BILLION),
    **dict.fromkeys(("lakh", "lakhs", "lacs"), 10**5),
    **dict.fromkeys(("crore", "crores"), 10**7),
}  # fmt: skip
_EXACTLY = {
    "000": _THOUSAND,
    "MM": _MILLION,
    "mill.": _MILLION,
    "Mill.": _MILLION,
    "mil.": _MILLION,
    "Mil.": _MILLION,
}
_EAST = {
    "千": _THOUSAND, "천": _THOUSAND, "万": 10**4, "萬": 10**4, "만": 10**4, "십만": 10**5, "百万": _MILLION, "百萬": _MILLION,
    "백만": _MILLION, "千万": 10**7, "천만": 10**7, "億": 10**8, "亿": 10**8, "억": 10**8, "십억": 10**9,
}  # fmt: skip
"""Units of East Asia, which stand before the word for the money: "百万円", "万元", "백만원"."""
_LETTERS = {
    "T": _THOUSAND,
    "t": _THOUSAND,
    "k": _THOUSAND,
    "K": _THOUSAND,
    "M": _MILLION,
    "m": _MILLION,
    "B": _BILLION,
}
_SIGN = r"[€$£¥₹]|[A-Z]{2,3}\$|[A-Z]{3}"
_BEFORE = re.compile(rf"([TtkKMm])({_SIGN})")
_BEHIND = re.compile(rf"({_SIGN})([kKMmB])")
_ALONE = re.compile(_SIGN)
_PARTS = re.compile(r"[\s/,:;|]+")
_MONEY_OF_EAST = (
    "円",
    "日元",
    "美元",
    "人民币",
    "人民幣",
    "人民元",
    "元",
    "圓",
    "圆",
    "원",
    "ドル",
    "ユーロ",
    "欧元",
)
_EASTERN = re.compile(
    rf"({'|'.join(sorted(_EAST, key=len, reverse=True))})\s?({'|'.join(_MONEY_OF_EAST)})(?=\s?(?:[)\]]|$))"
)
_FIGURE = re.compile(
    rf"(?<![\w.,])([xX×*]\s?)?({_SIGN})?\s?1((?:[.,'’ ]?000){{1,3}})(s)?\s?({_SIGN}|\b[Ee]uros?\b)?(?![\w.,])"
)
"""A round figure that amounts are counted in: "x 1.000", "in 1000 €", "(1,000s)"."""
_COUNTED_IN = re.compile(r"(?:[(\[]|\b(?:in|en|em|im|i|w)\s?)$", re.IGNORECASE)
_THOUSANDS_OF = re.compile(
    r"\bmil\s(?=€|EUR\b|[Ee]uros\b|R\$|BRL\b|[Rr]eais\b|USD\b)|\bbin\s(?=TL\b|TRY\b|₺|USD\b|EUR\b)"
)
"""Thousand in Spanish, Portuguese and Turkish, where it stands before money: elsewhere the words are others."""
_CRORES = re.compile(r"(?<=[(\[])(?:(?:in\s)?((?:INR|₹|Rs\.?)?)\s?Cr\.?)(?=[)\]])")
_FACTOR = re.compile(r"×(\d+)")
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]{0,40})[)\]}]")


def header_unit(header: str) -> tuple[int, str]:
    """(what amounts in the column are to be multiplied by, the sign or code of their currency or "") as its header says.

    A letter alone is a unit only in brackets or beside a currency: "Value M" may be anything.
    """
    scale, sign = 1, ""
    for text, bracketed in _texts(_plainly(header)):
        words = [word for word in _PARTS.split(text) if word]
        for place, word in enumerate(words):
            found, shown = _unit(word)
            if found == 1 and not shown and word in _LETTERS:
                beside = words[place - 1 : place] + words[place + 1 : place + 2]
                if (bracketed and len(words) == 1 and word not in "Tt") or any(map(_ALONE.fullmatch, beside)):
                    found = _LETTERS[word]
            scale = scale if scale > 1 else found
            sign = sign or shown
    return scale, sign


def without_unit(header: str) -> str:
    """A header without the unit of its amounts ("Betrag in T€" is "Betrag"), as it stands where it names none."""
    opened = _BRACKETS.sub(_open, _plainly(header))
    if header_unit(header)[0] == 1 or not any(map(_is_scale, opened.split())):
        return header
    words = [word for word in opened.split() if not _is_unit(word)]
    if words and words[-1].lower() in _IN:
        words.pop()
    return " ".join(words) or header


def _plainly(header: str) -> str:
    """A header with the units that are no word of their own written as factors: "(x € 1.000)" is "(€ ×1000)"."""
    text = header if header.isascii() else unicodedata.normalize("NFKC", header)
    if not any(char.isdigit() for char in text):
        text = _THOUSANDS_OF.sub(f"×{_THOUSAND} ", text)
        text = _CRORES.sub(rf"\1 ×{10**7}", text)
        return text if text.isascii() else _EASTERN.sub(lambda unit: f" {unit[2]} ×{_EAST[unit[1]]}", text)
    return _FIGURE.sub(_factor, text)


def _factor(figure: re.Match[str]) -> str:
    times, before, noughts, plural, behind = figure.groups()
    sign = before or behind or ""
    if not times and not ((sign or plural) and _COUNTED_IN.search(figure.string[: figure.start()])):
        return figure[0].replace(noughts, noughts.replace(",", "").replace(" ", ""))
    return f"{sign} ×1{'0' * noughts.count('0')}"


def _open(brackets: re.Match[str]) -> str:
    """What stands in brackets, without them where it is a unit."""
    return f" {brackets[1]} " if any(map(_is_scale, brackets[1].split())) else brackets[0]


def _is_scale(word: str) -> bool:
    return _unit(word)[0] > 1


def _is_unit(word: str) -> bool:
    scale, sign = _unit(word)
    return scale > 1 or (bool(sign) and word == sign) or word in _MONEY_OF_EAST


_IN = frozenset({"in", "en", "im", "em", "i", "w"})


def _texts(header: str) -> list[tuple[str, bool]]:
    """The parts of a header, those in brackets first, and whether they stood in brackets."""
    return [(inner, True) for inner in _BRACKETS.findall(header)] + [(_BRACKETS.sub(" ", header), False)]


def _unit(word: str) -> tuple[int, str]:
    """(factor, currency) of one word, (1, "") of any other."""
    if factor := _FACTOR.fullmatch(word):
        return int(factor[1]), ""
    scale = _EXACTLY.get(word) or _WORDS.get(word.rstrip(".").lower())
    if scale is not None:
        return scale, ""
    if before := _BEFORE.fullmatch(word):
        return _LETTERS[before[1]], before[2]
    if _ALONE.fullmatch(word) or word in _MONEY_OF_EAST:
        return 1, word if currency_code(word) else ""
    if behind := _BEHIND.fullmatch(word):
        return _LETTERS[behind[2]], behind[1]
    return 1, ""
