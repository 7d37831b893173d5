"""The French words of days, hours and lengths."""

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
    WEEK,
    WEEKEND,
    WORKDAY,
    YEAR,
    Sense,
    Words,
)
from salesdesk.domain.natural_dates.words.numbers import made_of

_MADE = made_of(
    {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante"},
    {1: "un", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf"},
    lambda ten, one, number: (
        (f"{ten} et un", f"{ten} et une", f"{ten}-et-un") if number == 1 else (f"{ten}-{one}", f"{ten} {one}")
    ),
)

WORDS: Words = {
    Sense.OFFSET: {
        0: "aujourd'hui|ajd|auj|aujourdhui", 1: "demain", 2: "après-demain", -1: "hier", -2: "avant-hier",
    },
    Sense.WEEKDAY: {0: "lundi", 1: "mardi", 2: "mercredi", 3: "jeudi", 4: "vendredi", 5: "samedi", 6: "dimanche"},
    Sense.SHORT_WEEKDAY: {0: "lun", 1: "mar", 2: "mer", 3: "jeu", 4: "ven", 5: "sam", 6: "dim"},
    Sense.TINY_WEEKDAY: {0: "lu", 2: "me", 4: "ve", 5: "sa", 6: "di"},
    Sense.COMMON_WORD: {0: "mar|mer|jeu|sam|dim|ven"},
    Sense.WEEKDAYS: {0: "lundis|le lundi|les lundis", 1: "mardis|le mardi", 2: "mercredis|le mercredi", 3: "jeudis|le jeudi", 4: "vendredis|le vendredi", 5: "samedis|le samedi", 6: "dimanches|le dimanche"},
    Sense.MONTH: {
        1: "janvier|janv|jan", 2: "février|févr|fév", 3: "mars", 4: "avril|avr", 5: "mai", 6: "juin", 7: "juillet|juil", 8: "août",
        9: "septembre|sept|sep", 10: "octobre|oct", 11: "novembre|nov", 12: "décembre|déc",
    },
    Sense.NUMBER: {
        1: "un|une", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf", 10: "dix", 11: "onze",
        12: "douze", 13: "treize", 14: "quatorze", 15: "quinze", 16: "seize", 17: "dix-sept", 18: "dix-huit", 19: "dix-neuf", 20: "vingt",
        30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", **_MADE, 90: "quatre-vingt-dix",
    },
    Sense.ORDINAL: {1: "premier"},
    Sense.NTH: {1: "premier|1er", 2: "deuxième|second|2e", 3: "troisième|3e", 4: "quatrième|4e", 5: "cinquième"},
    Sense.ORDINAL_END: {0: "er|re|ème|eme|e"},
    Sense.LENGTH: {
        30: "une demi-heure|demi-heure|une demie heure|demie heure|1/2 heure", 15: "un quart d'heure|quart d'heure", 45: "trois quarts d'heure|trois-quarts d'heure",
        90: "une heure et demie|1 heure et demie|1 h et demie|1h et demie", 150: "deux heures et demie de|2 heures et demie de",
    },
    Sense.UNIT: {
        MINUTE: "minute|minutes|min|mn", HOUR: "heure|heures|hrs", DAY: "jour|jours|j", WEEK: "semaine|semaines|sem", MONTH: "mois",
        QUARTER: "trimestre", YEAR: "an|ans|année|années", WEEKEND: "week-end|weekend",
        WORKDAY: "jour ouvré|jours ouvrés|jour ouvrable|jours ouvrables",
    },
    Sense.PLURAL: {0: "jours|semaines|ans|années"},
    Sense.IN: {0: "dans|d'ici|dans environ|dans exactement"},
    Sense.AGO_BEFORE: {0: "il y a|y a|il y a environ"},
    Sense.FROM_NOW: {0: "à partir de maintenant"},
    Sense.SHIFT: {1: "en 8|en huit", 2: "en 15|en quinze"},
    Sense.NEXT: {0: "ce|cet|cette", 1: "prochain|prochaine|le prochain|la prochaine", -1: "dernier|dernière|le dernier|la dernière"},
    Sense.NEXT_BEHIND: {
        1: "prochain|prochaine|qui vient|à venir|suivant|suivante", -1: "dernier|dernière|passé|passée", 2: "d'après",
    },
    Sense.EDGE: {
        START: "début|au début de|au début du|début du|en début de|début de", MIDDLE: "mi|milieu|au milieu de|au milieu du|milieu de|en milieu de|à la mi",
        END: "fin|à la fin de|à la fin du|en fin de|fin de|fin du|d'ici la fin du|d'ici la fin de|avant la fin du|avant la fin de|pour la fin du|pour la fin de|d'ici fin|pour fin",
    },
    Sense.DAY_EDGE: {10 * END + DAY: "fin de journée|en fin de journée|ce soir au plus tard"},
    Sense.WEEK_NUMBER: {0: "semaine|sem|semaine n°"},
    Sense.QUARTER_NUMBER: {0: "t|q|trimestre"},
    Sense.PART: {MORNING: "matin|matinée", MIDDAY: "midi", AFTERNOON: "après-midi|aprem|aprèm|après midi|apm", EVENING: "soir|soirée", NIGHT: "nuit"},
    Sense.SAID_PART: {
        MORNING: "à la première heure|première heure|de bonne heure|au matin|le matin|du matin|dans la matinée|en matinée|tôt le matin|de bon matin|en début de matinée", FORENOON: "en fin de matinée",
        AFTERNOON: "dans l'après-midi|l'après-midi|de l'après-midi|en début d'après-midi|début d'après-midi|en après-midi|après déjeuner", LATE_AFTERNOON: "en fin d'après-midi|fin d'après-midi",
        EVENING: "le soir|du soir|dans la soirée|en soirée|au soir", NIGHT: "dans la nuit|la nuit", MIDDAY: "le midi|au déjeuner|sur le midi|entre midi et deux",
    },
    Sense.NOON: {720: "à midi|vers midi|pour midi|midi pile", 0: "minuit|à minuit"},
    Sense.AT: {0: "à|vers|dès|pour|à partir de|aux environs de|vers les|autour de|après|sur les|à environ|aux alentours de"},
    Sense.AT_NUMBER: {},
    Sense.ON: {0: "à compter du|le|pour|pour le|jusqu'à|jusqu'au|au|au plus tard|au plus tard le|d'ici|d'ici le|d'ici au|dès|dès le|à partir du|à partir de|échéance|l|en"},
    Sense.ON_NUMBER: {1: "avant le|après le|depuis le|sauf le|pas le|à compter du|le|pour le|au plus tard le|d'ici le|d'ici au|dès le|à partir du|jusqu'au"},
    Sense.BY: {0: "d'ici|au plus tard"},
    Sense.GLUE: {0: "le|la|l|de|du|d|des|au|en|ce|cette|les"},
    Sense.FROM: {0: "de|entre|d"},
    Sense.TO: {0: "à|et|a|jusqu'à"},
    Sense.OCLOCK: {0: "heures|heure|hrs"},
    Sense.HOUR_SIGN: {0: "h"},
    Sense.CLOCK_SIGN: {0: "h"},
    Sense.AND_MINUTES: {30: "et demie|et demi", 15: "et quart", -15: "moins le quart|moins quart"},
    Sense.LESS: {0: "moins"},
    Sense.ANCHOR: {0: "à partir de|après|à compter de"},
    Sense.LASTING: {0: "pendant|durant|durée|de|d'une durée de|dure|pour"},
    Sense.EVERY: {0: "chaque|tous les|toutes les|tous"},
    Sense.SPAN: {0: "sous"},
    Sense.SOME: {0: "quinzaine|huitaine|dizaine"},
    Sense.APART: {
        0: "courant|au cours de|au cours de la|pendant|pendant la|sous|pas|pas le|pas avant|du|de|d|depuis|depuis le|sauf|sauf le|après|après le|avant|avant le|au lieu de|au lieu du|hors|daté du|sans|jamais|en date du|sur|plutôt que",
    },
    Sense.BEFORE: {0: "avant"},
    Sense.DAILY: {0: "chaque jour|tous les jours"},
    Sense.RIVAL: {0: "ou|et|au"},
    Sense.TITLE: {
        0: "m|mr|mme|mlle|monsieur|madame|mademoiselle|dr|docteur|pr|me|maître|famille|société|sté|ste|hôtel|café|restaurant|bar|boulangerie|"
        "robinson|projet|équipe|marque|agence|maison|collègue|nommé|nommée|garage|chez|saint|sainte|noir|pharmacie|cabinet|client|cliente",
    },
    Sense.NAME: {
        0: "mercredi addams|pour cent|mardi gras|vendredi saint|jeudi noir|vendredi noir|black friday|lundi de pâques|jeudi de l'ascension|mercredi des cendres|au jour le jour|"
        "bonne journée|bonne soirée|bonne semaine|bon week-end|bon après-midi|avril lavigne|club med|robinson et vendredi|midi libre|midi pyrénées|"
        "l'équipe du dimanche|journal du dimanche|mars et ça repart|jour j|mi-temps|un de ces jours",
    },
    Sense.NAMELIKE: {4: "vendredi", 6: "dimanche"},
    Sense.WITH: {0: "avec|chez"},
    Sense.LABEL: {
        0: "hall|salle|stand|étage|table|page|pages|partie|étape|version|v|n|no|nr|numéro|num|phase|chapitre|point|lot|porte|"
        "quai|voie|terminal|unité|appartement|apt|section|option|variante|plan|ligne|poste|modèle|type|classe|catégorie|niveau|cas|article|art|annexe|figure|"
        "fig|formulaire|bus|zone|bâtiment|bât|bloc|code|id|réf|référence|alinéa|rue|avenue|bd|boulevard|place|quartier|tél|téléphone|fax|mobile|"
        "portable|windows|office|iphone|question|tranche|échéance n|acompte|chambre|bureau|tour|taille|note|ratio|échelle|tarif|bp|cedex|release|passer à la|taux|voir|cf|chap|usb|bluetooth|iso|gare|box|allée",
        1: "facture|commande|devis|ticket|dossier|contrat|offre",
    },
    Sense.STREET: {0: "rue|place|avenue|bd|boulevard|quai|impasse|allée|étoiles|pièces|rue du|place du|avenue du|étage|trimestre|anniversaire|pont du|square du|cours du|station|métro"},
    Sense.STOP: {
        0: "avec|à|au|aux|en|dans|sur|pour|de|du|des|chez|par|concernant|re|puis|et|ou|car|si|quand|mais|svp|stp|encore|le|la|les|son|sa|ses|leur|notre|votre|"
        "mon|ma|il|elle|on|nous|je|ils|ok|que|qui|est|jusqu|dès|après|avant|vers|afin|sans|via|visio|rappeler|appeler|envoyer|relancer|au plus tard|"
        "confirmer|voir|rencontrer|visiter|rendez|rdv|heure locale|précises|pile|environ|faire|prévoir|livrer|signer|préparer|présenter|relance|appel|rappel|démo|réunion",
    },
    Sense.ACTIVITY: {0: "démo|visite|réunion|déjeuner|dîner|atelier|formation|présentation|livraison|rendez-vous|rdv|café|point|salon"},
    Sense.COMPANY: {0: "sarl|sa|sas|eurl|sasu|et fils"},
    Sense.THEN: {0: "puis|ensuite|après cela|par la suite", 1: "prochaine étape|étape suivante|suite|à faire|relance"},
    Sense.NOT_THEN: {0: "depuis|si|quand|tout de|de|la|comme|sans|pas|une"},
    Sense.CONDITION: {0: "si|quand|dès que|lorsque"},
    Sense.BEFORE_THEN: {0: "et|mais"},
    Sense.OWN: {0: "a la|so|do|mi|mo|mon|tue|die|des|en|sa|me|je|ma|tu|an|am|es|vie|sol|dom|set|once|on|a|y|par|max|an|den|der|fin"},
}  # fmt: skip
