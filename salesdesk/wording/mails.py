"""Words about e-mails that are kept, and about files of them that cannot be read."""

from __future__ import annotations

from salesdesk.wording.templates import Counted, Refusal, Text

TEXTS: dict[str, Text] = {
    "mails.keep_one": "Keep the e-mail “{subject}”",
    "mails.keep": Counted("Keep {count} e-mail", "Keep {count:,} e-mails"),
    "mails.no_address": Refusal("No address", "“{text}” is no e-mail address."),
    "mail_reading.no_mail": "«{file}» is no e-mail. E-mails are files that end in .eml, .msg or .mbox.",
    "mail_reading.no_head": "«{file}» is no e-mail: nothing in it says from whom or to whom it is.",
    "mail_reading.nested": "«{file}» is nested too deeply to be an e-mail, and was not read.",
    "mail_reading.rtf_only": "«{file}» holds its text in the format of Outlook alone. Open it there and save it as text or HTML, or "
    "forward it to yourself.",
    "mail_reading.broken": "«{file}» is damaged, or no e-mail of Outlook.",
    "mail_reading.other_item": "«{file}» is another item of Outlook and no e-mail.",
    "mail_reading.too_large": "«{file}» is larger than {limit} MB, which no e-mail is.",
}
