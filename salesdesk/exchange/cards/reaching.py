"""The addresses and numbers of a contact card: which is which, and what the card says of each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from salesdesk.exchange.cards.card import EMAILS, USUAL_TYPES, further_label, label_of, property_of
from salesdesk.exchange.cards.syntax import CardText, Property

_PHONES = ("phone", "phone_2", "phone_3")


def _of(draft: CardText, name: str) -> list[Property]:
    return sorted((item for item in draft.properties if item.name == name), key=lambda item: item.preferred)


def read_reachable(
    draft: CardText, values: dict[str, str], extra: list[tuple[str, str]], *, own: bool = False
) -> None:
    """The e-mail addresses and numbers of a card, into ``values`` and, what has no field, into ``extra``.

    On a card of our own a mobile number that is preferred is the primary phone as well."""
    mails: dict[str, str] = {}
    addresses = _of(draft, "EMAIL")
    told_apart = any("home" in item.types for item in addresses)
    for item in addresses:
        text = item.text.removeprefix("mailto:").strip()
        if text and not is_further(draft, item, text, extra):
            at_work = told_apart and "work" in item.types
            mails.setdefault(text, _label(draft, item) or ("work" if at_work else ""))
    for number, (mail, label) in enumerate(mails.items()):
        if number < len(EMAILS):
            _put_labelled(values, extra, EMAILS[number], mail, label)
        else:
            extra.append((further_label("Email", number + 1, label), mail))
    numbers: list[tuple[str, str]] = []
    faxes: dict[str, tuple[str, str]] = {}
    for item in _of(draft, "TEL"):
        text = _phone(item.text)
        label = draft.labels.get(item.group, "").lower() if item.group else ""
        said = _label(draft, item)
        if not text or is_further(draft, item, text, extra):
            continue
        if item.types & {"fax", "facsimile"} or "fax" in label:
            faxes.setdefault(_digits(text), (text, said))
            continue
        is_mobile = item.types & {"cell", "mobile", "iphone", "car"} or "mobil" in label or "iphone" in label
        if is_mobile and "mobile" not in values:
            _put_labelled(values, extra, "mobile", text, said)
            if own and "pref" in item.types:
                values["phone"] = text
        else:
            numbers.append((text, said))
    for number, (text, said) in enumerate(
        faxes.values(), start=1
    ):  # nobody is called at a further one either
        if number == 1:
            _put_labelled(values, extra, "fax", text, said)
        else:
            extra.append((further_label("Fax", number, said), text))
    # Some programs write one number several times, once for each of its types.
    different: dict[str, tuple[str, str]] = {}
    for text, said in numbers:
        different.setdefault(_digits(text), (text, said))
    different.pop(_digits(values.get("mobile", "")), None)
    for number, (text, said) in enumerate(different.values(), start="phone" in values):
        if number < len(_PHONES):
            _put_labelled(values, extra, _PHONES[number], text, said)
        else:
            extra.append((further_label("Phone", number + 1, said), text))


_SAID_BY_FIELD = re.compile(
    r"mobile?|cell|i ?phone|fax|work|main|voice|other|arbeit|privat mobil|handy|telefon|e-?mail",
    re.IGNORECASE,
)


def _label(draft: CardText, item: Property) -> str:
    """What a card says of a number or address that no field of ours tells: a label of its own, or that it is at home."""
    own = draft.labels.get(item.group, "").strip() if item.group else ""
    if own and not _SAID_BY_FIELD.fullmatch(own):
        return own.lower() if own.lower() in USUAL_TYPES else own
    return next((kind for kind in USUAL_TYPES if kind in item.types and kind != "work"), "")


def _put_labelled(
    values: dict[str, str], extra: list[tuple[str, str]], key: str, text: str, label: str
) -> None:
    values[key] = text
    if label:
        extra.append((label_of(key), label))


def is_further(draft: CardText, item: Property, text: str, extra: list[tuple[str, str]]) -> bool:
    """Whether the property is one that a contact of ours keeps under a name of its own, where it then is again."""
    label = draft.labels.get(item.group, "") if item.group else ""
    if property_of(label) is None:
        return False
    extra.append((label, text))
    return True


def _digits(text: str) -> str:
    """What two writings of one number share."""
    return "".join(char for char in text if char.isalnum() or char == "+")


def _phone(text: str) -> str:
    if text.lower().startswith("tel:"):
        number, _, rest = text[4:].partition(";")
        extension = re.search(r"ext=([\w*#-]+)", rest)
        return number + (f" ext. {extension.group(1)}" if extension else "")
    return text


def read_addresses(
    draft: CardText, values: dict[str, str], extra: list[tuple[str, str]], *, own: bool = False
) -> None:
    names = ("po_box", "street_2", "street", "city", "region", "postal_code", "country")
    taken = 0
    for item in sorted(_of(draft, "ADR"), key=lambda a: (a.preferred, "work" not in a.types)):
        parts = [" ".join(part.split("\n")).strip() for part in item.parts()]
        address = {name: text for name, text in zip(names, parts, strict=False) if text}
        box = address.pop("po_box", "")
        if box:
            address["street"] = " ".join(filter(None, (address.get("street"), box)))
        if not address:
            continue
        if is_further(draft, item, whole_address(address), extra):
            continue
        if "street_2" in address and "street" not in address and not own:
            address["street"] = address.pop("street_2")
        if taken == 0:
            values.update(address)
            if label := _label(draft, item):
                extra.append((label_of("street"), label))
        else:
            label = further_label("Address", taken + 1, _label(draft, item))
            extra.append((label, whole_address(address)))
        taken += 1
    printed = next(iter(_of(draft, "LABEL")), None)
    if taken == 0 and printed is not None:
        values.setdefault("street", ", ".join(filter(None, map(str.strip, printed.text.splitlines()))))


_ORDER = ("street", "street_2", "postal_code", "city", "region", "country")
_POSTAL = re.compile(
    r"(?:[A-Z]{1,3}-)?\d[\dA-Z -]{2,8}|[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d"
)


def whole_address(parts: Mapping[str, str]) -> str:
    """An address in one line, as a contact keeps a second one."""
    return ", ".join(parts[key] for key in _ORDER if key in parts)


def address_parts(whole: str) -> dict[str, str]:
    """The parts of ``whole_address``; all of it is the street where they cannot be told apart. Put together again they
    give the same line."""
    said = whole.split(", ")
    code = next((n for n in range(1, len(said) - 1) if _POSTAL.fullmatch(said[n])), 0)
    if not code:
        return {"street": whole}
    found = {"street": said[0], "postal_code": said[code], "city": said[code + 1]}
    if code > 1:
        found["street_2"] = ", ".join(said[1:code])
    after = said[code + 2 :]
    if after:
        found["country"] = after[-1]
    if len(after) > 1:
        found["region"] = ", ".join(after[:-1])
    return found
