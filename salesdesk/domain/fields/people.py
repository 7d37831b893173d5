"""Fields that say who a person or a company is and how to reach them. A field of its own is one more entry.

The tables are wide: one entry says everything of its field (see ``FieldSpec`` and ``Use``).
"""

from __future__ import annotations

from functools import partial

from salesdesk.domain.fields.spec import (
    Detail,
    FieldSpec,
    FieldType,
    Group,
    Kept,
    Merge,
    RecordKind,
    Section,
    Use,
)

_C, _O, _D, _A = RecordKind.CONTACTS, RecordKind.COMPANIES, RecordKind.DEALS, RecordKind.ACTIVITIES
_R, _P = RecordKind.ORDERS, RecordKind.PRODUCTS
_PERSON, _EVERY = (_C, _D, _A, _R), (_C, _O, _D, _A, _R, _P)
_c, _o, _d, _a = partial(Use, _C), partial(Use, _O), partial(Use, _D), partial(Use, _A)
_f = FieldSpec.of
_T, _G = FieldType, Group

# fmt: off
REACHING: tuple[FieldSpec, ...] = (
    _f("full_name", "Full name", _T.NAME, _PERSON, _G.NAME,
       _c(kept=Kept.OWN, columns=("full_name", "name_key", "first_name", "middle_name", "last_name", "honorific", "suffix"), title="Name", place=1, shown=True, width=200, new=1, order=1, searched=True),
       _d(kept=Kept.OWN, columns=("contact_id",), place=3, shown=True, width=200, searched=True),
       _a(kept=Kept.OWN, columns=("contact_id",), place=6, shown=True, width=200, searched=True),
       Use(RecordKind.MEETINGS, kept=Kept.OWN, columns=("contact_id",), title="About", place=4, shown=True, typed=False, width=130, searched=True), short="Name", card="FN", aliases=("name", "contact")),
    _f("first_name", "First name", _T.NAME, _PERSON, _G.NAME,
       _c(place=11, section=Section.FIRST, form=1, detail=Detail.PAGE, row=2, merge=Merge.FOLLOWS, order=1, tells=False), card="N"),
    _f("last_name", "Last name", _T.NAME, _PERSON, _G.NAME,
       _c(place=12, section=Section.FIRST, form=2, detail=Detail.PAGE, row=4, merge=Merge.FOLLOWS, order=1, tells=False), card="N"),
    _f("second_last_name", "Second last name", _T.TEXT, (_C,), _G.NAME),
    _f("middle_name", "Middle name", _T.NAME, _PERSON, _G.NAME,
       _c(place=13, section=Section.FIRST, form=3, detail=Detail.PAGE, row=3, merge=Merge.FOLLOWS, order=1, tells=False), card="N"),
    _f("honorific", "Title (Dr, Ms)", _T.TEXT, _PERSON, _G.NAME,
       _c(place=14, section=Section.FIRST, form=4, detail=Detail.PAGE, row=1, merge=Merge.FOLLOWS, order=1), card="N"),
    _f("suffix", "Suffix", _T.TEXT, _PERSON, _G.NAME,
       _c(place=15, section=Section.FIRST, form=5, merge=Merge.FOLLOWS, order=1, tells=False), card="N"),
    _f("nickname", "Nickname", _T.TEXT, _PERSON, _G.NAME,
       _c(place=16, section=Section.FIRST, form=6, detail=Detail.PAGE, row=5, order=2, tells=False), card="NICKNAME"),
    _f("company", "Company", _T.TEXT, _EVERY, _G.WORK,
       _c(kept=Kept.OWN, columns=("company_id",), place=2, shown=True, width=170, section=Section.WORK, form=1, new=2, merge=Merge.FOLLOWS, searched=True),
       _o(kept=Kept.OWN, columns=("name", "name_key", "match_key"), place=1, shown=True, width=170, section=Section.FIRST, form=1, new=1, order=1, searched=True),
       _d(kept=Kept.OWN, columns=("company_id",), place=2, shown=True, width=170, searched=True),
       _a(kept=Kept.OWN, columns=("company_id",), place=7, shown=True, width=170, searched=True),
       Use(RecordKind.MEETINGS, kept=Kept.OWN, columns=("company_id",), place=5, shown=True, typed=False, width=140, searched=True), card="ORG"),
    _f("job_title", "Job title", _T.TEXT, _PERSON, _G.WORK,
       _c(place=3, shown=True, width=160, section=Section.WORK, form=2, new=5, order=3), card="TITLE"),
    _f("department", "Department", _T.TEXT, _PERSON, _G.WORK,
       _c(place=17, section=Section.WORK, form=3, detail=Detail.PAGE, row=6, order=4), card="ORG"),
    _f("email", "Email", _T.EMAIL, (_C, _O, _D, _A, _R), _G.REACH,
       _c(kept=Kept.OWN, columns=("email",), place=4, shown=True, section=Section.WORK, form=4, new=3, merge=Merge.FOLLOWS, searched=True),
       _o(place=12, section=Section.FIRST, form=4, detail=Detail.HEAD, row=2, order=4), card="EMAIL"),
    _f("email_2", "Second email", _T.EMAIL, _PERSON, _G.REACH,
       _c(kept=Kept.OWN, place=18, section=Section.WORK, form=5, merge=Merge.FOLLOWS, searched=True), card="EMAIL"),
    _f("email_3", "Third email", _T.EMAIL, _PERSON, _G.REACH,
       _c(kept=Kept.OWN, place=19, merge=Merge.FOLLOWS, searched=True), card="EMAIL"),
    _f("phone", "Phone", _T.PHONE, (_C, _O, _D, _A, _R), _G.REACH,
       _c(kept=Kept.OWN, columns=("phone",), place=5, shown=True, new=4, merge=Merge.FOLLOWS, searched=True),
       _o(kept=Kept.OWN, columns=("phone", "phone_digits"), place=5, shown=True, section=Section.FIRST, form=3, new=4, detail=Detail.HEAD, row=1, order=3, searched=True), card="TEL"),
    _f("mobile", "Mobile", _T.PHONE, _PERSON, _G.REACH,
       _c(kept=Kept.OWN, place=20, merge=Merge.FOLLOWS, searched=True), card="TEL"),
    _f("phone_prefix", "Area code", _T.TEXT, (_C, _O), _G.REACH),
    _f("phone_2", "Second phone", _T.PHONE, (_C, _O, _D, _A, _R), _G.REACH,
       _c(kept=Kept.OWN, place=21, merge=Merge.FOLLOWS, searched=True), card="TEL"),
    _f("phone_3", "Third phone", _T.PHONE, (_C, _O, _D, _A, _R), _G.REACH,
       _c(kept=Kept.OWN, place=22, merge=Merge.FOLLOWS, searched=True), card="TEL"),
    _f("fax", "Fax", _T.PHONE, (_C, _O, _D, _A, _R), _G.REACH,
       _c(kept=Kept.OWN, place=23, merge=Merge.FOLLOWS, searched=True),
       _o(place=13, section=Section.MORE, form=1, detail=Detail.PAGE, row=7, order=5), card="TEL"),
    _f("more_emails", "Further emails", _T.TEXT, (_C,), _G.REACH,
       _c(kept=Kept.OWN, place=39, typed=False, merge=Merge.FOLLOWS)),
    _f("more_phones", "Further phones", _T.TEXT, (_C,), _G.REACH,
       _c(kept=Kept.OWN, place=40, typed=False, merge=Merge.FOLLOWS)),
    _f("website", "Website", _T.URL, (_C, _O, _D, _R), _G.ONLINE,
       _c(place=24, section=Section.ONLINE, form=1, detail=Detail.FILLED, row=7, order=5),
       _o(columns=("website", "domain"), place=6, shown=True, section=Section.FIRST, form=5, new=3, detail=Detail.HEAD, row=3, order=2), card="URL"),
    _f("linkedin", "LinkedIn", _T.URL, (_C, _O, _D), _G.ONLINE,
       _c(place=25, section=Section.ONLINE, form=2, detail=Detail.FILLED, row=8, order=6),
       _o(place=14, section=Section.ONLINE, form=1, detail=Detail.PAGE, row=8, order=6), card="X-SOCIALPROFILE"),
    _f("twitter", "Twitter", _T.TEXT, (_C, _O), _G.ONLINE,
       _c(place=26, section=Section.ONLINE, form=3, detail=Detail.PAGE, row=9, order=7, tells=False),
       _o(place=15, section=Section.ONLINE, form=2, detail=Detail.PAGE, row=9, order=7), card="X-SOCIALPROFILE"),
    _f("facebook", "Facebook", _T.URL, (_C, _O), _G.ONLINE,
       _c(place=27, section=Section.ONLINE, form=4, detail=Detail.PAGE, row=10, order=8, tells=False),
       _o(place=16, section=Section.ONLINE, form=3, detail=Detail.PAGE, row=10, order=8), card="X-SOCIALPROFILE"),
    _f("instagram", "Instagram", _T.TEXT, (_C, _O), _G.ONLINE,
       _c(place=28, section=Section.ONLINE, form=5, detail=Detail.PAGE, row=11, order=9, tells=False),
       _o(place=17, section=Section.ONLINE, form=4, detail=Detail.PAGE, row=11, order=9), card="X-SOCIALPROFILE"),
    _f("street", "Street", _T.TEXT, (_C, _O, _D, _R), _G.ADDRESS,
       _c(place=29, width=180, section=Section.ADDRESS, form=1, order=10),
       _o(place=20, width=180, section=Section.ADDRESS, form=1, order=13), card="ADR"),
    _f("house_number", "House number", _T.TEXT, (_C, _O), _G.ADDRESS),
    _f("street_2", "Street, second line", _T.TEXT, (_C, _O, _D, _R), _G.ADDRESS,
       _c(place=30, section=Section.ADDRESS, form=2, order=11),
       _o(place=21, section=Section.ADDRESS, form=2, order=14), card="ADR"),
    _f("city", "City", _T.TEXT, (_C, _O, _D, _R), _G.ADDRESS,
       _c(place=32, section=Section.ADDRESS, form=4, order=12),
       _o(place=3, shown=True, section=Section.ADDRESS, form=4, new=5, order=15), card="ADR"),
    _f("region", "Region", _T.TEXT, (_C, _O, _D, _R), _G.ADDRESS,
       _c(place=33, section=Section.ADDRESS, form=5, order=13),
       _o(place=23, section=Section.ADDRESS, form=5, order=16), card="ADR"),
    _f("postal_code", "Postal code", _T.TEXT, (_C, _O, _D, _R), _G.ADDRESS,
       _c(place=31, section=Section.ADDRESS, form=3, order=14),
       _o(place=22, section=Section.ADDRESS, form=3, order=17), card="ADR"),
    _f("country", "Country", _T.COUNTRY, (_C, _O, _D, _R), _G.ADDRESS,
       _c(place=34, section=Section.ADDRESS, form=6, order=15),
       _o(place=4, shown=True, section=Section.ADDRESS, form=6, new=6, order=18), card="ADR"),
)
# fmt: on
