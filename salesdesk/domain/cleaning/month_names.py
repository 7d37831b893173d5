"""Month names and their abbreviations in the languages of the usual exports, folded."""

from __future__ import annotations

from salesdesk.domain.cleaning.text import fold_key

# One line per language, months divided by spaces, spellings of one month by "/".
_TABLE = """
en jan/january feb/february mar/march apr/april may jun/june jul/july aug/august sep/sept/september oct/october nov/november dec/december
de jan/januar/jänner/jaenner feb/februar/feber mär/mrz/märz/maerz apr/april mai jun/juni jul/juli aug/august sep/sept/september okt/oktober nov/november dez/dezember
fr janv/janvier févr/fév/février mars avr/avril mai juin juil/juillet août sept/septembre oct/octobre nov/novembre déc/décembre
es ene/enero feb/febrero mar/marzo abr/abril may/mayo jun/junio jul/julio ago/agosto sep/sept/septiembre/setiembre oct/octubre nov/noviembre dic/diciembre
it gen/gennaio feb/febbraio mar/marzo apr/aprile mag/maggio giu/giugno lug/luglio ago/agosto set/sett/settembre ott/ottobre nov/novembre dic/dicembre
nl jan/januari feb/februari mrt/maart apr/april mei jun/juni jul/juli aug/augustus sep/september okt/oktober nov/november dec/december
pt jan/janeiro fev/fevereiro mar/março abr/abril mai/maio jun/junho jul/julho ago/agosto set/setembro out/outubro nov/novembro dez/dezembro
pl sty/stycznia/styczeń lut/lutego/luty mar/marca/marzec kwi/kwietnia/kwiecień maja/maj cze/czerwca/czerwiec lip/lipca/lipiec sie/sierpnia/sierpień wrz/września/wrzesień paź/października/październik lis/listopada gru/grudnia/grudzień
sv jan/januari feb/februari mar/mars apr/april maj jun/juni jul/juli aug/augusti sep/september okt/oktober nov/november dec/december
da jan/januar feb/februar mar/marts apr/april maj jun/juni jul/juli aug/august sep/september okt/oktober nov/november dec/december
no jan/januar feb/februar mar/mars apr/april mai jun/juni jul/juli aug/august sep/september okt/oktober nov/november des/desember
fi tammi/tammikuu/tammikuuta helmi/helmikuu/helmikuuta maalis/maaliskuu/maaliskuuta huhti/huhtikuu/huhtikuuta touko/toukokuu/toukokuuta kesä/kesäkuu/kesäkuuta heinä/heinäkuu/heinäkuuta elo/elokuu/elokuuta syys/syyskuu/syyskuuta loka/lokakuu/lokakuuta marras/marraskuu/marraskuuta joulu/joulukuu/joulukuuta
cs led/ledna/leden úno/února/únor bře/března/březen dub/dubna/duben kvě/května/květen čvn/června/červen čvc/července/červenec srp/srpna/srpen zář/září říj/října/říjen listopadu prosince/prosinec
"""


def _months() -> dict[str, int]:
    words: dict[str, int] = {}
    for line in _TABLE.strip().splitlines():
        for number, spellings in enumerate(line.split()[1:], start=1):
            for word in spellings.split("/"):
                words.setdefault(fold_key(word), number)
    words["listopad"] = 11
    return words


MONTHS: dict[str, int] = _months()
"""Folded month word → 1..12."""
