"""The words of the program: every phrase of the layers below, told to a person.

Used by the interface and the command line alone. The English texts are the source texts: a translation is looked up by
them, in the context "wording".
"""

from __future__ import annotations

from salesdesk.wording.catalogue import TEXTS
from salesdesk.wording.templates import Counted, Refusal, Text, Translate
from salesdesk.wording.words import Wording, line_of, title_of, worded

__all__ = ["TEXTS", "Counted", "Refusal", "Text", "Translate", "Wording", "line_of", "title_of", "worded"]
