from __future__ import annotations

import pytest

from salesdesk.exchange.workbook.formats import format_meaning


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("[$$-409]#,##0.00", "$:USD"), ("[$£-809]#,##0", "$:GBP"), ("[$CHF] #,##0", "$:CHF"), ('"GBP" 0.00', "$:GBP"),
        ("_-* #,##0.00\\ [$€-407]_-;-* #,##0.00\\ [$€-407]_-", "$:EUR"), ("[$€-2]\\ #,##0.00", "$:EUR"),
        ("[$$-C09]#,##0.00", "$:AUD"), ("[$$-1009]0", "$:CAD"), ("[$$-en-CA]0", "$:CAD"), ("[$kr-41D] #,##0", "$:SEK"),
        ("#,##0.00\\ [$kr-414]", "$:NOK"), ("[$¥-411]#,##0", "$:JPY"), ("[$¥-804]#,##0", "$:CNY"), ("[$R-1C09]0", "$:ZAR"),
        ("[$R$-416] 0", "$:BRL"), ('"$"#,##0.00', "$:$"), ("$#,##0", "$:$"), ("\\£#,##0", "$:£"), ('#,##0 "Kč"', "$:CZK"),
        ('#,##0.00" €"', "$:EUR"), ("#,##0.00 €", "$:EUR"), ('#,##0" kr"', "$:kr"), ("[Red]#,##0 [$USD]", "$:USD"),
        ("[$₹-4009]#,##0", "$:INR"), ("#,##0.00 CHF", "$:CHF"), ('_("$"* #,##0.00_)', "$:$"),
        ("0.00", ""), ("#,##0", ""), ('0 "pounds"', ""), ('0 "ft"', ""), ('0 "pcs"', ""), ("[$-409]mmm d, yyyy", ""),
        ('"EUR" dd.mm.yyyy', ""), ("General", ""), ("[$-F800]dddd", ""), ("@", ""), ("00000", "0:5"), ("0.0%", "%"),
    ],
)  # fmt: skip
def test_what_formats_say(code: str, meaning: str) -> None:
    assert format_meaning(code) == meaning
