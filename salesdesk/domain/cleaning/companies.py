"""Company names: tidied for people, stripped of legal form for comparing."""

from __future__ import annotations

import re

from salesdesk.domain.cleaning.text import fold_key, is_empty_word, one_line, unquoted

# Legal forms as they read after folding; the longest is tried first. Sources: the registers' own
# abbreviations.
_FORMS = (
    "gmbh and co kg", "gmbh and co kgaa", "gmbh and co ohg", "gmbh u co kg", "gmbh co kg", "ag and co kg",
    "ag and co kgaa",
    "se and co kgaa", "se and co kg", "ug and co kg", "ug haftungsbeschrankt and co kg", "and co kg",
    "and co kgaa",
    "ug haftungsbeschrankt", "gesellschaft mit beschrankter haftung", "ggmbh", "gmbh", "g m b h", "mbh",
    "m b h",
    "gesmbh", "ges m b h", "ag", "a g", "kgaa", "kg", "k g", "ohg", "o h g", "gbr", "g b r", "ug", "e k",
    "ek", "e kfm",
    "ev", "e v", "eg", "e g", "se", "partg", "partg mbb", "partgmbb", "inh", "gesnbr", "sarl", "s a r l",
    "s a r l s",
    "sa", "s a", "sas", "s a s", "sasu", "s a s u", "eurl", "e u r l", "sci", "s c i", "snc", "s n c",
    "sprl", "bvba",
    "scrl", "srl", "s r l", "srls", "spa", "s p a", "sapa", "sl", "s l", "slu", "s l u", "sociedad limitada",
    "sociedad anonima", "s a de c v", "sa de cv", "s de r l de c v", "lda", "ltda", "limitada", "eireli",
    "me", "epp",
    "bv", "b v", "nv", "n v", "vof", "v o f", "cv", "ab", "a b", "aktiebolag", "publ", "hb", "kb", "as",
    "a s", "asa",
    "aps", "a p s", "i s", "k s", "ivs", "oy", "oyj", "o y", "ky", "ltd", "limited", "plc", "p l c", "llp",
    "l l p", "lp",
    "inc", "incorporated", "corp", "corporation", "co", "company", "co ltd", "co inc", "llc", "l l c",
    "pllc", "pc", "p c",
    "pty", "pty ltd", "proprietary limited", "pvt", "pvt ltd", "private limited", "pte", "pte ltd",
    "sdn bhd", "bhd",
    "tbk", "pt", "kk", "k k", "gk", "sp z o o", "sp zoo", "spzoo", "sp j", "sp k", "s k a", "sp p",
    "spolka z o o",
    "spol s r o", "s r o", "sro", "a s cz", "v o s", "d o o", "doo", "d d", "dd", "j d o o", "kft",
    "k f t", "zrt", "nyrt", "bt",
    "s r l d", "pfa", "ood", "eood", "ad", "ead", "ooo", "ооо", "оао", "зао", "пао", "ип", "тов", "тоо",
    "jsc", "pjsc",
    "ojsc", "cjsc", "fze", "fzco", "fz llc", "dmcc", "w l l", "wll", "sti", "ltd sti", "anonim sirketi",
    "limited sirketi",
    "uab", "sia", "ou", "sicav", "s c", "stiftung and co kg", "株式会社", "有限会社", "合同会社", "有限公司",
    "股份有限公司",
    "有限责任公司", "주식회사", "유한회사",
)  # fmt: skip
_FORM_WORDS: frozenset[tuple[str, ...]] = frozenset(tuple(form.split()) for form in _FORMS)
_LONGEST = max(len(form) for form in _FORM_WORDS)
_GLUED = tuple(form for form in _FORMS if not form.isascii() and len(form) >= 4)
_LEADING_FORMS = frozenset(
    {"ooo", "ооо", "оао", "зао", "пао", "ип", "тов", "тоо", "pt", "uab", "sia", "as", "oy", "株式会社"}
)
_ARTICLES = frozenset({"the"})
_BRACKETED_FORM = re.compile(r"\((?:publ|haftungsbeschr(?:ä|ae)nkt|株|有)\)", re.IGNORECASE)


def clean_company(text: str) -> str | None:
    """A company name on one line, tidied; case, legal form and spelling stay the company's own. None when
    empty."""
    name = unquoted(one_line(text))
    if name.count('"') == 1:
        name = name.replace('"', "")
    name = name.rstrip(",;").strip()
    return name or None


def legal_form(name: str) -> str:
    """The folded legal form a name ends with ("gmbh and co kg"), or ""."""
    words = fold_key(name).split()
    size = _form_length(words)
    return " ".join(words[len(words) - size :]) if size else ""


def _form_length(words: list[str]) -> int:
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        if tuple(words[-size:]) in _FORM_WORDS:
            return size
    return 0


_KINDS = {
    "GmbH": "gmbh;ggmbh;g m b h;mbh;m b h;gesmbh;ges m b h;gesellschaft mit beschrankter haftung",
    "GmbH & Co. KG": "gmbh and co kg;gmbh u co kg;gmbh co kg;gmbh and co kgaa;gmbh and co ohg;ug and co kg;ug haftungsbeschrankt and co kg",
    "AG": "ag;a g",
    "KG": "kg;k g",
    "KGaA": "kgaa;ag and co kgaa;se and co kgaa",
    "AG & Co. KG": "ag and co kg;se and co kg",
    "OHG": "ohg;o h g",
    "GbR": "gbr;g b r;gesnbr",
    "UG": "ug;ug haftungsbeschrankt",
    "e.K.": "e k;ek;e kfm",
    "e.V.": "ev;e v",
    "eG": "eg;e g",
    "SE": "se",
    "SARL": "sarl;s a r l;s a r l s",
    "SA": "sa;s a;sociedad anonima",
    "SAS": "sas;s a s;sasu;s a s u",
    "EURL": "eurl;e u r l",
    "Srl": "srl;s r l;srls;s r l d",
    "SpA": "spa;s p a;sapa",
    "SL": "sl;s l;slu;s l u;sociedad limitada",
    "Ltda": "lda;ltda;limitada",
    "BV": "bv;b v;bvba",
    "NV": "nv;n v",
    "AB": "ab;a b;aktiebolag",
    "A/S": "as;a s;asa",
    "ApS": "aps;a p s",
    "Oy": "oy;oyj;o y",
    "Ltd": "ltd;limited;co ltd;pty ltd;pvt ltd;pte ltd;proprietary limited;private limited",
    "plc": "plc;p l c",
    "LLP": "llp;l l p",
    "Inc": "inc;incorporated;co inc;corp;corporation",
    "LLC": "llc;l l c;pllc",
    "sp. z o.o.": "sp z o o;sp zoo;spzoo;spolka z o o",
    "s.r.o.": "spol s r o;s r o;sro",
    "Kft": "kft;k f t",
}
_KIND_OF = {form: kind for kind, forms in _KINDS.items() for form in forms.split(";")}


def kind_of_firm(name: str) -> str:
    """What kind of company a name says it is: its legal form in one spelling ("Ltd" of "Limited"), or "" where it says
    none, or one that tells little."""
    return _KIND_OF.get(legal_form(_BRACKETED_FORM.sub(" ", name)), "")


def may_be_one_firm(first: str, second: str) -> bool:
    """Whether two names with one key may be of one company: not where both say what kind it is, and say it differently,
    as Acme GmbH and Acme Inc. do."""
    kinds = {kind_of_firm(first), kind_of_firm(second)} - {""}
    return len(kinds) < 2


def company_key(name: str) -> str:
    """The folded name without legal form and leading "the", equal for spellings of one company's name.

    "The ACME Widgets GmbH & Co. KG",
    "Acme Widgets" → "acme widgets". A name that is nothing but a legal form keeps it.
    """
    key = fold_key(_BRACKETED_FORM.sub(" ", name))
    for glued in _GLUED:
        if glued in key and len(key) > len(glued):
            key = " ".join(key.replace(glued, " ").split())
    words = key.split()
    while len(words) > 1:
        size = _form_length(words)
        if size or words[-1] == "and":
            words = words[: len(words) - (size or 1)]
        elif words[0] in _LEADING_FORMS or words[0] in _ARTICLES:
            words = words[1:]
        else:
            break
    return " ".join(words)


_PRIVATE = frozenset(
    {"privat", "private", "private person", "particulier", "privatperson", "privé", "privado", "privato"}
)


_PRIVATE = frozenset(
    {"privat", "private", "private person", "particulier", "privatperson", "privé", "privado"}
)


def is_no_company(text: str) -> bool:
    """Whether a company cell says that there is none ("n/a", "-", "private")."""
    return is_empty_word(text) or text.lower() in _PRIVATE
