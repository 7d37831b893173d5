"""Natural dates in English, German, French and Spanish.

``reading``      ``read_when``: a typed line → what is left of it, the day, the time, the length
``parting``      ``part``: what happened and what is next in one text
``tokens``, ``nodes``   a line cut into words and numbers, with their senses
``senses``, ``lexicon``   what words may say; ``words`` are those of each language
``clocks``, ``lengths``, ``day_terms``, ``periods``, ``written_days``   the grammar of each part, alike for all languages
``finding``, ``items``   the parts in a line; ``names``, ``likelihood``, ``doubts`` where a word only looks like one
``measures``   what numbers count that are no time
``terms``, ``resolving``   what is said of a day, and the one day that it means

A grammar of our own: what is understood is exact, anything else has no date. No clock is asked; now is a parameter.
"""
