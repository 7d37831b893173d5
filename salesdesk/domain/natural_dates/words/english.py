"""The English words of days, hours and lengths."""

from __future__ import annotations

from salesdesk.domain.natural_dates.senses import (
    AFTERNOON,
    DAY,
    END,
    EVENING,
    FORENOON,
    FORTNIGHT,
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

_MADE = made_of(
    {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty"},
    {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"},
    lambda ten, one, _number: (f"{ten}-{one}",),
)

WORDS: Words = {
    Sense.OFFSET: {
        0: "today", 1: "tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow", 2: "day after tomorrow|the day after tomorrow|overmorrow",
        -1: "yesterday", -2: "day before yesterday|the day before yesterday",
    },
    Sense.WEEKDAY: {
        0: "monday", 1: "tuesday|tues|tue", 2: "wednesday|weds", 3: "thursday|thurs|thur|thu", 4: "friday|fri",
        5: "saturday", 6: "sunday",
    },
    Sense.SHORT_WEEKDAY: {0: "mon", 2: "wed", 5: "sat", 6: "sun"},
    Sense.WEEKDAYS: {
        0: "mondays", 1: "tuesdays", 2: "wednesdays", 3: "thursdays", 4: "fridays", 5: "saturdays", 6: "sundays",
    },
    Sense.MONTH: {},
    Sense.MONTH_FIRST: {
        1: "january|jan", 2: "february|feb|febr", 3: "march|mar", 4: "april|apr", 5: "may", 6: "june|jun", 7: "july|jul",
        8: "august|aug", 9: "september|sept|sep", 10: "october|oct", 11: "november|nov", 12: "december|dec",
    },
    Sense.NUMBER: {
        0.5: "half a",
        1: "a|an|one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine",
        10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen",
        18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty", 50: "fifty",
        **_MADE, 60: "sixty", 90: "ninety", 1.5: "one and a half", 2.5: "two and a half",
        3.5: "three and a half",
    },
    Sense.ORDINAL: {
        1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth",
        10: "tenth", 11: "eleventh", 12: "twelfth", 13: "thirteenth", 14: "fourteenth", 15: "fifteenth", 16: "sixteenth",
        17: "seventeenth", 18: "eighteenth", 19: "nineteenth", 20: "twentieth", 21: "twenty-first", 22: "twenty-second",
        23: "twenty-third", 24: "twenty-fourth", 25: "twenty-fifth", 26: "twenty-sixth", 27: "twenty-seventh",
        28: "twenty-eighth", 29: "twenty-ninth", 30: "thirtieth", 31: "thirty-first",
    },
    Sense.ORDINAL_END: {0: "st|nd|rd|th"},
    Sense.LENGTH: {
        30: "half an hour|half hour|a half hour|a half-hour", 15: "a quarter of an hour|quarter of an hour|a quarter hour|quarter hour",
        45: "three quarters of an hour|three-quarters of an hour", 90: "an hour and a half|one hour and a half|hour and a half",
        150: "two hours and a half",
    },
    Sense.UNIT: {
        MINUTE: "minute|minutes|min|mins|minuets", HOUR: "hour|hours|hr|hrs", DAY: "day|days", WEEK: "week|weeks|wk|wks",
        WORKDAY: "working day|working days|business day|business days|workday|workdays|work days|weekdays",
        FORTNIGHT: "fortnight|fortnights", MONTH: "month|months", QUARTER: "quarter", YEAR: "year|years|yr|yrs", WEEKEND: "weekend",
    },
    Sense.PLURAL: {0: "days|weeks|wks|months|years|quarters|weekends"},
    Sense.IN: {0: "in|in about|in exactly"},
    Sense.AGO_BEHIND: {0: "ago|back"},
    Sense.FROM_NOW: {0: "from now|from today|hence"},
    Sense.SHIFT: {1: "week|but one", 2: "fortnight"},
    Sense.NEXT: {0: "this", 1: "next|coming|the coming|this coming|upcoming|nxt", -1: "last|past|previous"},
    Sense.NEXT_BEHIND: {2: "after next"},
    Sense.EDGE: {
        START: "start of|the start of|beginning of|the beginning of|early|at the start of|at the beginning of",
        MIDDLE: "mid|middle of|the middle of|in the middle of", END: "end of|the end of|end|at the end of|by the end of|by end of", UNCLEAR: "late|later in|around",
    },
    Sense.DAY_EDGE: {
        10 * END + DAY: "eod|cob|end of day|close of business|end of business", 10 * END + WEEK: "eow", 10 * END + MONTH: "eom|month end|month-end",
        10 * END + YEAR: "eoy|year end|year-end", 10 * END + QUARTER: "eoq|quarter end|quarter-end",
    },
    Sense.WEEK_NUMBER: {0: "cw|wk|week|calendar week|week no"},
    Sense.QUARTER_NUMBER: {0: "q|quarter"},
    Sense.PART: {
        MORNING: "morning|mornin", MIDDAY: "lunchtime|lunch time", AFTERNOON: "afternoon", EVENING: "evening", NIGHT: "night",
    },
    Sense.SAID_PART: {
        MORNING: "in the morning|in the early morning|first thing|first thing in the morning", FORENOON: "in the late morning|late morning",
        AFTERNOON: "in the afternoon|early afternoon|in the early afternoon|mid-afternoon|after lunch", LATE_AFTERNOON: "late afternoon|in the late afternoon|late in the afternoon", EVENING: "in the evening|early evening|late in the evening", NIGHT: "at night",
        MIDDAY: "at lunchtime|over lunch",
    },
    Sense.PART_TODAY: {NIGHT: "tonight|tonite"},
    Sense.NOON: {720: "noon|midday|at noon|at midday|12 noon|around noon", 0: "midnight|at midnight"},
    Sense.AT: {0: "at|around|about|approx|approximately|after|from|starting at|at around|at about"},
    Sense.AT_NUMBER: {0: "at|around|at around|at about"},
    Sense.ON: {0: "on|for|until|till|til|by|due|due by|due on|no later than|starting|as of"},
    Sense.ON_NUMBER: {0: "the|on|by|for|until|due", 2: "on the|by the|for the|until the|due the"},
    Sense.BY: {0: "by"},
    Sense.GLUE: {0: "the|of"},
    Sense.FROM: {0: "from|between"},
    Sense.TO: {0: "to|until|till|til|and"},
    Sense.OCLOCK: {0: "o'clock|oclock|hrs|hours|sharp|ish"},
    Sense.HOUR_SIGN: {0: "h"},
    Sense.HALF_DAY: {0: "am|a m", 12: "pm|p m"},
    Sense.HALF_PAST: {0: "half past|half"},
    Sense.QUARTER_PAST: {0: "quarter past|a quarter past|quarter after"},
    Sense.QUARTER_TO: {0: "quarter to|a quarter to|quarter of|quarter till"},
    Sense.PAST: {0: "past|minutes past"},
    Sense.TO_HOUR: {0: "to|minutes to|till"},
    Sense.TIME: {0: "time"},
    Sense.ANCHOR: {0: "from|on|after"},
    Sense.LASTING: {0: "for|lasting|takes|took|duration"},
    Sense.EVERY: {0: "every|each|any"},
    Sense.SPAN: {0: "within|inside"},
    Sense.APART: {
        0: "within|within the|during|during the|in the course of|sometime within|not|not on|from|since|except|except on|after|before|of|instead of|rather than|without|dated|never|never on|off|per|re|as of last",
    },
    Sense.BEFORE: {0: "before"},
    Sense.DAILY: {0: "every day|each day|weekdays|on weekdays|every weekday"},
    Sense.RIVAL: {0: "or|and|vs|versus"},
    Sense.TITLE: {
        0: "mr|mrs|ms|miss|mx|sir|madam|dr|doctor|prof|professor|lady|lord|family|company|hotel|cafe|restaurant|bar|pub|saint|"
        "aunt|uncle|black|cyber|good|ash|casual|ruby|joe|happy|girl|project|team|brand|agency|magazine|album|song|band",
    },
    Sense.NAME: {
        0: "sunday roast|sunday lunch|monday blues|saturday night live|saturday night fever|tuesday club|per cent|percent|black friday|cyber monday|good friday|ash wednesday|casual friday|ruby tuesday|joe friday|happy mondays|super tuesday|"
        "giving tuesday|shrove tuesday|easter monday|easter sunday|palm sunday|maundy thursday|sunday times|super bowl sunday|girl friday|"
        "man friday|freaky friday|wednesday addams|sunday mirror|bloody sunday|tuesday weld|boxing day|bank holiday monday|good morning|good afternoon|"
        "good evening|good night|good day|24 7|day to day|fourth of july|morning star|evening standard|happy hour|rush hour|may day|second hand",
    },
    Sense.WITH: {0: "with|w"},
    Sense.LABEL: {
        0: "room|hall|floor|stand|booth|suite|table|page|pages|part|step|version|v|ver|release|build|no|nr|number|phase|level|"
        "chapter|item|lot|gate|platform|track|terminal|unit|apartment|apt|flat|section|option|plan|line|extension|ext|model|type|class|category|"
        "grade|batch|case|article|exhibit|appendix|figure|fig|form|bus|route|tier|q|post|pin|code|id|ref|reference|rate|score|ratio|size|scale|"
        "windows|office|iphone|ios|python|ubuntu|macos|java|revision|rev|question|point|slide|round|zone|sheet|row|column|bay|dock|locker|box|seat|"
        "phone|tel|call back on|fax|mobile|cell|aisle|house|door|building|block|spot|see|cf|firmware|software|usb|bluetooth|iso|din|top|kap|chap|sec|issue|upgraded to|updated to|upgrade to|update to",
        1: "invoice|order|ticket|quote|contract|offer|statement",
    },
    Sense.STREET: {
        0: "street|st|road|rd|avenue|ave|square|lane|boulevard|blvd|plaza|place|drive|floor|edition|anniversary|birthday|quarter|century|party",
    },
    Sense.STOP: {
        0: "with|w|in|on|at|for|re|about|regarding|then|to|and|or|because|if|when|by|but|so|please|again|via|over|instead|he|she|they|we|i|it|you|"
        "until|till|after|before|from|as|unless|that|is|ok|the|his|her|their|our|my|your|there|latest|at the latest|online|sharp|local time|"
        "cet|cest|gmt|utc|est",
    },
    Sense.OBJECT_VERB: {0: "call|ring|phone|email|mail|meet|ask|visit|invite|thank|contact|write to|speak to|talk to|remind|congratulate|for|from|to"},
    Sense.ACTIVITY: {
        0: "demo|visit|meeting|lunch|dinner|breakfast|coffee|workshop|webinar|training|kickoff|kick-off|review|follow-up|followup|sync|standup|stand-up|"
        "interview|presentation|conference|trip|delivery|deadline|reminder|appointment|session|check-in|catch-up|letter|note|task|send|check|prepare|update|"
        "confirm|order|chase|collect|book|finish|submit|sign|renew|discuss|quote|offer|proposal|contract|invoice|report|site",
    },
    Sense.COMPANY: {0: "ltd|limited|inc|llc|corp|plc|group|co|studio|studios|magazine|times|club|bakery|brewery|band|hotel"},
    Sense.THEN: {0: "then|after that|afterwards", 1: "next|next step|next steps|follow-up|todo"},
    Sense.NOT_THEN: {0: "by|since|until|till|from|back|even|if|when|only|just|than|what|how|the|and what"},
    Sense.CONDITION: {0: "if|when|once|unless"},
    Sense.BEFORE_THEN: {0: "and|but"},
    Sense.OWN: {0: "so|do|die|me|mi|sa|je|ma|am|an|des|an|par|lu|ve|vie|mar|dom|sol|ce|en|mars|set|once|on|more|mil|y|e|o|sur|pour"},
}  # fmt: skip
