"""The German words of days, hours and lengths."""

from __future__ import annotations

from salesdesk.domain.natural_dates.senses import (
    AFTERNOON,
    DAY,
    END,
    EVENING,
    FORENOON,
    HOUR,
    LATE_AFTERNOON,
    MIDDAY,
    MIDDLE,
    MINUTE,
    MONTH,
    MORNING,
    NIGHT,
    QUARTER,
    START,
    UNCLEAR,
    WEEK,
    WEEKEND,
    WORKDAY,
    YEAR,
    Sense,
    Words,
)
from salesdesk.domain.natural_dates.words.numbers import made_of

_DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_PARTS = {
    MORNING: ("morgen", "früh", "morgens"),
    FORENOON: ("vormittag", "vormittags"),
    MIDDAY: ("mittag", "mittags"),
    AFTERNOON: ("nachmittag", "nachmittags"),
    EVENING: ("abend", "abends"),
    NIGHT: ("nacht",),
}

_MADE = made_of(
    {20: "zwanzig", 30: "dreißig", 40: "vierzig", 50: "fünfzig"},
    {1: "ein", 2: "zwei", 3: "drei", 4: "vier", 5: "fünf", 6: "sechs", 7: "sieben", 8: "acht", 9: "neun"},
    lambda ten, one, _number: (f"{one}und{ten}",),
)

WORDS: Words = {
    Sense.OFFSET: {
        0: "heute|heut|noch heute", 1: "morgen", 2: "übermorgen", 3: "überübermorgen", -1: "gestern", -2: "vorgestern", -3: "vorvorgestern",
    },
    Sense.WEEKDAY: {
        **dict(enumerate(_DAYS)), 5: "samstag|sonnabend",
    },
    Sense.TINY_WEEKDAY: {0: "mo", 1: "di", 2: "mi", 3: "do", 4: "fr", 5: "sa", 6: "so"},
    Sense.WEEKDAY_PART: {
        10 * number + part: "|".join(f"{day}{word}" for word in words)
        for number, day in enumerate(_DAYS) for part, words in _PARTS.items()
    },
    Sense.WEEKDAYS: {
        **{number: f"{day}s" for number, day in enumerate(_DAYS)}, 5: "samstags|sonnabends",
    },
    Sense.MONTH: {
        1: "januar|jänner|jan", 2: "februar|feber|feb", 3: "märz|mrz|mär", 4: "april|apr", 5: "mai", 6: "juni|juno|jun", 7: "juli|julei|jul",
        8: "august|aug", 9: "september|sept|sep", 10: "oktober|okt", 11: "november|nov", 12: "dezember|dez",
    },
    Sense.NUMBER: {
        0.5: "ein halbes|einem halben|halben|halbes",
        1: "ein|eins|eine|einer|einem|einen", 2: "zwei|zwo", 3: "drei", 4: "vier", 5: "fünf", 6: "sechs", 7: "sieben", 8: "acht", 9: "neun",
        10: "zehn", 11: "elf", 12: "zwölf", 13: "dreizehn", 14: "vierzehn", 15: "fünfzehn", 16: "sechzehn", 17: "siebzehn", 18: "achtzehn",
        19: "neunzehn", 20: "zwanzig", 30: "dreißig", 40: "vierzig", 50: "fünfzig", 60: "sechzig", **_MADE, 90: "neunzig",
        1.5: "anderthalb|eineinhalb|einundeinhalb|anderthalben", 2.5: "zweieinhalb", 3.5: "dreieinhalb",
    },
    Sense.ORDINAL: {
        number: f"{word}n|{word}r|{word}" for number, word in enumerate((
            "erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte", "elfte", "zwölfte",
            "dreizehnte", "vierzehnte", "fünfzehnte", "sechzehnte", "siebzehnte", "achtzehnte", "neunzehnte", "zwanzigste",
            "einundzwanzigste", "zweiundzwanzigste", "dreiundzwanzigste", "vierundzwanzigste", "fünfundzwanzigste", "sechsundzwanzigste",
            "siebenundzwanzigste", "achtundzwanzigste", "neunundzwanzigste", "dreißigste", "einunddreißigste",
        ), 1)
    },
    Sense.ORDINAL_END: {0: "ten|ter|te|sten"},
    Sense.LENGTH: {
        30: "eine halbe Stunde|einer halben Stunde|halbe Stunde|halben Stunde|halbstunde|halbe std", 15: "eine viertelstunde|einer viertelstunde|viertelstunde",
        45: "eine dreiviertelstunde|einer dreiviertelstunde|dreiviertelstunde",
    },
    Sense.UNIT: {
        MINUTE: "minute|minuten|min|mins", HOUR: "stunde|stunden|std|stdn", DAY: "tag|tage|tagen|tg",
        WEEK: "woche|wochen|wo", MONTH: "monat|monate|monaten|monats", QUARTER: "quartal|quartals", YEAR: "jahr|jahre|jahren|jahres",
        WORKDAY: "werktag|werktage|werktagen|arbeitstag|arbeitstage|arbeitstagen", WEEKEND: "wochenende|we",
    },
    Sense.PLURAL: {0: "tage|tagen|wochen|monate|monaten|jahre|jahren"},
    Sense.IN: {0: "in|in etwa|in ca|in circa|in ungefähr|in genau|in spätestens|in exakt"},
    Sense.AGO_BEFORE: {0: "vor|vor etwa|vor ca"},
    Sense.FROM_NOW: {0: "von jetzt an|ab jetzt|ab heute|ab sofort"},
    Sense.NEXT: {
        0: "dieser|diesen|diese|dieses|diesem", 1: "nächster|nächsten|nächste|nächstes|nächstem|kommender|kommenden|kommende|kommendes|kommendem|nä|"
        "folgenden|folgende", 2: "übernächster|übernächsten|übernächste|übernächstes|übernächstem",
        -1: "letzter|letzten|letzte|letztes|letztem|vergangenen|vergangene|vergangener|vorigen|vorige|voriger|voriges",
        -2: "vorletzten|vorletzte|vorletzter",
    },
    Sense.EDGE: {
        START: "anfang|beginn|zu beginn|zum anfang", MIDDLE: "mitte", END: "ende|zum ende|gegen ende|bis ende|am ende|spätestens ende", UNCLEAR: "gegen mitte|rund um",
    },
    Sense.DAY_EDGE: {
        10 * START + WEEK: "wochenanfang|wochenbeginn|zum wochenanfang", 10 * END + MONTH: "monatsende|zum monatsende|ultimo", 10 * START + MONTH: "monatsanfang|monatsbeginn|zum monatsanfang",
        10 * MIDDLE + MONTH: "monatsmitte", 10 * END + YEAR: "jahresende|zum jahresende", 10 * END + QUARTER: "quartalsende|zum quartalsende",
        10 * START + YEAR: "jahresanfang|jahresbeginn|zum jahresanfang|zum jahresbeginn", 10 * END + DAY: "feierabend|tagesende|dienstschluss|geschäftsschluss",
        10 * MIDDLE + WEEK: "wochenmitte", 10 * START + QUARTER: "quartalsanfang|quartalsbeginn",
    },
    Sense.WEEK_NUMBER: {0: "kw|kalenderwoche|woche"},
    Sense.QUARTER_NUMBER: {0: "q|quartal"},
    Sense.PART: {
        MORNING: "morgen|früh", FORENOON: "vormittag", MIDDAY: "mittag", AFTERNOON: "nachmittag", EVENING: "abend", NIGHT: "nacht",
    },
    Sense.SAID_PART: {
        MORNING: "am morgen|morgens|in der früh|in der frühe|frühmorgens", FORENOON: "am vormittag|vormittags", MIDDAY: "am mittag|mittags|zu mittag|gegen mittag|über mittag",
        AFTERNOON: "am nachmittag|nachmittags|am frühen nachmittag|nach dem mittagessen", LATE_AFTERNOON: "am späten nachmittag|später nachmittag|spätnachmittag", EVENING: "am abend|abends|am frühen abend", NIGHT: "in der nacht|nachts",
    },
    Sense.NOON: {720: "zwölf uhr mittags|12 uhr mittags", 0: "mitternacht|um mitternacht"},
    Sense.AT: {0: "um|gegen|ab|so um|so gegen|ca|circa|etwa|ungefähr|nach|um ca|gegen ca|um punkt|ab ca"},
    Sense.AT_NUMBER: {0: "um|gegen|so um|so gegen|um ca|um punkt"},
    Sense.ON: {0: "am|bis|bis zum|bis am|zum|für|den|der|auf|auf den|für den|ab|ab dem|ab den|spätestens|spätestens am|bis spätestens|fällig|fällig am|per|dem|bis den"},
    Sense.ON_NUMBER: {2: "am|bis zum|zum", 1: "vor dem|nach dem|seit dem|nicht am|außer am|den|ab dem|spätestens am|auf den|für den|dem|bis den", 0: "bis|ab|bis spätestens"},
    Sense.BY: {0: "bis|bis spätestens|spätestens"},
    Sense.GLUE: {0: "der|des|den|dem|im|in|vom|am|von"},
    Sense.FROM: {0: "von|zwischen"},
    Sense.TO: {0: "bis|bis zum|und"},
    Sense.OCLOCK: {0: "uhr"},
    Sense.HOUR_SIGN: {0: "h"},
    Sense.HALF_TO: {0: "halb"},
    Sense.QUARTER_PAST: {0: "viertel nach"},
    Sense.QUARTER_TO: {0: "viertel vor"},
    Sense.THREE_QUARTERS: {0: "dreiviertel|drei viertel"},
    Sense.PAST: {0: "nach|minuten nach|min nach"},
    Sense.TO_HOUR: {0: "vor|minuten vor|min vor"},
    Sense.AND: {},
    Sense.ANCHOR: {0: "ab|nach|von"},
    Sense.LASTING: {0: "für|dauer|lang|dauert|dauerte"},
    Sense.EVERY: {0: "jeden|jede|jeder|jedes|alle|jeweils"},
    Sense.SPAN: {0: "binnen|innerhalb"},
    Sense.APART: {
        0: "innerhalb|innerhalb der|innerhalb des|im laufe|im laufe der|im laufe des|binnen|während|während der|nicht|nicht am|von|vom|seit|seit dem|außer|außer am|nach|nach dem|vor|vor dem|statt|anstatt|ohne|kein|keinen|nie|niemals|zwischen|über|laut|datiert",
    },
    Sense.BEFORE: {0: "vor"},
    Sense.DAILY: {0: "täglich|tägl|jeden Tag|werktags"},
    Sense.RIVAL: {0: "oder|und|bzw"},
    Sense.TITLE: {
        0: "herr|herrn|hr|frau|fräulein|dr|prof|familie|fam|firma|fa|hotel|gasthof|gasthaus|restaurant|cafe|verlag|bäckerei|metzgerei|kollege|kollegin|namens|"
        "robinson|schwarzer|projekt|team|marke|agentur|zeitung|druckerei|spedition|autohaus|apotheke|praxis|kanzlei|praktikant|kunde|kundin|chef|schreinerei|"
        "notar|architekt|anwalt|monteur|hausmeister|steuerberater|schwester|bruder|onkel|tante",
    },
    Sense.NAME: {
        0: "prozent|schwarzer freitag|guten morgen|guten tag|guten abend|gute nacht|schönen tag|schönen abend|schöne woche|schönes wochenende|rosenmontag|karfreitag|der freitag|"
        "blauer montag|fünf vor zwölf|5 vor 12|tag der offenen tür|mahlzeit|morgen stern|erster mai feier|robinson und freitag|bis dann",
    },
    Sense.WITH: {0: "mit|bei|von|an"},
    Sense.LABEL: {
        0: "halle|raum|zimmer|stand|platz|tisch|seite|seiten|teil|schritt|version|ver|v|release|build|nr|nummer|phase|"
        "kapitel|punkt|position|pos|los|tor|gleis|terminal|einheit|wohnung|abschnitt|option|variante|plan|linie|durchwahl|dw|modell|typ|klasse|stufe|charge|"
        "fall|artikel|art|anlage|anhang|abbildung|abb|bild|formular|bus|tarif|ziffer|absatz|abs|satz|rate|raten|folge|band|ausgabe|stock|etage|ebene|gebäude|block|tor|"
        "bauteil|lager|regal|fach|pin|code|id|ref|kunde|kundennummer|aktenzeichen|az|paragraph|strasse|weg|allee|gasse|hausnummer|postfach|plz|"
        "update auf|upgrade auf|version|windows|office|iphone|tel|telefon|fax|mobil|handy|runde|frage|folie|zone|maßstab|verhältnis|note|größe|umsatz|preis|faktor|release|"
        "siehe|vgl|firmware|software|usb|bluetooth|iso|din|top|kap|heft|rechnungsnummer|hausnr|parkplatz|messestand",
        1: "rechnung|bestellung|auftrag|angebot|ticket|vorgang|vertrag|mahnung",
    },
    Sense.STREET: {0: "straße|platz|weg|allee|brücke|gasse|ufer|str|straße des|platz des|stock|etage|og|ug|quartal|juniplatz|jahrestag"},
    Sense.STOP: {
        0: "mit|in|im|am|an|auf|für|zu|zum|zur|wegen|bezüglich|bzgl|betr|betreffs|dann|und|oder|weil|wenn|falls|aber|bitte|nochmal|noch|nochmals|wieder|über|per|bei|"
        "von|vom|bis|ab|um|vor|nach|ob|dass|er|sie|wir|ich|es|ihr|ihn|ihm|ist|ok|der|die|das|den|dem|seine|ihre|unsere|meine|online|statt|dort|"
        "erneut|kurz|mal|spätestens|gegen|so|also|anrufen|senden|schicken|melden|telefonieren|besprechen|treffen|nachfassen|nachfragen|rückruf|rückrufen|"
        "zurückrufen|schreiben|prüfen|klären|erinnern|fragen|liefern|abgeben|vorbeikommen|besuchen|mailen|faxen|machen|vereinbaren|vereinbart|einplanen|"
        "abholen|beim|lokal|ortszeit|mez|mesz|noch einmal|liefern|fällig|nachhaken|wiedervorlage|ruft|kommt|meldet|will|möchte|soll|bespricht|"
        "ausliefern|unterschreiben|verschicken|anfragen|absprechen|abstimmen|bestätigen|besichtigen|vorstellen|präsentieren|angerufen|gesprochen|getroffen|besucht",
    },
    Sense.ACTIVITY: {0: "besuch|treffen|meeting|besprechung|demo|workshop|schulung|präsentation|lieferung|termin|telefonat|rückruf|anruf|abgabe|messe|essen"},
    Sense.COMPANY: {0: "partner|gmbh|ag|kg|ohg|ug|gbr|mbh|ev|se|verlag|lab|söhne|zeitung"},
    Sense.THEN: {0: "dann|danach|anschließend|als nächstes", 1: "nächster schritt|nächste schritte|todo|weiter|wiedervorlage"},
    Sense.NOT_THEN: {0: "bis|seit|wenn|falls|erst|ab|nur|was|wie|wer|von|selbst|auch"},
    Sense.CONDITION: {0: "wenn|falls|sobald|sofern"},
    Sense.BEFORE_THEN: {0: "und|aber"},
    Sense.OWN: {0: "hier|die|am|des|an|den|mal|sol|set|me|je|tue|an|sept|mars|mar|dom|vie|ma|art"},
}  # fmt: skip
