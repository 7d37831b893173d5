"""The pieces the text form of a filter is made of; ``filters`` reads them, ``filter_writing`` writes them."""

from __future__ import annotations

import re

from salesdesk.domain.filter_tree import COUNTABLE

_NAMED = r'custom\."[^"]+"|[A-Za-z_][\w.]*'
COMPARED = rf"(?P<negated>-)?(?P<field>{_NAMED})(?P<op>:\?|>=|<=|[:~<>=])"
"""A field and how it is compared. A field of the person's own may be called by its title: ``custom."Shoe size"``."""
_COUNTED = (
    rf"(?P<none>-)?(?P<counted>(?i:{'|'.join(sorted(COUNTABLE))}))"
    r'\[(?P<within>(?:"[^"]*"|[^\]"])*)\](?:(?P<than>>=|<=|[:=<>])(?P<number>\d{1,6}))?(?=[\s)]|$)'
)
_BARE = r'(?P<lacks>-)?(?P<bare>custom\."[^"]+")(?=[\s)]|$)'

TOKEN = re.compile(
    rf"{_COUNTED}|{_BARE}|"
    + COMPARED
    + r"""(?P<values>(?:"[^"]*"|[^\s"])*)|"(?P<quoted>[^"]*)"|(?P<word>\S+)""",
)
"""What stands outside brackets."""
INSIDE = re.compile(  # a bracket ends a value there, unless the value has opened it
    rf"\s*(?:(?P<open>-?\()|(?P<close>\))|{_COUNTED}|{_BARE}|"
    + COMPARED
    + r"""(?P<values>(?:"[^"]*"|\([^\s"()]*\)|[^\s"()])*)|"(?P<quoted>[^"]*)"|(?P<word>[^\s()]+))""",
)
"""What stands within brackets."""
OPENING = re.compile(r"-?\(")
COMPARED_INSIDE = re.compile(r"\(" + COMPARED)
COUNTED_START = re.compile(rf"-?(?:{'|'.join(sorted(COUNTABLE))})\[", re.IGNORECASE)
EITHER, BOTH, NOT = frozenset({"or", "||", "|"}), frozenset({"and", "&&", "&"}), "not"
NEGATED_WORD = re.compile(r"-(?=[^\W\d_])")
VALUE = re.compile(r'"([^"]*)"|([^,"]+)')
DAYS = re.compile(r"^(\d{1,4})d$")
DEEPEST = 20
