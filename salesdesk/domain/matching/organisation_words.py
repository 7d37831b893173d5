"""The words of an organisation's name that tell it from others: no legal form, no filler, one spelling."""

from __future__ import annotations

from salesdesk.domain.cleaning.text import fold_key

_LEGAL_FORMS = frozenset(
    """
    inc incorporated corp corporation co company cos llc llp lp pllc pc ltd limited plc pty gmbh mbh ag kg kgaa ohg gbr ug
    haftungsbeschrankt ev eg ek ekfr se sa sas sarl sasu eurl sc sci srl spa snc ss sl slu slne bv nv vof cv bvba sprl ab as asa aps
    oy oyj kft zrt sro spol doo dd ooo oao zao pao jsc tbk pt sdn bhd kk pvt private public lda ltda eireli
    """.split()
)
_FILLERS = frozenset(
    "the of and a an at in for de la le les du des der die das und et y e del di da dba".split()
)
_SPELLINGS = {
    "ctr": "center", "cntr": "center", "centre": "center", "ctre": "center", "cen": "center",
    "assn": "association", "assoc": "association", "associates": "association", "univ": "university",
    "intl": "international", "natl": "national", "dept": "department", "svc": "service", "svcs": "service",
    "services": "service", "serv": "service", "mfg": "manufacturing", "bros": "brothers", "sch": "school",
    "schools": "school", "acad": "academy", "comm": "community", "elem": "elementary", "hosp": "hospital",
    "med": "medical", "mgmt": "management", "mgt": "management", "tech": "technology",
    "technologies": "technology", "sys": "systems", "system": "systems", "grp": "group", "hldgs": "holdings",
    "holding": "holdings", "ind": "industries", "inds": "industries", "industry": "industries",
    "ent": "enterprises", "enterprise": "enterprises", "mkt": "market", "rest": "restaurant",
    "ristorante": "restaurant", "htl": "hotel", "hotels": "hotel", "inn": "inn", "apts": "apartments",
    "st": "saint", "ste": "saint", "mt": "mount", "ft": "fort", "labs": "laboratories",
    "lab": "laboratories", "eng": "engineering", "engr": "engineering", "dist": "distribution",
    "pharm": "pharmacy", "govt": "government", "amer": "american", "chldrn": "children",
    "childrens": "children", "kgtn": "kindergarten", "solution": "solutions", "product": "products",
}  # fmt: skip


def organisation_words(name: str) -> tuple[str, ...]:
    """Distinct telling words in their order; letters written apart ("Y. M. C. A.") become one word.

    Never empty for a name that has any letter or digit: a name made of fillers only keeps them.
    """
    words: dict[str, None] = {}
    letters = ""
    tokens = fold_key(name).split()
    for token in [*tokens, ""]:
        if len(token) == 1 and token.isalpha():
            letters += token
            continue
        if letters:
            if len(letters) > 1 or letters not in _FILLERS:
                words[letters] = None
            letters = ""
        if token and token not in _FILLERS and (token not in _LEGAL_FORMS or not words):
            words[_SPELLINGS.get(token, token)] = None
    # a leading legal form was kept only in case nothing else follows ("AG" as a name, "SA Dupont")
    if len(words) > 1:
        first = next(iter(words))
        if first in _LEGAL_FORMS:
            del words[first]
    return tuple(words) or tuple(dict.fromkeys(tokens))
