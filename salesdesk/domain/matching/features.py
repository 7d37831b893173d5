"""What is compared, on which levels, and what each level is worth before any data is seen.

The model is that of Fellegi and Sunter (1969): each compared field of a pair falls on one level; ``m`` is the
chance of that level among pairs that are the same, ``u`` among pairs of strangers, and the level's weight is
log2(m/u) bits. A level marked ``rarity`` uses the shared value's own frequency in the data for ``u`` (a rare
surname tells more than a common one). Numbers here are starting points that ``estimation`` adjusts to
the data at hand; they also hold alone when the data is too small to learn from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

MISSING = 0
"""Level of a comparison in which a side has no value: no evidence either way."""

DIFFERENT = 1
"""Lowest level of every feature."""


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of comparing a field: its reason ``code`` ("" when it is not worth
    telling), the starting ``m`` and ``u``, whether the rarity of the shared value replaces ``u``, and the
    greatest ``m`` ever believed: whatever the data looks like, the same person rarely has two names."""

    code: str
    m: float
    u: float
    rarity: bool = False
    most: float = 0.99


@dataclass(frozen=True, slots=True)
class Feature:
    """A compared field. ``levels[0]`` is DIFFERENT (level 1), better levels follow; ``learn_u`` says whether
    the chance among strangers is measured on the data. ``group`` names what the feature is a witness of:
    two features of one group (phone and fax of one desk) do not confirm each other for grade CERTAIN."""

    key: str
    group: str
    levels: tuple[Level, ...]
    learn_u: bool = True


# Positions of the features in a pair's level tuple.
FIRST, LAST, SWAP, MIDDLE, BIRTHDAY, EMAIL, PHONE, FAX, STREET, PLACE, NAME, WEB = range(12)
IDENTITY, CONFLICT = 12, 13

# Levels of names of persons
INITIAL, NAME_FUZZY, NAME_CLOSE, NAME_VARIANT, NAME_SAME = 2, 3, 4, 5, 6
STRAIGHT, SWAPPED = 1, 2
MIDDLE_INITIAL, MIDDLE_SAME = 2, 3
DATE_NEAR, DATE_PART, DATE_TYPO, DATE_SAME = 2, 3, 4, 5
MAIL_DOMAIN, MAIL_FUZZY, MAIL_LOCAL, MAIL_CLOSE, MAIL_SAME = 2, 3, 4, 5, 6
PHONE_CLOSE, PHONE_LOCAL, PHONE_SAME = 2, 3, 4
STREET_NUMBER, STREET_NAME, STREET_HALF, STREET_NEAR, STREET_CLOSE, STREET_SAME = 2, 3, 4, 5, 6, 7
PLACE_REGION, PLACE_FUZZY, PLACE_CITY_ONLY, CITY_CLOSE, CITY_SAME, POSTAL_ONLY, PLACE_SAME = (
    2,
    3,
    4,
    5,
    6,
    7,
    8,
)
ORG_WEAK, ORG_PARTIAL, ORG_PART, ORG_CLOSE, ORG_SAME = 2, 3, 4, 5, 6
WEB_SAME = 2
IDENTITY_SAME = 2
HOUSEHOLD_CONFLICT, WORKPLACE_CONFLICT, ONE_MOBILE = 1, 2, 3

SURROUNDINGS = (EMAIL, PHONE, FAX, STREET, PLACE, NAME, WEB)
"""Features that two people share when they live or work in one place; with two names they are one fact."""

_SWAP = Feature("swap", "name", (Level("", 0.97, 1.0), Level("names_swapped", 0.04, 0.5)), learn_u=False)
_BIRTHDAY = Feature(
    "birthday",
    "birthday",
    (
        Level("different_birthday", 0.04, 0.955, most=0.15),
        Level("near_birthday", 0.06, 0.03),
        Level("similar_birthday", 0.06, 0.01),
        Level("birthday_typo", 0.10, 0.003),
        Level("same_birthday", 0.74, 1 / 12000, rarity=True),
    ),
)
_EMAIL = Feature(
    "email",
    "email",
    (
        Level("different_email", 0.25, 0.985),
        Level("same_email_domain", 0.07, 0.010),
        Level("similar_email", 0.05, 0.002),
        Level("same_email_name", 0.06, 0.0015),
        Level("email_typo", 0.10, 0.0002),
        Level("same_email", 0.47, 1e-4, rarity=True),
    ),
)


def _phone(what: str) -> Feature:
    return Feature(
        what,
        "phone",
        (
            Level(f"different_{what}", 0.32, 0.997),
            Level(f"{what}_typo", 0.06, 0.001),
            Level(f"same_local_{what}", 0.10, 1e-4, rarity=True),
            Level(f"same_{what}", 0.52, 1e-4, rarity=True),
        ),
    )


_STREET = Feature(
    "street",
    "address",
    (
        Level("different_address", 0.13, 0.972),
        Level("same_house_number", 0.03, 0.012),
        Level("other_house_number", 0.04, 0.008),
        Level("same_street", 0.05, 0.004),
        Level("near_address", 0.05, 0.001),
        Level("similar_address", 0.20, 3e-4, rarity=True),
        Level("same_address", 0.50, 1e-4, rarity=True),
    ),
)
_PLACE = Feature(
    "place",
    "address",
    (
        Level("different_place", 0.06, 0.80),
        Level("same_region", 0.05, 0.15),
        Level("similar_place", 0.08, 0.02),
        Level("other_postal_code", 0.08, 0.02, rarity=True),
        Level("similar_city", 0.12, 0.01),
        Level("same_city", 0.65, 0.02, rarity=True),
        Level("same_postal_code", 0.08, 0.002, rarity=True),
        Level("same_city_and_postal_code", 0.60, 0.002, rarity=True),
    ),
)
_WEB = Feature(
    "website", "web", (Level("different_website", 0.2, 0.98), Level("same_website", 0.8, 1e-3, rarity=True))
)
_IDENTITY = Feature(
    "identity",
    "identity",
    (Level("different_identifier", 0.5, 1.0), Level("same_identifier", 0.5, 1e-5, rarity=True)),
    learn_u=False,
)
# weighs nothing itself: it says how the others are counted
_CONFLICT = Feature(
    "conflict", "name", (Level("", 1.0, 1.0), Level("", 1.0, 1.0), Level("", 1.0, 1.0)), learn_u=False
)

PERSON_FEATURES: tuple[Feature, ...] = (
    Feature(
        "first_name",
        "name",
        (
            Level("different_first_name", 0.04, 0.915, most=0.05),
            Level("same_first_initial", 0.03, 0.02),
            Level("loosely_like_first_name", 0.04, 0.04),
            Level("similar_first_name", 0.09, 0.010),
            Level("short_first_name", 0.06, 0.010),
            Level("same_first_name", 0.73, 0.005, rarity=True),
        ),
    ),
    Feature(
        "last_name",
        "name",
        (
            Level("different_last_name", 0.05, 0.95, most=0.15),
            Level("same_last_initial", 0.01, 0.01),
            Level("loosely_like_last_name", 0.04, 0.03),
            Level("similar_last_name", 0.09, 0.006),
            Level("part_of_last_name", 0.03, 0.002),
            Level("same_last_name", 0.78, 0.001, rarity=True),
        ),
    ),
    _SWAP,
    Feature(
        "middle_name",
        "name",
        (
            Level("different_middle_name", 0.10, 0.90),
            Level("same_middle_initial", 0.25, 0.06),
            Level("same_middle_name", 0.65, 0.04),
        ),
    ),
    _BIRTHDAY,
    _EMAIL,
    _phone("phone"),
    _phone("fax"),
    _STREET,
    _PLACE,
    Feature(
        "company",
        "company",
        (
            Level("different_company", 0.25, 0.95),
            Level("", 0.05, 0.03),
            Level("", 0.06, 0.01),
            Level("similar_company", 0.09, 0.004, rarity=True),
            Level("similar_company", 0.10, 0.003, rarity=True),
            Level("same_company", 0.45, 0.003, rarity=True),
        ),
    ),
    _WEB,
    _IDENTITY,
    _CONFLICT,
)

ORGANISATION_FEATURES: tuple[Feature, ...] = (
    *PERSON_FEATURES[:STREET],
    # a person moves, a shop at another address is another shop
    replace(_STREET, levels=(Level("different_address", 0.07, 0.972, most=0.07), *_STREET.levels[1:])),
    _PLACE,
    Feature(
        "name",
        "name",
        (
            Level("different_name", 0.06, 0.90, most=0.12),
            Level("loosely_like_name", 0.06, 0.07),
            Level("partly_like_name", 0.10, 0.02),
            Level("name_within", 0.16, 0.004, rarity=True),
            Level("similar_name", 0.16, 0.001, rarity=True),
            Level("same_name", 0.46, 0.001, rarity=True),
        ),
    ),
    *PERSON_FEATURES[WEB:],
)


@dataclass(frozen=True, slots=True)
class Association:
    """A reason, other than being the same, why two records share values: a household, colleagues, branches
    of a chain, tenants of a building. ``pairs`` is how many such pairs there are per record to begin with, and
    ``least`` how few are ever believed;
    ``levels`` maps a feature to the chance of each of its levels; features not named agree only by chance."""

    pairs: float
    least: float
    levels: dict[int, tuple[float, ...]]


def person_associations() -> tuple[Association, ...]:
    """People of one household, and people of one workplace."""
    return (
        Association(
            0.35,
            0.05,
            {
                LAST: (0.30, 0.01, 0.03, 0.02, 0.02, 0.62),
                EMAIL: (0.85, 0.05, 0.03, 0.01, 0.01, 0.05),
                PHONE: (0.55, 0.02, 0.03, 0.40),
                STREET: (0.05, 0.01, 0.02, 0.02, 0.02, 0.08, 0.80),
                PLACE: (0.02, 0.01, 0.02, 0.03, 0.05, 0.87, 0.05, 0.85),
            },
        ),
        Association(
            0.35,
            0.05,
            {
                EMAIL: (0.15, 0.80, 0.01, 0.01, 0.01, 0.02),
                PHONE: (0.60, 0.10, 0.05, 0.25),
                FAX: (0.20, 0.02, 0.03, 0.75),
                STREET: (0.15, 0.01, 0.02, 0.02, 0.02, 0.08, 0.70),
                PLACE: (0.10, 0.02, 0.02, 0.03, 0.05, 0.78, 0.05, 0.75),
                NAME: (0.02, 0.01, 0.02, 0.05, 0.05, 0.85),
                WEB: (0.05, 0.95),
            },
        ),
    )


def organisation_associations() -> tuple[Association, ...]:
    """Branches of one chain, and neighbours under one roof."""
    return (
        Association(
            0.5,
            0.25,
            {
                NAME: (0.04, 0.08, 0.20, 0.25, 0.13, 0.30),
                EMAIL: (0.35, 0.45, 0.02, 0.02, 0.01, 0.15),
                PHONE: (0.78, 0.04, 0.03, 0.15),
                FAX: (0.70, 0.04, 0.03, 0.23),
                WEB: (0.10, 0.90),
            },
        ),
        Association(
            0.15,
            0.05,
            {
                PHONE: (0.90, 0.03, 0.02, 0.05),
                FAX: (0.85, 0.03, 0.02, 0.10),
                STREET: (0.02, 0.01, 0.01, 0.02, 0.02, 0.12, 0.80),
                PLACE: (0.02, 0.01, 0.02, 0.05, 0.05, 0.85, 0.05, 0.82),
            },
        ),
    )
