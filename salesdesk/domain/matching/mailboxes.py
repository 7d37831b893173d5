"""Mailboxes that belong to an office and not to a person."""

from __future__ import annotations

import re

_OFFICE = frozenset(
    "info infos information office contact contacts kontakt contacto contato contatto mail email post hello hallo hola "
    "bonjour ciao sales vertrieb verkauf ventas vendas vendite support service services help helpdesk admin administration "
    "administrator team buchhaltung accounting accounts finance finanzen rechnung rechnungen invoice invoices billing "
    "comptabilite facturacion factura fatture amministrazione einkauf purchasing achats compras acquisti zentrale empfang "
    "reception recepcion commercial commerciale direction direccion secretariat sekretariat segreteria no reply noreply "
    "donotreply newsletter news marketing presse press media hr jobs job karriere career careers bewerbung personal rh "
    "webmaster postmaster hostmaster abuse order orders bestellung bestellungen pedidos shop store web webshop anfrage "
    "anfragen inquiry enquiries booking bookings buchung reservation reservations reservierung events event general "
    "geschaeftsleitung management kundenservice kundendienst customerservice customercare technik it edv praxis kanzlei "
    "verwaltung hotel restaurant studio atelier biuro sekretariat kancelar kancelaria obchod prodaja iroda titkarsag "
    "kantoor receptie verkoop inkoop administratie myynti toimisto kontor forsaljning salg firma company".split()
)
_LETTERS = re.compile(r"[a-z]+")


def is_office(address: str) -> bool:
    """Whether an address (lower case) is one that several people of an office read: info@…, sales-dach@…, buchhaltung2@…"""
    word = _LETTERS.search(address.partition("@")[0])
    return word is not None and word.group() in _OFFICE
